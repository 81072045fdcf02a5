"""Lets somebody in with the code on their printed sheet, once."""

from tongxin.accounts import codes
from tongxin.accounts.models import OneTimeCode, User
from tongxin.core import clock


def use_sheet_code(user: User, code: str) -> bool:
    """Whether the code was good; then it is used up, and the account must choose a password next."""
    now = clock.now()
    valid = OneTimeCode.objects.filter(user=user, used_at__isnull=True, expires_at__gt=now)
    for kept in valid:
        if codes.matches(code, kept.digest, bound_to=user.code_key):
            if not valid.filter(pk=kept.pk).update(used_at=now):
                return False
            User.objects.filter(pk=user.pk).update(must_change_password=True)
            user.must_change_password = True
            return True
    return False
