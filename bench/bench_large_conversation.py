"""Tens of thousands take part: reading their stances beside the bare rows, and the whole result beside its mathematics.

The stances of an invented conversation lie in a SQLite file (`bin/with-postgres` runs the same on PostgreSQL). *Reading*
turns them into the arrays that are asked about; beside it one cursor fetches the same rows and does nothing with them.
*The whole* is what the worker does after new stances, reading, asking and telling, storing aside; beside it the
mathematics alone, on the same arrays. TONGXIN_BENCH_VOICES sets another number of people.
"""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from bench import ground
from bench.measure import in_turn

VOICES = int(os.environ.get("TONGXIN_BENCH_VOICES", "20000"))
STATEMENTS, CAMPS, ROUNDS, AT_ONCE = 80, 3, 3, 50_000
ROWS = """
SELECT taken.voice_id, asked.number, taken.stance FROM deliberation_stancerow AS taken
JOIN deliberation_statement AS asked ON asked.id = taken.statement_id WHERE taken.conversation_id = %s
"""


def main() -> None:
    with ground.ground() as city:
        conversation = filled(city.city)
        cast = reading(conversation)()
        print(f"{cast.count} people, {len(cast.stances)} stances, {ground.load()}")
        told("reading", reading(conversation), lambda: bare(conversation))
        told("the whole", lambda: whole(conversation), lambda: mathematics(cast))


def told(name: str, ours: Callable[[], Any], plain: Callable[[], Any]) -> None:
    mine, theirs = in_turn(ours, plain, rounds=ROUNDS, warm=0)
    ratio = mine.milliseconds / max(theirs.milliseconds, 1e-3)
    print(
        f"{name:<12}{mine.milliseconds:9.0f} ms, {mine.kilobytes // 1024:5d} MB; beside it "
        f"{theirs.milliseconds:9.0f} ms, {theirs.kilobytes // 1024:5d} MB; ratio {ratio:.2f}"
    )


def filled(city: Any) -> Any:
    """A conversation in which everybody said something on ten to seventy statements, in three camps that share a third."""
    from tests.deliberation.conferring import Conferring, statements_of
    from tongxin.deliberation.models import StanceRow, Voice
    from tongxin.deliberation.models.voices import random_key
    from tongxin.deliberation.terms import Admission

    seeds = "\n".join(f"第{number}条观点" for number in range(STATEMENTS))
    conversation = Conferring(city).voting(admission=Admission.CODE, seeds=seeds)
    statements = [one.pk for one in statements_of(conversation)]
    voices = [Voice(conversation=conversation, key=f"{number:064x}") for number in range(VOICES)]
    Voice.objects.bulk_create(voices, batch_size=AT_ONCE)
    rows = (
        StanceRow(
            id=random_key(),
            conversation=conversation,
            voice_id=voices[person].pk,
            statement_id=statements[place],
            stance=stance,
        )
        for person, place, stance in stances()
    )
    while some := list(islice(rows, AT_ONCE)):
        StanceRow.objects.bulk_create(some, batch_size=1000)
    return conversation


def stances() -> Iterator[tuple[int, int, int]]:
    """Person, statement, stance."""
    draw = np.random.default_rng(1)
    agreeing = draw.uniform(0.1, 0.9, (CAMPS, STATEMENTS))
    agreeing[:, : STATEMENTS // 3] = draw.uniform(0.6, 0.95, STATEMENTS // 3)
    for person in range(VOICES):
        places = draw.choice(STATEMENTS, int(draw.integers(10, 70)), replace=False)
        agrees = draw.random(len(places)) < agreeing[person % CAMPS, places]
        passes = draw.random(len(places)) < 0.1
        yield from zip(
            [person] * len(places),
            places.tolist(),
            np.where(passes, 0, np.where(agrees, 1, -1)).tolist(),
            strict=True,
        )


def reading(conversation: Any) -> Callable[[], Any]:
    from tongxin.deliberation.queries.votes import cast_in

    return lambda: cast_in(conversation, 5)


def bare(conversation: Any) -> int:
    """The same rows by one cursor, thrown away."""
    from django.db import connection

    count = 0
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [conversation.pk])
        while rows := cursor.fetchmany(10_000):
            count += len(rows)
    return count


def whole(conversation: Any) -> Any:
    from tongxin.deliberation.actions.analyse_conversation import by_every_way

    return by_every_way(conversation, reading(conversation)(), 5)


def mathematics(cast: Any) -> Any:
    from tongxin.deliberation.results.found import by_views

    return by_views(cast, None, 5)


if __name__ == "__main__":
    main()
