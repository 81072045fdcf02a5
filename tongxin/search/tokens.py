"""How text becomes searchable words: pairs of neighbouring Chinese characters, and words of letters and digits.

A run of Chinese characters yields every pair and, at its end, the last character alone; so any stretch of two
characters or more is found exactly, wherever words begin, and a single character by what starts with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongxin.core.text import tidy

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")


@dataclass(frozen=True)
class Phrase:
    """Words that must follow each other; the last one may be the beginning of a longer word."""

    words: tuple[str, ...]
    is_open: bool = False


def plain(text: str) -> str:
    """Text as it is compared: tidied, small letters, ü written as v."""
    return tidy(text).lower().replace("ü", "v")


def words(text: str) -> list[str]:
    """Every searchable word of a text, in order."""
    return [word for run in RUNS.findall(plain(text)) for word in _words_of(run, ends=True)]


def phrases(text: str) -> list[Phrase]:
    """What somebody asks for: one phrase for each stretch without blanks; all of them must be found."""
    asked = (_phrase(RUNS.findall(stretch)) for stretch in plain(text).split())
    return [phrase for phrase in asked if phrase.words]


def pairs(text: str) -> list[str]:
    """The distinct character pairs and words of a text, for comparing matters."""
    return list(dict.fromkeys(word for word in words(text) if len(word) > 1))


def _phrase(runs: list[str]) -> Phrase:
    asked: list[str] = []
    for place, run in enumerate(runs):
        asked += _words_of(run, ends=place < len(runs) - 1)
    last = runs[-1] if runs else ""
    return Phrase(tuple(asked), _is_open(last))


def _words_of(run: str, *, ends: bool) -> Iterator[str]:
    """The words of a run; `ends`: whether the run's last character stands alone as well."""
    if not IS_HAN.match(run):
        yield run
        return
    for start in range(len(run) - 1):
        yield run[start : start + 2]
    if ends or len(run) == 1:
        yield run[-1]


def _is_open(run: str) -> bool:
    """A single character and a name's letters are beginnings; numbers are meant as they stand."""
    if IS_HAN.match(run):
        return len(run) == 1
    return len(run) > 1 and not run.isdigit()
