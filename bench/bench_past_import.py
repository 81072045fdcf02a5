"""Ten thousand earlier proposals in one list: how long others wait, against the same rows written by plain Django.

What others feel is measured by another writer: a second connection takes a number all the time, and its longest wait
while the list is confirmed, and while it is taken back, is printed, as it stands and as a ratio to a plain
`bulk_create` of the same records. Ordering it, which is all that the request does, is printed beside.
TONGXIN_BENCH_ROWS sets another number of rows.
"""

import csv
import io
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

ROWS = int(os.environ.get("TONGXIN_BENCH_ROWS", "10000"))
MEMBERS = 300
UNITS = [f"澜川市{name}局" for name in ("教育", "公安", "民政", "商务", "水务", "文化和旅游")]
HEADER = [
    "案号",
    "案由",
    "提案人",
    "情况",
    "分析",
    "建议",
    "主办单位",
    "会办单位",
    "提交日期",
    "立案日期",
    "交办日期",
    "答复日期",
    "答复文号",
    "答复内容",
    "办理结果",
    "满意度",
    "会议",
]
SITUATION = "老城区多数小区建成于上世纪九十年代，车位配建不足，上下学时段拥堵尤为突出。" * 4
ANALYSIS = "配建标准偏低，错时共享没有推开，执法力量与管理手段跟不上车辆增长。" * 3
ANSWER = "我局会同有关部门现场踏勘，已将所提建议列入年度计划，逐项明确责任科室和完成时限。" * 4
NAMES = "王李张刘陈杨赵黄周吴", "敏强磊静丽勇艳杰娟涛", "华明"
PAUSE = 0.02


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        prepare_django(Path(folder))
        office = found_city()
        batch, seconds = timed(lambda: as_far_as_the_preview(office))
        say("upload and check", seconds)
        confirming = by_the_worker("confirm", batch, office)
        plain = written_plainly()
        say("plain bulk_create of the same records", plain)
        undoing = by_the_worker("undo", batch, office)
        for what, longest in (("confirm", confirming), ("undo", undoing)):
            print(f"ratio {longest / plain:.2f} (longest wait, {what} / plain Django, {ROWS} rows)")


def by_the_worker(what: str, batch: Any, office: Any) -> float:
    """Order it as the page does and carry it out as the worker does; the longest wait of another writer meanwhile."""
    from tongxin.organisations.scope import scope
    from tongxin.papers.actions import order_import
    from tongxin.papers.actions.run_import import run_import

    order = getattr(order_import, f"{what}_or_order")
    with scope([office.assembly.pk]):
        _batch, seconds = timed(lambda: order(batch, actor=office))
        say(f"{what}, from tap to answer", seconds)
        with another_writer() as waits:
            _nothing, seconds = timed(lambda: run_import(batch.pk))
    say(f"{what}, in the worker", seconds)
    say("longest wait of another writer", max(waits))
    batch.refresh_from_db()
    assert not batch.trouble, batch.trouble
    return max(waits)


def prepare_django(folder: Path) -> None:
    """An empty installation of its own, in a folder that is thrown away."""
    os.environ["TONGXIN_DATA"] = str(folder / "data")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def found_city() -> Any:
    """A city with a past session, units and members; gives the office's clerk."""
    from tests.factories.accounts import RoleAssignmentFactory
    from tests.factories.members import MemberFactory, PlenarySessionFactory
    from tests.factories.organisations import (
        AssemblyFactory,
        OrganisationFactory,
        ServiceFactory,
    )
    from tongxin.accounts.actor import acting_as
    from tongxin.accounts.terms import Role
    from tongxin.core.clock import SHANGHAI

    assembly = AssemblyFactory()
    PlenarySessionFactory(
        assembly=assembly,
        number=4,
        opens_on=date(2025, 1, 14),
        closes_on=date(2025, 1, 17),
        window_opens_on=date(2024, 10, 13),
        cutoff_at=datetime(2025, 1, 16, 18, tzinfo=SHANGHAI),
    )
    PlenarySessionFactory(assembly=assembly)
    for name in UNITS:
        ServiceFactory(assembly=assembly, organisation=OrganisationFactory(name=name))
    for number in range(MEMBERS):
        MemberFactory(assembly=assembly, person__name=member_name(number))
    return acting_as(RoleAssignmentFactory(role=Role.PROPOSALS_OFFICE, assembly=assembly))


