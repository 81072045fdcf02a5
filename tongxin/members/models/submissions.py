"""A county's roll as it was signed and submitted, and the seats that the city counts of it (practice 10)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Gender
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models.terms import Term
from tongxin.members.terms import SubmissionState
from tongxin.organisations import scope
from tongxin.organisations.models import Assembly, ScopedManager, TenantModel


class AddressedManager(ScopedManager):
    """Rows that one assembly sends to another: both may ask for them, `rules` say from which state on."""

    def get_queryset(self):
        rows: models.QuerySet = models.QuerySet(self.model, using=self._db)
        ids = scope.current().assembly_ids
        return rows if ids is None else rows.filter(Q(assembly__in=ids) | Q(addressee__in=ids))


class RollSubmission(MachineRecord):
    """A county's frozen roll with its totals; a correction is a new one. Its digest is over the content as signed."""

    state = models.CharField(
        _("状态"), max_length=12, choices=SubmissionState, default=SubmissionState.COMPILED
    )
    addressee = models.ForeignKey(
        Assembly, models.PROTECT, related_name="+", verbose_name=_("报送给")
    )
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("届"))
    number = models.PositiveIntegerField(_("第几次报送"))
    as_of_on = models.DateField(_("数据截至"))
    content = models.JSONField(_("名册"), default=dict)
    digest = models.CharField(_("摘要"), max_length=64)
    signer = models.CharField(_("签发人"), max_length=40, blank=True)
    document = models.CharField(_("文号"), max_length=60, blank=True)
    submitted_on = models.DateField(_("报送日期"), null=True)
    accepted_on = models.DateField(_("接收日期"), null=True)
    superseded_on = models.DateField(_("取代日期"), null=True)
    reason = models.CharField(_("退回原因"), max_length=200, blank=True)

    objects = AddressedManager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("名册报送")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "number"], name="members_submission_number_once"
            ),
        ]

    def __str__(self):
        return gettext("%(county)s第 %(number)d 次报送") % {
            "county": self.assembly,
            "number": self.number,
        }

    def get_absolute_url(self):
        return reverse("members:submission", args=[self.assembly.slug, self.public_id])

    @property
    def totals(self) -> dict[str, int]:
        """The sums that were signed with the roll."""
        return self.content["totals"]

    @staticmethod
    def in_force() -> Q:
        """What the city counts of a county today."""
        return Q(state=SubmissionState.ACCEPTED)

    @staticmethod
    def sent() -> Q:
        """What has left the county: before that the city knows nothing of it."""
        return ~Q(state=SubmissionState.COMPILED)


class SubmittedSeat(TenantModel):
    """One member of a county's accepted roll, as the city counts it: in the city's own rows, never the county's."""

    submission = models.ForeignKey(RollSubmission, models.PROTECT, related_name="seats")
    county = models.ForeignKey(
        Assembly, models.PROTECT, related_name="+", verbose_name=_("县（市）区")
    )
    name = models.CharField(_("姓名"), max_length=40)
    gender = models.CharField(_("性别"), max_length=6, choices=Gender, blank=True)
    born_in = models.DateField(_("出生年月"), null=True)
    sector_name = models.CharField(_("界别"), max_length=40)
    party_name = models.CharField(_("政治面貌"), max_length=40, blank=True)
    education = models.CharField(_("学历"), max_length=30, blank=True)
    employer = models.CharField(_("工作单位及职务"), max_length=160, blank=True)
    counted_from = models.DateField(_("自何日计入"))
    counted_until = models.DateField(_("计至何日"), null=True)

    class Meta:
        ordering = ["submission", "id"]
        verbose_name = _("县级委员")

    def __str__(self):
        return self.name
