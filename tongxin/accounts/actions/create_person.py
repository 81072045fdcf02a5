"""Enters people, one by one or a whole roster."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import names, permissions, phones, queries
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.core.bulk import Ready, give_keys, ready, write_all
from tongxin.core.errors import Refused
from tongxin.core.text import tidy


def prepared_person(name: str, *, phone: str = "", email: str = "", gender: str = "") -> Person:
    """A person as they are stored, not yet stored: tidy name with its readings, plain number."""
    tidied = tidy(name)
    return Person(
        name=tidied,
        pinyin=names.pinyin(tidied)[:120],
        initials=names.initials(tidied)[:20],
        phone=phones.plain(phone),
        email=email.strip(),
        gender=gender,
    )


@transaction.atomic
def create_person(
    *, actor: Actor, name: str, phone: str = "", email: str = "", gender: str = ""
) -> Person:
    """Enter somebody; refuses a second entry under the same name and number."""
    permissions.demand(actor, "accounts.open")
    if queries.same_person(name, phone):
        raise Refused(_("同名、同手机号的人已经登记。"), field="name")
    person = prepared_person(name, phone=phone, email=email, gender=gender)
    return create_people([person], actor=actor)[0]


@transaction.atomic
def create_people(people: Sequence[Person], *, actor: Actor) -> list[Person]:
    """Enter many prepared people at once, with one event each; who is a namesake was settled before."""
    write_all(ready_people(people, actor=actor))
    return list(people)


def ready_people(people: Sequence[Person], *, actor: Actor) -> list[Ready]:
    """What `create_people` writes, made ready before the transaction; everybody gets their key here."""
    permissions.demand(actor, "accounts.open")
    if nameless := sum(not person.name for person in people):
        raise Refused(_("有 %(n)d 人没有姓名。") % {"n": nameless}, field="name")
    give_keys(people)
    return [ready(people), trail.ready_all("accounts.create_person", people, actor)]
