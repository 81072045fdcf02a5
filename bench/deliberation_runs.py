"""One engine on one conversation, measured inside its own process: called by bench_deliberation.py.

    deliberation_runs.py WAY ROUNDS made PEOPLE STATEMENTS EACH [shuffled]
    deliberation_runs.py WAY ROUNDS export FOLDER

WAY is theirs (red-dwarf), polis, plain, native or vote. Prints the least seconds and the megabytes above the votes as JSON.
"""

import csv
import gc
import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Rows = tuple[Any, Any, Any]
AT_ONCE = 20_000


def main() -> None:
    warnings.filterwarnings("ignore")
    way, rounds, kind, *where = sys.argv[1:]
    rows, hidden = export(Path(where[0])) if kind == "export" else (made(*where), [])
    work = THINGS[way](rows, hidden)
    work() if int(rounds) > 1 else None
    gc.collect()
    before = resident()
    forget_peak()
    times = [timed(work) for _ in range(int(rounds))]
    seconds, processor = (min(taken) for taken in zip(*times, strict=True))
    above = max(peak() - before, 0.0)
    print(json.dumps({"seconds": seconds, "processor": processor, "megabytes": above}))


def made(people: str, statements: str, each: str, order: str = "sorted") -> Rows:
    """Three camps that vote along their line seven times out of ten, on statements drawn at random."""
    n, m, cast = int(people), int(statements), int(each)
    draw = np.random.default_rng(1)
    camp, line = draw.integers(0, 3, n), draw.choice([-1, 1], (3, m)).astype(np.int8)
    who, what = np.repeat(np.arange(n, dtype=np.int32), cast), np.empty(n * cast, dtype=np.int32)
    votes = np.empty(n * cast, dtype=np.int8)
    for low in range(0, n, AT_ONCE):
        some = camp[low : low + AT_ONCE]
        keys = draw.random((len(some), m), dtype=np.float32)
        columns = np.sort(np.argpartition(keys, cast - 1, axis=1)[:, :cast], axis=1)
        luck = draw.random(columns.shape, dtype=np.float32)
        lines = np.take_along_axis(line[some], columns, axis=1)
        part = slice(low * cast, (low + len(some)) * cast)
        what[part] = columns.ravel()
        votes[part] = np.where(luck < 0.7, lines, np.where(luck < 0.9, -lines, 0)).ravel()
    if order == "shuffled":
        for row in (who, what, votes):
            np.random.default_rng(2).shuffle(row)
    return who, what, votes


def export(folder: Path) -> tuple[Rows, list[int]]:
    """A Polis export: the log sorted by time, and what was moderated out."""
    with (folder / "votes.csv").open(encoding="utf-8") as opened:
        log = sorted(csv.DictReader(opened), key=lambda row: int(row["timestamp"]))
    with (folder / "comments.csv").open(encoding="utf-8") as opened:
        hidden = [
            int(row["comment-id"]) for row in csv.DictReader(opened) if row["moderated"] == "-1"
        ]
    last = {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in log}
    who, what = np.array(list(last)).T
    return (who, what, np.array(list(last.values()), dtype=np.int8)), hidden


def theirs(rows: Rows, hidden: list[int]) -> Callable[[], Any]:
    from reddwarf.implementations.polis import run_pipeline

    votes = [
        {"participant_id": who, "statement_id": what, "vote": vote, "modified": 0}
        for who, what, vote in zip(*(row.tolist() for row in rows), strict=True)
    ]
    return lambda: run_pipeline(votes=votes, mod_out_statement_ids=hidden, random_state=0)


def ours(**options: Any) -> Callable[[Rows, list[int]], Callable[[], Any]]:
    def prepare(rows: Rows, hidden: list[int]) -> Callable[[], Any]:
        from tongxin.deliberation.maths import analyse

        return lambda: analyse(*rows, moderated_out=hidden, **options)

    return prepare


def one_vote(rows: Rows, hidden: list[int]) -> Callable[[], Any]:
    from tongxin.deliberation.maths.state import State

    state, draw = State(*rows, moderated_out=hidden), np.random.default_rng(3)
    people, statements = state.participants, state.statements

    def vote() -> None:
        state.add(int(draw.choice(people)), int(draw.choice(statements)), int(draw.integers(-1, 2)))
        state.refresh()

    return vote


THINGS: dict[str, Callable[[Rows, list[int]], Callable[[], Any]]] = {
    "theirs": theirs,
    "polis": ours(profile="polis"),
    "plain": ours(resample=False),
    "native": ours(),
    "vote": one_vote,
}


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor over all threads."""
    began, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - before


def forget_peak() -> None:
    """Let the kernel's high-water mark start anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def resident() -> float:
    return _status("VmRSS")


def peak() -> float:
    return _status("VmHWM")


def _status(name: str) -> float:
    """Megabytes that the kernel tells of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main()
