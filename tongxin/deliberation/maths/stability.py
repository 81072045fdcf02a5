"""Whether the groups are more than chance, and whether they would be found again.

*Structure.* The votes on each statement are shuffled among those who voted on it: margins and missing votes stay,
agreement between statements goes. The same fit and the same clustering run on the shuffled votes. Camps show in two
ways: votes hang together, so that two axes explain more of them, and people stand in clumps, so that the silhouette is
larger. Shuffled votes must fall behind in both (an intersection-union test: Berger 1982): `structure_p` is the larger of
the two permutation tests' (1 + how many reach the real value) / (1 + how many were tried). Separate groups are reported
when it is at most 0.05.

*Stability.* Subsamples of 80 % of the people; the adjusted Rand index (Hubert, Arabie 1985) with the full result, and
per group the best Jaccard overlap (Hennig 2007, Cluster-wise assessment of cluster stability), medians over subsamples.

Limits: both work on at most 2,000 of the grouped people, and on fewer (but at least 150) where these cast more than
20,000 votes; who they are follows from what was voted, so it is the same each time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import chance
from .canonical import Bools, Floats, Ints, Votes, side_by_side
from .factors import BRIEF, fit
from .groups import (
    COARSE,
    best_silhouettes,
    cloud,
    clusterings,
    fixed,
    most_groups,
    nearest,
    oriented,
)
from .stacks import dealt_anew, laid_out

NULL_RUNS = 99
SUBSAMPLES = 100
SHARE = 0.8
MOST_PEOPLE, FEWEST_PEOPLE, MOST_VOTES = 2000, 150, 20_000
BATCH_VOTES = 200_000
"""Votes that are fitted at once, over all runs of a batch."""
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Structure:
    """silhouette of the real votes, how many of `tried` shuffled ones reach them in the easier way, and the p value."""

    silhouette: float
    reached: int
    tried: int

    @property
    def p(self) -> float:
        return (1 + self.reached) / (1 + self.tried)

    @property
    def is_clear(self) -> bool:
        """Whether there are groups that shuffled votes do not show."""
        return self.p <= SIGNIFICANT


@dataclass(frozen=True)
class Stability:
    """Median agreement of subsamples with the result: in all, and per group."""

    total: float
    groups: list[float]


def sample(votes: Votes, grouped: Bools) -> Votes:
    """The grouped people on whom structure and stability are tried, in the order of what they voted."""
    rows = votes.by_content[grouped[votes.by_content]]
    if not len(rows):
        return votes.take(rows)
    mean = float(votes.per_participant[rows].mean())
    most = int(np.clip(MOST_VOTES / max(mean, 1.0), FEWEST_PEOPLE, MOST_PEOPLE))
    return votes.take(rows[:most])


def structure(
    some: Votes, hidden: Bools, seed: int, tried: int = NULL_RUNS, k: int | None = None
) -> Structure:
    """Whether what sets these people apart could be chance; `k` when the number of groups was given."""
    columns, values = some.columns(), some.values()
    by_column, dealing = np.argsort(columns, kind="stable"), _dealing(columns, values)
    counts = [k] if k else list(range(2, most_groups(some.n) + 1))

    def scores_of(runs: range) -> Floats:
        dealt = [_shuffled(dealing, by_column, seed, run) if run else values for run in runs]
        stack = dealt_anew(some, np.array(dealt), hidden)
        fitted = fit(stack, BRIEF)
        seen = cloud(oriented(fitted.spread()), COARSE)
        return np.stack([best_silhouettes(clusterings(seen, counts, seed)), -fitted.noise])

    scores = np.concatenate(side_by_side(scores_of, _batches(tried + 1, some.size)), axis=1)
    reached = (scores[:, 1:] >= scores[:, :1] - 1e-9).sum(axis=1)
    return Structure(float(scores[0, 0]), int(reached.max()), tried)


def _batches(runs: int, votes: int) -> list[range]:
    """Runs in batches of about as many votes as the processor's cache likes."""
    step = max(1, BATCH_VOTES // max(votes, 1))
    return [range(at, min(at + step, runs)) for at in range(0, runs, step)]


def _dealing(columns: Ints, values: NDArray[np.int8]) -> NDArray[np.uint64]:
    """Column and vote as one word each, with room for chance between them: sorted, votes are dealt out anew (L)."""
    return columns.astype(np.uint64) << np.uint64(40) | (values + np.int8(1)).astype(np.uint64)


def _shuffled(
    dealing: NDArray[np.uint64], by_column: Ints, seed: int, run: int
) -> NDArray[np.int8]:
    """The votes of each column dealt out anew among those who voted on it."""
    dealt = chance.keys(len(dealing), seed, 4, run)
    dealt >>= np.uint64(26)
    dealt <<= np.uint64(2)
    dealt |= dealing
    dealt.sort()
    votes = np.empty(len(dealing), dtype=np.int8)
    votes[by_column] = (dealt & np.uint64(3)).astype(np.int8) - np.int8(1)
    return votes


def stability(
    some: Votes, hidden: Bools, labels: Ints, k: int, seed: int, runs: int = SUBSAMPLES
) -> Stability:
    """How well subsamples of these people find the groups again that they have in the full result (labels: n)."""
    chosen = _subsamples(some.n, seed, runs)

    def found_in(batch: range) -> Ints:
        parts = [some.take(rows) for rows in chosen[batch.start : batch.stop]]
        seen = oriented(fit(laid_out(parts, hidden), BRIEF).spread())
        return nearest(seen, fixed(cloud(seen, COARSE), k, seed).centers)

    found = np.concatenate(side_by_side(found_in, _batches(runs, some.size)))
    tables = contingency(labels[chosen], found, k)
    return Stability(
        float(np.median(rand(tables))), [float(x) for x in np.median(jaccard(tables), axis=0)]
    )


def label(share: float) -> str:
    """Hennig's reading of a stability: below 0.6 unstable, below 0.8 tentative."""
    return "unstable" if share < 0.6 else "tentative" if share < 0.8 else "stable"


def _subsamples(n: int, seed: int, runs: int) -> Ints:
    size = max(1, int(np.ceil(SHARE * n)))
    keys = chance.keys(n * runs, seed, 5).reshape(runs, n)
    return np.sort(np.argsort(keys, axis=1, kind="stable")[:, :size], axis=1)


def contingency(one: Ints, other: Ints, k: int) -> Floats:
    """How many people are in group g of one and h of the other partition (runs, k, k)."""
    runs = len(one)
    cells = (np.arange(runs)[:, None] * k + one) * k + other
    return np.bincount(cells.ravel(), minlength=runs * k * k).reshape(runs, k, k).astype(np.float64)


def rand(tables: Floats) -> Floats:
    """Adjusted Rand index of each table (runs); 1 where both partitions are one group."""

    def pairs(counts: Floats) -> Floats:
        return counts * (counts - 1) / 2

    total = pairs(tables.sum(axis=(1, 2)))
    both = pairs(tables).sum(axis=(1, 2))
    one, other = pairs(tables.sum(axis=2)).sum(axis=1), pairs(tables.sum(axis=1)).sum(axis=1)
    expected = np.divide(one * other, total, out=np.zeros_like(total), where=total > 0)
    most = (one + other) / 2
    return np.divide(
        both - expected, most - expected, out=np.ones_like(total), where=most > expected
    )


def jaccard(tables: Floats) -> Floats:
    """For each group of the full result the best overlap with a group found again (runs, k)."""
    union = tables.sum(axis=2)[:, :, None] + tables.sum(axis=1)[:, None, :] - tables
    shares = np.divide(tables, union, out=np.zeros_like(tables), where=union > 0)
    return shares.max(axis=2)
