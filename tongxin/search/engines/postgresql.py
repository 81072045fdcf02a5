"""The index on PostgreSQL: text vectors made here, word by word, in a table of their own with a GIN index."""

from collections.abc import Sequence
from itertools import chain

from django.db import connection

from tongxin.search.engines.seam import BODY, EVERYWHERE, KEYS, TITLE, Condition
from tongxin.search.models import SearchEntry
from tongxin.search.tokens import Phrase, words

WEIGHTS = {KEYS: "A", TITLE: "B", BODY: "D"}
GAP = 10
LAST_POSITION = 16383
CREATE = (
    "CREATE TABLE IF NOT EXISTS search_index (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)"
)
CREATE_INDEX = "CREATE INDEX IF NOT EXISTS search_index_words ON search_index USING gin (words)"
ADD = (
    "INSERT INTO search_index (entry_id, words) VALUES (%s, %s::tsvector)"
    " ON CONFLICT (entry_id) DO UPDATE SET words = excluded.words"
)
REMOVE = "DELETE FROM search_index WHERE entry_id = ANY(%s)"
CLEAR = "DELETE FROM search_index"
NEWEST = (
    "SELECT e.id FROM search_searchentry e JOIN search_index i ON i.entry_id = e.id"
    " WHERE i.words @@ %s::tsquery AND {allowed} ORDER BY e.id DESC LIMIT %s"
)
COUNT = (
    "SELECT COUNT(*) FROM (SELECT 1 FROM search_searchentry e"
    " JOIN search_index i ON i.entry_id = e.id"
    " WHERE i.words @@ %s::tsquery AND {allowed} LIMIT %s) counted"
)
CLOSEST = (
    "SELECT e.id FROM search_searchentry e JOIN search_index i ON i.entry_id = e.id,"
    " LATERAL (SELECT %s::tsquery AS asked) q"
    " WHERE i.words @@ q.asked AND {allowed} ORDER BY ts_rank(i.words, q.asked) DESC LIMIT %s"
)
RECORDS = (
    "SELECT e.record_id FROM search_searchentry e JOIN search_index i ON i.entry_id = e.id"
    " WHERE i.words @@ %s::tsquery AND e.kind = %s"
)


class PostgreSQL:
    def prepare(self) -> None:
        _run(CREATE)
        _run(CREATE_INDEX)

    def add(self, entries: Sequence[SearchEntry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(ADD, [[entry.pk, _vector(entry)] for entry in entries])

    def remove(self, entries: Sequence[SearchEntry]) -> None:
        _run(REMOVE, [[entry.pk for entry in entries]])

    def clear(self) -> None:
        _run(CLEAR)

    def expunge(self) -> None:
        """Dead rows go with the next vacuum, as those of every table."""

    def newest(
        self, phrases: Sequence[Phrase], within: Sequence[str], allowed: Condition, limit: int
    ) -> list[int]:
        return _first_column(NEWEST, allowed, _query(phrases, within), limit)

    def count(self, phrases: Sequence[Phrase], allowed: Condition, most: int) -> int:
        return _first_column(COUNT, allowed, _query(phrases, EVERYWHERE), most)[0]

    def closest(self, words: Sequence[str], allowed: Condition, limit: int) -> list[int]:
        query = " | ".join(f"'{word}':{WEIGHTS[TITLE]}" for word in words)
        return _first_column(CLOSEST, allowed, query, limit)

    def records(self, kind: str, phrases: Sequence[Phrase]) -> Condition:
        return Condition(RECORDS, [_query(phrases, EVERYWHERE), kind])


def _vector(entry: SearchEntry) -> str:
    """Words with position and weight; a gap between columns, so that no phrase crosses them."""
    columns = {KEYS: entry.keys, TITLE: entry.title, BODY: entry.body}
    position, parts = 0, []
    for column in EVERYWHERE:
        for word in words(columns[column]):
            position = min(position + 1, LAST_POSITION)
            parts.append(f"'{word}':{position}{WEIGHTS[column]}")
        position = min(position + GAP, LAST_POSITION)
    return " ".join(parts)


def _query(phrases: Sequence[Phrase], within: Sequence[str]) -> str:
    """The query in PostgreSQL's language; words hold letters, digits and characters only, so quotes are safe."""
    weights = "".join(WEIGHTS[column] for column in within)
    return " & ".join(f"({_followed(phrase, weights)})" for phrase in phrases)


def _followed(phrase: Phrase, weights: str) -> str:
    *first, last = phrase.words
    mark = f"*{weights}" if phrase.is_open else weights
    quoted = chain((f"'{word}':{weights}" for word in first), [f"'{last}':{mark}"])
    return " <-> ".join(quoted)


def _first_column(sql: str, allowed: Condition, query: str, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(allowed=allowed.sql), [query, *allowed.params, limit])
        return [row[0] for row in cursor.fetchall()]


def _run(sql: str, params: Sequence = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
