"""Which rows belong to a person, whatever app keeps them, and what is done where both of two persons have the same.

The foreign keys are found by introspection, so that a relation that is added later moves too. What somebody has once,
such as one invitation to one meeting, cannot stand twice after a merge: the app that keeps it declares the rule.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from tongxin.accounts.models import ListMemory, PersonAlias, User

if TYPE_CHECKING:
    from tongxin.accounts.merge_plan import Plan

Pairs = Iterable[tuple[Any, Any]]
Touched = Mapping[type[models.Model], set[int]]

_left: set[type[models.Model]] = {User, ListMemory, PersonAlias}
"""An account is stopped, not moved; what a list remembered goes with it; aliases tell of the merge itself."""

_rules: dict[str, "Once"] = {}
_watchers: list[Callable[[Touched], None]] = []


@dataclass(frozen=True)
class Once:
    """The rule for what one holder has once.

    relation: `app.model.field`, the foreign key to the holder. settle: given the plan, the row of the entry that goes
    and its twin, puts into the plan what is done instead of moving the row, and says so in one sentence; what it leaves
    alone stays with the entry that goes. twins: the pairs, given the rows of the entry that goes and the holder that
    stays; without it the unique constraints of the model tell them.
    """

    relation: str
    settle: Callable[["Plan", Any, Any], str | Promise]
    twins: Callable[[models.QuerySet, Any], Pairs] | None = None


def left(words: Promise) -> Callable[["Plan", Any, Any], Promise]:
    """A rule that changes nothing: both rows are left where they are."""
    return lambda plan, row, twin: words


def declare(*rules: Once) -> None:
    """Make rules known; an app declares those for its own relations."""
    _rules.update({rule.relation: rule for rule in rules})


def leave(*tables: type[models.Model]) -> None:
    """Rows of these models never move: they are computed from others, or tell what was known at a moment."""
    _left.update(tables)


def on_merged(watcher: Callable[[Touched], None]) -> None:
    """Let an engine hear which rows a merge or its undoing touched, in the same transaction."""
    _watchers.append(watcher)


def tell(touched: Touched) -> None:
    """Tell the watchers."""
    for watcher in _watchers:
        watcher(touched)


def relations(holder: type[models.Model]) -> Iterator[models.ForeignObjectRel]:
    """Every foreign key of any app that leads to such a holder and moves when two of them become one."""
    for relation in holder._meta.get_fields(include_hidden=True):
        is_ours = relation.auto_created and not relation.concrete and not relation.many_to_many
        if is_ours and relation.related_model not in _left:
            yield relation


def rows_of(holder: models.Model, relation: models.ForeignObjectRel) -> models.QuerySet:
    """The rows that point at a holder by one relation."""
    return relation.related_model._base_manager.filter(**{relation.field.name: holder})


def key_of(relation: models.ForeignObjectRel) -> str:
    """The name of a relation in rules and steps."""
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def rule_for(relation: models.ForeignObjectRel) -> Once | None:
    """What was declared for a relation."""
    return _rules.get(key_of(relation))


def field_named(key: str) -> tuple[type[models.Model], models.Field]:
    """The model and the field that `app.model.field` means."""
    label, _dot, name = key.rpartition(".")
    model = apps.get_model(label)
    return model, model._meta.get_field(name)


def unique_with(relation: models.ForeignObjectRel) -> list[tuple[list[str], Q]]:
    """What is unique together with the holder: the other columns, and the condition under which they are."""
    field, options = relation.field, relation.related_model._meta
    groups = [(list(one), Q()) for one in options.unique_together]
    groups += [
        (list(one.fields), one.condition or Q())
        for one in options.constraints
        if isinstance(one, models.UniqueConstraint)
    ]
    if field.unique:
        groups.append(([field.name], Q()))
    return [
        ([options.get_field(name).attname for name in names if name != field.name], condition)
        for names, condition in groups
        if field.name in names
    ]


def twins_of(
    relation: models.ForeignObjectRel, kept: models.Model, gone: models.Model
) -> Iterator[tuple[Any, Any]]:
    """Rows of the holder that goes that could not move, each beside that of the holder that stays."""
    rule = rule_for(relation)
    if rule is not None and rule.twins is not None:
        yield from rule.twins(rows_of(gone, relation), kept)
        return
    found: dict[int, tuple[Any, Any]] = {}
    for names, condition in unique_with(relation):
        theirs = {_values(row, names): row for row in rows_of(kept, relation).filter(condition)}
        for row in rows_of(gone, relation).filter(condition):
            values = _values(row, names)
            if None not in values and values in theirs:
                found[row.pk] = (row, theirs[values])
    yield from found.values()


def _values(row: models.Model, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)
