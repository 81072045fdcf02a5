"""The published tests and lists of Polis: what a group is known for, what all agree on, what is shown next.

Formulas as in compdemocracy/polis at 08e03eb: `stats.clj` (tests), `repness.clj` (lists), `conversation.clj`
(priorities). A z value counts above 1.2816, the one-sided 90 % point. Columns are taken in the order of their ids and
every sorting is stable, so ties are settled by id.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .canonical import Bools, Floats, Ints
from .circle import Counts

Z90 = 1.2816
MOST = 5
META_PRIORITY = 49.0


@dataclass(frozen=True, eq=False)
class Way:
    """One direction, agree or disagree, of each group on each statement, all (k, m).

    p: (x + 1) / (n + 2); test: one-proportion z; ratio: p over the others' p; ratio_test: two-proportion z.
    """

    hits: Ints
    p: Floats
    test: Floats
    ratio: Floats
    ratio_test: Floats

    @property
    def metric(self) -> Floats:
        """What representative statements are ordered by."""
        return self.ratio * self.ratio_test * self.p * self.test

    @property
    def passes(self) -> Bools:
        """Whether the direction is a candidate."""
        return (self.ratio_test > Z90) & (self.test > Z90)


def share(hits: Any, seen: Any) -> Floats:
    """(x + 1) / (n + 2)."""
    return (hits + 1) / (seen + 2)


def one_proportion(hits: Any, seen: Any) -> Floats:
    """z of x among n against one half, with one imaginary hit: 2 sqrt(n + 1) ((x + 1) / (n + 1) - 1/2)."""
    return 2 * np.sqrt(seen + 1) * ((hits + 1) / (seen + 1) - 0.5)


def two_proportions(hits: Any, others: Any, seen: Any, others_seen: Any) -> Floats:
    """z of the difference of two shares, one imaginary hit and trial on each side; 0 where all are hits."""
    one, two, n, rest = hits + 1, others + 1, seen + 1, others_seen + 1
    pooled = (one + two) / (n + rest)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / rest))
    difference = one / n - two / rest
    return np.divide(difference, spread, out=np.zeros_like(difference), where=pooled < 1)


def way(hits: Ints, seen: Ints) -> Way:
    """The statistics of one direction for all groups and statements."""
    others, others_seen = hits.sum(axis=0) - hits, seen.sum(axis=0) - seen
    return Way(
        hits,
        share(hits, seen),
        one_proportion(hits, seen),
        share(hits, seen) / share(others, others_seen),
        two_proportions(hits, others, seen, others_seen),
    )


def representative(
    counts: Counts, allowed: Bools, statements: Ints
) -> dict[int, list[tuple[int, str]]]:
    """At most five statements for each group, as Polis chooses them; no group is special beside no other."""
    k = len(counts.agree)
    if k < 2:
        return {group: [] for group in range(k)}
    agree, disagree = way(counts.agree, counts.seen), way(counts.disagree, counts.seen)
    columns = np.flatnonzero(allowed)
    return {
        group: [
            (int(statements[column]), name)
            for column, name in _group_list(agree, disagree, group, columns)
        ]
        for group in range(k)
    }


def _group_list(agree: Way, disagree: Way, group: int, columns: Ints) -> list[tuple[int, str]]:
    if not len(columns):
        return []
    agrees = agree.ratio_test[group] > disagree.ratio_test[group]
    metric = np.where(agrees, agree.metric[group], disagree.metric[group])
    passing = columns[(agree.passes | disagree.passes)[group, columns]]
    first = _best_agree(agree, disagree, group, columns)
    if not len(passing):
        strength = np.maximum(agree.ratio_test[group], disagree.ratio_test[group])[columns]
        order = [int(columns[np.argmax(strength)]) if first is None else first]
    else:
        ranked = passing[np.argsort(-metric[passing], kind="stable")]
        head = [] if first is None else [first]
        order = (head + [int(column) for column in ranked if column != first])[:MOST]
    named = [(column, "agree" if agrees[column] else "disagree") for column in order]
    return sorted(named, key=lambda one: one[1] != "agree")


def _best_agree(agree: Way, disagree: Way, group: int, columns: Ints) -> int | None:
    """The statement a group agrees on best, found in one walk along the columns."""
    ratio, p, test = agree.ratio[group], agree.p[group], agree.test[group]
    full, plain = agree.metric[group], p * test
    voted = (agree.hits[group] > 0) | (disagree.hits[group] > 0)
    good = (test > Z90) | ((ratio > 1.0) & (p > 0.5))
    best: int | None = None
    for column in columns[voted[columns]].tolist():
        if best is None:
            if good[column]:
                best = column
        elif (full[column] > full[best]) if ratio[best] > 1.0 else (plain[column] > plain[best]):
            best = column
    return best


def consensus(tally: Ints, allowed: Bools, statements: Ints) -> dict[str, list[int]]:
    """What all participants agree, and what they disagree with: at most five each. tally: (m, 3)."""
    seen = tally.sum(axis=1)
    lists = {}
    for name, place in (("agree", 2), ("disagree", 0)):
        p, test = share(tally[:, place], seen), one_proportion(tally[:, place], seen)
        fine = np.flatnonzero(allowed & (p > 0.5) & (test > Z90))
        order = fine[np.argsort(-(p * test)[fine], kind="stable")][:MOST]
        lists[name] = [int(statements[column]) for column in order]
    return lists


def extremity(center: Floats, directions: Floats) -> Floats:
    """How far from the middle somebody stands who agrees with one statement and said nothing else (m)."""
    return (1 - center) * np.sqrt(len(center)) * np.sqrt((directions * directions).sum(axis=0))


def priority(counts: Counts, extremes: Floats, meta: Bools) -> Floats:
    """The weight with which Polis shows each statement next (m); 49 for background facts."""
    agree, seen = counts.agree.sum(axis=0), counts.seen.sum(axis=0)
    passed = seen - agree - counts.disagree.sum(axis=0)
    importance = share(agree, seen) * (1 - share(passed, seen)) * (1 + extremes)
    weight = (importance * (1 + 8 * 2.0 ** (-seen / 5))) ** 2
    return np.where(meta, META_PRIORITY, weight)
