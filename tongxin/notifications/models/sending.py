"""Who wants what by which channel, and the switch that stops all sending."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.models import Record
from tongxin.notifications.terms import Channel
from tongxin.organisations.models import Assembly

LONGEST_REASON = 200


class ChannelPreference(models.Model):
    """A person's word on one channel: on, off, or nothing said; and the account it goes to (WeCom id, open id)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="channels")
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel)
    is_on = models.BooleanField(_("接收"), null=True)
    address = models.CharField(_("账号"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel"], name="notifications_channel_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["channel", "address"],
                condition=~models.Q(address=""),
                name="notifications_account_of_one_person",
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.channel}"


class SendingSwitch(Record):
    """Whether an assembly (or, without one, everybody) has stopped sending, and why. The trail keeps the history."""

    ALL = "all"

    reach = models.CharField(max_length=20, unique=True, default=ALL, editable=False)
    assembly = models.OneToOneField(Assembly, models.PROTECT, null=True, related_name="+")
    is_stopped = models.BooleanField(_("停发"), default=False)
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON, blank=True)
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("发送开关")

    def __str__(self):
        return f"{self.reach}: {self.is_stopped}"
