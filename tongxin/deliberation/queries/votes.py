"""The stances that an analysis looks at, as plain numbers: no voice's key, no person, no moment is among them."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from django.db.models import QuerySet

from tongxin.deliberation.maths.canonical import Ints
from tongxin.deliberation.models import Conversation, StanceRow, Statement, Voice

FETCHED = 10_000
"""Rows that are brought from the database at once."""


@dataclass(frozen=True, eq=False)
class Cast:
    """One row is one stance. People are numbered 1, 2, … in the order of their random numbers.

    people, statements, stances (L); parts, cohorts: {person: the own part, the day or batch of coming}.
    """

    people: Ints
    statements: Ints
    stances: Ints
    parts: dict[int, int]
    cohorts: dict[int, int]

    @property
    def count(self) -> int:
        """How many people took a stance on anything that is looked at."""
        return len(self.parts)

    @cached_property
    def width(self) -> int:
        """How many statements are looked at: nobody has taken more stances."""
        return len(np.unique(self.statements))

    @cached_property
    def ordered(self) -> Ints:
        """Person, statement and stance of every row (L, 3), by person and statement."""
        rows = np.stack([self.people, self.statements, self.stances], axis=1)
        return rows[
            np.argsort(self.people * (self.statements.max(initial=0) + 1) + self.statements)
        ]

    @cached_property
    def basis(self) -> str:
        """One fingerprint of all rows: where it is the same, an analysis finds the same."""
        return hashlib.sha256(np.ascontiguousarray(self.ordered, dtype="<i8").tobytes()).hexdigest()


def cast_in(conversation: Conversation, least: int) -> Cast | None:
    """What is analysed: stances on shown statements on which at least `least` people took one; None below `least` people."""
    voices, statements, stances = _rows(conversation).T
    _numbers, places, seen = np.unique(statements, return_inverse=True, return_counts=True)
    enough = (seen >= least)[places]
    present, places_of_voice = np.unique(voices[enough], return_inverse=True)
    if len(present) < least:
        return None
    told = _voices(conversation, present)
    people = np.arange(1, len(present) + 1)
    person = np.empty_like(people)
    person[np.searchsorted(present, told[:, 0])] = people
    return Cast(
        people=person[places_of_voice],
        statements=statements[enough],
        stances=stances[enough],
        parts=dict(zip(people.tolist(), told[:, 1].tolist(), strict=True)),
        cohorts=dict(zip(people.tolist(), told[:, 2].tolist(), strict=True)),
    )


def _rows(conversation: Conversation) -> Ints:
    """Voice, number of the statement and stance of every stance on a shown statement (L, 3), in no order."""
    shown = Statement._base_manager.filter(Statement.shown(), conversation=conversation)
    rows = StanceRow.objects.filter(conversation=conversation, statement__in=shown).order_by()
    return _table(rows.values_list("voice_id", "statement__number", "stance"))


def _voices(conversation: Conversation, present: Ints) -> Ints:
    """Key, part and cohort of the voices that are present (n, 3), in the order of their random numbers."""
    rows = Voice.objects.filter(conversation=conversation).order_by("number")
    told = _table(rows.values_list("pk", "part", "cohort"))
    return told[np.isin(told[:, 0], present)]


def _table(rows: QuerySet[Any, tuple[int, int, int]]) -> Ints:
    """Rows of three numbers as they come from the database: millions of them never stand in memory as objects (L, 3)."""
    flat = np.fromiter(chain.from_iterable(rows.iterator(chunk_size=FETCHED)), dtype=np.int64)
    return flat.reshape(-1, 3)
