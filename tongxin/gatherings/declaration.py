"""A kind of gathering as data: who is expected, leave, sign-in, quorum, what it leaves, and the figures that count it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from django.utils.translation import gettext as _

from tongxin.accounts.offices import Recorders
from tongxin.core.fields import FieldType
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
from tongxin.kinds import declaration
from tongxin.kinds.declaration import many, perhaps

COLUMNS: Mapping[str, FieldType] = {
    "variety": FieldType.CHOICE,
    "level": FieldType.CHOICE,
    "quantity": FieldType.NUMBER,
}
"""Fields of these codes are columns of the gathering, which figures and lists may use; all others are kept as JSON."""

RESERVED = frozenset(
    {
        "title",
        "theme",
        "organiser",
        "happened_on",
        "day",
        "last_day",
        "starts",
        "ends",
        "place",
        "place_note",
        "dress",
        "transport",
        "programme",
        "contact_words",
        "guests",
        "speeches_due_on",
        "speech_minutes",
        "closing_words",
        "reason",
        "version",
        "state",
        "next",
    }
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

    def as_json(self) -> str:
        return str(self)

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
class CountedAs(declaration.CountedAs):
    """One figure of a kind, perhaps of some varieties or levels only."""

    measure: Measure = Measure.TIMES


@dataclass(frozen=True, kw_only=True)
class Declaration(declaration.Declaration):
    """Everything that a kind says of itself.

    `notice_days`: how many days before the first day the notice goes out. `leave` None: nobody has to ask. `by_sitting`:
    attendances (人次) are counted for each sitting, else once for the whole gathering. `feeds`: the item of the duty
    rules that attending fulfils. `needs`: outputs without which it cannot be closed.
    """

    columns = COLUMNS
    reserved = RESERVED
    reading = {
        **declaration.Declaration.reading,
        "group": Group,
        "figures": many(CountedAs.of),
        "organisers": Recorders,
        "seen": Seen,
        "expects": many(Expected.of),
        "notice_days": int,
        "leave": perhaps(Leave.of),
        "sign_in": many(SignInWay),
        "quorum": perhaps(Quorum.of),
        "by_sitting": bool,
        "outputs": many(Output),
        "needs": many(Output),
        "feeds": str,
    }

    group: Group
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

    def __post_init__(self) -> None:
        super().__post_init__()
        if not set(self.needs) <= set(self.outputs):
            raise ValueError(f"{self.code}: needs what it never leaves")
        if not 0 <= self.notice_days <= 60:
            raise ValueError(f"{self.code}: a notice goes out at most 60 days before")

    def what_narrows(self, after: Self) -> list[str]:
        """Fields, figures, readers and outputs only grow."""
        sentences = super().what_narrows(after)
        if self.seen != after.seen:
            sentences.append(_("谁可以看，启用以后不能再改。"))
        if self.by_sitting != after.by_sitting:
            sentences.append(_("人次按场还是按次计，启用以后不能再改。"))
        if set(after.needs) - set(self.needs):
            sentences.append(_("办结前必须有的成果，启用以后不能再加。"))
        return sentences
