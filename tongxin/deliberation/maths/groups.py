"""Groups of people who stand near each other, and how far apart the groups are.

k-means on positions (k-means++ with ten seeded starts, the best inertia kept: Arthur, Vassilvitskii 2007), the number
of groups by the silhouette (Rousseeuw 1987). Large clouds are first gathered into the cells of a grid, each cell one
point with its weight. Many clouds of the same shape are worked on at once; `runs` is always the first axis.

A number of groups is valid when no group is smaller than max(2, 2 % of the grouped) and there are as many groups as
were asked for.
"""

from dataclasses import dataclass

import numpy as np

from . import chance
from .canonical import Bools, Floats, Ints

STARTS = 10
MOST_GROUPS = 5
LEAST_SHARE = 0.02
AT_ONCE = 40_000
"""Points times starts that are worked on at once: they fit into the processor's cache."""


@dataclass(frozen=True)
class Grid:
    """Above `points` points a cloud is gathered into `cells` x `cells` cells; k-means takes `steps` steps at most."""

    points: int
    cells: int
    steps: int


FINE = Grid(4000, 64, 40)
"""For the result itself."""
COARSE = Grid(128, 16, 12)
"""For shuffled votes and subsamples, of which there are two hundred."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """points (runs, p, 2) with weights (runs, p); weight 0 fills up shorter runs. steps: of k-means, at most."""

    points: Floats
    weights: Floats
    steps: int

    @property
    def total(self) -> Floats:
        """How many people each run holds (runs)."""
        return self.weights.sum(axis=1)

    def part(self, runs: slice) -> "Cloud":
        return Cloud(self.points[runs], self.weights[runs], self.steps)


@dataclass(frozen=True, eq=False)
class Clustering:
    """centers (runs, k, 2), labels of the points (runs, p), valid (runs), silhouette (runs; -1 where not asked)."""

    centers: Floats
    labels: Ints
    valid: Bools
    silhouette: Floats

    @property
    def k(self) -> int:
        return self.centers.shape[1]


def oriented(positions: Floats) -> Floats:
    """Positions with each axis turned so that its third moment is not negative: a mirrored cloud gives the same."""
    tilt = (positions**3).sum(axis=-2, keepdims=True)
    return np.where(tilt < 0, -positions, positions)


def cloud(positions: Floats, grid: Grid) -> Cloud:
    """Positions (runs, n, 2) as weighted points in an order that does not depend on the people's order."""
    if positions.shape[1] > grid.points:
        return _cells(positions, grid)
    rounded = np.round(positions, 9) + 0.0
    order = np.lexsort((rounded[..., 1], rounded[..., 0]), axis=-1)
    return Cloud(
        np.take_along_axis(rounded, order[..., None], axis=1),
        np.ones(positions.shape[:2]),
        grid.steps,
    )


