"""The command line: `python -m tongxin.deliberation.maths votes.csv --report out.html`."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from .analysis import analyse
from .reading import Conversation, UnusableFileError, read
from .report import report
from .words import LANGUAGES, Words

MOST_FAULTS = 10
QUIET_SECONDS = 1.0
"""Steps are told from here on: a short analysis says nothing."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 when the file cannot be used."""
    asked = sys.argv[1:] if arguments is None else arguments
    words = Words("en" if "--language=en" in asked or _after(asked, "--language") == "en" else "zh")
    given = _parser(words).parse_args(asked)
    if given.report and given.profile != "native":
        sys.stderr.write(words("report_native") + "\n")
        return 2
    try:
        found = read(given.votes)
    except UnusableFileError as unusable:
        sys.stderr.write(faults(unusable, words))
        return 2
    except OSError as error:
        sys.stderr.write(f"{words('bad_file', path=given.votes)}: {error.strerror}\n")
        return 2
    try:
        result = _analysed(found, given, words)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    _write(result, found, given, words)
    return 0


def faults(unusable: UnusableFileError, words: Words) -> str:
    """What cannot be used in a file, line by line, the first ten of it."""
    lines = [words("bad_lines", path=unusable.path, count=len(unusable.faults))]
    for fault in unusable.faults[:MOST_FAULTS]:
        what = words(fault.what, **fault.values)
        lines.append("  " + (words("bad_line", line=fault.line, what=what) if fault.line else what))
    if len(unusable.faults) > MOST_FAULTS:
        lines.append("  " + words("more_lines", count=len(unusable.faults) - MOST_FAULTS))
    return "\n".join(lines) + "\n"


def plain(value: Any) -> Any:
    """A result as JSON holds it: lists instead of arrays, keys as text."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def _after(asked: list[str], option: str) -> str:
    return asked[asked.index(option) + 1] if option in asked[:-1] else ""


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m tongxin.deliberation.maths", description=words("usage")
    )
    parser.add_argument("votes", type=Path, help=words("arg_votes"))
    parser.add_argument("--report", type=Path, help=words("arg_report"))
    parser.add_argument("--json", type=Path, help=words("arg_json"))
    parser.add_argument("--language", choices=LANGUAGES, default="zh", help=words("arg_language"))
    parser.add_argument("--population", type=int, help=words("arg_population"))
    parser.add_argument("--seed", type=int, default=0, help=words("arg_seed"))
    profiles = ("native", "polis")
    parser.add_argument("--profile", choices=profiles, default="native", help=words("arg_profile"))
    parser.add_argument("--quick", action="store_true", help=words("arg_quick"))
    return parser


def _analysed(found: Conversation, given: argparse.Namespace, words: Words) -> dict[str, Any]:
    began = time.monotonic()

    def tell(step: str) -> None:
        passed = time.monotonic() - began
        if passed >= QUIET_SECONDS:
            sys.stderr.write(f"{passed:5.0f} s  {words(f'step_{step}')}\n")

    return analyse(
        found.participants,
        found.statements,
        found.votes,
        moderated_out=found.moderated_out,
        seed=given.seed,
        profile=given.profile,
        population=given.population,
        resample=not given.quick,
        progress=tell,
    )


def _write(
    result: dict[str, Any], found: Conversation, given: argparse.Namespace, words: Words
) -> None:
    if given.json:
        content = plain(result) | {
            "participant_names": found.people,
            "statement_names": found.things,
        }
        given.json.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        sys.stderr.write(words("written", path=given.json) + "\n")
    if given.report:
        page = report(result, words, found.texts, found.things)
        given.report.write_text(page, encoding="utf-8")
        sys.stderr.write(words("written", path=given.report) + "\n")
    n, m = len(result["participants"]), len(result["statements"])
    counted = words("people", n=n, m=m, votes=result["votes"])
    sys.stdout.write(f"{counted}\n{words('digest')} {result['digest']}\n")


if __name__ == "__main__":
    sys.exit(main())
