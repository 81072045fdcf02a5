"""Taking part: answers a second through the actions, against bare inserts of the same rows by one cursor.

Three ways in turn on one SQLite file (`bin/with-postgres` runs the same on PostgreSQL), over one connection, each with
one transaction and one commit, so that what disturbs one disturbs the others: the whole answer of a page (stance, next
statement served, progress), the stance alone, the bare upsert, which looks at no phase and orders no analysis.
TONGXIN_BENCH_VOICES sets another number of voices.
"""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from bench import ground

VOICES = int(os.environ.get("TONGXIN_BENCH_VOICES", "500"))
STATEMENTS = 40
AIM = 0.5
WHOLE, STANCE, BARE = "answer and next statement", "stance alone", "bare upsert"
UPSERT = (
    "INSERT INTO deliberation_stancerow (id, conversation_id, voice_id, statement_id, stance) "
    "VALUES (%s, %s, %s, %s, 1) ON CONFLICT (voice_id, statement_id) DO UPDATE SET stance = 1"
)


def main() -> None:
    with ground.ground() as city:
        ground.describe("no analysis: the least seen statement comes next")
        ways = Ways(city.city)
        took: dict[str, list[tuple[float, float]]] = {WHOLE: [], STANCE: [], BARE: []}
        for number in range(VOICES):
            for name, work in ways.of(number):
                took[name].append(timed(work))
        for name, times in took.items():
            wall, processor = (median(column) for column in zip(*times, strict=True))
            print(f"{name:<28}{1 / wall:8.0f} a second{processor * 1000:8.2f} ms of processor")
        by_wall, by_processor = (ratio(took, column) for column in (0, 1))
        print(
            f"ratio {by_wall:.2f} (by processor {by_processor:.2f}; aim: at least {AIM}), {ground.load()}"
        )


def ratio(took: dict[str, list[tuple[float, float]]], column: int) -> float:
    """How fast a stance is, measured by the bare upsert."""
    bare, stance = (median(one[column] for one in took[name]) for name in (BARE, STANCE))
    return bare / stance


class Ways:
    """A conversation with its voices, and the ways to note that one of them agrees."""

    def __init__(self, city: Any):
        from tests.deliberation.conferring import Conferring, statements_of
        from tests.factories.accounts import PersonFactory
        from tongxin.deliberation.actions.join import voice_of

        seeds = "\n".join(f"第{number}条观点" for number in range(STATEMENTS))
        self.conversation = Conferring(city).voting(seeds=seeds)
        self.statements = statements_of(self.conversation)
        people = [PersonFactory() for _number in range(VOICES)]
        self.voices = [voice_of(self.conversation, person) for person in people]

    def of(self, number: int) -> list[tuple[str, Callable[[], Any]]]:
        """Three ways for one voice, each on a statement of its own."""
        from tongxin.deliberation.actions.take_stance import answer, serve, take_stance
        from tongxin.deliberation.queries.talking import last_answered, progress_of

        voice = self.voices[number]
        served = serve(voice)
        others = [one for one in self.statements if one != served]

        def whole() -> None:
            answer(voice, served, 1)
            progress_of(voice)
            last_answered(voice)

        ways = [
            (WHOLE, whole),
            (STANCE, lambda: take_stance(voice, others[0], 1)),
            (BARE, lambda: self._bare(voice, others[1])),
        ]
        turn = number % len(ways)
        return ways[turn:] + ways[:turn]

    def _bare(self, voice: Any, statement: Any) -> None:
        from django.db import connection, transaction

        from tongxin.deliberation.models.voices import random_key

        row = [random_key(), self.conversation.pk, voice.pk, statement.pk]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(UPSERT, row)


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds that it took, by the clock and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