def most_groups(people: int) -> int:
    """The largest number of groups that is tried: min(5, 2 + floor(n / 12))."""
    return min(MOST_GROUPS, 2 + people // 12)


def least_size(people: Floats) -> Floats:
    """The smallest group that counts: max(2, 2 % of the grouped)."""
    return np.maximum(2.0, LEAST_SHARE * people)


def clusterings(seen: Cloud, counts: range | list[int], seed: int) -> list[Clustering]:
    """One clustering per number of groups in `counts`, with silhouettes."""
    runs, points = seen.weights.shape
    step = max(1, AT_ONCE // (STARTS * max(points, 1)))
    parts = [seen.part(slice(at, at + step)) for at in range(0, runs, step)]

    def all_counts(part: Cloud) -> list[Clustering]:
        found = [clustering(part, k, seed) for k in counts]
        return [
            _with(one, score) for one, score in zip(found, _silhouettes(part, found), strict=True)
        ]

    per_part = [all_counts(part) for part in parts]
    return [_joined(list(same_k)) for same_k in zip(*per_part, strict=True)]


def fixed(seen: Cloud, k: int, seed: int) -> Clustering:
    """Clusterings into k groups for every run, without silhouettes."""
    runs, points = seen.weights.shape
    step = max(1, AT_ONCE // (STARTS * max(points, 1)))
    parts = [seen.part(slice(at, at + step)) for at in range(0, runs, step)]
    return _joined([clustering(part, k, seed) for part in parts])


def best_silhouettes(found: list[Clustering]) -> Floats:
    """The largest silhouette among the valid numbers of groups, -1 where none is valid (runs)."""
    return np.max([np.where(one.valid, one.silhouette, -1.0) for one in found], axis=0)


def nearest(positions: Floats, centers: Floats) -> Ints:
    """The nearest of k centers for each position (…, n, 2), (…, k, 2) to (…, n)."""
    return _distances(positions, centers).argmin(axis=-2)


def _distances(positions: Floats, centers: Floats) -> Floats:
    """Squared distances (…, k, n)."""
    x = positions[..., None, :, 0] - centers[..., :, None, 0]
    y = positions[..., None, :, 1] - centers[..., :, None, 1]
    return x * x + y * y


def _cells(positions: Floats, grid: Grid) -> Cloud:
    cells = grid.cells
    runs = len(positions)
    low, high = positions.min(axis=1, keepdims=True), positions.max(axis=1, keepdims=True)
    scale = np.divide(cells, high - low, out=np.zeros_like(low), where=high > low)
    places = np.minimum(((positions - low) * scale).astype(np.int64), cells - 1)
    number = (places[..., 0] * cells + places[..., 1] + np.arange(runs)[:, None] * cells**2).ravel()
    size = runs * cells**2
    weights = np.bincount(number, minlength=size).reshape(runs, -1).astype(np.float64)
    sums = [
        np.bincount(number, weights=positions[..., axis].ravel(), minlength=size) for axis in (0, 1)
    ]
    points = np.stack(sums, axis=1).reshape(runs, -1, 2) / np.maximum(weights, 1)[..., None]
    order = np.argsort(weights == 0, axis=1, kind="stable")[
        :, : int((weights > 0).sum(axis=1).max())
    ]
    return Cloud(
        np.round(np.take_along_axis(points, order[..., None], axis=1), 9) + 0.0,
        np.take_along_axis(weights, order, axis=1),
        grid.steps,
    )


def clustering(seen: Cloud, k: int, seed: int) -> Clustering:
    """k-means from ten seeded starts at once; the start of least inertia is kept in every run."""
    centers = _seeds(seen, k, chance.uniforms(STARTS * k, seed, 3, k).reshape(STARTS, k))
    moments = np.concatenate(
        [seen.weights[..., None], seen.points * seen.weights[..., None]], axis=2
    )
    live = np.arange(STARTS)
    for _ in range(seen.steps):
        before = centers[:, live]
        moved = _means(_assigned(seen, before)[0], moments, before)
        centers[:, live] = moved
        live = live[(moved != before).any(axis=(0, 2, 3))]
        if not len(live):
            break
    labels, squares = _assigned(seen, centers)
    chosen = (squares * seen.weights[:, None]).sum(axis=2).round(12).argmin(axis=1)
    run = np.arange(len(chosen))
    return _checked(seen, centers[run, chosen], labels[run, chosen])


def _checked(seen: Cloud, centers: Floats, labels: Ints) -> Clustering:
    k = centers.shape[1]
    sizes = np.stack([(seen.weights * (labels == group)).sum(axis=1) for group in range(k)], axis=1)
    valid: Bools = np.all(sizes >= least_size(seen.total)[:, None], axis=1)
    return Clustering(centers, labels, valid, np.full(len(valid), -1.0))


def _seeds(seen: Cloud, k: int, draws: Floats) -> Floats:
    """k-means++: each further center drawn with probability in proportion to its squared distance (runs, starts, k, 2)."""
    runs = len(seen.points)
    centers = np.empty((runs, len(draws), k, 2))
    shares = np.broadcast_to(seen.weights[:, None], (runs, len(draws), seen.weights.shape[1]))
    closest = np.full(shares.shape, np.inf)
    for place in range(k):
        summed = np.cumsum(shares, axis=2)
        wanted = draws[:, place][None, :, None] * summed[..., -1:]
        drawn = np.minimum((summed <= wanted).sum(axis=2), shares.shape[2] - 1)
        centers[:, :, place] = seen.points[np.arange(runs)[:, None], drawn]
        apart = _distances(seen.points[:, None], centers[:, :, place : place + 1])[:, :, 0]
        closest = np.minimum(closest, apart)
        shares = closest * seen.weights[:, None]
    return centers


def _assigned(seen: Cloud, centers: Floats) -> tuple[Ints, Floats]:
    """The nearest center of every point, and the squared distance to it (runs, starts, p)."""
    x, y = seen.points[:, None, :, 0], seen.points[:, None, :, 1]
    labels = np.zeros((*centers.shape[:2], x.shape[-1]), dtype=np.int8)
    squares = _apart(x, y, centers[:, :, 0])
    for group in range(1, centers.shape[2]):
        other = _apart(x, y, centers[:, :, group])
        nearer = other < squares
        np.copyto(labels, np.int8(group), where=nearer)
        np.minimum(squares, other, out=squares)
    return labels, squares


def _apart(x: Floats, y: Floats, center: Floats) -> Floats:
    across = x - center[..., 0, None]
    across *= across
    along = y - center[..., 1, None]
    along *= along
    across += along
    return across


def _means(labels: Ints, moments: Floats, centers: Floats) -> Floats:
    """Each group's weighted mean; a group without points keeps its center."""
    runs, starts, k = centers.shape[:3]
    own = (labels[:, :, None] == np.arange(k, dtype=np.int8)[:, None]).astype(np.float64)
    sums = (own.reshape(runs, starts * k, -1) @ moments).reshape(runs, starts, k, 3)
    return np.where(sums[..., :1] > 0, sums[..., 1:] / np.maximum(sums[..., :1], 1), centers)


def _silhouettes(seen: Cloud, found: list[Clustering]) -> list[Floats]:
    """The weighted mean silhouette of every clustering, all from one pass over the distances."""
    members = [
        (one.labels[..., None] == np.arange(one.k)) * seen.weights[..., None] for one in found
    ]
    every = np.concatenate(members, axis=2)
    sums = np.concatenate(
        [_summed(seen, slice(at, at + 256), every) for at in range(0, seen.points.shape[1], 256)],
        axis=1,
    )
    scores, at = [], 0
    for one, mine in zip(found, members, strict=True):
        scores.append(_score(seen, one, sums[..., at : at + one.k], mine.sum(axis=1)))
        at += one.k
    return scores


def _summed(seen: Cloud, rows: slice, members: Floats) -> Floats:
    """For some points the sum of distances to each group (runs, rows, groups).

    Products of many small matrices are left to NumPy: a threaded BLAS loses time on each.
    """
    some = seen.points[:, rows]
    across = some[:, :, None, 0] - seen.points[:, None, :, 0]
    across *= across
    along = some[:, :, None, 1] - seen.points[:, None, :, 1]
    along *= along
    across += along
    np.sqrt(across, out=across)
    return across @ members if len(members) == 1 else np.einsum("rij,rjk->rik", across, members)


def _score(seen: Cloud, one: Clustering, sums: Floats, sizes: Floats) -> Floats:
    own = one.labels[..., None] == np.arange(one.k)
    mine = (sizes[:, None] * own).sum(axis=2)
    inside = (sums * own).sum(axis=2) / np.maximum(mine - 1, 1)
    means = np.divide(
        sums, sizes[:, None], out=np.full_like(sums, np.inf), where=sizes[:, None] > 0
    )
    outside = np.where(own, np.inf, means).min(axis=2)
    larger = np.maximum(inside, np.where(np.isfinite(outside), outside, 0.0))
    fine = (mine > 1) & (larger > 0) & np.isfinite(outside)
    outside = np.where(fine, outside, 0.0)
    score = np.divide(outside - inside, larger, out=np.zeros_like(larger), where=fine)
    return (score * seen.weights).sum(axis=1) / np.maximum(seen.total, 1)


def _with(one: Clustering, silhouette: Floats) -> Clustering:
    return Clustering(one.centers, one.labels, one.valid, silhouette)


def _joined(parts: list[Clustering]) -> Clustering:
    return Clustering(
        np.concatenate([part.centers for part in parts]),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.valid for part in parts]),
        np.concatenate([part.silhouette for part in parts]),
    )
