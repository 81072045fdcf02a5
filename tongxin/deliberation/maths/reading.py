"""Vote files: exports of Polis (log or matrix, statements beside them) and plain tables of participant, statement, vote.

A file may be UTF-8, UTF-16 or GB 18030, its columns parted by comma, semicolon or tab, full-width ones too. Whatever cannot be used is told
with the number of its line, all of it at once.
"""

import csv
import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .canonical import Ints
from .words import names_of, vote_words

MATRIX_HEAD = ("participant", "group-id")
LOG_COLUMNS = ("participant", "statement", "vote")
MARKS = ",;\t，；"
MODERATED_OUT = -1


@dataclass
class Conversation:
    """What a file says: rows of votes in the order they count, what was moderated out, the statements' texts.

    people, things: for files whose ids are words, the word that each number stands for.
    """

    participants: Ints
    statements: Ints
    votes: Ints
    moderated_out: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    things: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """Why a line cannot be used: `what` names a sentence of `words`, `values` fill it. Line 0: the whole file."""

    line: int
    what: str
    values: dict[str, str]


class UnusableFileError(ValueError):
    """A file that cannot be used; `faults` say where and why."""

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        super().__init__(
            f"{path}: {len(faults)} faults, the first in line {faults[0].line}: {faults[0].what}"
        )
        self.path, self.faults = path, faults


Line = tuple[int, list[str]]


def read(path: Path) -> Conversation:
    """The conversation in a file, with what `comments.csv` beside it says of the statements.

    Raises UnusableFileError when something in it cannot be used, OSError when it cannot be opened.
    """
    lines = _lines(path)
    head = _heading(lines)
    faults: list[Fault] = []
    if tuple(head[:2]) == MATRIX_HEAD:
        found = _matrix(head, lines[1:], faults)
    elif missing := [name for name in LOG_COLUMNS if _place(head, name) is None]:
        raise UnusableFileError(path, [_without(missing, head)])
    else:
        found = _log(head, lines[1:], faults)
    if not faults and not len(found.votes):
        faults.append(Fault(0, "no_votes", {}))
    if faults:
        raise UnusableFileError(path, faults)
    beside = path.parent / "comments.csv"
    if beside.is_file() and beside != path:
        _read_statements(beside, found)
    return found


