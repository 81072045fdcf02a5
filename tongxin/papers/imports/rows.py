"""A row on its way from the sheet to the records: its values, what was found wrong or twice, what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tongxin.core.bulk import Ready
from tongxin.core.digests import plain
from tongxin.papers.imports.terms import Decision
from tongxin.papers.spreadsheets.grids import Cell


@dataclass(frozen=True)
class Issue:
    """Something wrong (`is_error`) or doubtful in a row: a message to translate and what fills it."""

    row: "StagedRow"
    message: str
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    is_error: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "message": self.message,
            "column": self.column,
            "params": dict(self.params),
            "is_error": self.is_error,
        }


@dataclass(frozen=True)
class Duplicate:
    """The row's counterpart: a record that exists, or an earlier row.

    `compared` shows both side by side: (column code, there, here). `decision` is the proposal;
    UNDECIDED makes a person choose. `ref` is handed back to `apply` for updates.
    """

    row: "StagedRow"
    label: str
    decision: Decision
    compared: Sequence[tuple[str, str, str]] = ()
    allowed: Sequence[Decision] = (Decision.CREATE, Decision.UPDATE, Decision.SKIP)
    ref: str = ""
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "compared": [list(line) for line in self.compared],
            "allowed": list(self.allowed),
            "ref": self.ref,
            "url": self.url,
        }


Finding = Issue | Duplicate


@dataclass(eq=False)
class StagedRow:
    """One row of the list as `validate` and `apply` see it. Cells left empty are absent from `values`."""

    sheet: str
    number: int
    raw: Sequence[Cell]
    values: dict[str, Any]
    section: str = ""
    id: int | None = None
    decision: Decision = Decision.CREATE
    ref: str = ""

    def __getitem__(self, code: str) -> Any:
        return self.values[code]

    def get(self, code: str, default: Any = None) -> Any:
        return self.values.get(code, default)

    def error(self, message: str, /, column: str = "", **params: Any) -> Issue:
        """A fault that keeps the row out; `message` is marked by gettext_noop."""
        return Issue(self, message, column, params)

    def warning(self, message: str, /, column: str = "", **params: Any) -> Issue:
        """Something a person should look at; the row still goes in."""
        return Issue(self, message, column, params, is_error=False)

    def duplicate(self, label: str, decision: Decision = Decision.SKIP, **more: Any) -> Duplicate:
        """The record or row that this one repeats."""
        return Duplicate(self, label, decision, **more)


@dataclass(frozen=True)
class Applied:
    """What became of one row: the record; for an update the values before, so that it can be taken back, and after."""

    row_id: int
    record_type: str
    record_id: int
    is_new: bool
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def created(cls, row: StagedRow, record: models.Model) -> "Applied":
        return cls(row.id or 0, record._meta.label_lower, record.pk, True)

    @classmethod
    def updated(cls, row: StagedRow, record: models.Model, before: Mapping[str, Any]) -> "Applied":
        """`record` as it was written; `before` holds the former values of what was changed, as JSON can hold them."""
        after = {name: plain(getattr(record, name)) for name in before}
        return cls(row.id or 0, record._meta.label_lower, record.pk, False, before, after)


@dataclass(frozen=True)
class Prepared:
    """A list made ready before its transaction: what each row becomes, and the short `write(actor=…)` that makes it so.

    tables: what `write` inserts, so that it can be staged.
    """

    applied: Sequence[Applied]
    write: Callable[..., None]
    tables: Sequence[Ready] = ()


def place(sheet: str, number: int) -> str:
    """Where a row stands, as people say it; the sheet is named where there are several."""
    if sheet:
        return _("“%(sheet)s”第 %(number)d 行") % {"sheet": sheet, "number": number}
    return _("第 %(number)d 行") % {"number": number}


def issue_text(issue: Mapping[str, Any], label: str) -> str:
    """A stored issue in the reader's language; `label` is the name of its column."""
    return _(issue["message"]) % {"column": label, **issue["params"]}
