"""What members ask to have corrected in their own data."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models.members import Member
from tongxin.members.terms import CorrectionState
from tongxin.papers.models import StoredFile


class Correction(MachineRecord):
    """One request: the wished values by field, and what stood there when it was asked; a photo apart."""

    state = models.CharField(
        _("状态"), max_length=10, choices=CorrectionState, default=CorrectionState.ASKED
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="corrections")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    wished = models.JSONField(_("改为"), default=dict)
    found = models.JSONField(_("提出时的资料"), default=dict)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField(_("提出日期"))
    decided_on = models.DateField(_("审核日期"), null=True)
    reason = models.CharField(_("未采用的理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("资料更正")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state="asked"),
                name="members_correction_one_asked",
            )
        ]

    def __str__(self):
        return f"{self.member}"

    def get_absolute_url(self):
        return reverse("members:correction", args=[self.assembly.slug, self.public_id])

    @staticmethod
    def waiting() -> Q:
        """Those that nobody has decided yet."""
        return Q(state=CorrectionState.ASKED)

    @property
    def is_waiting(self) -> bool:
        return self.state == CorrectionState.ASKED
