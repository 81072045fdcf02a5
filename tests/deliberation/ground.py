"""Conversations with people who have spoken, written straight into the tables: the ground of the tests of the circle."""

from datetime import date

import numpy as np

from tests.factories.cities import City, staff
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.deliberation.models import Conversation, StanceRow, Statement, Voice
from tongxin.deliberation.terms import (
    Admission,
    ConversationState,
    Parting,
    Stance,
    StatementState,
)

QUESTION = "老旧小区停车怎么办"


def conversation_in(city: City, **values) -> Conversation:
    """A conversation of all members, in its discussion unless said otherwise."""
    fields = {
        "state": ConversationState.DISCUSSING,
        "question": QUESTION,
        "admission": Admission.MEMBERS,
        "parting": Parting.NONE,
        "collects_on": date(2026, 1, 5),
        "votes_on": date(2026, 1, 8),
        "discusses_on": date(2026, 1, 14),
        "closes_on": date(2026, 1, 20),
        "paper_number": "政协办〔2026〕3号",
        "approved_on": date(2026, 1, 4),
    } | values
    found = Conversation(assembly=city.assembly, **fields)
    found.save()
    return found


def statements_in(conversation: Conversation, count: int, **values) -> list[Statement]:
    """So many statements, shown unless said otherwise."""
    last = conversation.statements.count()
    rows = [
        Statement(
            assembly=conversation.assembly,
            conversation=conversation,
            number=number,
            words=f"观点之{number}",
            state=StatementState.SHOWN,
            offered_on=date(2026, 1, 5),
            **values,
        )
        for number in range(last + 1, last + count + 1)
    ]
    return Statement._base_manager.bulk_create(rows)


def voices_in(
    conversation: Conversation, count: int, *, part: int = 0, cohort: int = 1
) -> list[Voice]:
    """So many people, with random-looking numbers."""
    last = conversation.voices.count()
    rows = [
        Voice(
            conversation=conversation,
            key=f"{number:064d}",
            number=(number * 7919 + 11) % 1_000_003,
            part=part,
            cohort=cohort,
        )
        for number in range(last + 1, last + count + 1)
    ]
    return Voice.objects.bulk_create(rows)


def says(voices: list[Voice], statements: list[Statement], stances: np.ndarray) -> None:
    """Everybody's stances, a row for each voice, a column for each statement; 9 for none."""
    rows = [
        StanceRow(
            conversation=voice.conversation, voice=voice, statement=statement, stance=int(stance)
        )
        for voice, line in zip(voices, stances, strict=True)
        for statement, stance in zip(statements, line, strict=True)
        if stance != 9
    ]
    StanceRow.objects.bulk_create(rows)


def two_views(
    people: int = 40, statements: int = 12, shared: int = 4, seed: int = 1, doubt: float = 0.1
) -> np.ndarray:
    """Stances of two halves that agree on the first `shared` statements and disagree on the others."""
    chance = np.random.default_rng(seed)
    side = np.repeat([1, -1], [people - people // 2, people // 2])
    lean = np.where(np.arange(statements) % 2 == 0, 1, -1)
    table = side[:, None] * lean[None, :]
    table[:, :shared] = Stance.AGREE
    turned = chance.random(table.shape) < doubt
    return np.where(turned, -table, table)


def talked(city: City, people: int = 40, statements: int = 12, **values) -> Conversation:
    """A conversation in which two views were found."""
    conversation = conversation_in(city, **{"invited": people + 10} | values)
    stated = statements_in(conversation, statements)
    says(voices_in(conversation, people), stated, two_views(people, statements))
    return conversation


def preparer(city: City) -> Actor:
    """Somebody of the general office."""
    return staff(Role.GENERAL_OFFICE, city.assembly)
