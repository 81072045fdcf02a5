"""Coming and going: sign-ins as they were noted, the desks that note them, and what stands of each person at the end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.gatherings.models.gatherings import Gathering, Sitting
from tongxin.gatherings.models.invitations import Invitation
from tongxin.gatherings.terms import Direction, PresenceState, SignInWay
from tongxin.organisations.models import TenantModel


class Desk(TenantModel):
    """A device at a door that signs people in, also while the network is gone. Its token is kept as a digest only."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="desks")
    label = models.CharField(_("签到台"), max_length=40)
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("有效至"))
    closed_at = models.DateTimeField(_("收回时间"), null=True)
    heard_at = models.DateTimeField(_("最近联网"), null=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("签到台")

    def __str__(self):
        return self.label


class SignIn(TenantModel):
    """That somebody came to a sitting or left it, as noted; only ever added.

    `at` is when it happened, `received_at` when it reached us: a desk without network sends later. `mark` is unique
    per person and sitting: `code:in`, `<desk>:<running number>`, `gate:<moment>`; a repeat changes nothing.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="sign_ins")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="sign_ins")
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.IN)
    way = models.CharField(_("方式"), max_length=5, choices=SignInWay)
    at = models.DateTimeField(_("时间"))
    received_at = models.DateTimeField(_("收到时间"))
    mark = models.CharField(max_length=60)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="sign_ins")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("签到")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "invitation", "mark"], name="gatherings_sign_in_once"
            )
        ]

    def __str__(self):
        return f"{self.invitation} · {self.at:%H:%M}"


class Presence(TenantModel):
    """What stands of one person at one sitting since the gathering was closed (出席结果).

    `is_first`: the first sitting of the gathering at which the person was there, so that a gathering of many sittings
    can be counted once a person. The columns after it repeat the gathering's, for figures.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="presences")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="presences")
    state = models.CharField(_("出席情况"), max_length=10, choices=PresenceState)
    arrived_at = models.DateTimeField(_("到场"), null=True)
    left_at = models.DateTimeField(_("离场"), null=True)
    minutes = models.PositiveSmallIntegerField(_("在场分钟"), null=True)
    is_first = models.BooleanField(default=False)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField(_("日期"))
    counted_on = models.DateField(_("计入日期"))

    class Meta:
        verbose_name = _("出席结果")
        indexes = [models.Index(fields=["assembly", "happened_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "invitation"], name="gatherings_presence_once"
            )
        ]

    def __str__(self):
        return f"{self.invitation} · {self.get_state_display()}"


class PresenceChange(TenantModel):
    """A correction after closing: what stood before, what stands now, and why."""

    presence = models.ForeignKey(Presence, models.PROTECT, related_name="changes")
    before = models.CharField(_("原来"), max_length=10, choices=PresenceState)
    after = models.CharField(_("改为"), max_length=10, choices=PresenceState)
    reason = models.CharField(_("理由"), max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("日期"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("出席更正")

    def __str__(self):
        return f"{self.presence} · {self.on}"
