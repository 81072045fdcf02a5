"""The rulebook as its assembly reads it: each rule's value today, since when, by whom, and what was before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.apps import apps

from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.organisations import rulebook
from tongxin.organisations.models import Assembly, RulebookEntry
from tongxin.organisations.rulebook import Parameter


@dataclass(frozen=True)
class Line:
    """One rule with its value on a day; without an entry the shipped default holds."""

    parameter: Parameter
    entry: RulebookEntry | None

    @property
    def words(self) -> str:
        """The value as people read it."""
        declared = self.parameter
        if self.entry is None:
            return rulebook.in_words(declared, declared.default)
        return entry_in_words(declared, self.entry)


@dataclass(frozen=True)
class Chapter:
    """The rules of one app, under its name."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Past:
    """An entry of a rule's history."""

    words: str
    valid_from: date
    reason: str
    entered_by: Person | None
    is_future: bool


def chapters(assembly: Assembly) -> list[Chapter]:
    """All rules by chapter; one query."""
    entries = rulebook.in_force(assembly.pk)
    return [
        Chapter(
            str(apps.get_app_config(code).verbose_name),
            tuple(Line(one, entries.get(one.code)) for one in parameters),
        )
        for code, parameters in groupby(rulebook.parameters(), lambda one: one.chapter)
    ]


def history(assembly: Assembly, declared: Parameter) -> list[Past]:
    """Every entry of a rule, the latest first; entries for days to come among them."""
    return list(_history(assembly, declared))


def _history(assembly: Assembly, declared: Parameter) -> Iterator[Past]:
    rows = RulebookEntry.objects.filter(assembly=assembly, code=declared.code)
    entries = list(rows.order_by("-valid_from", "-id"))
    people = Person.objects.in_bulk({row.entered_by_id for row in entries if row.entered_by_id})
    for row in entries:
        yield Past(
            entry_in_words(declared, row),
            row.valid_from,
            row.reason,
            people.get(row.entered_by_id),
            row.valid_from > clock.today(),
        )


def entry_in_words(declared: Parameter, entry: RulebookEntry) -> str:
    return rulebook.in_words(declared, rulebook.from_json(declared, entry.value))
