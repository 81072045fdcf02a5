"""Handing in: acts a second through `perform`, against the very same SQL sent by plain Django in the same transactions.

The statements of one act are caught, with their parameters, and sent again for other drafts: what is left is the cost of
the engine over its own SQL. Both ways write to one SQLite file, in turn. TONGXIN_BENCH_ACTS sets another number of acts.
"""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from bench import ground

ACTS = int(os.environ.get("TONGXIN_BENCH_ACTS", "200"))
BATCH = 10
AIM = 0.7
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")

Statement = tuple[str, tuple]


def main() -> None:
    with ground.ground() as city:
        ground.describe("plain: the same statements by a cursor, one transaction an act; none of the caches matters")
        actor = city.city.member_actor()
        drafts = [draft_of(city) for _number in range(2 * ACTS + 2)]
        warm, pattern = drafts.pop(), drafts.pop()
        hand_in(warm, actor)
        replay = Replay(pattern, actor)
        ours, plain = both_ways(
            [lambda one=one: hand_in(one, actor) for one in drafts[:ACTS]],
            [lambda one=one: replay.send(one) for one in drafts[ACTS:]],
        )
        check(drafts)
        print(f"\nstatements of one act: {len(replay.statements)}, in one transaction")
        for name, rates in (("perform", ours), ("same SQL, plain Django", plain)):
            print(f"{name:<26}{median(rates):8.1f} acts a second")
        print(f"ratio {median(ours) / median(plain):.2f} (aim: at least {AIM}), {ground.load()}")


def draft_of(city: ground.Ground) -> Any:
    from tests.proposals.thread import draft

    return draft(city.city)


def hand_in(draft: Any, actor: Any) -> None:
    from tongxin.lifecycle.perform import perform
    from tongxin.proposals.lifecycle import PROPOSAL

    perform(PROPOSAL.hand_in, draft, actor, request_key=f"key-{draft.pk}")


class Replay:
    """One act's statements, with what belongs to its draft replaced by what belongs to another."""

    def __init__(self, draft: Any, actor: Any):
        from django.db import connection

        self.draft = draft
        self.caught: list[Statement] = []
        with connection.execute_wrapper(self._catch):
            hand_in(draft, actor)
        draft.refresh_from_db()
        self.serial = draft.serial_number
        self.statements = [
            one for one in self.caught if not one[0].lstrip().upper().startswith(TRANSACTION)
        ]

    def _catch(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        self.caught.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    def send(self, draft: Any) -> None:
        """The same for another draft; the number comes from the database, as it does in the act."""
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            serial = None
            for sql, params in self.statements:
                cursor.execute(sql, [self._own(value, draft, serial) for value in params])
                if sql.startswith("SELECT"):
                    rows = cursor.fetchall()
                    if '"core_sequence"."last"' in sql:
                        serial = rows[0][0]

    def _own(self, value: Any, draft: Any, serial: int | None) -> Any:
        raise NotImplementedError


if __name__ == "__main__":
    main()
