"""The one question "may this actor?", answered by one rule for a page, a list and a search alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.in_hand import holds
from tongxin.core.errors import Refused

Rule = Callable[[Actor], Q]
Row = TypeVar("Row", bound=models.Model)

EVERYTHING = Q()
NOTHING = Q(pk__in=[])


class UnknownPermission(LookupError):
    """Somebody asked for a permission that no app declared."""


@dataclass(frozen=True)
class Permission:
    """A name like `proposals.view`, the model it speaks of, and its rule `actor -> Q`."""

    name: str
    model: type[models.Model] | None
    rule: Rule
    label: str | Promise


_permissions: dict[str, Permission] = {}


def declare(
    name: str, model: type[models.Model] | None, rule: Rule, label: str | Promise = ""
) -> None:
    """Make a permission known. `model` None: the permission speaks of no row, the rule answers EVERYTHING or NOTHING."""
    if name in _permissions:
        raise ValueError(f"permission {name} is already declared")
    _permissions[name] = Permission(name, model, rule, label)


def permission(name: str) -> Permission:
    """The declaration of a permission; UnknownPermission for any other name."""
    try:
        return _permissions[name]
    except KeyError:
        raise UnknownPermission(name) from None


def names() -> list[str]:
    """All declared names, sorted."""
    return sorted(_permissions)


def can(actor: Actor, name: str, subject: models.Model | None = None) -> bool:
    """Whether `actor` may; for a row, by asking the database the same rule that narrows lists."""
    declared = permission(name)
    condition = declared.rule(actor)
    if condition == NOTHING:
        return False
    if subject is None or condition == EVERYTHING:
        return True
    return bool(which(subject, {name: condition}))


def which(subject: models.Model, conditions: Mapping[str, Q]) -> set[str]:
    """The names of the conditions that hold for a row; at most one query for what the row itself does not tell."""
    plain = {name: holds(condition, subject) for name, condition in conditions.items()}
    holding = {name for name, holds in plain.items() if holds}
    asked = [name for name, holds in plain.items() if holds is None]
    if asked:
        answers = _ask(subject, [conditions[name] for name in asked])
        holding |= {name for name, holds in zip(asked, answers, strict=True) if holds}
    return holding


def _ask(subject: models.Model, conditions: Sequence[Q]) -> Sequence[int]:
    manager = type(subject)._base_manager
    questions = [
        Case(
            When(Exists(manager.filter(condition, pk=OuterRef("pk"))), then=Value(1)),
            default=Value(0),
        )
        for condition in conditions
    ]
    rows = manager.filter(pk=subject.pk).order_by().values_list(*questions)
    return next(iter(rows), [0] * len(conditions))


def demand(actor: Actor, name: str, subject: models.Model | None = None) -> None:
    """Refuse an act unless the actor may; the program itself may always."""
    if not (actor.is_system or can(actor, name, subject)):
        raise Refused(_("您当前的身份不能办理此事。"))


def visible(actor: Actor, name: str, queryset: models.QuerySet) -> models.QuerySet:
    """The rows of `queryset` for which the permission holds; never doubled by the rule's joins."""
    condition = permission(name).rule(actor)
    if condition == EVERYTHING:
        return queryset
    if condition == NOTHING:
        return queryset.none()
    return queryset.filter(condition)


def visible_among(actor: Actor, name: str, rows: Iterable[Row]) -> list[Row]:
    """The same for rows in hand, in their order; at most one query for what they themselves do not tell.

    `rows` is not looked at when the rule admits nothing, so a query set stays unasked.
    """
    condition = permission(name).rule(actor)
    if condition == NOTHING:
        return []
    answers = [(row, holds(condition, row)) for row in rows]
    asked = [row for row, answer in answers if answer is None]
    admitted = _admitted(asked, condition) if asked else set()
    return [row for row, answer in answers if answer or row.pk in admitted]


def _admitted(rows: Sequence[models.Model], condition: Q) -> set[Any]:
    manager = type(rows[0])._base_manager
    asked = manager.filter(condition, pk__in=[row.pk for row in rows]).order_by()
    return set(asked.values_list("pk", flat=True))


def roles(*allowed: str) -> Rule:
    """A rule that looks at the identity's role only."""
    return lambda actor: EVERYTHING if actor.is_any(allowed) else NOTHING
