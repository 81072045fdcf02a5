"""How a benchmark measures: two ways in turn, medians of both, queries and memory apart from the clock."""

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

Work = Callable[[], Any]


@dataclass(frozen=True)
class Measured:
    """One way of doing it: median of milliseconds of processor time, queries, peak of memory in kB."""

    milliseconds: float
    queries: int
    kilobytes: int


def in_turn(ours: Work, plain: Work, *, rounds: int, warm: int = 2) -> tuple[Measured, Measured]:
    """Both ways, one after the other, `rounds` times: what disturbs one disturbs the other."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm + rounds):
        order = ((0, ours), (1, plain)) if number % 2 else ((1, plain), (0, ours))
        for place, work in order:
            gc.collect()
            took = seconds(work)
            if number >= warm:
                times[place].append(took)
    measured = [
        Measured(median(took) * 1000, queries(work), peak(work))
        for took, work in zip(times, (ours, plain), strict=True)
    ]
    return measured[0], measured[1]


def seconds(work: Work) -> float:
    """Processor time: SQLite works in this process, and whoever else uses the machine does not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


def queries(work: Work) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def peak(work: Work) -> int:
    """The most memory that Python objects of one run take, in kB."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] // 1024
    finally:
        tracemalloc.stop()
