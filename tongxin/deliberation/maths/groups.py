"""Groups of people who stand near each other, and how far apart the groups are.

k-means on positions (k-means++ with ten seeded starts, the best inertia kept: Arthur, Vassilvitskii 2007), the number
of groups by the silhouette (Rousseeuw 1987). Large clouds are first gathered into the cells of a grid, each cell one
point with its weight. Many clouds of the same shape are worked on at once; `runs` is always the first axis.

A number of groups is valid when no group is smaller than max(2, 2 % of the grouped) and there are as many groups as
were asked for.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from . import chance
from .canonical import Bools, Floats, Ints
from .products import product

MOST_GROUPS = 5
LEAST_SHARE = 0.02
ROUNDING = 1e-9
AT_ONCE = 40_000
"""Points times starts that are worked on at once: they fit into the processor's cache."""


@dataclass(frozen=True)
class Grid:
    """Above `points` points a cloud is gathered into `cells` x `cells` cells; k-means is begun `starts` times and takes
    `steps` steps at most."""

    points: int
    cells: int
    starts: int
    steps: int


FINE = Grid(4000, 64, 10, 40)
"""For the result itself."""
COARSE = Grid(128, 16, 4, 12)
"""For shuffled votes and subsamples, of which there are two hundred."""
HALVES = Grid(128, 16, 5, 12)
"""For the two halves of the votes."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """points (runs, p, 2) with weights (runs, p); weight 0 fills up shorter runs. grid: how k-means is to go about it."""

    points: Floats
    weights: Floats
    grid: Grid

    @property
    def total(self) -> Floats:
        """How many people each run holds (runs)."""
        return self.weights.sum(axis=1)

    @cached_property
    def lifted(self) -> Floats:
        """x, y, 1, x^2 + y^2 of every point: squared distances are products with these (runs, 4, p)."""
        found = np.ones((len(self.points), 4, self.points.shape[1]))
        found[:, :2] = self.points.transpose(0, 2, 1)
        found[:, 3] = (self.points * self.points).sum(axis=2)
        return found

    @cached_property
    def moments(self) -> Floats:
        """Weight, and weighted x and y, of every point (runs, p, 3)."""
        weights = self.weights[..., None]
        return np.concatenate([weights, self.points * weights], axis=2)

    def part(self, runs: slice) -> "Cloud":
        return Cloud(self.points[runs], self.weights[runs], self.grid)


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
    """Positions with each axis turned so that its third moment is not negative: a mirrored cloud gives the same.

    A moment within rounding error of 0 turns nothing: its sign would hang on the order of summing.
    """
    cubes = positions**3
    tilt, size = cubes.sum(axis=-2, keepdims=True), np.abs(cubes).sum(axis=-2, keepdims=True)
    return np.where(tilt < -ROUNDING * size, -positions, positions)


def cloud(positions: Floats, grid: Grid) -> Cloud:
    """Positions (runs, n, 2) as weighted points in an order that does not depend on the people's order."""
    if positions.shape[1] > grid.points:
        return _cells(positions, grid)
    rounded = np.round(positions, 9) + 0.0
    order = np.lexsort((rounded[..., 1], rounded[..., 0]), axis=-1)
    return Cloud(
        np.take_along_axis(rounded, order[..., None], axis=1),
        np.ones(positions.shape[:2]),
        grid,
    )


