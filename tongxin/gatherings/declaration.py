"""A kind of gathering as data: who is expected, leave, sign-in, quorum, what it leaves, and the figures that count it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from tongxin.accounts.offices import Recorders
from tongxin.core.kinds import UNSAID, Field, FieldType, Words, field_from
from tongxin.gatherings.terms import (
    Approver,
    Capacity,
    Duty,
    Group,
    Measure,
    Output,
    Seen,
    SignInWay,
    Source,
)

CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")

COLUMNS: Mapping[str, FieldType] = {
    "variety": FieldType.CHOICE,
    "level": FieldType.CHOICE,
    "quantity": FieldType.NUMBER,
}
"""Fields of these codes are columns of the gathering, which figures and lists may use; all others are kept as JSON."""

RESERVED = frozenset(
    {"title", "happened_on", "theme", "place", "organiser", "reason", "version", "state", "next"}
)
"""Names that the form of every kind uses itself."""


@dataclass(frozen=True)
class Expected:
    """One line of who is expected unless the planner says otherwise."""

    source: Source
    duty: Duty = Duty.MUST
    capacity: Capacity = Capacity.MEMBER

    def as_json(self) -> dict[str, str]:
        return {
            "source": self.source.value,
            "duty": self.duty.value,
            "capacity": self.capacity.value,
        }

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Expected":
        return cls(
            Source(given["source"]),
            Duty(given.get("duty", Duty.MUST)),
            Capacity(given.get("capacity", Capacity.MEMBER)),
        )


@dataclass(frozen=True)
class Leave:
    """How those who must come ask to be excused.

    `days_before`: the last day for asking, counted back from the first day; later asking is possible and marked late.
    `substitute`: whether somebody may be sent instead. `most`: how often a person may ask in one gathering, 0 for ever.
    """

    granted_by: Approver = Approver.ORGANISER
    days_before: int = 0
    substitute: bool = False
    most: int = 2

    def as_json(self) -> dict[str, Any]:
        return {
            "granted_by": self.granted_by.value,
            "days_before": self.days_before,
            "substitute": self.substitute,
            "most": self.most,
        }

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Leave":
        return cls(
            Approver(given.get("granted_by", Approver.ORGANISER)),
            int(given.get("days_before", 0)),
            bool(given.get("substitute", False)),
            int(given.get("most", 2)),
        )


@dataclass(frozen=True)
class Quorum:
    """Which share of those who must attend makes a meeting: at least it, or more than it."""

    share: Fraction
    is_over: bool = False

    def needed(self, of: int) -> int:
        """How many people of so many; 0 of nobody."""
        whole = self.share * of
        least = -(-whole.numerator // whole.denominator)
        return least + 1 if self.is_over and least == whole and of else least

    def __str__(self) -> str:
        return f"{'>' if self.is_over else ''}{self.share.numerator}/{self.share.denominator}"

    @classmethod
    def of(cls, given: str) -> "Quorum":
        """`2/3` for at least two thirds, `>1/2` for more than half."""
        share = Fraction(given.removeprefix(">"))
        if not 0 < share <= 1:
            raise ValueError(f"{given!r} is no share of people")
        return cls(share, given.startswith(">"))


@dataclass(frozen=True)
class CountedAs:
    """One figure of a kind, perhaps of some varieties or levels only."""

    label: Words
    unit: Words
    code: str = ""
    measure: Measure = Measure.TIMES
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label.as_json(),
            "unit": self.unit.as_json(),
            "code": self.code,
            "measure": self.measure.value,
            "only": {name: list(values) for name, values in self.only.items()},
        }

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "CountedAs":
        return cls(
            Words.of(given["label"]),
            Words.of(given["unit"]),
            given.get("code", ""),
            Measure(given.get("measure", Measure.TIMES)),
            {name: tuple(values) for name, values in given.get("only", {}).items()},
        )


@dataclass(frozen=True)
class Declaration:
    """Everything that a kind says of itself.

    `notice_days`: how many days before the first day the notice goes out. `leave` None: nobody has to ask. `by_sitting`:
    attendances (人次) are counted for each sitting, else once for the whole gathering. `feeds`: the item of the duty
    rules that attending fulfils. `needs`: outputs without which it cannot be closed. `mechanisms`: the lines of
    docs/mechanisms.md that it carries. Raises ValueError for a declaration that makes no sense.
    """

    code: str
    name: Words
    unit: Words
    group: Group
    fields: tuple[Field, ...] = ()
    figures: tuple[CountedAs, ...] = ()
    organisers: Recorders = Recorders.OFFICES
    seen: Seen = Seen.MEMBERS
    expects: tuple[Expected, ...] = ()
    notice_days: int = 3
    leave: Leave | None = None
    sign_in: tuple[SignInWay, ...] = tuple(SignInWay)
    quorum: Quorum | None = None
    by_sitting: bool = False
    outputs: tuple[Output, ...] = (Output.MINUTES, Output.OUTCOMES)
    needs: tuple[Output, ...] = ()
    feeds: str = ""
    revision: int = 1
    help: Words = UNSAID
    mechanisms: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code for a kind")
        codes = [one.code for one in self.fields]
        if len(set(codes)) != len(codes) or RESERVED & set(codes):
            raise ValueError(f"{self.code}: a field is there twice or bears a reserved name")
        for one in self.fields:
            if COLUMNS.get(one.code, one.type) != one.type:
                raise ValueError(f"{self.code}: {one.code} is a {COLUMNS[one.code]}")
        if not set(self.needs) <= set(self.outputs):
            raise ValueError(f"{self.code}: needs what it never leaves")
        if not 0 <= self.notice_days <= 60:
            raise ValueError(f"{self.code}: a notice goes out at most 60 days before")
        for counted in self.figures:
            self._check(counted, {one.code: one.labels for one in self.fields})

    def _check(self, counted: CountedAs, options: Mapping[str, Mapping[str, Words]]) -> None:
        needed = {*counted.only}
        if counted.measure == Measure.QUANTITY:
            needed.add("quantity")
        if not needed <= options.keys() & COLUMNS.keys():
            raise ValueError(f"{self.code}: a figure asks for {needed - options.keys()}")
        for name, values in counted.only.items():
            if not set(values) <= options[name].keys():
                raise ValueError(f"{self.code}: {name} is never one of {values}")

    def field(self, code: str) -> Field | None:
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Field]:
        return {one.code: one for one in self.fields}

    def as_json(self) -> dict[str, Any]:
        """The declaration as its row keeps it; `declaration_from` reads it back."""
        words = ("name", "unit", "help")
        return {
            **{name: getattr(self, name).as_json() for name in words if getattr(self, name)},
            "code": self.code,
            "revision": self.revision,
            "group": self.group.value,
            "organisers": self.organisers.value,
            "seen": self.seen.value,
            "expects": [one.as_json() for one in self.expects],
            "notice_days": self.notice_days,
            "leave": self.leave.as_json() if self.leave else None,
            "sign_in": [one.value for one in self.sign_in],
            "quorum": str(self.quorum) if self.quorum else "",
            "by_sitting": self.by_sitting,
            "outputs": [one.value for one in self.outputs],
            "needs": [one.value for one in self.needs],
            "feeds": self.feeds,
            "fields": [one.as_json() for one in self.fields],
            "figures": [one.as_json() for one in self.figures],
            "mechanisms": list(self.mechanisms),
        }


def declaration_from(given: Mapping[str, Any]) -> Declaration:
    """A kind out of its declaration in JSON or TOML; ValueError where it makes no sense."""
    if strange := set(given) - set(Declaration.__dataclass_fields__):
        raise ValueError(f"{given.get('code')}: unknown {', '.join(sorted(strange))}")
    plain = ("code", "revision", "notice_days", "by_sitting", "feeds")
    told: dict[str, Any] = {name: given[name] for name in plain if name in given}
    told |= {name: Words.of(given[name]) for name in ("name", "unit", "help") if name in given}
    for name, choice in (("sign_in", SignInWay), ("outputs", Output), ("needs", Output)):
        if name in given:
            told[name] = tuple(choice(one) for one in given[name])
    return Declaration(
        **told,
        group=Group(given["group"]),
        organisers=Recorders(given.get("organisers", Recorders.OFFICES)),
        seen=Seen(given.get("seen", Seen.MEMBERS)),
        expects=tuple(Expected.of(one) for one in given.get("expects", ())),
        leave=Leave.of(given["leave"]) if given.get("leave") is not None else None,
        quorum=Quorum.of(given["quorum"]) if given.get("quorum") else None,
        fields=tuple(field_from(one) for one in given.get("fields", ())),
        figures=tuple(CountedAs.of(one) for one in given.get("figures", ())),
        mechanisms=tuple(given.get("mechanisms", ())),
    )
