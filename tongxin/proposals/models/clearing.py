"""Clearing what must never have been written down: who asked, who confirmed, by which paper; never what it said."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.proposals.models.proposals import Proposal
from tongxin.proposals.terms import ClearingPart, ClearingReason, ClearingState


class Clearing(MachineRecord):
    """One clearing of a proposal or a part of it (误入涉密清除); `part_id` is the version's, reply's or file's id.

    `scrubbed_at`: when the database's own files were rid of what was cleared; the clock tries again until then.
    """

    state = models.CharField(max_length=10, choices=ClearingState, default=ClearingState.ASKED)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="clearings")
    part = models.CharField(_("清除范围"), max_length=10, choices=ClearingPart)
    part_id = models.BigIntegerField(null=True)
    reason = models.CharField(_("清除原因"), max_length=15, choices=ClearingReason)
    paper_number = models.CharField(_("依据文号"), max_length=40)
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    asked_on = models.DateField(_("提出日期"))
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    cleared_at = models.DateTimeField(_("清除时间"), null=True)
    scrubbed_at = models.DateTimeField(_("数据库文件清理时间"), null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("涉密清除")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(state="asked"),
                name="proposals_clearing_one_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(part="whole") ^ models.Q(part_id__isnull=False),
                name="proposals_clearing_part_named",
            ),
        ]

    def __str__(self):
        if self.proposal.serial_number is None:
            return gettext("草稿 · %(part)s") % {"part": self.get_part_display()}
        return gettext("流水号 %(number)s · %(part)s") % {
            "number": f"{self.proposal.serial_number:04d}",
            "part": self.get_part_display(),
        }

    def get_absolute_url(self):
        return reverse("proposals:clearing", args=[self.assembly.slug, self.public_id])

    @property
    def is_asked(self) -> bool:
        return self.state == ClearingState.ASKED

    @property
    def is_cleared(self) -> bool:
        return self.state == ClearingState.CLEARED

    @staticmethod
    def asked() -> models.Q:
        return models.Q(state=ClearingState.ASKED)

    @staticmethod
    def cleared() -> models.Q:
        return models.Q(state=ClearingState.CLEARED)
