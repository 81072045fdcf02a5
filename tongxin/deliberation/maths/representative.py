"""What is special to a group, tested on votes that did not help to form it.

Votes that made the groups cannot also prove that the groups differ. So each participant's votes are dealt into two
halves; groups are found on each half alone and matched to the full result, and every vote is counted for the group
that its voter has by the *other* half (cross-fitting). On these tables a statement is special to a group when

* the group agrees (or disagrees) more than the others: Fisher's exact test, one-sided, and
* more than half of the group does: exact binomial test;

the larger p value of both counts, and over groups x statements x two directions the false discovery rate is held at
10 % (Benjamini, Hochberg 1995). Groups that were given, not found, are tested on all votes.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from . import chance
from .canonical import Bools, Floats, Ints, Votes
from .circle import Counts
from .factors import BRIEF, fit
from .groups import HALVES, cloud, fixed, nearest, oriented
from .intervals import at_least, binomial_at_least, discoveries
from .stability import contingency
from .stacks import laid_out

RATE = 0.10
MOST = 5


@dataclass(frozen=True, eq=False)
class Special:
    """p values (k, m, 2: agree, disagree), which stand (k, m, 2), and by how much the shares differ (k, m, 2)."""

    p: Floats
    stands: Bools
    difference: Floats


def counted_by(votes: Votes, labels: Ints, k: int) -> Counts:
    """Votes of each group 0 … k-1 on each statement; label -1 counts for none."""
    size = (k + 1) * 3 * votes.m
    total = np.zeros(size, dtype=np.int64)
    for low, high in votes.cuts:
        codes = votes.codes[votes.starts[low] : votes.starts[high]].astype(np.int64)
        codes += np.repeat((labels[low:high] + 1) * (3 * votes.m), votes.per_participant[low:high])
        total += np.bincount(codes, minlength=size)
    sums = total.reshape(k + 1, votes.m, 3)[1:]
    members = np.bincount(labels + 1, minlength=k + 1)[1:]
    return Counts(sums[..., 2], sums[..., 0], sums.sum(axis=2), members)


def cross_fitted(votes: Votes, hidden: Bools, labels: Ints, k: int, seed: int) -> Counts:
    """Votes of each group, every voter's group taken from the half of his votes that is not counted.

    votes: the grouped people, in the order of what they voted; labels: their groups in the full result (n).
    """
    words = chance.mixed(votes.cells().astype(np.uint64))
    first = chance.mixed(words ^ np.uint64(chance.word(seed, 6))) & np.uint64(1) == 0
    halves = (first, ~first)
    found = _groups_of([votes.only(half) for half in halves], hidden, k, seed)
    one, two = (
        counted_by(votes.only(~half), _matched(mine, labels, k), k)
        for half, mine in zip(halves, found, strict=True)
    )
    return Counts(
        one.agree + two.agree, one.disagree + two.disagree, one.seen + two.seen, one.sizes
    )


def _groups_of(halves: list[Votes], hidden: Bools, k: int, seed: int) -> Ints:
    """k groups found on each half alone (halves, n)."""
    spread = oriented(fit(laid_out(halves, hidden), BRIEF).spread())
    return nearest(spread, fixed(cloud(spread, HALVES), k, seed).centers)


def _matched(found: Ints, labels: Ints, k: int) -> Ints:
    """Groups renamed so that they overlap most with the full result's."""
    table = contingency(found[None], labels[None], k)[0]
    mine, theirs = linear_sum_assignment(-table)
    names = np.empty(k, dtype=np.int64)
    names[mine] = theirs
    return names[found]


def special(counts: Counts, allowed: Bools) -> Special:
    """Which votes are special to which group; statements that are not `allowed` (m) are not tested."""
    own, seen = np.stack([counts.agree, counts.disagree], axis=2), counts.seen[:, :, None]
    hits, total = own.sum(axis=0), seen.sum(axis=0)
    cells = np.broadcast_arrays(own, total, hits, seen)
    differs = at_least(cells[0], cells[1], cells[2], cells[3])
    p = np.maximum(differs, binomial_at_least(own, seen))
    values = np.where(allowed[None, :, None], p, 1.0)
    stands = np.zeros(values.shape, dtype=bool)
    stands[:, allowed] = discoveries(values[:, allowed], RATE)
    others = (hits - own) / np.maximum(total - seen, 1)
    return Special(values, stands, own / np.maximum(seen, 1) - others)


def chosen(found: Special, statements: Ints) -> dict[int, list[tuple[int, str]]]:
    """Up to five statements for each group, those that differ most; agreed ones first."""
    lists = {}
    for group in range(len(found.p)):
        columns, ways = np.nonzero(found.stands[group])
        order = np.argsort(-found.difference[group][columns, ways].round(12), kind="stable")[:MOST]
        best = [(int(statements[columns[at]]), int(ways[at])) for at in order]
        lists[group] = [
            (statement, name)
            for way, name in enumerate(("agree", "disagree"))
            for statement, its_way in best
            if its_way == way
        ]
    return lists
