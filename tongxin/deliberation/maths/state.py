"""A conversation that goes on: votes are added and withdrawn one by one, and cost what they change, not what there is.

The memory is whole numbers only (see `pairs`), so it is the same bit for bit whatever the order of votes, and a
withdrawn vote leaves no trace. A vote changes one row and one column of N, U, S and G; the components follow from their
former values by a few block Krylov steps (see `eigen`), to within 1e-9 of a full computation. Everybody else's position
is computed anew when a component turned by more than 0.1 degree, or somebody or something new came in.

Above 3,000 statements no such tables are kept; components are then approached from the votes themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .canonical import Bools, Floats, Ints, Votes, canonical
from .components import (
    FEW_STATEMENTS,
    Components,
    components,
    leading,
    projections,
    settled,
    signed,
)
from .eigen import BLOCK, approached
from .pairs import Pairs, count_pairs, means

MOST_STATEMENTS = 3000
TURNED = np.radians(0.1)


@dataclass(frozen=True)
class Refreshed:
    """What `refresh` did: how far a component turned since positions were last computed (radians), and for whom."""

    turned: float
    everybody: bool


class State:
    """Votes with their exact memory.

    State(participants, statements, votes, moderated_out=…) starts from any votes, also from none. `participants`,
    `statements`: ids in the order of their coming; `components` and `positions` are those of the last `refresh`, in that
    order.
    """

    def __init__(
        self,
        participants: ArrayLike = (),
        statements: ArrayLike = (),
        votes: ArrayLike = (),
        *,
        moderated_out: Collection[int] = (),
    ) -> None:
        base = canonical(participants, statements, votes)
        self._base = base
        self._moderated = frozenset(int(one) for one in moderated_out)
        self._rows = {one: row for row, one in enumerate(base.participants.tolist())}
        self._columns = {one: column for column, one in enumerate(base.statements.tolist())}
        self._changed: dict[int, dict[int, int]] = {}
        self._touched: set[int] = set()
        self._tally = base.tally.copy()
        self._cast = base.per_participant.copy()
        self._pairs = count_pairs(base) if base.m <= MOST_STATEMENTS else None
        self._gram = self._whole_gram()
        self._basis = np.zeros((base.m, 0))
        self.components = self._solved()
        self._shown = self.components
        self.positions = self._all_positions()

    @property
    def participants(self) -> Ints:
        return np.fromiter(self._rows, np.int64, len(self._rows))

    @property
    def statements(self) -> Ints:
        return np.fromiter(self._columns, np.int64, len(self._columns))

    def add(self, participant: int, statement: int, vote: int) -> None:
        """Count a vote; a former one of the same participant on the same statement gives way to it.

        Raises ValueError for a vote that is none of 1, 0 and -1.
        """
        if vote not in (1, 0, -1):
            raise ValueError(f"{vote} is no vote; only 1, 0 and -1 are")
        row, column = self._row_of(participant), self._column_of(statement)
        mine = self._mine(row)
        if column in mine:
            self._count(column, mine.pop(column), mine, -1)
            self._cast[row] -= 1
        self._count(column, vote, mine, 1)
        mine[column] = vote
        self._cast[row] += 1
        self._touched.add(row)

    def withdraw(self, participant: int, statement: int) -> None:
        """Take a vote back, as if it had never been cast. Raises KeyError where there is none."""
        row, column = self._rows[participant], self._columns[statement]
        mine = self._mine(row)
        self._count(column, mine.pop(column), mine, -1)
        self._cast[row] -= 1
        self._touched.add(row)

    def refresh(self) -> Refreshed:
        """Bring `components` and `positions` up to date: of those who voted, or of everybody when a component turned."""
        self.components = self._solved()
        turned = _angle(self._shown.directions, self.components.directions)
        grown = (len(self.positions), self._shown.center.size) != (
            len(self._rows),
            len(self._columns),
        )
        everybody = grown or turned > TURNED
        if everybody:
            self.positions = self._all_positions()
            self._shown = self.components
        else:
            for row in self._touched:
                self.positions[row] = self._position(row)
        self._touched.clear()
        return Refreshed(turned, everybody)

    def pairs(self) -> Pairs | None:
        """N, U and S with statements ascending, to compare with `count_pairs` of the same votes."""
        if self._pairs is None:
            return None
        order = np.ix_(self._by_id(), self._by_id())
        kept = self._pairs
        return Pairs(kept.both[order], kept.sums[order], kept.products[order])

    def votes(self) -> Votes:
        """The votes as they stand now, in canonical form; their arrays are what `analyse` takes."""
        kept = np.ones(self._base.n, dtype=bool)
        kept[[row for row in self._changed if row < self._base.n]] = False
        rest = self._base.take(np.flatnonzero(kept))
        people, things = self.participants, self.statements
        new = [
            (people[row], things[column], vote)
            for row, mine in self._changed.items()
            for column, vote in mine.items()
        ]
        added = np.array(new, dtype=np.int64).reshape(-1, 3)
        return canonical(
            np.concatenate([np.repeat(rest.participants, rest.per_participant), added[:, 0]]),
            np.concatenate([self._base.statements[rest.columns()], added[:, 1]]),
            np.concatenate([rest.values(), added[:, 2]]),
        )

    def _row_of(self, participant: int) -> int:
        if participant not in self._rows:
            self._rows[participant] = len(self._rows)
            self._changed[self._rows[participant]] = {}
            self._cast = np.append(self._cast, 0)
        return self._rows[participant]

    def _column_of(self, statement: int) -> int:
        if statement not in self._columns:
            self._columns[statement] = len(self._columns)
            self._tally = np.vstack([self._tally, np.zeros((1, 3), dtype=np.int64)])
            self._basis = np.vstack([self._basis, np.zeros((1, self._basis.shape[1]))])
            if self._pairs is not None:
                kept = self._pairs
                self._pairs = Pairs(
                    *(np.pad(one, (0, 1)) for one in (kept.both, kept.sums, kept.products))
                )
                self._gram = np.pad(self._gram, (0, 1))
        return self._columns[statement]

    def _mine(self, row: int) -> dict[int, int]:
        """A participant's votes by column, from now on kept apart from the votes of the beginning."""
        if row not in self._changed:
            low, high = self._base.starts[row : row + 2]
            codes = self._base.codes[low:high].tolist()
            self._changed[row] = {code // 3: code % 3 - 1 for code in codes}
        return self._changed[row]

    def _count(self, column: int, vote: int, others: dict[int, int], sign: int) -> None:
        """Add a vote to the memory (sign 1) or take it out (-1); `others` are the voter's other votes."""
        self._tally[column, vote + 1] += sign
        if self._pairs is None:
            return
        both, sums, products = self._pairs.both, self._pairs.sums, self._pairs.products
        columns = np.fromiter(others, np.int64, len(others))
        values = np.fromiter(others.values(), np.int32, len(others))
        both[column, columns] += sign
        both[columns, column] += sign
        sums[column, columns] += sign * vote
        sums[columns, column] += sign * values
        products[column, columns] += sign * vote * values
        products[columns, column] += sign * vote * values
        both[column, column] += sign
        sums[column, column] += sign * vote
        products[column, column] += sign * vote * vote
        self._gram_row(column)

    def _gram_row(self, column: int) -> None:
        row = self._pairs.gram_rows(np.array([column]), self._means())[0] if self._pairs else 0.0
        row = np.where(self._hidden() | self._hidden()[column], 0.0, row)
        self._gram[column] = row
        self._gram[:, column] = row

    def _hidden(self) -> Bools:
        return np.isin(self.statements, list(self._moderated))

    def _means(self) -> Floats:
        return means(self._tally, self._hidden())

    def _by_id(self) -> Ints:
        return np.argsort(self.statements)

    def _whole_gram(self) -> Floats:
        if self._pairs is None:
            return np.zeros((0, 0))
        hidden = self._hidden()
        gram = self._pairs.gram(self._means())
        gram[hidden] = 0.0
        gram[:, hidden] = 0.0
        return gram

    def _solved(self) -> Components:
        """Components with statements in the order of their coming, signs as if they were ascending."""
        if self._pairs is None:
            now = self.votes()
            found = components(now, np.isin(now.statements, list(self._moderated)))
            places = np.searchsorted(now.statements, self.statements)
            return Components(found.center[places], found.directions[:, places], found.strengths)
        found = self._nearby()
        order = self._by_id()
        directions = np.zeros_like(found.directions)
        for axis in np.flatnonzero(found.strengths > 0):
            directions[axis, order] = signed(found.directions[axis, order])
        return Components(self._means(), directions, found.strengths)

    def _nearby(self) -> Components:
        """Eigenvectors of G from the former ones; solved directly when there are few, or they do not settle."""
        m = len(self._gram)
        guess = self._basis if self._basis.shape[1] == BLOCK else None
        found = approached(self._gram, guess) if m > FEW_STATEMENTS else None
        if found is None:
            self._basis = np.zeros((m, 0))
            return leading(self._gram, np.zeros(m))
        values, self._basis = found
        return settled(np.zeros(m), values, self._basis)

    def _position(self, row: int) -> Floats:
        mine = self._changed[row]
        columns = np.fromiter(mine, np.int64, len(mine))
        values = np.fromiter(mine.values(), np.float64, len(mine))
        hidden = self._hidden()
        along = self.components.directions[:, columns] @ (values - self.components.center[columns])
        cast = int((~hidden[columns]).sum()) + int(hidden.sum())
        return along * np.sqrt(len(self._columns) / max(cast, 1))

    def _all_positions(self) -> Floats:
        """Everybody's position: those of the beginning at once, those who voted since one by one."""
        base, hidden, found = self._base, self._hidden(), np.zeros((len(self._rows), 2))
        if base.size:
            center, directions = self.components.center, self.components.directions
            visible = np.repeat(~hidden[: base.m], 3).astype(np.float64)[:, None]
            cast = base.gather(visible)[:, 0] + hidden.sum()
            along = projections(base, center[: base.m], directions[:, : base.m])
            found[: base.n] = along * np.sqrt(len(hidden) / np.maximum(cast, 1))[:, None]
        for row in self._changed:
            found[row] = self._position(row)
        return found


def _angle(one: Floats, other: Floats) -> float:
    """The larger angle between the components of the same place, whatever their signs (radians)."""
    shared = min(one.shape[1], other.shape[1])
    cosines = np.abs((one[:, :shared] * other[:, :shared]).sum(axis=1))
    present = (np.abs(one).sum(axis=1) > 0) | (np.abs(other).sum(axis=1) > 0)
    return float(np.arccos(np.clip(cosines[present], 0.0, 1.0)).max(initial=0.0))