def member_name(number: int) -> str:
    family, given, last = NAMES
    return f"{family[number % 10]}{given[number // 10 % 10]}{last[number // 100 % 2]}"


def sheet() -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(row(number) for number in range(1, ROWS + 1))
    return text.getvalue().encode("utf-8-sig")


def row(number: int) -> list[Any]:
    day = date(2024, 11, 1) + timedelta(days=number % 60)
    return [
        number,
        f"关于改善第{number}号片区校园周边停车的提案",
        f"{member_name(number % MEMBERS)}、{member_name((number + 7) % MEMBERS)}",
        f"第{number}号片区。{SITUATION}",
        ANALYSIS,
        "1.划定限时车位。\n2.推行错时放学。\n3.开放机关停车场。",
        UNITS[number % 6],
        UNITS[(number + 1) % 6],
        day,
        "2025-01-17",
        "2025-02-20",
        "2025-06-30",
        f"澜教复〔2025〕{number}号",
        f"关于第{number}号片区。{ANSWER}",
        "AB"[number % 2],
        "满意",
        "十一届四次",
    ]


def as_far_as_the_preview(office: Any) -> Any:
    """The list uploaded, matched as proposed and checked."""
    from tongxin.organisations.scope import scope
    from tongxin.papers.actions.check_import import check_import
    from tongxin.papers.actions.match_import import match_import
    from tongxin.papers.actions.start_import import start_import
    from tongxin.papers.imports import kinds
    from tongxin.papers.imports.layouts import read_layouts

    kind, assembly = kinds.kind("proposals.past"), office.assembly
    with scope([assembly.pk]):
        batch = start_import(kind, io.BytesIO(sheet()), "历年.csv", assembly=assembly, actor=office)
        options = {"units": "refuse"}
        match_import(batch, read_layouts(batch.layouts), options, actor=office)
        check_import(batch.pk)
        batch.refresh_from_db()
    return batch


def written_plainly() -> float:
    """Seconds for the records that the import wrote, copied by `bulk_create` in one transaction."""
    from django.db import transaction

    from tongxin.core.models import new_public_id
    from tongxin.proposals import models

    kinds = (
        models.Proposal,
        models.Handling,
        models.CoSignature,
        models.Reply,
        models.Evaluation,
    )
    stored = {kind: list(kind._base_manager.order_by("pk")) for kind in kinds}
    handlings = {one.pk: one for one in stored[models.Handling]}
    proposals = {one.pk: one for one in stored[models.Proposal]}
    for rows in stored.values():
        for one in rows:
            one.pk, one.public_id = None, new_public_id()
    for one in proposals.values():
        one.session = None
    began = time.perf_counter()
    with transaction.atomic():
        for kind, rows in stored.items():
            for one in rows:
                if hasattr(one, "proposal_id"):
                    one.proposal = proposals[one.proposal_id]
                if hasattr(one, "handling_id"):
                    one.handling = handlings[one.handling_id]
            kind._base_manager.bulk_create(rows)
    return time.perf_counter() - began


@contextmanager
def another_writer() -> Iterator[list[float]]:
    """Somebody at work on a connection of their own; the list fills with how long each of their writes took."""
    waits: list[float] = []
    over = threading.Event()
    writer = threading.Thread(target=take_numbers, args=(over, waits))
    writer.start()
    try:
        yield waits
    finally:
        over.set()
        writer.join()


def take_numbers(over: threading.Event, waits: list[float]) -> None:
    from django.db import connection, transaction

    from tongxin.core.sequences import take

    while not over.wait(PAUSE):
        began = time.perf_counter()
        with transaction.atomic():
            take("bench")
        waits.append(time.perf_counter() - began)
    connection.close()


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - began


def say(what: str, seconds: float) -> None:
    print(f"{what:<40}{seconds:8.2f} s", flush=True)


if __name__ == "__main__":
    main()
