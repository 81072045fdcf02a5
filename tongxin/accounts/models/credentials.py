"""What proves who somebody is, beside the password: codes, bound devices, passwords no longer allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models.users import User
from tongxin.accounts.terms import CodePurpose
from tongxin.core.models import Record


class MessageCode(Record):
    """A code sent to a phone. Rows without an account answer for unknown numbers, so that nobody can tell them apart."""

    phone = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="message_codes")
    purpose = models.CharField(max_length=10, choices=CodePurpose)
    digest = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    expires_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("短信验证码")
        indexes = [
            models.Index(fields=["phone", "created_at"]),
            models.Index(fields=["address", "created_at"]),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} · {self.public_id}"


class OneTimeCode(Record):
    """A code on a printed sheet with which an account is opened or regained, once; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_codes")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("一次性口令")

    def __str__(self):
        return f"{self.user} · {self.public_id}"


class BoundDevice(Record):
    """A browser that its owner vouched for with a code; until it expires it counts as something they have."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    browser = models.CharField(_("浏览器"), max_length=200)
    expires_at = models.DateTimeField(_("有效至"))

    class Meta:
        verbose_name = _("已绑定设备")
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="accounts_device_once")
        ]

    def __str__(self):
        return f"{self.user} · {self.browser}"


class FormerPassword(Record):
    """The hash of a password that may not be used again yet."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("用过的密码")

    def __str__(self):
        return f"{self.user} · {self.public_id}"


class CacheEntry(models.Model):
    """The table of Django's database cache: spent second-factor codes and rate limits, shared by all processes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.cache_key
