"""The door of a plenary: eight hundred members sign in within ten minutes, by code and over desks, from many threads.

First the burst: every member signs in through the action as their phone does, every fifth taps twice, desks send the
same batches again, all at once; afterwards nobody is missing and nobody is there twice. Then the rate: sign-ins one by
one through the action, against a bare INSERT of the same row by a cursor, each in its own transaction, in turn.
On a SQLite file as in production; `bin/with-postgres` runs the same on PostgreSQL. TONGXIN_BENCH_PEOPLE sets another
number of people, TONGXIN_BENCH_THREADS of threads.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from typing import Any

from bench import ground

PEOPLE = int(os.environ.get("TONGXIN_BENCH_PEOPLE", "800"))
THREADS = int(os.environ.get("TONGXIN_BENCH_THREADS", "16"))
TEN_MINUTES = 600
WARM = 20
AIM = 0.5
TWICE = 5
BATCH = 40
OURS, BARE = "sign_in", "bare INSERT"

Work = Callable[[], Any]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        ground.prepare(Path(folder), "bench.settings")
        from tests.conftest import PLENARY_MORNING
        from tongxin.core import clock
        from tongxin.organisations.scope import all_assemblies

        with (
            clock.frozen(PLENARY_MORNING),
            all_assemblies(reason="the benchmark looks at the whole database"),
        ):
            hall = Hall()
            print(f"{hall.vendor}, {PEOPLE} people, {THREADS} threads, {ground.load()}")
            burst(hall)
            rates(hall)


class Hall:
    """A gathering with everybody invited, its half days, and a desk."""

    def __init__(self) -> None:
        from django.db import connection

        from tests.factories.cities import make_city
        from tests.gatherings.doors.door import make_door, moment_of

        self.vendor = connection.vendor
        self.city = make_city()
        self.door = make_door(self.city)
        self.opens = moment_of("08:48")
        self.people = [self._invited(number) for number in range(PEOPLE)]
        self.sittings = [self.door.sitting, *(self._sitting(hour) for hour in (9, 9, 9))]

    def _invited(self, number: int) -> Any:
        from tests.factories.accounts import PersonFactory
        from tests.factories.gatherings import InvitationFactory

        return InvitationFactory(**self.door.part, person=PersonFactory(name=f"委员{number}"))

    def _sitting(self, hour: int) -> Any:
        from tests.gatherings.doors.door import moment_of

        return self.door.another_sitting(moment_of(f"{hour:02}:00"), moment_of("11:30"))

    def by_code(self, number: int) -> Any:
        """One member's phone, a little later than the one before."""
        from tongxin.accounts.actor import Actor
        from tongxin.core import clock
        from tongxin.gatherings.actions.sign_in import sign_in_by_code
        from tongxin.gatherings.door_codes import door_code

        moment = self.opens + timedelta(seconds=number * TEN_MINUTES / PEOPLE)
        with clock.frozen(moment):
            code = door_code(self.door.sitting, moment)
            actor = Actor(person=self.people[number].person)
            return sign_in_by_code(self.door.sitting, code, actor=actor)

    def by_desk(self, desk: Any, first: int) -> Any:
        """A desk's batch about people who came by code as well: what it notes of them stands beside it."""
        from tongxin.core import clock
        from tongxin.gatherings.actions.run_desk import Entry, receive

        moment = self.opens + timedelta(minutes=9)
        sitting = self.door.sitting.public_id
        entries = [
            Entry(f"e{number}", sitting, moment, self.people[number].public_id)
            for number in range(first, min(first + BATCH, PEOPLE))
        ]
        with clock.frozen(moment):
            return receive(desk, entries, told_at=moment)


