"""Opinion groups and common ground, beside red-dwarf on the same votes: seconds and memory, as ratios in one run.

    python -m venv .cache/red-dwarf
    .cache/red-dwarf/bin/pip install -r bench/requirements-deliberation.txt
    bin/bench bench/bench_deliberation.py

red-dwarf stays in an environment of its own (TONGXIN_RED_DWARF names its Python, `.cache/red-dwarf/bin/python` unless
said otherwise); without it our own numbers are printed alone. TONGXIN_VOTES names folders with a Polis export each
(votes.csv), separated by colons, that are measured too. TONGXIN_BENCH_LARGE=1 adds 100,000 x 1,000 x 1 % beside
red-dwarf (it takes minutes and 5 GB there) and 1,000,000 x 1,000 x 5 %.

Ratios are those of processor time, which others on the machine do not change; the clock's time stands beside it. Every
measurement is a process of its own, so that memory is that of one engine and one conversation; what the votes
themselves take before the engine starts is subtracted.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
THEIRS = Path(os.environ.get("TONGXIN_RED_DWARF", ROOT / ".cache" / "red-dwarf" / "bin" / "python"))
MEASURING = ROOT / "bench" / "deliberation_runs.py"
SMALL = ["made 60 40 30", "made 200 50 26", "made 500 100 40", "made 2000 200 60"]
LARGE = "made 100000 1000 10"
LARGEST = "made 1000000 1000 50"
ROUNDS = 5
OURS = {
    "polis": "profile polis",
    "plain": "native without shuffles and subsamples",
    "native": "native, everything",
}


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if not THEIRS.exists():
        print(f"red-dwarf is not installed at {THEIRS}: our own numbers alone")
    for votes in [*exports(), *SMALL]:
        beside(votes, list(OURS), ROUNDS)
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


def beside(votes: str, ways: list[str], rounds: int) -> None:
    """Ours and theirs in turn, so that what disturbs one disturbs the other."""
    theirs = run(THEIRS, "theirs", votes, rounds) if THEIRS.exists() else None
    for way in ways:
        ours = measured(way, votes, rounds, OURS[way])
        if theirs:
            tell_ratio(ours, theirs)


def measured(way: str, votes: str, rounds: int, title: str) -> dict[str, float]:
    found = run(Path(sys.executable), way, votes, rounds)
    print(
        f"{votes} · {title}: {found['seconds']:.4f} s, {found['megabytes']:.0f} MB above the votes"
    )
    return found


def tell_ratio(ours: dict[str, float], theirs: dict[str, float]) -> None:
    ratio = theirs["processor"] / ours["processor"]
    clock = theirs["seconds"] / ours["seconds"]
    memory = theirs["megabytes"] / max(ours["megabytes"], 1.0)
    print(f"    ratio {ratio:.1f} (by the clock {clock:.1f}), memory ratio {memory:.0f}")


def run(python: Path, way: str, votes: str, rounds: int) -> dict[str, float]:
    """Median seconds and megabytes of one way on some votes, measured by a process of its own."""
    command = [str(python), str(MEASURING), way, str(rounds), *votes.split()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
