"""What the invented city is made of: assemblies, people, bodies and units, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A plenary session (次) with the days that its proposals depend on."""

    code: str
    assembly: str
    number: int
    year: int
    opens_on: date
    closes_on: date
    window_from: date
    cutoff: datetime
    decided_at: datetime
    released_at: datetime
    assigned_at: datetime
    replies_due_on: date


@dataclass(frozen=True, slots=True)
class Assembly:
    slug: str
    name: str
    name_en: str
    short: str
    suffix: str
    tier: str
    parent: str | None
    term: int
    term_started_on: date
    sessions: tuple[Session, ...]

    @property
    def our(self) -> str:
        """How a proposal calls the place: 我市, 我县, 我区."""
        return f"我{self.suffix}"

    def session(self, year: int) -> Session:
        return next(session for session in self.sessions if session.year == year)


@dataclass(frozen=True, slots=True)
class Sector:
    code: str
    name: str
    seats: int


@dataclass(frozen=True, slots=True)
class Committee:
    """A special committee (专委会) of one assembly."""

    code: str
    assembly: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Collective:
    """A party, people's organisation or special committee that proposes in its own name."""

    code: str
    assembly: str
    kind: str
    name: str
    name_en: str
    sector: str | None
    contact: str


@dataclass(frozen=True, slots=True)
class Person:
    code: str
    name: str
    gender: str
    born: str
    phone: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """A seat held from one day to another; a vacated seat is filled by co-option (增补)."""

    assembly: str
    sector: str
    committee: str | None
    card: str
    starts_on: date
    ends_on: date | None
    began: str
    ended: str | None
    posts: tuple[str, ...]

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    party: str
    education: str
    employer: str
    post: str
    mandates: tuple[Mandate, ...]

    def mandate(self, assembly: str) -> Mandate | None:
        return next((mandate for mandate in self.mandates if mandate.assembly == assembly), None)


@dataclass(frozen=True, slots=True)
class Unit:
    """A handling unit (承办单位), which may serve several assemblies and may end in a successor."""

    code: str
    key: str
    name: str
    short: str
    name_en: str
    aliases: tuple[str, ...]
    sections: tuple[str, ...]
    system: str
    channel: str
    mode: str
    serves: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    successor: str | None

    def works_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day < self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Officer:
    """A role that somebody holds: in an assembly, or in a unit."""

    person: str
    role: str
    title: str
    assembly: str | None
    unit: str | None
