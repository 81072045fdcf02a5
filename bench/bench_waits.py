"""How long somebody who saves waits while a long list comes in: two processes, one database, as worker and web are.

The worker's part confirms (and takes back) a list; beside it another process saves the draft of a reply and answers a
statement of a conversation in turn, each as the page does, ten times a second. Printed: how long these took from their
moment, waiting included, with nobody importing and while each list comes in; and beside the clock, which tells of
everything that runs on the machine, the processor time of the longest transaction of the list. On a SQLite file as in production;
`bin/with-postgres` runs the same on PostgreSQL. TONGXIN_BENCH_ROWS sets the length of the long lists, TONGXIN_BENCH_PARTS
that of the return.
"""

import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench import ground

ROWS = int(os.environ.get("TONGXIN_BENCH_ROWS", "10000"))
PARTS = int(os.environ.get("TONGXIN_BENCH_PARTS", "50"))
EACH = 0.1
QUIET = 5.0
AIM = 2.0
"""Seconds that nobody should wait longer than."""

COLUMNS = (
    *("姓名", "性别", "出生年月", "党派", "学历", "工作单位及职务"),
    *("界别", "专委会", "委员证号", "手机号"),
)
NAMES = "王李张刘陈杨赵黄周吴", "建国志明晓丽文华海江春秋冬夏云雨", "平安宁涛军敏静强磊洋艳勇"


def main() -> None:
    with ground.ground() as g:
        from django.db import connection

        desk = Desk(g.city)
        print(f"{connection.vendor}, {ground.load()}", flush=True)
        longest = tell("nobody imports", lambda: time.sleep(QUIET), desk)
        for what, batch in desk.lists():
            longest = max(tell(what, lambda batch=batch: desk.confirm(batch), desk), longest)
            if batch.kind != "handlings.returns":
                longest = max(
                    tell(f"{what}, undone", lambda batch=batch: desk.undo(batch), desk), longest
                )
        print(f"longest wait {longest:.2f} s (aim: at most {AIM} s), {ground.load()}")


def tell(what: str, work: Callable[[], Any], desk: "Desk") -> float:
    """Do it while somebody saves; gives their longest wait."""
    with saving(desk) as waits, holding() as held:
        began, used = time.perf_counter(), time.process_time()
        work()
        took, processor = time.perf_counter() - began, time.process_time() - used
    cuts = quantiles(waits, n=100, method="inclusive")
    told = ", ".join(f"p{at} {cuts[at - 1] * 1000:.0f} ms" for at in (50, 95, 99))
    print(
        f"{what:<28} took {took:6.1f} s ({processor:5.1f} s of processor); {len(waits)} saved: "
        f"{told}, longest {max(waits):.2f} s; longest transaction {max(held, default=0):.2f} s of processor",
        flush=True,
    )
    return max(waits)