def burst(hall: Hall) -> None:
    """Everybody at once; nothing lost, nothing doubled."""
    from tongxin.gatherings.actions.run_desk import open_desk
    from tongxin.gatherings.models import SignIn
    from tongxin.gatherings.queries.door import roll_of

    desk, _token = open_desk(hall.door.gathering, "东门", actor=hall.door.general)
    taps = [number for number in range(PEOPLE) for _tap in range(2 if number % TWICE == 0 else 1)]
    jobs = [lambda number=number: hall.by_code(number) for number in taps]
    jobs += [lambda first=first: hall.by_desk(desk, first) for first in (*firsts(), *firsts())]
    took, faults = together(jobs)
    rows = SignIn.objects.filter(sitting=hall.door.sitting)
    by_code, by_desk = rows.filter(mark="code:in").count(), rows.filter(desk=desk).count()
    people = rows.values("invitation").distinct().count()
    meter = roll_of(hall.door.sitting).meter
    assert not faults, faults[:3]
    assert (by_code, people, meter.there) == (PEOPLE, PEOPLE, PEOPLE), (by_code, people, meter)
    assert by_desk == PEOPLE, by_desk
    print(
        f"burst: {len(taps)} taps and {2 * len(firsts())} batches of {BATCH} (each twice) in {took:.1f} s: "
        f"{len(taps) / took:.0f} taps a second where {PEOPLE / TEN_MINUTES:.1f} are needed; "
        f"{by_code} of {PEOPLE} by code, {by_desk} by desk, 0 lost, 0 doubled"
    )


def firsts() -> range:
    return range(0, PEOPLE, BATCH)


def rates(hall: Hall) -> None:
    """One by one in turn, and all threads at once."""
    took: dict[str, list[float]] = {OURS: [], BARE: []}
    for number in range(PEOPLE):
        works = list(ways(hall, number, hall.sittings[1], hall.sittings[2]))
        for name, work in works if number % 2 else reversed(works):
            began = time.perf_counter()
            work()
            if number >= WARM:
                took[name].append(time.perf_counter() - began)
    ours, bare = (median(took[name]) for name in (OURS, BARE))
    print(f"one by one: {OURS} {1 / ours:.0f}, {BARE} {1 / bare:.0f} a second (medians)")
    print(f"ratio {bare / ours:.2f} (aim: at least {AIM}), {ground.load()}")
    at_once = {}
    for name in (BARE, OURS):
        works = (dict(ways(hall, number, *hall.sittings[3:] * 2)) for number in range(PEOPLE))
        at_once[name] = PEOPLE / together([work[name] for work in works])[0]
        clear(hall.sittings[3])
    print(
        f"{THREADS} threads: {OURS} {at_once[OURS]:.0f}, {BARE} {at_once[BARE]:.0f} a second, "
        f"ratio {at_once[OURS] / at_once[BARE]:.2f}, {ground.load()}"
    )


def ways(hall: Hall, number: int, mine: Any, bares: Any) -> Iterator[tuple[str, Work]]:
    """The action, and the row alone."""
    from tongxin.core import clock
    from tongxin.gatherings.actions.sign_in import sign_in
    from tongxin.gatherings.terms import SignInWay

    person = hall.people[number]

    def ours() -> None:
        with clock.frozen(hall.opens):
            sign_in(mine, person, way=SignInWay.CODE, mark="code:in")

    yield OURS, ours
    yield BARE, lambda: insert(bares, person, hall.opens)


def insert(sitting: Any, person: Any, at: Any) -> None:
    """What the database alone needs, in a transaction of its own."""
    from django.db import connection, transaction

    from tongxin.core.models import new_public_id
    from tongxin.gatherings.models import SignIn

    columns = {
        "public_id": new_public_id(),
        "created_at": at,
        "assembly_id": sitting.assembly_id,
        "sitting_id": sitting.pk,
        "invitation_id": person.pk,
        "direction": "in",
        "way": "code",
        "at": at,
        "received_at": at,
        "mark": "code:in",
    }
    names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {SignIn._meta.db_table} ({names}) VALUES ({places})",
            list(columns.values()),
        )


def clear(sitting: Any) -> None:
    from tongxin.gatherings.models import SignIn

    SignIn.objects.filter(sitting=sitting).delete()


def together(jobs: list[Work]) -> tuple[float, list[str]]:
    """All jobs over the threads, each with a connection of its own; seconds, and what went wrong."""
    waiting: SimpleQueue[Work] = SimpleQueue()
    faults: list[str] = []
    for job in jobs:
        waiting.put(job)
    start = threading.Barrier(THREADS + 1)
    threads = [
        threading.Thread(target=_work, args=(waiting, start, faults)) for _n in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, faults


def _work(waiting: SimpleQueue, start: threading.Barrier, faults: list[str]) -> None:
    from django.db import connections

    from tongxin.organisations.scope import all_assemblies

    with all_assemblies(reason="the benchmark looks at the whole database"):
        start.wait()
        try:
            while True:
                waiting.get_nowait()()
        except Empty:
            return
        except Exception as error:
            faults.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()


if __name__ == "__main__":
    main()
