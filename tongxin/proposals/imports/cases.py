"""Rows to cases: lists have a row for each proposal, or a row for each of its units."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tongxin.papers.imports.rows import StagedRow
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.proposals.terms import UnitRole


@dataclass(eq=False)
class Case:
    """One proposal of an earlier year as its rows tell it; the first row that fills a column speaks for it."""

    rows: list[StagedRow]

    def get(self, code: str, default: Any = "") -> Any:
        for row in self.rows:
            if value := row.values.get(code):
                return value
        return default

    def told(self, code: str) -> bool | None:
        """A column of yes and no; None where no row says either."""
        return next((row[code] for row in self.rows if code in row.values), None)

    def day(self, code: str) -> date | None:
        """A column of dates."""
        written = self.get(code)
        return date.fromisoformat(written) if written else None

    @property
    def first(self) -> StagedRow:
        return self.rows[0]

    @property
    def matter(self) -> str:
        return self.get("matter")

    @cached_property
    def names(self) -> list[str]:
        """Proposers in the order written: the lead, then those who co-signed."""
        return list(dict.fromkeys([*self.get("proposer", []), *self.get("co_signers", [])]))

    def parts(self, bearer: Callable[[str], Hashable]) -> dict[str, UnitRole]:
        """Each unit's part under its first name; where several lead, each answers for itself.

        `bearer` tells who bears a name, so that a unit written in two ways has one part.
        """
        told = [part for row in self.rows for part in _parts_of(row)]
        first = {bearer(name): (name, role) for name, role in reversed(told)}
        parts = {name: role for name, role in told if first[bearer(name)] == (name, role)}
        leading = [name for name, role in parts.items() if role in (UnitRole.LEAD, UnitRole.SOLE)]
        if len(leading) > 1:
            parts |= dict.fromkeys(leading, UnitRole.PARALLEL)
        return parts

    @cached_property
    def signs(self) -> tuple[Hashable, ...]:
        """What tells this case from another one of the same matter."""
        codes = ("case_number", "session", "year", "organisation")
        return (simplified(self.matter), *(str(self.get(code)) for code in codes))

    @property
    def twin_signs(self) -> tuple[Hashable, ...]:
        """The same for whole rows, of which one matter may have several by different proposers."""
        return (*self.signs, tuple(self.names), self.get("collective"))


def cases_of(rows: Iterable[StagedRow]) -> list[Case]:
    """Rows that name one unit's part are joined by matter, number, session, year and organisation."""
    cases: list[Case] = []
    joined: dict[tuple[Hashable, ...], Case] = {}
    for row in rows:
        case = Case([row])
        if row.get("role"):
            case = joined.setdefault(case.signs, case)
        if case.first is row:
            cases.append(case)
        else:
            case.rows.append(row)
    return cases


def _parts_of(row: StagedRow) -> Iterator[tuple[str, UnitRole]]:
    columns: Sequence[tuple[str, UnitRole]] = (
        ("lead", UnitRole(row.get("role") or UnitRole.LEAD)),
        ("assist", UnitRole.ASSIST),
        ("parallel", UnitRole.PARALLEL),
    )
    for code, role in columns:
        for name in row.get(code, []):
            yield name, role