class Desk:
    """A city with lists to bring in, and beside it another one in which somebody saves."""

    def __init__(self, city: Any):
        from tests.deliberation.conferring import Conferring, statements_of
        from tests.factories.cities import make_city
        from tests.proposals.thread import acknowledged, assigned, handling_of
        from tongxin.deliberation.actions.join import voice_of

        self.city = city
        other = make_city()
        self.part = acknowledged(handling_of(assigned(other)), other.clerks[0])
        conversation = Conferring(other).voting()
        self.statement = statements_of(conversation)[0]
        self.voice = voice_of(conversation, other.members[0].person)

    def lists(self) -> Iterator[tuple[str, Any]]:
        """Each list as far as the preview."""
        yield f"return of {PARTS} replies", self._return()
        yield f"roster of {ROWS}", self._roster()
        yield f"{ROWS} earlier proposals", self._past()

    def confirm(self, batch: Any) -> None:
        from tongxin.papers.actions.order_import import confirm_or_order

        self._by_the_worker(confirm_or_order, batch)

    def undo(self, batch: Any) -> None:
        from tongxin.papers.actions.order_import import undo_or_order

        self._by_the_worker(undo_or_order, batch)

    def _by_the_worker(self, order: Callable[..., Any], batch: Any) -> None:
        from tongxin.papers.actions.run_import import run_import

        order(batch, actor=batch.for_bench)
        run_import(batch.pk)
        batch.refresh_from_db()
        assert not batch.trouble, batch.trouble

    def _return(self) -> Any:
        from tests.proposals.exchange import paper
        from tests.proposals.thread import assigned, handling_of

        paper.on_paper(self.city)
        parts = [
            handling_of(assigned(self.city, matter=f"关于第{number}件的建议"))
            for number in range(PARTS)
        ]
        rows = [
            paper.REPLIED
            | {"答复文号": f"澜教提复〔2026〕{number}号", "答复文件名": f"{number}.pdf"}
            for number in range(PARTS)
        ]
        sheet = paper.filled(paper.blank(self.city, *parts), rows, paper.ANSWERS * PARTS)
        files = {f"{number}.pdf": paper.PDF for number in range(PARTS)}
        return self._of(self.city.office, paper.returned(self.city, sheet, files=files))

    def _roster(self) -> Any:
        from tests.factories.cities import staff
        from tests.factories.lists import bring
        from tongxin.accounts.terms import Role
        from tongxin.papers.actions.check_import import check_import

        names = ["".join(parts) for parts in product(*NAMES)]
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for number in range(ROWS):
            writer.writerow(
                [
                    *(names[number % len(names)], "男", "1975.06", "民盟", "大学", "某单位科长"),
                    *(f"第{number % 34}界", f"第{number % 7}委员会"),
                    *(f"T-{number:05d}", f"139{number:08d}"),
                ]
            )
        actor = staff(Role.MEMBER_LIAISON, self.city.assembly)
        batch = bring(
            "members.roster",
            text.getvalue(),
            assembly=self.city.assembly,
            actor=actor,
            confirmed=False,
            term=str(self.city.session.term_id),
            bodies="found",
        )
        check_import(batch.pk)
        return self._of(actor, batch)

    def _past(self) -> Any:
        from bench import bench_past_import as past

        past.ROWS = ROWS
        office = past.found_city()
        return self._of(office, past.as_far_as_the_preview(office))

    def _of(self, actor: Any, batch: Any) -> Any:
        batch.for_bench = actor
        return batch


@contextmanager
def saving(desk: Desk) -> Iterator[list[float]]:
    """The other process at work; the list fills with its waits when it is told to end."""
    waits: list[float] = []
    arguments = [desk.part.pk, desk.voice.pk, desk.statement.pk]
    command = [sys.executable, str(Path(__file__)), *map(str, arguments)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as other:  # noqa: S603
        assert other.stdin and other.stdout
        assert other.stdout.readline() == "ready\n"
        try:
            yield waits
        finally:
            other.stdin.close()
            waits += [float(line) for line in other.stdout]


@contextmanager
def holding() -> Iterator[list[float]]:
    """Processor time of each transaction of this process: on SQLite nobody else writes meanwhile."""
    from django.db import connection
    from django.db.transaction import Atomic

    enter, leave, held, began = Atomic.__enter__, Atomic.__exit__, [], [0.0]

    def entering(block: Any) -> None:
        is_first = not connection.in_atomic_block
        enter(block)
        if is_first:
            began[0] = time.process_time()

    def leaving(block: Any, *error: Any) -> None:
        leave(block, *error)
        if not connection.in_atomic_block:
            held.append(time.process_time() - began[0])

    Atomic.__enter__, Atomic.__exit__ = entering, leaving
    try:
        yield held
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave


def save(part_id: int, voice_id: int, statement_id: int) -> None:
    """What the other process does until its input ends."""
    import threading

    import django

    django.setup()
    from tests.conftest import PLENARY_MORNING
    from tongxin.accounts.actor import acting_as
    from tongxin.core import clock
    from tongxin.deliberation.actions.take_stance import answer
    from tongxin.deliberation.models import Statement, Voice
    from tongxin.organisations.scope import all_assemblies
    from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
    from tongxin.proposals.models import Handling

    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    with clock.frozen(PLENARY_MORNING), all_assemblies(reason="the benchmark knows its rows"):
        part = Handling._base_manager.select_related("unit").get(pk=part_id)
        clerk = acting_as(part.unit.roles.get())
        voice, statement = (
            Voice.objects.get(pk=voice_id),
            Statement._base_manager.get(pk=statement_id),
        )
        ways = (
            lambda: save_reply(part, actor=clerk, items=[ItemDraft(1, text="已经安排。")]),
            lambda: answer(voice, statement, 1),
        )
        ways[0](), ways[1]()
        print("ready", flush=True)
        number = 0
        while not over.wait(EACH):
            began = time.perf_counter()
            ways[number % 2]()
            number += 1
            print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    save(*map(int, sys.argv[1:])) if sys.argv[1:] else main()
