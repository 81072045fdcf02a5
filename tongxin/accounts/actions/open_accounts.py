"""Opens accounts for people who have none yet: one, or a whole roster in one short transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import permissions, phones
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, User
from tongxin.core.bulk import Ready, give_keys, ready, write_all
from tongxin.core.errors import Conflict

USERNAME_LENGTH = 30


def open_accounts(people: Sequence[Person], *, actor: Actor) -> list[User]:
    """Accounts without a password for those of `people` who have none; they come in with a sheet's code or by phone.

    User names are the pinyin of the name, numbered where taken. A phone number that serves another account, or
    stands twice in the roster, is left out: it could not tell the two apart.
    """
    try:
        return _open(people, actor)
    except IntegrityError:
        raise Conflict(_("有人正在同时开户，请再办一次。")) from None


@transaction.atomic
def _open(people: Sequence[Person], actor: Actor) -> list[User]:
    users, tables = ready_accounts(people, actor=actor)
    write_all(tables)
    return users


def ready_accounts(people: Sequence[Person], *, actor: Actor) -> tuple[list[User], list[Ready]]:
    """What `open_accounts` writes, made ready before the transaction; the people have their keys by now."""
    permissions.demand(actor, "accounts.open")
    having = set(User.objects.filter(person__in=people).values_list("person_id", flat=True))
    without = [person for person in people if person.pk not in having]
    usernames = free_usernames([person.pinyin for person in without])
    numbers = _free_phones(without)
    users = [
        User(
            person=person,
            username=username,
            phone=number,
            password=make_password(None),
            must_change_password=True,
        )
        for person, username, number in zip(without, usernames, numbers, strict=True)
    ]
    give_keys(users)
    opened = trail.ready_all("accounts.open_account", [user.person for user in users], actor)
    return users, [ready(users), opened]


def free_usernames(wanted: Iterable[str]) -> Iterator[str]:
    """User names nobody has, in the order of the wishes: wangmin, wangmin2 …; one query for any number."""
    taken = set(User.objects.values_list("username", flat=True))
    for wish in wanted:
        base = wish[:USERNAME_LENGTH] or "user"
        candidates = (base if number == 1 else f"{base}{number}" for number in count(1))
        username = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(username)
        yield username


def _free_phones(people: Sequence[Person]) -> list[str | None]:
    wanted = Counter(person.phone for person in people)
    taken = set(User.objects.filter(phone__in=wanted).values_list("phone", flat=True))
    return [
        number if phones.is_mobile(number) and number not in taken and wanted[number] == 1 else None
        for number in (person.phone for person in people)
    ]
