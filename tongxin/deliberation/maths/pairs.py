"""The exact whole-number memory of a conversation: for every two statements, how those who voted on both voted.

For statements j and l, over the participants who voted on both: N_jl how many they are, U_jl the sum of their votes on
j, S_jl the sum of the products of their votes. Whole numbers add up to the same in any order, so two conversations
with the same votes have the same memory bit for bit, and a withdrawn vote leaves no trace. With the means mu

    G_jl = S_jl - mu_j U_lj - mu_l U_jl + mu_j mu_l N_jl

is the Gram matrix of the centred votes, the missing ones counting as the mean (Small et al. 2021, RECERCA 26(2): the
principal components of Polis).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .canonical import Bools, Floats, Ints, Votes, side_by_side
from .products import product

SHIFT = 31
"""Two whole numbers travel in one: counts below 2^31 in the low bits, sums above them."""


@dataclass(eq=False)
class Pairs:
    """N, U and S (m, m): `both` voted, `sums` of the row's votes, `products` of both votes."""

    both: NDArray[np.int32]
    sums: NDArray[np.int32]
    products: NDArray[np.int32]

    def gram(self, means: Floats) -> Floats:
        """G for these means (m, m), symmetric to the last bit."""
        return self.gram_rows(slice(None), means)

    def gram_rows(self, rows: slice | Ints, means: Floats) -> Floats:
        """Some rows of G; the same numbers as in the whole of it."""
        mine = means[rows][:, None]
        found = self.both[rows] * (mine * means)
        found -= mine * self.sums[:, rows].T + means * self.sums[rows]
        found += self.products[rows]
        return found


def means(tally: Ints, hidden: Bools) -> Floats:
    """The mean vote on each statement, 0 where hidden (m). tally: disagree, pass, agree (m, 3)."""
    seen = tally.sum(axis=1)
    found = (tally[:, 2] - tally[:, 0]) / np.maximum(seen, 1)
    return np.where(hidden, 0.0, found)


def count_pairs(votes: Votes) -> Pairs:
    """N, U and S of all votes, by products of whole-number matrices: small full ones, or sparse ones, when work grows
    with the pairs of votes."""
    if votes.is_dense:
        return _of_full(votes)
    parts = side_by_side(lambda cut: _part(votes, *cut), votes.cuts)
    voted, vote = np.sum(parts, axis=0)
    both, sums = _unpacked(voted)
    _sums, products = _unpacked(vote)
    return Pairs(both, np.ascontiguousarray(sums.T), products)


def _of_full(votes: Votes) -> Pairs:
    """By full matrices; floating-point numbers hold these whole numbers exactly."""
    voted, vote = np.zeros((2, votes.n * votes.m))
    cells = votes.cells()
    voted[cells], vote[cells] = 1.0, votes.values()
    shape = (1, votes.n, votes.m)
    voted, vote = voted.reshape(shape), vote.reshape(shape)
    both = product(voted.transpose(0, 2, 1), np.concatenate([voted, vote], axis=2))[0]
    products = product(vote.transpose(0, 2, 1), vote)[0]
    return Pairs(
        both[:, : votes.m].astype(np.int32),
        np.ascontiguousarray(both[:, votes.m :].T).astype(np.int32),
        products.astype(np.int32),
    )


def _part(votes: Votes, low: int, high: int) -> Ints:
    """For some rows, N and U packed in one number, and U and S in another (2, m, m)."""
    starts = votes.starts[low : high + 1]
    codes = votes.codes[starts[0] : starts[-1]]
    columns, values = (codes // 3).astype(np.int32), (codes % 3).astype(np.int64) - 1
    pointers = (starts - starts[0]).astype(np.int32)

    def matrix(data: Ints) -> sparse.csr_matrix:
        return sparse.csr_matrix((data, columns, pointers), shape=(high - low, votes.m))

    packed = matrix(1 + (values << SHIFT))
    voted, vote = matrix(np.ones_like(values)), matrix(values)
    return np.stack([(one.T.tocsr() @ packed).toarray() for one in (voted, vote)])


def work_of_pairs(votes: Votes) -> int:
    """How many pairs of votes `count_pairs` looks at, and cells it fills."""
    per = votes.per_participant
    return int((per * per).sum()) + votes.m * votes.m


def _unpacked(packed: Ints) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    high = (packed + (1 << (SHIFT - 1))) >> SHIFT
    return (packed - (high << SHIFT)).astype(np.int32), high.astype(np.int32)