def most_groups(people: int) -> int:
    """The largest number of groups that is tried: min(5, 2 + floor(n / 12))."""
    return min(MOST_GROUPS, 2 + people // 12)


def least_size(people: Floats) -> Floats:
    """The smallest group that counts: max(2, 2 % of the grouped)."""
    return np.maximum(2.0, LEAST_SHARE * people)


def clusterings(seen: Cloud, counts: range | list[int], seed: int) -> list[Clustering]:
    """One clustering per number of groups in `counts`, with silhouettes."""

    def measured(part: Cloud) -> list[Clustering]:
        found = _searched(part, list(counts), seed)
        scores = _silhouettes(part, found)
        return [_with(one, score) for one, score in zip(found, scores, strict=True)]

    per_part = [measured(part) for part in _parts(seen, len(counts))]
    return [_joined(list(same_k)) for same_k in zip(*per_part, strict=True)]


def fixed(seen: Cloud, k: int, seed: int) -> Clustering:
    """Clusterings into k groups for every run, without silhouettes."""
    return _joined([_searched(part, [k], seed)[0] for part in _parts(seen, 1)])


def _parts(seen: Cloud, counts: int) -> list[Cloud]:
    """The runs, a few at a time."""
    runs, points = seen.weights.shape
    step = max(1, AT_ONCE // (seen.grid.starts * counts * max(points, 1)))
    return [seen.part(slice(at, at + step)) for at in range(0, runs, step)]


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
        grid,
    )


@dataclass(frozen=True, eq=False)
class Layout:
    """How the centers of all starts stand side by side: first the first group of every start, then the second groups …

    Starts stand in the order of falling k, so that those that have a g-th group are always the first ones. having: how
    many have it; start, group: whose center each is (c).
    """

    having: list[int]
    start: Ints
    group: NDArray[np.int8]

    def of(self, live: Ints) -> tuple["Layout", Ints]:
        """The layout of some starts alone, and where their centers stand in this one."""
        wanted = np.zeros(self.having[0], dtype=bool)
        wanted[live] = True
        places = np.flatnonzero(wanted[self.start])
        group = self.group[places]
        return Layout(np.bincount(group).tolist(), self.start[places], group), places


def _layout(ks: Ints) -> Layout:
    """ks: the numbers of groups of all starts, falling."""
    having = [int((ks > group).sum()) for group in range(ks[0])]
    start = np.concatenate([np.arange(mine) for mine in having])
    return Layout(having, start, np.repeat(np.arange(ks[0], dtype=np.int8), having))


def _searched(seen: Cloud, counts: list[int], seed: int) -> list[Clustering]:
    """k-means for every k of `counts` from all its seeded starts at once; in every run the start of least inertia is kept."""
    starts = seen.grid.starts
    ks = np.repeat(sorted(counts, reverse=True), starts)
    draws = np.zeros((len(ks), int(ks[0])))
    for k in counts:
        draws[ks == k, :k] = chance.uniforms(starts * k, seed, 3, k).reshape(starts, k)
    whole = _layout(ks)
    centers = _seeds(seen, whole, draws)
    layout, places = whole, np.arange(len(whole.start))
    for _ in range(seen.grid.steps):
        before = centers[:, places]
        moved = _means(seen, _assigned(seen, before, layout)[0], before, layout)
        centers[:, places] = moved
        still = (moved == before).all(axis=(0, 2))
        if still.all():
            break
        if still.any():
            layout, places = whole.of(layout.start[~still])
    labels, squares = _assigned(seen, centers, whole)
    inertia = (squares * seen.weights[:, None]).sum(axis=2).round(12)
    found, firsts = [], np.cumsum([0, *whole.having])
    for k in counts:
        mine = np.flatnonzero(ks == k)
        run, chosen = np.arange(len(inertia)), mine[inertia[:, mine].argmin(axis=1)]
        own = centers[run[:, None], firsts[:k] + chosen[:, None]]
        found.append(_checked(seen, own, labels[run, chosen]))
    return found


def _checked(seen: Cloud, centers: Floats, labels: Ints) -> Clustering:
    k = centers.shape[1]
    sizes = np.stack([(seen.weights * (labels == group)).sum(axis=1) for group in range(k)], axis=1)
    valid: Bools = np.all(sizes >= least_size(seen.total)[:, None], axis=1)
    return Clustering(centers, labels, valid, np.full(len(valid), -1.0))


def _seeds(seen: Cloud, layout: Layout, draws: Floats) -> Floats:
    """k-means++: each further center drawn with probability in proportion to its squared distance (runs, c, 2)."""
    runs, points = seen.weights.shape
    shares = np.broadcast_to(seen.weights[:, None], (runs, len(draws), points))
    closest = np.full(shares.shape, np.inf)
    x, y = seen.points[:, None, :, 0], seen.points[:, None, :, 1]
    centers = []
    for place, mine in enumerate(layout.having):
        summed = np.cumsum(shares[:, :mine], axis=2)
        wanted = draws[:mine, place][None, :, None] * summed[..., -1:]
        drawn = np.minimum((summed <= wanted).sum(axis=2), points - 1)
        centers.append(seen.points[np.arange(runs)[:, None], drawn])
        closest = np.minimum(closest[:, :mine], _apart(x, y, centers[-1]))
        shares = closest * seen.weights[:, None]
    return np.concatenate(centers, axis=1)


def _assigned(seen: Cloud, centers: Floats, layout: Layout) -> tuple[NDArray[np.int8], Floats]:
    """The nearest center of every point, and the squared distance to it (runs, starts, p).

    The distances to all centers come from one product. The group's number takes the place of their last three bits, so
    that the smallest distance brings it along; of equal ones the first group counts.
    """
    form = np.empty((*centers.shape[:2], 4))
    np.multiply(centers, -2.0, out=form[..., :2])
    form[..., 2], form[..., 3] = (centers * centers).sum(axis=2), 1.0
    apart = product(form, seen.lifted)
    bits = apart.view(np.int64)
    bits &= -8
    bits |= layout.group[:, None]
    at = layout.having[0]
    best = apart[:, :at]
    for mine in layout.having[1:]:
        np.minimum(best[:, :mine], apart[:, at : at + mine], out=best[:, :mine])
        at += mine
    return (bits[:, : layout.having[0]] & 7).astype(np.int8), best


def _apart(x: Floats, y: Floats, center: Floats) -> Floats:
    across = x - center[..., 0, None]
    across *= across
    along = y - center[..., 1, None]
    along *= along
    across += along
    return across


def _means(seen: Cloud, labels: NDArray[np.int8], centers: Floats, layout: Layout) -> Floats:
    """Each group's weighted mean; a group without points keeps its center (runs, c, 2)."""
    own, at = np.empty((len(labels), centers.shape[1], labels.shape[2])), 0
    for group, mine in enumerate(layout.having):
        np.equal(labels[:, :mine], group, out=own[:, at : at + mine], casting="unsafe")
        at += mine
    sums = product(own, seen.moments)
    filled = sums[..., :1] > 0
    return np.where(filled, sums[..., 1:] / np.where(filled, sums[..., :1], 1.0), centers)


def _silhouettes(seen: Cloud, found: list[Clustering]) -> list[Floats]:
    """The weighted mean silhouette of every clustering, all from one pass over the distances."""
    members = [
        (one.labels[..., None] == np.arange(one.k)) * seen.weights[..., None] for one in found
    ]
    every = np.concatenate(members, axis=2)
    sums = _summed(seen, every)
    scores, at = [], 0
    for one, mine in zip(found, members, strict=True):
        scores.append(_score(seen, one, sums[..., at : at + one.k], mine.sum(axis=1)))
        at += one.k
    return scores


def _summed(seen: Cloud, members: Floats) -> Floats:
    """For every point the sum of distances to each group (runs, p, groups), some rows at a time."""
    runs, points = seen.weights.shape
    x, y = np.ascontiguousarray(seen.points.transpose(2, 0, 1))
    rows = max(1, AT_ONCE // max(runs * points, 1))
    found = np.empty(members.shape)
    for at in range(0, points, rows):
        some = slice(at, at + rows)
        across = x[:, some, None] - x[:, None]
        across *= across
        along = y[:, some, None] - y[:, None]
        along *= along
        across += along
        np.sqrt(across, out=across)
        found[:, some] = product(across, members)
    return found


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
