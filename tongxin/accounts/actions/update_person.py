"""Corrects what is known of a person."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import names, permissions, phones
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.core.errors import Refused
from tongxin.core.text import tidy

FIELDS = ("name", "phone", "email", "gender")


@transaction.atomic
def update_person(person: Person, *, actor: Actor, **changes: str) -> Person:
    """Change name, contact phone, mail or gender; the readings follow the name, the sign-in phone does not move."""
    permissions.demand(actor, "accounts.people", person)
    if unknown := set(changes) - set(FIELDS):
        raise ValueError(f"no such fields: {sorted(unknown)}")
    tidied = {name: _tidied(name, value) for name, value in changes.items()}
    changed = sorted(name for name, value in tidied.items() if getattr(person, name) != value)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, tidied[name])
    person.pinyin = names.pinyin(person.name)[:120]
    person.initials = names.initials(person.name)[:20]
    person.save()
    trail.record("accounts.update_person", person, actor, fields=changed)
    return person


def _tidied(field: str, value: str) -> str:
    tidied = phones.plain(value) if field == "phone" else tidy(value)
    if field == "name" and not tidied:
        raise Refused(_("请填写姓名。"), field="name")
    return tidied
