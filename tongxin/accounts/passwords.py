"""Which passwords are good enough, by the rulebook; each refusal says what to do."""

from functools import cache

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.accounts.models import FormerPassword, User
from tongxin.accounts.policy import Policy

KINDS = (str.isupper, str.islower, str.isdigit)


def problems(user: User, raw: str, policy: Policy) -> list[str]:
    """Everything that speaks against a password, as sentences; empty when it is good."""
    found = []
    if len(raw) < policy.password_length:
        found.append(_("密码至少 %(n)d 位。") % {"n": policy.password_length})
    if kinds(raw) < policy.password_kinds:
        found.append(
            _("请至少用上大写字母、小写字母、数字、符号中的 %(n)d 类。")
            % {"n": policy.password_kinds}
        )
    if _contains_own_name(user, raw):
        found.append(_("密码里不要有用户名、姓名拼音或手机号。"))
    if raw.lower() in _common():
        found.append(_("这个密码太常见，请换一个。"))
    if not found and was_used(user, raw, policy.password_history):
        times = policy.password_history
        found.append(
            ngettext(
                "不能与最近 %(n)d 次用过的密码相同。", "不能与最近 %(n)d 次用过的密码相同。", times
            )
            % {"n": times}
        )
    return found


def kinds(raw: str) -> int:
    """How many of the four kinds of characters a password has."""
    letters = sum(any(kind(letter) for letter in raw) for kind in KINDS)
    return letters + any(not letter.isalnum() for letter in raw)


def was_used(user: User, raw: str, times: int) -> bool:
    """Whether the password is one of the last ones; slow on purpose, so never call it inside a transaction."""
    former = FormerPassword.objects.filter(user=user).order_by("-id")[:times]
    return any(check_password(raw, kept) for kept in former.values_list("password", flat=True))


def _contains_own_name(user: User, raw: str) -> bool:
    own = (user.username, user.phone, user.person.pinyin, user.person.phone)
    return any(len(part) >= 4 and part.lower() in raw.lower() for part in own if part)


@cache
def _common() -> set[str]:
    return CommonPasswordValidator().passwords
