"""How a county's records reach the city (practice 10): dated, signed and frozen; accepted or sent back, never live."""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.core import formats
from tongxin.lifecycle.models import MachineRecord
from tongxin.organisations.models import Assembly
from tongxin.papers.models import StoredFile
from tongxin.records.terms import IntakeState, SubmissionState


class Frozen(MachineRecord):
    """What both sides keep of a submission. `content` holds the rows as they were when it was compiled:
    (id, version) and values of each; `digest` stands over all of it. The period's end itself is not counted."""

    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), help_text=_("这一天不计入"))
    kinds = models.JSONField(_("种类"), default=list)
    totals = models.JSONField(_("合计"), default=dict)
    content = models.JSONField(_("内容"), default=list)
    digest = models.CharField(max_length=64)
    signer = models.CharField(_("签发人"), max_length=40, blank=True)
    signed_on = models.DateField(_("签发日期"), null=True)

    class Meta:
        abstract = True

    @property
    def days(self) -> str:
        """The days it covers, as people say them."""
        last = self.ends_on - timedelta(days=1)
        return gettext("%(first)s至%(last)s") % {
            "first": formats.day(self.starts_on),
            "last": formats.day(last),
        }


class Submission(Frozen):
    """A county's submission (报送), in the county's own rows."""

    state = models.CharField(
        max_length=12, choices=SubmissionState, default=SubmissionState.DRAFTED
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", verbose_name=_("更正")
    )
    compiled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(_("报送日期"), null=True)
    return_reason = models.CharField(_("退回理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("报送")

    def __str__(self):
        return gettext("%(county)s台账报送（%(days)s）") % {
            "county": self.assembly,
            "days": self.days,
        }

    def get_absolute_url(self):
        return reverse("records:submission", args=[self.assembly.slug, self.public_id])

    @staticmethod
    def accepted() -> models.Q:
        return models.Q(state=SubmissionState.ACCEPTED)

    @property
    def is_drafted(self) -> bool:
        return self.state == SubmissionState.DRAFTED

    @property
    def is_accepted(self) -> bool:
        return self.state == SubmissionState.ACCEPTED


class Intake(Frozen):
    """A submission as it came to the city's desk (收件): a copy of what was signed, in the city's own rows."""

    state = models.CharField(max_length=12, choices=IntakeState, default=IntakeState.WAITING)
    county = models.ForeignKey(Assembly, models.PROTECT, related_name="+")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="intake")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    received_on = models.DateField(_("收到日期"))
    decided_on = models.DateField(_("处理日期"), null=True)
    return_reason = models.CharField(_("退回理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("收到的报送")

    def __str__(self):
        return gettext("%(county)s台账报送（%(days)s）") % {
            "county": self.county,
            "days": self.days,
        }

    def get_absolute_url(self):
        return reverse("records:intake", args=[self.assembly.slug, self.public_id])

    @property
    def is_waiting(self) -> bool:
        return self.state == IntakeState.WAITING
