"""Taking part: answers a second through the actions, against bare inserts of the same rows by one cursor.

Three ways in turn on one SQLite file (`bin/with-postgres` runs the same on PostgreSQL), over one connection, each with
one transaction and one commit: the stance and the bare upsert, which looks at no phase and orders no analysis, side by side
and each as often first, so that what disturbs one disturbs the other; afterwards the whole answer of a page (stance, next
statement served, progress), which is long and would disturb whatever came next.
TONGXIN_BENCH_VOICES sets another number of voices.
"""

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from statistics import median
from typing import Any

from bench import ground

VOICES = int(os.environ.get("TONGXIN_BENCH_VOICES", "500"))
STATEMENTS = 40
AIM = 0.5
WHOLE, STANCE, BARE = "answer and next statement", "stance alone", "bare upsert"
Way = tuple[str, Callable[[], Any]]
UPSERT = (
    "INSERT INTO deliberation_stancerow (id, conversation_id, voice_id, statement_id, stance) "
    "VALUES (%s, %s, %s, %s, 1) ON CONFLICT (voice_id, statement_id) DO UPDATE SET stance = 1"
)


def main() -> None:
    with ground.ground() as city:
        ground.describe("no analysis: the least seen statement comes next")
        ways = Ways(city.city)
        took: dict[str, list[tuple[float, float]]] = {WHOLE: [], STANCE: [], BARE: []}
        for name, work in chain(ways.side_by_side(), ways.whole()):
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

    def side_by_side(self) -> Iterator[Way]:
        """The stance and the bare upsert of every voice, each on a statement of its own."""
        from tongxin.deliberation.actions.take_stance import take_stance

        first, second = self.statements[:2]
        for number, voice in enumerate(self.voices):
            pair = [
                (STANCE, partial(take_stance, voice, first, 1)),
                (BARE, partial(self._bare, voice, second)),
            ]
            yield from pair if number % 2 else reversed(pair)

    def whole(self) -> Iterator[Way]:
        """Every voice answers what stands before it."""
        from tongxin.deliberation.actions.take_stance import answer, serve
        from tongxin.deliberation.queries.talking import last_answered, progress_of

        for voice in self.voices:
            served = serve(voice)

            def work(voice: Any = voice, served: Any = served) -> None:
                answer(voice, served, 1)
                progress_of(voice)
                last_answered(voice)

            yield WHOLE, work

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
