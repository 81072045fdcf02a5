"""Members of an assembly: one row per person and term, with dated mandates and appointments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.members.models.bodies import Sector, SpecialCommittee
from tongxin.members.models.terms import Term
from tongxin.members.terms import MandateEnd, MandateStart, Post
from tongxin.organisations.models import Organisation, TenantModel


class Member(TenantModel):
    """A person on the roll of one term. What is said here is public but birth date, party and contacts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    term = models.ForeignKey(Term, models.PROTECT, related_name="members")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="members")
    card_number = models.CharField(_("委员证号"), max_length=20)
    party = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    party_name = models.CharField(_("政治面貌"), max_length=40, blank=True)
    employer = models.CharField(_("工作单位及职务"), max_length=160, blank=True)
    born_in = models.DateField(_("出生年月"), null=True, blank=True)
    education = models.CharField(_("学历"), max_length=30, blank=True)
    is_standing = models.BooleanField(_("常委"), default=False)

    class Meta:
        verbose_name = _("委员")
        constraints = [
            models.UniqueConstraint(fields=["term", "person"], name="members_member_once"),
            models.UniqueConstraint(
                fields=["assembly", "term", "card_number"], name="members_card_once"
            ),
        ]

    def __str__(self):
        return str(self.person)


class Mandate(TenantModel):
    """A stretch in which the member holds the seat."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="mandates")
    starts_on = models.DateField(_("自何日起"))
    start_reason = models.CharField(_("产生方式"), max_length=20, choices=MandateStart)
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)
    end_reason = models.CharField(_("终止原因"), max_length=20, choices=MandateEnd, blank=True)

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("任期")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="members_mandate_ends_after_start",
            )
        ]

    def __str__(self):
        return f"{self.member} {self.starts_on}"


class Appointment(TenantModel):
    """A member's dated post in a special committee or sector."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="appointments")
    committee = models.ForeignKey(
        SpecialCommittee, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    post = models.CharField(_("职务"), max_length=20, choices=Post)
    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)

    class Meta:
        verbose_name = _("任职")
        constraints = [
            models.CheckConstraint(
                condition=Q(committee__isnull=False) ^ Q(sector__isnull=False),
                name="members_appointment_in_one_body",
            )
        ]

    def __str__(self):
        return f"{self.member} · {self.committee or self.sector} · {self.get_post_display()}"
