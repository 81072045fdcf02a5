"""Recognises cleared words in places that do not name their proposal: lists on their way in, saved filters, sessions."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from tongxin.proposals.actions.clearing.places import strings
from tongxin.proposals.terms import CLEARED
from tongxin.search.tokens import plain

STRETCH = 12
"""So many characters in a row are no coincidence."""

SHORTEST_ASKED = 4
"""What somebody searched for counts from this length on."""


class Words:
    """What was cleared, for as long as the clearing takes."""

    def __init__(self, texts: Iterable[str]):
        self._texts = {_bare(text) for text in texts if text and text != CLEARED}
        self._stretches = {part for text in self._texts for part in _stretches(text)}

    def are_in(self, value: Any) -> bool:
        """Whether any text inside the value shares a long stretch with what was cleared."""
        texts = (_bare(text) for text in strings(value))
        return any(not self._stretches.isdisjoint(_stretches(text)) for text in texts)

    def answer(self, address: str) -> bool:
        """Whether an address asks for words that stand in what was cleared."""
        asked = (_bare(value) for _name, value in parse_qsl(address))
        return any(
            len(one) >= SHORTEST_ASKED and any(one in text for text in self._texts) for one in asked
        )


def _bare(text: str) -> str:
    return "".join(plain(text).split())


def _stretches(text: str) -> Iterable[str]:
    return (text[start : start + STRETCH] for start in range(len(text) - STRETCH + 1))
