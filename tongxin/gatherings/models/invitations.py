"""Who is invited by which rule, what they answered, and leave."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
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
        return str(self.committee or self.sector or self.body or self.get_source_display())


class Invitation(MachineRecord):
    """One person's place in a gathering. `person` is empty for guests who have no account: they stand by `name`.

    `group`: the group in whose rooms the person sits. `is_walk_in`: was on no list and came.
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
        return self.gathering.get_absolute_url()

    @staticmethod
    def standing() -> Q:
        """Those that were not taken back."""
        return ~Q(state=InvitationState.WITHDRAWN)


class LeaveRequest(MachineRecord):
    """Somebody asks to be excused from a whole gathering, or from the sittings named (`sittings`).

    `approver`: who decides, by the kind's word on the day of asking. `reason` is read by those who decide and by the
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
    def granted() -> Q:
        return Q(state=LeaveState.GRANTED)


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
