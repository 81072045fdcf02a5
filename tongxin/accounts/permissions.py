"""The one question "may this actor?", answered by one rule for a page, a list and a search alike."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core.errors import Refused

Rule = Callable[[Actor], Q]

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
    return type(subject)._base_manager.filter(pk=subject.pk).filter(condition).exists()


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


def roles(*allowed: str) -> Rule:
    """A rule that looks at the identity's role only."""
    return lambda actor: EVERYTHING if actor.is_any(allowed) else NOTHING
