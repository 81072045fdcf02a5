"""Who is invited by which rule, what they answered, and leave."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.gatherings.models.gatherings import Gathering, Sitting
from tongxin.gatherings.terms import (
    Approver,
    Capacity,
    Duty,
    InvitationState,
    LeaveGround,
    LeaveState,
    Source,
)
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Body, Sector, SpecialCommittee
from tongxin.organisations.models import TenantModel


class InvitationRule(TenantModel):
    """One line of a gathering's list: who, must or may, as what. At most one relation says which body is meant.

    `names`: the people meant one by one, with who is no member: `[{person, name, words}]`.
    """

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="rules")
    source = models.CharField(_("请谁"), max_length=15, choices=Source)
    committee = models.ForeignKey(
        SpecialCommittee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    names = models.JSONField(_("名单"), default=list)
    duty = models.CharField(_("应到或可到"), max_length=5, choices=Duty, default=Duty.MUST)
    capacity = models.CharField(
        _("以何身份"), max_length=10, choices=Capacity, default=Capacity.MEMBER
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("邀请规则")

    def __str__(self):
        if self.names:
            return _named(self.names)
        return str(self.committee or self.sector or self.body or self.get_source_display())


def _named(names):
    """The first three of a list of names, and how many there are."""
    first = "、".join(one["name"] for one in names[:3])
    if len(names) <= 3:
        return first
    return gettext("%(first)s等 %(n)d 人") % {"first": first, "n": len(names)}


class Invitation(MachineRecord):
    """One person's place in a gathering. `person` is empty for guests who have no account: they stand by `name`.

    `group`: the group in whose rooms the person sits. `is_walk_in`: was on no list and came. `is_before_move`: the answer
    was given for another time and is not confirmed yet. `is_double`: the person was on the roll twice, and the other
    invitation stands.
    """

    state = models.CharField(
        max_length=12, choices=InvitationState, default=InvitationState.INVITED
    )
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations")
    name = models.CharField(_("姓名"), max_length=40)
    words = models.CharField(_("单位和职务"), max_length=160, blank=True)
    duty = models.CharField(_("应到或可到"), max_length=5, choices=Duty, default=Duty.MUST)
    capacity = models.CharField(
        _("以何身份"), max_length=10, choices=Capacity, default=Capacity.MEMBER
    )
    group = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name=_("小组")
    )
    seat = models.CharField(_("座位"), max_length=20, blank=True)
    is_walk_in = models.BooleanField(_("名单外到场"), default=False)
    answered_on = models.DateField(_("答复日期"), null=True)
    is_before_move = models.BooleanField(_("答复于改期前"), default=False)
    is_double = models.BooleanField(_("重复登记的一份"), default=False)

    class Meta:
        verbose_name = _("邀请")
        indexes = [models.Index(fields=["gathering", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "person"], name="gatherings_invitation_once"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        slug = self.gathering.assembly.slug
        return reverse("gatherings:invitation", args=[slug, self.public_id])

    @staticmethod
    def in_state(*states: InvitationState) -> Q:
        return Q(state__in=states, is_double=False)

    @staticmethod
    def standing() -> Q:
        """Those that were not taken back and are not one of two."""
        return ~Q(state=InvitationState.WITHDRAWN) & Q(is_double=False)

    @property
    def is_withdrawn(self) -> bool:
        return self.state == InvitationState.WITHDRAWN

    @classmethod
    def walked_in(cls, **fields: Any) -> "Invitation":
        """Somebody who was on no list and came: there without having been asked."""
        return cls(
            state=InvitationState.COMING,
            duty=Duty.MAY,
            capacity=Capacity.GUEST,
            is_walk_in=True,
            **fields,
        )

    @staticmethod
    def counted() -> Q:
        """Those who are expected (应到): whoever must come, and of the others who said so; nobody who just walked in."""
        may_and_comes = Q(duty=Duty.MAY, state=InvitationState.COMING, is_walk_in=False)
        return Invitation.standing() & (Q(duty=Duty.MUST) | may_and_comes)

    @staticmethod
    def coming() -> Q:
        return Invitation.in_state(InvitationState.COMING)

    @staticmethod
    def to_answer() -> Q:
        """Those whose answer is waited for: none was given, or one for another time."""
        asked_again = Invitation.standing() & Q(is_before_move=True)
        return Invitation.in_state(InvitationState.INVITED) | asked_again

    @staticmethod
    def to_print() -> Q:
        """Those for whom a card and a line are printed: all who may still come."""
        left_out = [
            InvitationState.WITHDRAWN,
            InvitationState.UNABLE,
            InvitationState.EXCUSED,
        ]
        return ~Q(state__in=left_out) & Q(is_double=False)

    @property
    def is_unanswered(self) -> bool:
        return self.state == InvitationState.INVITED and not self.is_double

    @property
    def is_coming(self) -> bool:
        return self.state == InvitationState.COMING

    @property
    def tone(self) -> str:
        return InvitationState(self.state).tone


class LeaveRequest(MachineRecord):
    """Somebody asks to be excused from a whole gathering, or from the sittings named (`sittings`).

    `approver`: who decides, by the kind's word on the day of asking. `decision_note`: who agreed, when and how, where
    the office entered a decision that was made outside. `reason` is read by those who decide and by the
    person; lists show the ground only.
    """

    state = models.CharField(max_length=10, choices=LeaveState, default=LeaveState.ASKED)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="leaves")
    ground = models.CharField(_("事由"), max_length=10, choices=LeaveGround)
    reason = models.CharField(_("具体情况"), max_length=200, blank=True)
    substitute = models.CharField(_("由谁代会"), max_length=80, blank=True)
    is_whole = models.BooleanField(_("全程请假"), default=True)
    is_late = models.BooleanField(_("过了请假截止日"), default=False)
    approver = models.CharField(_("由谁批"), max_length=20, choices=Approver)
    asked_on = models.DateField(_("请假日期"))
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("批复日期"), null=True)
    decision_note = models.CharField(_("批准的依据"), max_length=100, blank=True)
    refusal = models.CharField(_("不准假的理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("请假")
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(state="asked"),
                name="gatherings_leave_one_open",
            )
        ]

    def __str__(self):
        return f"{self.invitation} · {self.get_ground_display()}"

    def get_absolute_url(self):
        gathering = self.invitation.gathering
        return reverse("gatherings:leave", args=[gathering.assembly.slug, self.public_id])

    @staticmethod
    def asked() -> Q:
        return Q(state=LeaveState.ASKED)

    @staticmethod
    def granted() -> Q:
        return Q(state=LeaveState.GRANTED)

    @property
    def is_open(self) -> bool:
        return self.state == LeaveState.ASKED

    @property
    def is_granted(self) -> bool:
        return self.state == LeaveState.GRANTED

    @property
    def is_for_organiser(self) -> bool:
        """Whether the organising office itself decides."""
        return self.approver == Approver.ORGANISER

    @property
    def is_no_absence(self) -> bool:
        """Whether the ground is one that regulations do not count as an absence."""
        return self.ground in LeaveGround.no_absence()

    @property
    def tone(self) -> str:
        return LeaveState(self.state).tone


class LeaveSitting(TenantModel):
    """A sitting from which a request asks to be excused, where it is not the whole gathering."""

    leave = models.ForeignKey(LeaveRequest, models.PROTECT, related_name="sittings")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="leaves")

    class Meta:
        verbose_name = _("请假场次")
        constraints = [
            models.UniqueConstraint(fields=["leave", "sitting"], name="gatherings_leave_once")
        ]

    def __str__(self):
        return f"{self.leave} · {self.sitting}"
