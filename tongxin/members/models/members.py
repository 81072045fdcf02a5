"""Members of an assembly: one row per person and term, with dated mandates and appointments."""

from typing import cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.members.models.bodies import Body, Sector, SpecialCommittee
from tongxin.members.models.terms import Term
from tongxin.members.terms import MandateEnd, MandateStart, Post, PostEnd
from tongxin.organisations.models import Organisation, TenantModel
from tongxin.papers.models import StoredFile


class Member(TenantModel):
    """A person on the roll of one term; `members.fields` says of each field who may read it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    term = models.ForeignKey(Term, models.PROTECT, related_name="members")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="members")
    card_number = models.CharField(_("委员证号"), max_length=20)
    party = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    party_name = models.CharField(_("政治面貌"), max_length=40, blank=True)
    employer = models.CharField(_("工作单位及职务"), max_length=160, blank=True)
    born_in = models.DateField(_("出生年月"), null=True, blank=True)
    education = models.CharField(_("学历"), max_length=30, blank=True)
    degree = models.CharField(_("学位"), max_length=30, blank=True)
    professional_title = models.CharField(_("职称"), max_length=40, blank=True)
    native_place = models.CharField(_("籍贯"), max_length=40, blank=True)
    speciality = models.CharField(_("专长"), max_length=80, blank=True)
    address = models.CharField(_("通讯地址"), max_length=120, blank=True)
    postcode = models.CharField(_("邮编"), max_length=10, blank=True)
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("照片")
    )
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
    """A stretch in which the member holds the seat, with the meetings that gave and ended it."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="mandates")
    starts_on = models.DateField(_("自何日起"))
    start_reason = models.CharField(_("产生方式"), max_length=20, choices=MandateStart)
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)
    end_reason = models.CharField(_("终止原因"), max_length=20, choices=MandateEnd, blank=True)
    start_meeting = models.CharField(_("通过会议"), max_length=60, blank=True)
    start_decided_on = models.DateField(_("通过日期"), null=True, blank=True)
    end_meeting = models.CharField(_("终止的会议"), max_length=60, blank=True)
    end_decided_on = models.DateField(_("决定终止日期"), null=True, blank=True)

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
    """A member's dated post in one place: a special committee, a sector, or any other body."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="appointments")
    committee = models.ForeignKey(
        SpecialCommittee, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    post = models.CharField(_("职务"), max_length=20, choices=Post)
    title = models.CharField(_("职务全称"), max_length=60, blank=True)
    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)
    end_reason = models.CharField(_("免职原因"), max_length=20, choices=PostEnd, blank=True)
    meeting = models.CharField(_("任命的会议或文号"), max_length=60, blank=True)
    end_meeting = models.CharField(_("免职的会议或文号"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("任职")
        constraints = [
            models.CheckConstraint(
                condition=Q(committee__isnull=False, sector__isnull=True, body__isnull=True)
                | Q(committee__isnull=True, sector__isnull=False, body__isnull=True)
                | Q(committee__isnull=True, sector__isnull=True, body__isnull=False),
                name="members_appointment_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="members_appointment_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.place} · {self.words}"

    @property
    def place(self) -> SpecialCommittee | Sector | Body:
        """The committee, sector or body in which the post is."""
        return cast("SpecialCommittee | Sector | Body", self.committee or self.sector or self.body)

    @property
    def words(self) -> str:
        """The post as it is written: its full title where it has one."""
        return self.title or str(self.get_post_display())
