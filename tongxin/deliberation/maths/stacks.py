"""Conversations of equal shape laid side by side, so that a model is fitted to all of them in a few large steps.

What a fit needs of votes are four products: with the centred votes A and the mask M (1 where somebody voted), each of
them from either side. `Dense` keeps A and M as small full matrices, for the many conversations that fit into a
processor's cache; `Sparse` takes the votes as they are kept. Both give the same numbers up to rounding. Arrays have the
runs first and people or statements last: loadings (runs, 2, m), positions (runs, 2, n).
"""

from dataclasses import dataclass

import numpy as np

from .canonical import Bools, Floats, Ints, Votes
from .components import by_code, folded
from .pairs import means
from .products import product


@dataclass(frozen=True, eq=False)
class Dense:
    """Small full matrices.

    mask: M without hidden statements (runs, n, m), or (1, n, m) where all runs share it; centred: A (runs, n, m);
    center: mean votes, 0 where hidden (runs, m); visible: which statements are not hidden (m); counted, squares: how
    many votes there are on visible statements, and the sum of their (x - mu)^2 (runs).
    """

    mask: Floats
    centred: Floats
    center: Floats
    visible: Bools
    counted: Floats
    squares: Floats

    @property
    def runs(self) -> int:
        return len(self.centred)

    @property
    def n(self) -> int:
        return self.centred.shape[1]

    @property
    def m(self) -> int:
        return self.centred.shape[2]

    def along(self, loadings: Floats) -> Floats:
        """A times (runs, 2, m), to (runs, 2, n)."""
        return product(loadings, self.centred.transpose(0, 2, 1))

    def back(self, positions: Floats) -> Floats:
        """A transposed times (runs, 2, n), to (runs, 2, m)."""
        return product(positions, self.centred)

    def people(self, squares: Floats, loadings: Floats) -> tuple[Floats, Floats]:
        """M times (runs, 3, m), and `along`."""
        return product(squares, self.mask.transpose(0, 2, 1)), self.along(loadings)

    def statements(self, squares: Floats, positions: Floats) -> tuple[Floats, Floats]:
        """M transposed times (runs, 3, n), and `back`."""
        return product(squares, self.mask), self.back(positions)


@dataclass(frozen=True, eq=False)
class Sparse:
    """votes: all runs as one conversation, run r owning rows r n … and columns r m …; the rest as in `Dense`."""

    votes: Votes
    runs: int
    visible: Bools
    center: Floats
    counted: Floats
    squares: Floats

    @property
    def n(self) -> int:
        return self.votes.n // self.runs

    @property
    def m(self) -> int:
        return self.votes.m // self.runs

    def along(self, loadings: Floats) -> Floats:
        table = by_code(_rows(loadings), self.center.ravel())
        return self._runs(self.votes.gather(table))

    def back(self, positions: Floats) -> Floats:
        sums = folded(self.votes.scatter(_rows(positions)), self.center.ravel())
        return self._runs(sums) * self.visible

    def people(self, squares: Floats, loadings: Floats) -> tuple[Floats, Floats]:
        sums = self._runs(gathered(self.votes, self.center.ravel(), squares, loadings))
        return sums[:, :3], sums[:, 3:]

    def statements(self, squares: Floats, positions: Floats) -> tuple[Floats, Floats]:
        sums = self.votes.scatter(np.concatenate([_rows(squares), _rows(positions)], axis=1))
        seen = sums[0::3, :3] + sums[1::3, :3] + sums[2::3, :3]
        pulls = folded(sums[:, 3:], self.center.ravel())
        return self._runs(seen) * self.visible, self._runs(pulls) * self.visible

    def _runs(self, rows: Floats) -> Floats:
        """Rows of all runs (runs x, q) as (runs, q, x)."""
        return rows.reshape(self.runs, -1, rows.shape[1]).transpose(0, 2, 1)


Stack = Dense | Sparse
"""`runs` conversations of n people and m statements."""


def gathered(votes: Votes, center: Floats, squares: Floats, loadings: Floats) -> Floats:
    """For everybody the sums over his votes of three numbers of each statement, and of his centred votes along its two
    loadings (runs n, 5)."""
    table = np.empty((3 * len(center), 5))
    table[:, :3] = np.repeat(_rows(squares), 3, axis=0)
    table[:, 3:] = by_code(_rows(loadings), center)
    return votes.gather(table)


def alone(votes: Votes, hidden: Bools) -> Stack:
    """One conversation as a stack of one."""
    return laid_out([votes], hidden)


def laid_out(parts: list[Votes], hidden: Bools) -> Stack:
    """Conversations of equally many people and statements; `hidden` statements (m) count for nothing."""
    n, m, runs = parts[0].n, parts[0].m, len(parts)
    if not parts[0].is_dense:
        return _sparse(parts, hidden)
    mask, values = np.zeros((2, runs, n * m))
    for run, part in enumerate(parts):
        cells = part.cells()
        mask[run, cells], values[run, cells] = 1.0, part.values()
    return _dense(mask.reshape(runs, n, m), values.reshape(runs, n, m), hidden)


def dealt_anew(votes: Votes, dealt: Ints, hidden: Bools) -> Stack:
    """One conversation with other votes in its cells: `dealt`, -1, 0 or 1 in the order of the codes (runs, L)."""
    if not votes.is_dense:
        first = votes.columns() * 3 + 1
        parts = [
            Votes(votes.participants, votes.statements, votes.starts, first + one) for one in dealt
        ]
        return _sparse(parts, hidden)
    runs, n, m, cells = len(dealt), votes.n, votes.m, votes.cells()
    mask, values = np.zeros(n * m), np.zeros((runs, n * m))
    mask[cells], values[:, cells] = 1.0, dealt
    return _dense(mask.reshape(1, n, m), values.reshape(runs, n, m), hidden)


def _dense(mask: Floats, values: Floats, hidden: Bools) -> Dense:
    visible = ~hidden
    mask *= visible
    values *= visible
    seen, sums = mask.sum(axis=1), values.sum(axis=1)
    center = sums / np.maximum(seen, 1)
    squares = ((values * values).sum(axis=1) - center * sums).sum(axis=1)
    values -= mask * center[:, None]
    return Dense(mask, values, center, visible, np.maximum(seen.sum(axis=1), 1), squares)


def _sparse(parts: list[Votes], hidden: Bools) -> Sparse:
    runs, m = len(parts), parts[0].m
    lengths = np.concatenate([part.per_participant for part in parts])
    votes = parts[0]
    if runs > 1:
        codes = [part.codes + np.int32(3 * m * run) for run, part in enumerate(parts)]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        votes = Votes(np.arange(len(lengths)), np.arange(runs * m), starts, np.concatenate(codes))
    tally = votes.tally * np.tile(~hidden, runs)[:, None]
    center = means(tally, np.tile(hidden, runs))
    against, passed, agreed = tally.T
    squares = against * (1 + center) ** 2 + passed * center**2 + agreed * (1 - center) ** 2
    seen = tally.sum(axis=1).reshape(runs, m)
    return Sparse(
        votes,
        runs,
        ~hidden,
        center.reshape(runs, m),
        np.maximum(seen.sum(axis=1), 1),
        squares.reshape(runs, m).sum(axis=1),
    )


def _rows(values: Floats) -> Floats:
    """(runs, q, x) as rows of all runs (runs x, q)."""
    return values.transpose(0, 2, 1).reshape(-1, values.shape[1])
