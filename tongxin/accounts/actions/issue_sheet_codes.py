"""One-time codes for the sheets that an office prints: each opens its account once and leads to a new password."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import codes, permissions, policy
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import OneTimeCode, Person, User
from tongxin.core import clock
from tongxin.core.errors import Refused


@dataclass(frozen=True)
class SheetRow:
    """What one strip of a printed sheet says. The code exists only here: it is shown once and never stored."""

    name: str
    username: str
    code: str = field(repr=False)
    valid_until: date
    by_phone: bool

    @property
    def instructions(self) -> str:
        """What the person reads below their code."""
        if self.by_phone:
            return _("打开登录页，可用手机号收验证码登录；或填用户名和一次性口令，再设自己的密码。")
        return _("打开登录页，选“密码登录”，填用户名和一次性口令，再设自己的密码。")


@transaction.atomic
def issue_sheet_codes(people: Sequence[Person], *, actor: Actor) -> list[SheetRow]:
    """Fresh codes for people's accounts, in their order; codes printed earlier become void."""
    _check(people, actor)
    users = {
        user.person_id: user
        for user in User.objects.filter(person__in=people).select_related("person")
    }
    if lacking := [person.name for person in people if person.pk not in users]:
        raise Refused(_("还没有账号：%(names)s。请先开户。") % {"names": _("、").join(lacking)})
    rows = sheet_codes([users[person.pk] for person in people])
    trail.record_all("accounts.issue_sheet_code", people, actor)
    return rows


@transaction.atomic
def sheet_codes(users: Sequence[User]) -> list[SheetRow]:
    """Draw and keep codes; part of larger acts that leave their own event.

    Digests are keyed hashes of random codes (59 bits), so three hundred take milliseconds, not minutes.
    """
    now, valid = clock.now(), timedelta(days=policy.for_everybody().sheet_days)
    OneTimeCode.objects.filter(user__in=users, used_at__isnull=True).update(expires_at=now)
    drawn = [(user, codes.new_sheet_code()) for user in users]
    OneTimeCode.objects.bulk_create(
        OneTimeCode(
            user=user, digest=codes.digest(code, bound_to=user.code_key), expires_at=now + valid
        )
        for user, code in drawn
    )
    until = clock.day_of(now + valid)
    return [
        SheetRow(user.person.name, user.username, code, until, by_phone=user.phone is not None)
        for user, code in drawn
    ]


def _check(people: Sequence[Person], actor: Actor) -> None:
    if actor.is_system:
        return
    mine = permissions.visible(
        actor,
        "accounts.issue_codes",
        Person.objects.filter(pk__in=[person.pk for person in people]),
    )
    allowed = set(mine.values_list("pk", flat=True))
    if others := [person.name for person in people if person.pk not in allowed]:
        raise Refused(_("您不能为这些人打印口令：%(names)s。") % {"names": _("、").join(others)})
