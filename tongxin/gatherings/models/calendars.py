"""The secret address under which a person's own calendar program fetches their meetings and activities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.accounts.sealed import EncryptedField
from tongxin.core import clock
from tongxin.core.models import Record


class CalendarAddress(Record):
    """One per person; a new one ends the old. The secret is sealed, and found again by its digest."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="calendar_address")
    secret = EncryptedField(_("订阅密钥"), lookup="secret_digest")
    secret_digest = models.CharField(max_length=80, unique=True)
    renewed_at = models.DateTimeField(_("更换时间"), default=clock.now)

    class Meta:
        verbose_name = _("日历订阅地址")

    def __str__(self):
        return str(self.person)