def decoded(content: bytes) -> str | None:
    """Text in whichever encoding it is; None when it is no text."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _lines(path: Path) -> list[Line]:
    """Numbered rows of cells, empty rows left out."""
    text = decoded(path.read_bytes())
    if text is None:
        raise UnusableFileError(path, [Fault(0, "not_text", {})])
    first = text.split("\n", 1)[0]
    mark = max(MARKS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        numbered = [(rows.line_num, row) for row in rows]
    except csv.Error:
        raise UnusableFileError(path, [Fault(rows.line_num, "not_text", {})]) from None
    return [(number, row) for number, row in numbered if any(cell.strip() for cell in row)]


def _heading(lines: list[Line]) -> list[str]:
    return [_plain(name) for name in lines[0][1]] if lines else []


def _plain(cell: str) -> str:
    """A heading or a vote as it is compared: full-width signs and capitals made plain."""
    return unicodedata.normalize("NFKC", cell).replace("\u2212", "-").strip().lower()


def _without(missing: list[str], head: list[str]) -> Fault:
    """What is said of a heading in which some columns are missing, or all."""
    if len(missing) == len(LOG_COLUMNS):
        return Fault(1, "no_header", {})
    names = [names_of(name) for name in missing]
    wanted = [f"{one[0]} ({next(name for name in one if not name.isascii())})" for one in names]
    said = {"missing": ", ".join(wanted), "found": ", ".join(filter(None, head))}
    return Fault(1, "missing_columns", said)


def _place(head: list[str], name: str) -> int | None:
    """Where a column stands in the heading."""
    return next((head.index(one) for one in names_of(name) if one in head), None)


def _log(head: list[str], lines: list[Line], faults: list[Fault]) -> Conversation:
    """One vote a line; sorted by time where there is one, so that the last word counts."""
    places = [_place(head, name) for name in LOG_COLUMNS]
    when = _place(head, "time")
    who, what, how, times = [], [], [], []
    for number, row in _full(lines, len(head), faults):
        one, other, vote = (row[place].strip() for place in places if place is not None)
        if not one or not other:
            faults.append(Fault(number, "empty_id", {}))
            continue
        if _plain(vote) not in vote_words():
            faults.append(Fault(number, "bad_vote", {"value": vote}))
            continue
        time = _number(row[when]) if when is not None else 0.0
        if time is None:
            faults.append(Fault(number, "bad_time", {"value": row[when or 0]}))
            continue
        who.append(one)
        what.append(other)
        how.append(vote_words()[_plain(vote)])
        times.append(time)
    order = np.argsort(np.array(times), kind="stable")
    (people, names), (things, words) = _numbered(who), _numbered(what)
    votes = np.array(how, dtype=np.int64)
    return Conversation(people[order], things[order], votes[order], people=names, things=words)


def _matrix(head: list[str], lines: list[Line], faults: list[Fault]) -> Conversation:
    """A row for each participant; columns whose heading is a number are statements, empty cells no votes."""
    columns = [(place, int(name)) for place, name in enumerate(head) if name.isdecimal()]
    who, what, how = [], [], []
    before: set[str] = set()
    for number, row in _full(lines, len(head), faults):
        person = row[0].strip()
        if not person:
            faults.append(Fault(number, "empty_id", {}))
            continue
        if person in before:
            faults.append(Fault(number, "twice", {"value": person}))
            continue
        before.add(person)
        for place, statement in columns:
            vote = _plain(row[place])
            if not vote:
                continue
            if vote not in vote_words():
                faults.append(Fault(number, "bad_vote", {"value": vote}))
                continue
            who.append(person)
            what.append(statement)
            how.append(vote_words()[vote])
    people, names = _numbered(who)
    return Conversation(
        people, np.array(what, dtype=np.int64), np.array(how, dtype=np.int64), people=names
    )


def _full(lines: list[Line], width: int, faults: list[Fault]) -> Iterator[Line]:
    """Rows as wide as the heading; the others are faults."""
    for number, row in lines:
        if len(row) == width:
            yield number, row
        else:
            values = {"wanted": str(width), "found": str(len(row))}
            faults.append(Fault(number, "bad_width", values))


def _numbered(ids: list[str]) -> tuple[Ints, dict[int, str]]:
    """Ids as numbers: as they are when all of them are (007 is a word), else numbered in the order of the words."""
    if all(one.isdecimal() and len(one) < 19 and str(int(one)) == one for one in ids):
        return np.array([int(one) for one in ids], dtype=np.int64), {}
    words = sorted(set(ids))
    place = {word: number for number, word in enumerate(words)}
    return np.array([place[one] for one in ids], dtype=np.int64), dict(enumerate(words))


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _read_statements(path: Path, found: Conversation) -> None:
    """Texts and moderation of the statements in a conversation."""
    lines = _lines(path)
    head = _heading(lines)
    which, text, moderated = (_place(head, name) for name in ("statement", "text", "moderated"))
    if which is None:
        raise UnusableFileError(path, [Fault(1, "no_header", {})])
    faults: list[Fault] = []
    back = {word: number for number, word in found.things.items()}
    for number, row in _full(lines[1:], len(head), faults):
        name = row[which].strip()
        statement = back.get(name, int(name) if name.isdecimal() else -1)
        if text is not None:
            found.texts[statement] = row[text].strip()
        if moderated is not None:
            judged = _number(row[moderated])
            if judged is None:
                faults.append(Fault(number, "bad_moderated", {"value": row[moderated]}))
            elif judged == MODERATED_OUT:
                found.moderated_out.append(statement)
    if faults:
        raise UnusableFileError(path, faults)
