"""What an index must be able to do."""

from collections.abc import Sequence
from typing import Protocol

from tongxin.search.models import SearchEntry
from tongxin.search.tokens import Phrase

KEYS, TITLE, BODY = "keys", "title", "body"
EVERYWHERE = (KEYS, TITLE, BODY)


class Condition:
    """A piece of SQL over the entry's alias `e`, with its parameters."""

    def __init__(self, sql: str, params: Sequence = ()):
        self.sql = sql
        self.params = tuple(params)


class Engine(Protocol):
    """An index of entries by their words; rows carry the entries' ids."""

    def prepare(self) -> None:
        """Create what is missing; safe to repeat."""

    def add(self, entries: Sequence[SearchEntry]) -> None: ...

    def remove(self, entries: Sequence[SearchEntry]) -> None:
        """Take entries out as they were added."""

    def clear(self) -> None:
        """Empty the index."""

    def expunge(self) -> None:
        """Leave nothing of removed entries in the index's own files."""

    def newest(
        self, phrases: Sequence[Phrase], within: Sequence[str], allowed: Condition, limit: int
    ) -> list[int]:
        """The newest entries that hold all phrases in these columns."""

    def count(self, phrases: Sequence[Phrase], allowed: Condition, most: int) -> int:
        """How many entries hold all phrases, counted up to `most`."""

    def closest(self, words: Sequence[str], allowed: Condition, limit: int) -> list[int]:
        """Entries whose titles share words with these, the most telling first."""

    def records(self, kind: str, phrases: Sequence[Phrase]) -> Condition:
        """A subquery for the record ids of a kind that hold all phrases."""
