"""What somebody plans, as forms hand it to actions, and what a gathering says, as its versions keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tongxin.accounts.models import Person
from tongxin.core.fields import Field, kept, restored
from tongxin.gatherings.declaration import COLUMNS
from tongxin.gatherings.models import Gathering
from tongxin.members.models import Body, Sector, SpecialCommittee

Organiser = SpecialCommittee | Sector | Body
PLAIN = (
    "title",
    "theme",
    "contact_words",
    "place",
    "place_note",
    "dress",
    "transport",
    "programme",
    "speeches_due_on",
    "speech_minutes",
)
"""Columns that the plan of every kind fills."""

OF_CLOSING = ("guests", "closing_words")
"""Columns that closing fills."""


@dataclass(frozen=True)
class Plan:
    """What is planned: `words` by plain column, `values` by the kind's field; the times stand in sittings."""

    words: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    organiser: Organiser | None = None

    @property
    def texts(self) -> list[Any]:
        """Everything that could hold a mark of secrecy."""
        return [*self.words.values(), *self.values.values()]


@dataclass(frozen=True)
class Slot:
    """One sitting as it is to be. `key`: the sitting that is there already; `like`: one whose agenda it takes over."""

    starts_at: datetime
    ends_at: datetime
    title: str = ""
    place: str = ""
    group: Body | None = None
    liaison: Person | None = None
    key: int | None = None
    like: int | None = None


@dataclass(frozen=True)
class Point:
    """One point of an agenda as it is to be. `key`: the point that is there already and keeps its decision."""

    words: str
    speaker: str = ""
    minutes: int | None = None
    key: int | None = None


@dataclass(frozen=True)
class Attendance:
    """Who was at a past gathering, by name."""

    present: Sequence[str] = ()
    excused: Sequence[str] = ()
    absent: Sequence[str] = ()


def value_of(gathering: Gathering, one: Field) -> Any:
    """The value of one of the kind's fields, None where there is none."""
    if one.code in COLUMNS:
        value = getattr(gathering, one.code)
        return None if value == "" else value
    return restored([one], gathering.details).get(one.code)


def values_of(gathering: Gathering, fields: Sequence[Field]) -> dict[str, Any]:
    """All values that a gathering has."""
    values = {one.code: value_of(gathering, one) for one in fields}
    return {code: value for code, value in values.items() if value is not None}


def put_values(gathering: Gathering, fields: Sequence[Field], values: Mapping[str, Any]) -> None:
    """Set columns and details of a gathering at hand; a column that its kind has not stays as it is."""
    for one in fields:
        if one.code in COLUMNS:
            setattr(gathering, one.code, values.get(one.code, EMPTY.get(one.code)))
    gathering.details = kept([one for one in fields if one.code not in COLUMNS], values)


EMPTY: Mapping[str, Any] = {"variety": "", "level": ""}


def said(gathering: Gathering, fields: Sequence[Field]) -> dict[str, Any]:
    """Everything that a gathering says, as a version keeps it."""
    plain = {name: getattr(gathering, name) for name in (*PLAIN, *OF_CLOSING)}
    return {
        "plain": {name: _json(value) for name, value in plain.items()},
        "fields": kept(fields, values_of(gathering, fields)),
        "organiser": str(gathering.organiser),
        "days": [gathering.happened_on.isoformat(), gathering.ends_on.isoformat()],
        "revision": gathering.kind_revision,
    }


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
