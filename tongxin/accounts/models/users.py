"""Accounts: what a person signs in with."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models.people import Person
from tongxin.accounts.terms import LockReason
from tongxin.core import clock


class UserManager(BaseUserManager):
    """Finds accounts by their sign-in name."""


class User(AbstractBaseUser):
    """One account per person; signs in by user name or phone number. Rights come from roles, never from flags here."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="user")
    username = models.CharField(_("用户名"), max_length=40, unique=True)
    phone = models.CharField(_("登录手机号"), max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(_("手机号已验证"), default=False)
    is_active = models.BooleanField(_("启用"), default=True)
    locked_for = models.CharField(_("锁定原因"), max_length=10, choices=LockReason, blank=True)
    must_change_password = models.BooleanField(_("须改密码"), default=False)
    password_changed_at = models.DateTimeField(_("改密时间"), null=True, blank=True)
    date_joined = models.DateTimeField(_("开户时间"), default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("账号")

    def __str__(self):
        return self.username

    @property
    def code_key(self) -> str:
        """What digests of this account's one-time codes are bound to."""
        return f"user:{self.pk}"
