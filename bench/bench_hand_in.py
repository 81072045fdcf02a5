"""Handing in: acts a second through `perform`, against the very same SQL written out by hand in plain Django.

Both ways hand in drafts of one SQLite file, each act in its own transaction, one after the other in turn, so that what
disturbs one disturbs the other. The statements of both are compared before anything is measured. A third way sends the
statements of an act, caught and taken back, by a bare cursor: what the database alone needs, without any ORM.
TONGXIN_BENCH_ACTS sets another number of acts.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from itertools import zip_longest
from statistics import median
from typing import Any

from bench import ground

ACTS = int(os.environ.get("TONGXIN_BENCH_ACTS", "150"))
AIM = 0.7
WARM = 5
OURS, PLAIN, BARE = "perform", "plain Django, same SQL", "bare cursor, same SQL"
BRACKETS = re.compile("BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK")
SPACES = re.compile(r"\s+")

Statement = tuple[str, Any]
Work = Callable[[], Any]


def main() -> None:
    with ground.ground() as city:
        ground.describe(
            "plain Django: the same statements through the ORM, none of the caches matters"
        )
        ways = Ways(city)
        ours, plain = ways.statements(ways.by_perform), ways.statements(ways.by_hand)
        assert shapes(ours) == shapes(plain), differing(ours, plain)
        rates: dict[str, list[tuple[float, float]]] = {}
        for number in range(WARM + ACTS):
            for name, work in ways.next_three():
                took = timed(work)
                if number >= WARM:
                    rates.setdefault(name, []).append(took)
        print(f"\n{len(ours)} statements an act; {ACTS} acts each way, in turn, medians")
        for name, took in rates.items():
            wall, processor = (median(column) for column in zip(*took, strict=True))
            print(f"{name:<24}{1 / wall:8.1f} acts a second{processor * 1000:8.2f} ms of processor")
        by_wall, by_processor = (ratio(rates, column) for column in (0, 1))
        print(
            f"ratio {by_wall:.2f} (by processor {by_processor:.2f}; aim: at least {AIM}), {ground.load()}"
        )


class Ways:
    """The ways to hand in the next draft."""

    def __init__(self, city: ground.Ground):
        self.city = city.city
        self.actor = self.city.member_actor()
        self.by_perform(self.draft())

    def draft(self) -> Any:
        from tests.proposals.thread import draft

        return draft(self.city)

    def by_perform(self, one: Any) -> Any:
        from tongxin.lifecycle.perform import perform
        from tongxin.proposals.lifecycle import PROPOSAL

        return perform(PROPOSAL.hand_in, one, self.actor, request_key=f"key-{one.pk}")

    def by_hand(self, one: Any) -> Any:
        from bench.plain.hand_in import hand_in

        return hand_in(one.pk, self.actor.person_id, self.actor.assignment_id, f"key-{one.pk}")

    def statements(self, way: Callable[[Any], Any], *, keep: bool = True) -> list[Statement]:
        """What one act sends; with `keep` False it is taken back, so that the same can be sent again."""
        from django.db import connection, transaction

        caught: list[Statement] = []

        def catch(execute, sql, params, many, context):
            caught.append((sql, params))
            return execute(sql, params, many, context)

        one = self.draft()
        with transaction.atomic():
            with connection.execute_wrapper(catch):
                way(one)
            transaction.set_rollback(not keep)
        return [(sql, params) for sql, params in caught if not BRACKETS.match(sql)]

    def next_three(self) -> Iterator[tuple[str, Work]]:
        """Each way with a draft of its own."""
        one, two = self.draft(), self.draft()
        yield OURS, lambda: self.by_perform(one)
        yield PLAIN, lambda: self.by_hand(two)
        caught = self.statements(self.by_perform, keep=False)
        yield BARE, lambda: send(caught)


def send(statements: list[Statement]) -> None:
    """The statements as they stand, in one transaction."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


def shapes(statements: list[Statement]) -> list[str]:
    return [SPACES.sub(" ", sql) for sql, _params in statements]


def differing(ours: list[Statement], plain: list[Statement]) -> str:
    pairs = zip_longest(shapes(ours), shapes(plain))
    return "\n\n".join(f"ours:  {one}\nplain: {other}" for one, other in pairs if one != other)


def timed(work: Work) -> tuple[float, float]:
    """Seconds by the clock and of processor."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


def ratio(rates: dict[str, list[tuple[float, float]]], column: int) -> float:
    """Our rate over plain Django's."""
    ours, plain = (median(took[column] for took in rates[name]) for name in (OURS, PLAIN))
    return plain / ours


if __name__ == "__main__":
    main()
