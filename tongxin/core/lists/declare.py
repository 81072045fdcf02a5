"""The words in which a list is declared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from tongxin.core import formats

Words = str | Promise
NOTHING = "—"


@dataclass(frozen=True)
class Column:
    """One column: `attr` is a dotted path to its value, `render` draws it, `sort` names the fields to order by.

    `export` and `export_label`: what a sheet holds where it differs from the screen, such as money without its unit.
    `prepare` adds what only this column needs to the queryset; a hidden column costs nothing.
    `wraps`: long names may be broken over lines; dates, numbers and short words never are.
    """

    code: str
    label: Words
    attr: str = ""
    render: Callable[[Any], Any] | None = None
    sort: str | tuple[str, ...] = ()
    hidden_by_default: bool = False
    headline: bool = False
    numeric: bool = False
    wraps: bool = False
    export: Callable[[Any], Any] | None = None
    export_label: Words = ""
    prepare: Callable[[QuerySet], QuerySet] | None = None

    def cell(self, record: Any) -> Any:
        """What the screen shows."""
        return shown(self.render(record) if self.render else self.value(record))

    def value(self, record: Any) -> Any:
        """The plain value, as an export writes it."""
        if self.export:
            return self.export(record)
        if self.render and not self.attr:
            return strip_tags(str(self.render(record)))
        return resolve(record, self.attr or self.code)

    @property
    def order(self) -> tuple[str, ...]:
        """The fields that sort this column upwards."""
        return (self.sort,) if isinstance(self.sort, str) else self.sort


class Kind(StrEnum):
    """How a filter is asked for."""

    CHOICES = "choices"
    TEXT = "text"
    DATES = "dates"


@dataclass(frozen=True)
class DateRange:
    """Days from `start` to `end`, both counted; either may be open."""

    start: date | None = None
    end: date | None = None


Choices = Sequence[tuple[str, Words]]


@dataclass(frozen=True)
class Filter:
    """One condition the reader may set; `q` turns its value into a Q, `field` is enough for the plain cases."""

    code: str
    label: Words
    kind: Kind = Kind.CHOICES
    choices: Choices | Callable[[HttpRequest], Choices] = ()
    field: str = ""
    q: Callable[[Any], Q] | None = None

    def options(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The choices open to this request, values as strings."""
        choices = self.choices(request) if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in choices]

    def condition(self, value: Any) -> Q:
        """The rows that a value asks for: a list of choices, a text or a DateRange."""
        if self.q:
            return self.q(value)
        field = self.field or self.code
        match self.kind:
            case Kind.CHOICES:
                return Q(**{f"{field}__in": value})
            case Kind.TEXT:
                return Q(**{f"{field}__icontains": value})
        condition = Q(**{f"{field}__gte": value.start}) if value.start else Q()
        return condition & Q(**{f"{field}__lte": value.end}) if value.end else condition


@dataclass(frozen=True)
class Tab:
    """A named view of the list; without a `q` it holds all rows. `sort`: its usual order, where it is not the list's."""

    code: str
    label: Words
    q: Q | Callable[[HttpRequest], Q] | None = None
    sort: str = ""

    def condition(self, request: HttpRequest) -> Q | None:
        return self.q(request) if callable(self.q) else self.q


@dataclass(frozen=True)
class Bulk:
    """An act on many rows; its address shows what will happen to each before anything does."""

    code: str
    label: Words
    url: Callable[[HttpRequest], str]
    shown: Callable[[HttpRequest], bool] = lambda _request: True


@dataclass(frozen=True)
class EmptyPlace:
    """What an empty list says: what will stand here, who puts it there, how to begin."""

    title: Words
    text: Words = ""
    action_label: Words = ""
    action_url: Callable[[HttpRequest], str] = lambda _request: ""


def with_related(*relations: str) -> Callable[[QuerySet], QuerySet]:
    """The usual `prepare` of a column: the relations that it reads, in the same query."""
    return lambda rows: rows.select_related(*relations)


def resolve(record: Any, path: str) -> Any:
    """The value at a dotted path, methods called; nothing where the path ends early."""
    value = record
    for name in path.split("."):
        if value is None:
            return None
        value = getattr(value, name)
        if callable(value) and not isinstance(value, Model):
            value = value()
    return value


def shown(value: Any) -> Any:
    """A plain value in the words of the screen."""
    match value:
        case None | "":
            return NOTHING
        case bool():
            return _("是") if value else _("否")
        case datetime():
            return formats.moment(value)
        case date():
            return formats.day(value)
        case list() | tuple():
            return _("、").join(str(item) for item in value) or NOTHING
    return value
