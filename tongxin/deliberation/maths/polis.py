"""Groups as Polis publishes them, its faults included: for comparison, migration and audit.

Rules as in compdemocracy/polis at 08e03eb (`pca.clj`, `clusters.clj`, `conversation.clj`): up to 100 base clusters
seeded by the first distinct positions in row order, groups of base clusters by weighted k-means seeded in the same
way, the number of groups by the unweighted silhouette of the base clusters. What Polis remembers between updates (warm
starts, smoothing of k, who was once grouped) is no function of the votes; `keep`, `force_k` and `groups` stand for it.
"""

import numpy as np

from .canonical import Bools, Floats, Ints, Votes
from .groups import most_groups

BASES = 100
BASE_STEPS, GROUP_STEPS = 100, 20
AT_ONCE = 15_000
"""Distances that are worked on at once: more would be new memory each time."""
STILL = 0.01
"""k-means ends when no center, sorted, moves further."""


def positions(votes: Votes, hidden: Bools, projected: Floats) -> Floats:
    """Projections stretched by sqrt(m / n_i), hidden statements counting as voted on by everybody (n, 2)."""
    visible = votes.gather(np.repeat((~hidden).astype(np.float64), 3)[:, None])[:, 0]
    cast = visible + hidden.sum()
    return projected * np.sqrt(votes.m / np.maximum(cast, 1))[:, None]


def groups(points: Floats, force_k: int | None) -> tuple[Ints, Floats]:
    """Groups of people at these positions in row order: labels (n), centers (k, 2). One group when no split is possible."""
    bases, centers = kmeans(points, np.ones(len(points)), BASES, BASE_STEPS)
    weights = np.bincount(bases, minlength=len(centers)).astype(np.float64)
    best, score = np.zeros(len(centers), dtype=np.int64), -np.inf
    for k in [force_k] if force_k else range(2, most_groups(len(centers)) + 1):
        labels, _centers = kmeans(centers, weights, k, GROUP_STEPS)
        if labels.max(initial=0) < 1 or _distinct(centers, k) < k:
            continue
        found = silhouette(centers, labels)
        if found > score:
            best, score = labels, found
    middles = [
        np.average(centers[best == g], axis=0, weights=weights[best == g])
        for g in range(best.max() + 1)
    ]
    return best[bases], np.array(middles)


def kmeans(points: Floats, weights: Floats, k: int, steps: int) -> tuple[Ints, Floats]:
    """Weighted k-means seeded by the first k distinct points; emptied clusters go. Labels (n), centers (at most k, 2)."""
    _unique, firsts = np.unique(points, axis=0, return_index=True)
    centers = points[np.sort(firsts)[:k]]
    for _ in range(steps + 1):
        labels = _nearest(points, centers)
        sizes = np.bincount(labels, weights=weights, minlength=len(centers))
        filled = sizes > 0
        sums = [np.bincount(labels, weights * points[:, axis], len(centers)) for axis in (0, 1)]
        moved = np.column_stack(sums)[filled] / sizes[filled, None]
        labels = (np.cumsum(filled) - 1)[labels]
        still = _still(centers, moved)
        centers = moved
        if still:
            break
    return labels, centers


def silhouette(points: Floats, labels: Ints) -> float:
    """The mean silhouette of points; a point alone in its group scores 0."""
    members = (labels[:, None] == np.arange(labels.max() + 1)).astype(np.float64)
    sizes = members.sum(axis=0)
    sums = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) @ members
    own = members.astype(bool)
    inside = sums[own] / np.maximum(sizes[labels] - 1, 1)
    outside = np.where(own, np.inf, sums / sizes).min(axis=1)
    larger = np.maximum(inside, outside)
    fine = (sizes[labels] > 1) & (larger > 0)
    scores = np.divide(outside - inside, larger, out=np.zeros_like(larger), where=fine)
    return float(scores.mean())


def _nearest(points: Floats, centers: Floats) -> Ints:
    labels = np.empty(len(points), dtype=np.int64)
    step = max(1, AT_ONCE // len(centers))
    for at in range(0, len(points), step):
        part = points[at : at + step]
        across, along = (part[:, None, axis] - centers[None, :, axis] for axis in (0, 1))
        labels[at : at + step] = (across * across + along * along).argmin(axis=1)
    return labels


def _still(before: Floats, after: Floats) -> bool:
    """Whether centers, both lists sorted, moved less than the limit."""
    one, two = (centers[np.lexsort(centers.T[::-1])] for centers in (before, after))
    shared = min(len(one), len(two))
    moves = np.sqrt(((one[:shared] - two[:shared]) ** 2).sum(axis=1))
    return bool((moves < STILL).all())


def _distinct(points: Floats, enough: int) -> int:
    return len(np.unique(points, axis=0)) if len(points) >= enough else len(points)
