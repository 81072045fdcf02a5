"""Opinion groups and common ground, beside red-dwarf on the same votes: seconds and memory, as ratios in one run.

    python -m venv .cache/red-dwarf
    .cache/red-dwarf/bin/pip install -r bench/requirements-deliberation.txt
    bin/bench bench/bench_deliberation.py

red-dwarf stays in an environment of its own (TONGXIN_RED_DWARF names its Python, `.cache/red-dwarf/bin/python` unless
said otherwise); without it our own numbers are printed alone. TONGXIN_VOTES names folders with a Polis export each
(votes.csv), separated by colons, that are measured too. TONGXIN_BENCH_LARGE=1 adds 100,000 x 1,000 x 1 % beside
red-dwarf (it takes minutes and 5 GB there) and 1,000,000 x 1,000 x 5 %.

Ratios are those of processor time, the least of some rounds, which others on the machine change little; the clock's time
stands beside it. Every measurement is a process of its own, so that memory is that of one engine and one conversation;
what the votes themselves take before the engine starts is subtracted, and imports are not counted. Linear algebra is
held to one thread for both, which is red-dwarf's best setting too: on small matrices its threads wait for each other.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
THEIRS = Path(os.environ.get("TONGXIN_RED_DWARF", ROOT / ".cache" / "red-dwarf" / "bin" / "python"))
MEASURING = ROOT / "bench" / "deliberation_runs.py"
SMALL = ["made 60 40 30", "made 200 50 26", "made 500 100 40", "made 2000 200 60"]
LARGE = "made 100000 1000 10"
LARGEST = "made 1000000 1000 50"
ROUNDS = 9
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
OURS = {
    "polis": "profile polis",
    "plain": "native without shuffles and subsamples",
    "native": "native, everything",
}


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if not THEIRS.exists():
        print(f"red-dwarf is not installed at {THEIRS}: our own numbers alone")
    ratios = [beside(votes, list(OURS), ROUNDS) for votes in [*exports(), *SMALL]]
    for way, found in zip(OURS, zip(*ratios, strict=True), strict=False):
        print(f"{OURS[way]}: ratio {median(found):.1f} in the middle, {min(found):.1f} at least")
    measured("native", "made 60 40 40", 3, "an assembly of 60 that voted on all of 40")
    measured("vote", "made 100000 1000 10", 20, "one new vote, components and own position")
    if os.environ.get("TONGXIN_BENCH_LARGE"):
        beside(LARGE, ["native"], 1)
        measured("native", LARGEST, 1, "everything")
        measured("native", f"{LARGEST} shuffled", 1, "everything, out of unsorted votes")


def exports() -> Iterator[str]:
    """Folders with exports that the environment names."""
    for folder in filter(None, os.environ.get("TONGXIN_VOTES", "").split(":")):
        yield f"export {folder}"


def beside(votes: str, ways: list[str], rounds: int) -> list[float]:
    """Ours and theirs in turn, so that what disturbs one disturbs the other; how many times faster each way of ours is."""
    theirs = run(THEIRS, "theirs", votes, rounds) if THEIRS.exists() else None
    found = [measured(way, votes, rounds, OURS[way]) for way in ways]
    return [told(ours, theirs) for ours in found] if theirs else []


def measured(way: str, votes: str, rounds: int, title: str) -> dict[str, float]:
    found = run(Path(sys.executable), way, votes, rounds)
    print(
        f"{votes} · {title}: {found['seconds']:.4f} s, {found['megabytes']:.0f} MB above the votes"
    )
    return found


def told(ours: dict[str, float], theirs: dict[str, float]) -> float:
    ratio = theirs["processor"] / ours["processor"]
    clock = theirs["seconds"] / ours["seconds"]
    memory = theirs["megabytes"] / max(ours["megabytes"], 1.0)
    print(f"    ratio {ratio:.1f} (by the clock {clock:.1f}), memory ratio {memory:.0f}")
    return ratio


def run(python: Path, way: str, votes: str, rounds: int) -> dict[str, float]:
    """Least seconds and megabytes of one way on some votes, measured by a process of its own."""
    command = [str(python), str(MEASURING), way, str(rounds), *votes.split()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **ONE_THREAD}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
