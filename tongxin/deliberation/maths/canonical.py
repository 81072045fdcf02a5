"""Votes in canonical form: sorted by participant and statement, the last word counting, whatever order they came in.

Everything downstream sees only this form, so nothing can depend on the order of arrival. A vote is held as one small
number, its *code* `3 * column + vote + 1`; a conversation of 50 million votes takes 100 MB. The matrix is never
densified: what is needed of it are products with the 0/1 matrix P (participants x codes), `gather` and `scatter`.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from os import cpu_count
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from . import chance

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Answer = TypeVar("Answer")

BLOCK = 1 << 20
"""Votes that are worked on at once: what is unpacked of the canonical form stays as small as this."""

CROWDED, MOST_CELLS = 8, 150_000
"""Where there are at most so many cells to a vote, and so many in all, full matrices are the smaller work."""

DISAGREE, PASS, AGREE = 0, 1, 2
"""What a code's remainder by three says."""


@dataclass(frozen=True, eq=False)
class Votes:
    """Who voted how on what, in canonical form.

    participants: ids, ascending (n); statements: ids, ascending (m); starts: where each participant's votes begin
    (n + 1); codes: `3 * column + vote + 1`, ascending within each participant (L).
    """

    participants: Ints
    statements: Ints
    starts: Ints
    codes: NDArray[Any]

    @property
    def n(self) -> int:
        return len(self.participants)

    @property
    def m(self) -> int:
        return len(self.statements)

    @property
    def size(self) -> int:
        return len(self.codes)

    @cached_property
    def per_participant(self) -> Ints:
        """How many votes each participant cast (n)."""
        return np.diff(self.starts)

    @cached_property
    def tally(self) -> Ints:
        """How many disagree, pass and agree on each statement (m, 3)."""
        total = np.zeros(3 * self.m, dtype=np.int64)
        for low in range(0, self.size, BLOCK):
            total += np.bincount(self.codes[low : low + BLOCK], minlength=3 * self.m)
        return total.reshape(self.m, 3)

    def columns(self) -> Ints:
        """The column of every vote (L)."""
        return (self.codes // 3).astype(np.int64)

    def values(self) -> NDArray[np.int8]:
        """Every vote as -1, 0 or 1 (L)."""
        return (self.codes % 3).astype(np.int8) - np.int8(1)

    @property
    def is_dense(self) -> bool:
        """Whether full matrices of these votes are the smaller work."""
        return self.n * self.m <= min(CROWDED * self.size, MOST_CELLS)

    def cells(self) -> Ints:
        """The place of every vote in a full matrix, row after row (L)."""
        return self.rows() * self.m + self.columns()

    def rows(self) -> Ints:
        """The row of every vote (L)."""
        return np.repeat(np.arange(self.n), self.per_participant)

    @cached_property
    def whole(self) -> sparse.csr_matrix:
        """P itself (n, 3m), for a conversation of one block."""
        return self._block(0, self.n)

    @cached_property
    def turned(self) -> sparse.csc_matrix:
        """P transposed (3m, n), for a conversation of one block."""
        return self.whole.T

    @cached_property
    def cuts(self) -> list[tuple[int, int]]:
        """Rows in blocks of about a million votes."""
        return list(pairwise(_cuts(self.starts)))

    def blocks(self) -> Iterator[tuple[int, int, sparse.csr_matrix]]:
        """P in blocks of rows: first row, last row + 1, matrix."""
        for low, high in self.cuts:
            yield low, high, self._block(low, high)

    def _block(self, low: int, high: int) -> sparse.csr_matrix:
        starts = self.starts[low : high + 1]
        codes = self.codes[starts[0] : starts[-1]].astype(np.int32)
        ones = np.ones(len(codes))
        pointers = (starts - starts[0]).astype(np.int32)
        return sparse.csr_matrix((ones, codes, pointers), shape=(high - low, 3 * self.m))

    def gather(self, table: Floats) -> Floats:
        """P @ table: for every participant the sum of the table's rows over what he voted, (3m, q) to (n, q)."""
        if len(self.cuts) == 1:
            return self.whole @ table
        found = np.empty((self.n, *table.shape[1:]))

        def one(cut: tuple[int, int]) -> None:
            found[cut[0] : cut[1]] = self._block(*cut) @ table

        side_by_side(one, self.cuts)
        return found

    def scatter(self, values: Floats) -> Floats:
        """P.T @ values: for every code the sum over those who cast it, (n, q) to (3m, q); blocks add up in order."""
        if len(self.cuts) == 1:
            return self.turned @ values
        total = np.zeros((3 * self.m, *values.shape[1:]))
        for part in side_by_side(
            lambda cut: self._block(*cut).T @ values[cut[0] : cut[1]], self.cuts
        ):
            total += part
        return total

    def take(self, rows: Ints) -> "Votes":
        """The same conversation with these participants only, in the order given."""
        counts = self.per_participant[rows]
        starts = np.concatenate([[0], np.cumsum(counts)])
        places = np.repeat(self.starts[rows] - starts[:-1], counts) + np.arange(starts[-1])
        return Votes(self.participants[rows], self.statements, starts, self.codes[places])

    def only(self, kept: Bools) -> "Votes":
        """The same people and statements with the marked votes only (L)."""
        before = np.concatenate([[0], np.cumsum(kept)])
        return Votes(self.participants, self.statements, before[self.starts], self.codes[kept])

    @cached_property
    def by_content(self) -> Ints:
        """Rows ordered by what was voted, not by who voted: the order that survives renaming (n).

        Rows of equal content are interchangeable, so their order among themselves does not matter.
        """
        return np.argsort(self.fingerprints, kind="stable")

    @cached_property
    def fingerprints(self) -> chance.Words:
        """A 64-bit word for what each participant voted; equal rows have equal words (n)."""
        table = chance.keys(3 * self.m, 0)
        sums = np.zeros(self.n, dtype=np.uint64)
        for low, high in self.cuts:
            starts = self.starts[low : high + 1]
            words = table[self.codes[starts[0] : starts[-1]]]
            cast = np.flatnonzero(np.diff(starts))
            sums[low + cast] = np.add.reduceat(words, (starts - starts[0])[cast])
        return chance.mixed(sums)


def side_by_side(work: Callable[[Any], Answer], pieces: list[Any]) -> list[Answer]:
    """The work done on every piece, answers in the order of the pieces; NumPy lets the threads run at once."""
    if len(pieces) < 2:
        return [work(piece) for piece in pieces]
    with ThreadPoolExecutor(min(cpu_count() or 1, 4, len(pieces))) as pool:
        return list(pool.map(work, pieces))


def canonical(participants: ArrayLike, statements: ArrayLike, votes: ArrayLike) -> Votes:
    """Rows of votes in canonical form; of a repeated (participant, statement) the last row counts.

    participants, statements: whole numbers up to 2^63 - 1 (L); votes: 1 agree, -1 disagree, 0 pass (L).
    Raises ValueError when lengths differ, an id is not a whole number or a vote is none of the three.
    """
    who, what = _ids(participants, "participants"), _ids(statements, "statements")
    how = _votes(votes)
    if not len(who) == len(what) == len(how):
        raise ValueError(
            f"participants, statements and votes differ in length: {len(who)}, {len(what)}, {len(how)}"
        )
    if not len(who):
        nobody = np.zeros(0, dtype=np.int64)
        return Votes(nobody, nobody, np.zeros(1, dtype=np.int64), nobody.astype(np.uint16))
    things = Index(what)
    ordered = _by_runs if _ascending(who) else _by_sorting
    people, counts, codes = ordered(who, what, how, things)
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Votes(people, things.ids, starts, codes)


class Index:
    """The distinct ids among many, ascending, and where each stands."""

    def __init__(self, ids: NDArray[Any]) -> None:
        self.low = int(ids.min())
        reach = int(ids.max()) - self.low + 1
        self.table: NDArray[np.int32] | None = None
        if reach <= max(4 * len(ids), BLOCK):
            present = np.zeros(reach, dtype=bool)
            for start in range(0, len(ids), BLOCK):
                present[ids[start : start + BLOCK] - self.low] = True
            self.ids = np.flatnonzero(present).astype(np.int64) + self.low
            self.table = np.cumsum(present, dtype=np.int32) - np.int32(1)
        else:
            parts = [np.unique(ids[at : at + BLOCK]) for at in range(0, len(ids), BLOCK)]
            self.ids = np.unique(np.concatenate(parts)).astype(np.int64)

    def places(self, ids: NDArray[Any]) -> Ints:
        """Where each of some ids stands among the distinct ones."""
        if self.table is None:
            return np.searchsorted(self.ids, ids)
        return self.table[ids - self.low].astype(np.int64)


def _ids(ids: ArrayLike, name: str) -> NDArray[Any]:
    found = np.asarray(ids)
    if found.ndim != 1:
        raise ValueError(f"{name} must be a list of ids, not {found.ndim}-dimensional")
    if not found.size:
        return found.astype(np.int64)
    if found.dtype.kind not in "iu":
        raise ValueError(f"{name} must be whole numbers, not {found.dtype}")
    if int(found.max()) > 2**63 - 1:
        raise ValueError(f"{name} must not exceed 2^63 - 1")
    fits = found.dtype == np.int32 and int(found.min()) >= 0
    return found if fits else found.astype(np.int64, copy=False)


def _votes(votes: ArrayLike) -> NDArray[np.int8]:
    found = np.asarray(votes)
    if found.size and (found.dtype.kind not in "iuf" or found.ndim != 1):
        raise ValueError("votes must be a list of 1, 0 and -1")
    for start in range(0, len(found), BLOCK):
        part = found[start : start + BLOCK]
        wrong = (part != 1) & (part != -1) & (part != 0)
        if wrong.any():
            where = start + int(np.argmax(wrong))
            raise ValueError(f"vote number {where} is {found[where]}; only 1, 0 and -1 are votes")
    return found.astype(np.int8, copy=False)


def _ascending(ids: NDArray[Any]) -> bool:
    return all(
        bool((ids[at + 1 : at + BLOCK + 1] >= ids[at : at + BLOCK][: len(ids) - 1 - at]).all())
        for at in range(0, len(ids) - 1, BLOCK)
    )


def _cuts(starts: Ints) -> list[int]:
    """Row numbers that cut the votes into pieces of about one block."""
    wanted = np.arange(BLOCK, starts[-1], BLOCK)
    inner = np.unique(np.searchsorted(starts, wanted, side="right") - 1)
    last = len(starts) - 1
    return [0, *(int(cut) for cut in inner if 0 < cut < last), last]


def _code_type(m: int) -> type[Any]:
    return np.uint16 if 3 * m <= 1 << 16 else np.int32


Sorted = tuple[Ints, Ints, NDArray[Any]]
"""Participants' ids, how many votes each cast, and the codes."""


def _by_runs(who: NDArray[Any], what: NDArray[Any], how: NDArray[Any], things: Index) -> Sorted:
    """Participants already ascending: each stretch of them is sorted by itself."""
    firsts = np.flatnonzero(np.concatenate([[True], who[1:] != who[:-1]]))
    starts = np.append(firsts, len(who))

    def one(cut: tuple[int, int]) -> tuple[Ints, NDArray[Any]]:
        begin, end = starts[cut[0]], starts[cut[1]]
        columns, counts = things.places(what[begin:end]), np.diff(starts[cut[0] : cut[1] + 1])
        rising = columns[1:] > columns[:-1]
        rising[starts[cut[0] + 1 : cut[1]] - begin - 1] = True
        if rising.all():
            columns *= 3
            columns += how[begin:end] + np.int8(1)
            return counts, columns.astype(_code_type(len(things.ids)))
        packing = Packing(cut[1] - cut[0], len(things.ids), int(end - begin))
        rows = np.repeat(np.arange(cut[1] - cut[0]), counts)
        return packing.unpack(packing.sort(packing.pack(rows, columns, how[begin:end], 0)))

    parts = side_by_side(one, list(pairwise(_cuts(starts))))
    counts, codes = zip(*parts, strict=True)
    return who[firsts].astype(np.int64), np.concatenate(counts), np.concatenate(codes)


def _by_sorting(who: NDArray[Any], what: NDArray[Any], how: NDArray[Any], things: Index) -> Sorted:
    """Any order: one word per vote, all of them sorted in place."""
    people = Index(who)
    packing = Packing(len(people.ids), len(things.ids), len(who))
    words = np.empty(len(who), dtype=np.int64)

    def pack(at: int) -> None:
        part = slice(at, at + BLOCK)
        rows, columns = people.places(who[part]), things.places(what[part])
        words[part] = packing.pack(rows, columns, how[part], at)

    side_by_side(pack, list(range(0, len(who), BLOCK)))
    return people.ids, *packing.unpack(packing.sort(words))


class Packing:
    """A vote as one word of 63 bits: row, column, place in the input, vote. Sorted words are votes in canonical form.

    Raises ValueError when a conversation is too large for it: rows x columns x votes x 4 above 2^63.
    """

    def __init__(self, rows: int, columns: int, votes: int) -> None:
        self.rows, self.columns = rows, columns
        self.column_bits, self.place_bits = columns.bit_length(), votes.bit_length()
        self.low_bits = self.place_bits + 2
        if rows.bit_length() + self.column_bits + self.low_bits > 63:
            raise ValueError(f"{rows} participants, {columns} statements, {votes} votes: too many")

    def pack(self, rows: Ints, columns: Ints, how: NDArray[Any], first: int) -> Ints:
        words = (rows << self.column_bits | columns) << self.place_bits
        words |= np.arange(first, first + len(rows))
        words <<= 2
        words |= how + np.int8(1)
        return words

    def sort(self, words: Ints) -> Ints:
        """In place, unless they are in order already."""
        if not (words[1:] > words[:-1]).all():
            words.sort()
        return words

    def unpack(self, words: Ints) -> tuple[Ints, NDArray[Any]]:
        """Votes per row, and codes; of equal (row, column) only the last place is kept."""
        counts = np.zeros(self.rows, dtype=np.int64)
        codes = np.empty(len(words), dtype=_code_type(self.columns))
        filled = 0
        for at in range(0, len(words), BLOCK):
            part = words[at : at + BLOCK + 1]
            cells = part >> self.low_bits
            last = np.append(cells[1:] != cells[:-1], len(part) <= BLOCK)
            kept = np.flatnonzero(last[: min(BLOCK, len(part))])
            cells, how = cells[kept], part[kept] & 3
            counts += np.bincount(cells >> self.column_bits, minlength=self.rows)
            columns = cells & ((1 << self.column_bits) - 1)
            codes[filled : filled + len(kept)] = columns * 3 + how
            filled += len(kept)
        return counts, codes[:filled]
