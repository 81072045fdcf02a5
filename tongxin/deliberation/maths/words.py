"""The sentences that command line and report speak, and the words that vote files use, in two languages."""

import json
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")


@cache
def table() -> dict[str, Any]:
    """The whole table of words."""
    text = (Path(__file__).parent / "words.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


class Words:
    """The sentences of one language: `words("people", n=3)`. Raises KeyError for an unknown sentence."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._sentences: dict[str, str] = table()[language]

    def __call__(self, name: str, /, **values: Any) -> str:
        return self._sentences[name].format(**values)


def names_of(column: str) -> list[str]:
    """The headings under which a column may stand."""
    found: list[str] = table()["columns"][column]
    return found


@cache
def vote_words() -> dict[str, int]:
    """Every word for a vote, and the vote."""
    return {word: int(vote) for vote, words in table()["votes"].items() for word in words}
