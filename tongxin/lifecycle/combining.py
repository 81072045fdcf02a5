"""How rules are put together: rows of one's assemblies, rules about a related record, one of several."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.in_hand import Lifted, Some
from tongxin.accounts.permissions import NOTHING
from tongxin.lifecycle.table import Audience, Holder, Text

Records = Callable[[Actor], Q]


def here(actor: Actor) -> Q:
    """Rows of the assemblies that this identity works in."""
    return Q(assembly_id__in=actor.assembly_ids)


def role_holder(*allowed: str) -> Records:
    """Records of one's assembly, for identities with one of these roles."""
    return lambda actor: here(actor) if actor.is_any(allowed) else NOTHING


def holders_of_role(*roles: str) -> Callable[[Any], Iterable[Holder]]:
    """Whoever holds one of these roles in the record's assembly."""
    return lambda record: [Holder(role=role, assembly_id=record.assembly_id) for role in roles]


def whoever_is(code: str, label: Text, *roles: str) -> Audience:
    """The holders of these roles in the record's assembly."""
    return Audience(code, label, role_holder(*roles), holders_of_role(*sorted(roles)))


def through(field: str, rule: Records, model: type[models.Model]) -> Records:
    """A rule on `model`, lifted to rows that point at it by `field` and lie in the same assembly.

    Asked row by row: gathering first whatever the rule admits would gather nearly everything for the offices.
    """

    def lifted(actor: Actor) -> Q:
        condition = rule(actor)
        if condition in (NOTHING, here(actor)):
            return condition
        return Q(Lifted(condition, field, model))

    return lifted


def some(model: type[models.Model], condition: Q, pointer: str) -> Q:
    """Rows that a row of `model` meeting the condition leads to."""
    return Q(Some(condition, pointer, model))


def at(audience: Audience, field: str, model: type[models.Model]) -> Audience:
    """The same people in relation to rows that hang on a row of `model` by `field`."""
    return Audience(
        audience.code,
        audience.label,
        records=through(field, audience.records, model),
        holders=lambda record: audience.holders(getattr(record, field)),
    )


def any_of(*rules: Records) -> Records:
    """Whoever one of the rules admits."""

    def combined(actor: Actor) -> Q:
        conditions = [rule(actor) for rule in rules]
        conditions = [condition for condition in conditions if condition != NOTHING]
        if not conditions:
            return NOTHING
        result = conditions[0]
        for condition in conditions[1:]:
            result |= condition
        return result

    return combined


def only_if(condition: Q, rule: Records) -> Records:
    """A rule that holds for rows that meet a condition of their own."""

    def narrowed(actor: Actor) -> Q:
        admitted = rule(actor)
        return admitted if admitted == NOTHING else admitted & condition

    return narrowed
