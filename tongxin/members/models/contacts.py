"""Who keeps in contact with whom, and that a contact took place: never what was said (practice 15)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.members.models.bodies import SpecialCommittee
from tongxin.members.models.members import Member
from tongxin.members.terms import ContactTheme, ContactWay, HelpOutcome, PairKind
from tongxin.organisations.models import Assembly, Organisation, TenantModel

SIDES: dict[str, tuple[str, str]] = {
    PairKind.LEADER_MEMBER: ("member", "other_member"),
    PairKind.PARTY_OUTSIDE: ("member", "other_member"),
    PairKind.LEADER_COUNTY: ("member", "county"),
    PairKind.LEADER_ENTERPRISE: ("member", "organisation"),
    PairKind.LEADER_PARTY: ("member", "organisation"),
    PairKind.OUTREACH: ("member", "other_member"),
    PairKind.LEADER_COMMITTEE: ("member", "other_committee"),
    PairKind.COMMITTEE_DEPARTMENT: ("committee", "organisation"),
}
"""Which two columns each kind of pair fills: who keeps the contact, and with whom."""

COLUMNS = ("member", "committee", "other_member", "other_committee", "county", "organisation")


def _filled() -> Q:
    """Each kind fills its two columns and no other."""
    condition = Q()
    for kind, sides in SIDES.items():
        filled = {f"{name}__isnull": name not in sides for name in COLUMNS}
        condition |= Q(kind=kind, **filled)
    return condition


class ContactPair(TenantModel):
    """A dated contact: `SIDES` says which columns its kind fills."""

    kind = models.CharField(_("联系种类"), max_length=24, choices=PairKind)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="pairs", verbose_name=_("联系人")
    )
    committee = models.ForeignKey(SpecialCommittee, models.PROTECT, null=True, related_name="pairs")
    other_member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    other_committee = models.ForeignKey(
        SpecialCommittee, models.PROTECT, null=True, related_name="+"
    )
    county = models.ForeignKey(Assembly, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        verbose_name = _("联系关系")
        constraints = [models.CheckConstraint(condition=_filled(), name="members_pair_sides")]

    def __str__(self):
        return f"{self.keeper} — {self.other}"

    def get_absolute_url(self):
        return reverse("members:pair", args=[self.assembly.slug, self.public_id])

    @property
    def keeper(self) -> models.Model:
        """Who keeps the contact."""
        return getattr(self, SIDES[self.kind][0])

    @property
    def other(self) -> models.Model:
        """With whom."""
        return getattr(self, SIDES[self.kind][1])


class PairContact(TenantModel):
    """That two were in contact: when, how, a word for the theme, the help asked for and what became of it."""

    pair = models.ForeignKey(ContactPair, models.PROTECT, related_name="contacts")
    on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=10, choices=ContactWay)
    theme = models.CharField(_("主题"), max_length=10, choices=ContactTheme)
    help_asked = models.CharField(_("请求帮助的事项"), max_length=60, blank=True)
    outcome = models.CharField(_("办理情况"), max_length=12, choices=HelpOutcome, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("联系记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(help_asked="", outcome="") | ~Q(help_asked="") & ~Q(outcome=""),
                name="members_contact_help_has_outcome",
            )
        ]

    def __str__(self):
        return f"{self.pair} {self.on}"
