"""What a rule's condition says of a row in hand, as far as the row itself tells: yes, no, or ask the database.

The rule stays one `Q`: lists are narrowed by it, and a page of forty buttons need not ask forty times what the row
shows. Whoever decides by the answer loads the row under its lock first (`lifecycle.perform` does).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Exists, OuterRef, Q

WHOLE = "_fetched_whole"
COMPARISONS = {"lt": lt, "lte": le, "gt": gt, "gte": ge}


class Unknown(Exception):
    """The row in hand does not tell."""


class Telling:
    """A part of a condition that the database is asked as an expression, and that a row in hand may tell by itself."""

    conditional = True

    def told_by(self, row: models.Model) -> bool | None:
        """Whether it holds for the row; None (or Unknown) where the row does not tell."""
        raise NotImplementedError

    def expression(self) -> Any:
        """What the database is asked, about the row that is filtered."""
        raise NotImplementedError

    def resolve_expression(self, *arguments: Any, **options: Any) -> Any:
        return self.expression().resolve_expression(*arguments, **options)


@dataclass(frozen=True)
class Lifted(Telling):
    """A condition on the `model` row that `pointer` leads to: EXISTS, or asked of that row where it is loaded."""

    condition: Q
    pointer: str
    model: type[models.Model]

    def told_by(self, row: models.Model) -> bool | None:
        related = _related(row, self.pointer.split("__"))
        return False if related is None else holds(self.condition, related)

    def expression(self) -> Any:
        return Exists(self.model._base_manager.filter(self.condition, pk=OuterRef(self.pointer)))


@dataclass(frozen=True)
class Some(Telling):
    """A `model` row that meets the condition leads here by `pointer`: IN, or asked of the rows where all were fetched."""

    condition: Q
    pointer: str
    model: type[models.Model]

    def told_by(self, row: models.Model) -> bool | None:
        accessor = self.model._meta.get_field(self.pointer).remote_field.get_accessor_name()
        if accessor not in getattr(row, WHOLE, ()):
            return None
        return _combined(Q.OR, (holds(self.condition, one) for one in getattr(row, accessor).all()))

    def expression(self) -> Any:
        rows = self.model._base_manager.filter(self.condition)
        return Q(pk__in=rows.values(self.pointer))


def fetched_whole(row: models.Model, *accessors: str) -> None:
    """Note that all related rows of these kinds were fetched, none left out: only then may `Some` be told by them."""
    setattr(row, WHOLE, accessors)


def holds(condition: Q, row: models.Model) -> bool | None:
    """Whether the condition holds for the row; None where only the database can say.

    Three-valued: one "no" decides an AND, one "yes" decides an OR, whatever is unknown beside it.
    """
    children = [child for child in condition.children if not _says_nothing(child)]
    if not children:
        return True
    told = _combined(condition.connector, (_child(child, row) for child in children))
    return told if told is None or not condition.negated else not told


def _says_nothing(child: Any) -> bool:
    """An empty condition, even a negated one, leaves the others as they are."""
    return isinstance(child, Q) and all(_says_nothing(one) for one in child.children)


def _combined(connector: str, answers: Iterable[bool | None]) -> bool | None:
    if connector not in (Q.AND, Q.OR):
        return None
    decisive = connector == Q.OR
    heard = list(_until(decisive, answers))
    if decisive in heard:
        return decisive
    if None in heard:
        return None
    return not decisive


def _until(decisive: bool, answers: Iterable[bool | None]) -> Iterator[bool | None]:
    """The answers up to the one that decides: what comes after it need not be looked at."""
    for answer in answers:
        yield answer
        if answer is decisive:
            return


def _child(child: Any, row: models.Model) -> bool | None:
    if isinstance(child, Q):
        return holds(child, row)
    try:
        if isinstance(child, Telling):
            return child.told_by(row)
        if isinstance(child, tuple):
            return _lookup(row, *child)
    except Unknown:
        pass
    return None


def _lookup(row: models.Model, path: str, asked: Any) -> bool:
    """One `field__lookup=value`; a missing value meets nothing but `isnull`, as Django's SQL has it."""
    value, lookup = _value(row, path.split("__"))
    if lookup == "isnull":
        return (value is None) == asked
    if lookup == "in":
        if not isinstance(asked, (list, tuple, set, frozenset)):
            raise Unknown
        return value is not None and value in {_plain(one) for one in asked}
    asked = _plain(asked)
    if asked is None:
        return value is None
    if lookup == "exact":
        return value == asked
    try:
        return value is not None and COMPARISONS[lookup](value, asked)
    except TypeError:
        raise Unknown from None


def _plain(asked: Any) -> Any:
    """A row stands for its key; expressions and queries are the database's to evaluate."""
    if isinstance(asked, models.Model):
        return asked.pk
    if hasattr(asked, "resolve_expression"):
        raise Unknown
    return asked


def _value(row: models.Model, path: list[str]) -> tuple[Any, str]:
    """The value at the end of a path of forward fields, and the lookup asked of it."""
    lookup = path.pop() if path[-1] in (*COMPARISONS, "in", "isnull", "exact") else "exact"
    holder = _related(row, path[:-1])
    if holder is None:
        return None, lookup
    field = _field(holder, path[-1])
    if field.attname not in holder.__dict__:
        raise Unknown
    return holder.__dict__[field.attname], lookup


def _related(row: models.Model, path: list[str]) -> models.Model | None:
    """The row at the end of forward relations, where all of them are loaded."""
    holder = row
    for name in path:
        field = _field(holder, name)
        if field.attname not in holder.__dict__:
            raise Unknown
        if holder.__dict__[field.attname] is None:
            return None
        if not field.is_relation or not field.is_cached(holder):
            raise Unknown
        holder = field.get_cached_value(holder)
    return holder


def _field(row: models.Model, name: str) -> Any:
    meta = row._meta
    if name == "pk":
        return meta.pk
    try:
        field = meta.get_field(name)
    except FieldDoesNotExist:
        raise Unknown from None
    if not field.concrete or field.many_to_many:
        raise Unknown
    return field
