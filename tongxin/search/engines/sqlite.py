"""The index on SQLite: an FTS5 table that holds words only; the entries themselves stay where they are."""

from collections.abc import Sequence

from django.db import connection

from tongxin.search.engines.seam import BODY, EVERYWHERE, KEYS, TITLE, Condition
from tongxin.search.models import SearchEntry
from tongxin.search.tokens import Phrase, words

CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
    "keys, title, body, content='', tokenize='unicode61 remove_diacritics 0')"
)
ADD = "INSERT INTO search_index (rowid, keys, title, body) VALUES (%s, %s, %s, %s)"
REMOVE = (
    "INSERT INTO search_index (search_index, rowid, keys, title, body)"
    " VALUES ('delete', %s, %s, %s, %s)"
)
CLEAR = "INSERT INTO search_index (search_index) VALUES ('delete-all')"
MERGE = "INSERT INTO search_index (search_index) VALUES ('optimize')"
# The index leads: it yields its rows newest first without sorting, so the search ends with the last row wanted.
NEWEST = (
    "SELECT e.id FROM search_index i CROSS JOIN search_searchentry e ON e.id = i.rowid"
    " WHERE search_index MATCH %s AND {allowed} ORDER BY i.rowid DESC LIMIT %s"
)
COUNT = (
    "SELECT COUNT(*) FROM (SELECT 1 FROM search_index i"
    " CROSS JOIN search_searchentry e ON e.id = i.rowid"
    " WHERE search_index MATCH %s AND {allowed} LIMIT %s) counted"
)
CLOSEST = (
    "SELECT e.id FROM search_index i CROSS JOIN search_searchentry e ON e.id = i.rowid"
    " WHERE search_index MATCH %s AND {allowed} ORDER BY bm25(search_index) LIMIT %s"
)
RECORDS = (
    "SELECT e.record_id FROM search_index i CROSS JOIN search_searchentry e ON e.id = i.rowid"
    " WHERE search_index MATCH %s AND e.kind = %s"
)


class SQLite:
    def prepare(self) -> None:
        _run(CREATE)

    def add(self, entries: Sequence[SearchEntry]) -> None:
        _run_each(ADD, [_row(entry) for entry in entries])

    def remove(self, entries: Sequence[SearchEntry]) -> None:
        _run_each(REMOVE, [_row(entry) for entry in entries])

    def clear(self) -> None:
        _run(CLEAR)

    def expunge(self) -> None:
        _run(MERGE)

    def newest(
        self, phrases: Sequence[Phrase], within: Sequence[str], allowed: Condition, limit: int
    ) -> list[int]:
        match = _match(phrases, within)
        return _first_column(NEWEST, allowed, match, limit)

    def count(self, phrases: Sequence[Phrase], allowed: Condition, most: int) -> int:
        return _first_column(COUNT, allowed, _match(phrases, EVERYWHERE), most)[0]

    def closest(self, words: Sequence[str], allowed: Condition, limit: int) -> list[int]:
        match = f"{{{TITLE}}} : ({' OR '.join(_quoted([word]) for word in words)})"
        return _first_column(CLOSEST, allowed, match, limit)

    def records(self, kind: str, phrases: Sequence[Phrase]) -> Condition:
        return Condition(RECORDS, [_match(phrases, EVERYWHERE), kind])


def _row(entry: SearchEntry) -> list:
    columns = {KEYS: entry.keys, TITLE: entry.title, BODY: entry.body}
    return [entry.pk, *(" ".join(words(columns[column])) for column in EVERYWHERE)]


def _match(phrases: Sequence[Phrase], within: Sequence[str]) -> str:
    """The query in FTS5's language; words hold letters, digits and characters only, so quotes are safe."""
    asked = " AND ".join(
        f"{_quoted(phrase.words)}{' *' if phrase.is_open else ''}" for phrase in phrases
    )
    return f"{{{' '.join(within)}}} : ({asked})"


def _quoted(phrase: Sequence[str]) -> str:
    return f'"{" ".join(phrase)}"'


def _first_column(sql: str, allowed: Condition, match: str, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(allowed=allowed.sql), [match, *allowed.params, limit])
        return [row[0] for row in cursor.fetchall()]


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _run_each(sql: str, rows: Sequence[list]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
