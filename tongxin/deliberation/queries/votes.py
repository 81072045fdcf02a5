"""The stances that an analysis looks at, as plain numbers: no voice's key, no person, no moment is among them."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tongxin.deliberation.maths.canonical import Ints
from tongxin.deliberation.models import Conversation, StanceRow, Statement, Voice


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
    def basis(self) -> str:
        """One fingerprint of all rows: where it is the same, an analysis finds the same."""
        rows = np.stack([self.people, self.statements, self.stances], axis=1)
        ordered = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        return hashlib.sha256(np.ascontiguousarray(ordered, dtype="<i8").tobytes()).hexdigest()


def cast_in(conversation: Conversation, least: int) -> Cast | None:
    """What is analysed: stances on shown statements on which at least `least` people took one; None below `least` people."""
    rows = _rows(conversation)
    if not rows:
        return None
    voices, statements, stances = np.array(rows, dtype=np.int64).T
    numbers, places, seen = np.unique(statements, return_inverse=True, return_counts=True)
    enough = (seen >= least)[places]
    present = set(voices[enough].tolist())
    if len(present) < least:
        return None
    told = _voices(conversation, present)
    person = {voice: place for place, (voice, _part, _cohort) in enumerate(told, start=1)}
    return Cast(
        people=np.array([person[voice] for voice in voices[enough].tolist()], dtype=np.int64),
        statements=numbers[places][enough],
        stances=stances[enough],
        parts={person[voice]: part for voice, part, _cohort in told},
        cohorts={person[voice]: cohort for voice, _part, cohort in told},
    )


def _rows(conversation: Conversation) -> list[tuple[int, int, int]]:
    shown = Statement._base_manager.filter(Statement.shown(), conversation=conversation)
    rows = StanceRow.objects.filter(conversation=conversation, statement__in=shown)
    return list(rows.order_by().values_list("voice_id", "statement__number", "stance"))


def _voices(conversation: Conversation, present: set[int]) -> list[tuple[int, int, int]]:
    rows = Voice.objects.filter(conversation=conversation).order_by("number")
    told = rows.values_list("pk", "part", "cohort")
    return [row for row in told if row[0] in present]
