"""Positions with their uncertainty: a factor model fitted to the votes that were cast, and to no others.

    x_ij = mu_j + w_j . y_i + e_ij,   y_i ~ N(0, I_2),   e_ij ~ N(0, s2)

The loadings w_j carry a ridge of 8 (eight imaginary votes that say nothing), found by expectation-maximisation on the
observed cells (Rubin, Thayer 1982; Bishop 2006, 12.2). Participant i, who voted on the statements O, then stands at

    y_i = (W_O^T W_O + s2 I)^-1 W_O^T (x_i - mu),   covariance  s2 (W_O^T W_O + s2 I)^-1

so that few votes mean a position near the middle *and* a wide ellipse, where a projection would feign precision.

Several conversations of equal shape are fitted at once by laying them side by side (`Stack`): shuffled ones, and
subsamples.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import chance
from .canonical import Bools, Floats, Ints, Votes
from .components import by_code, folded, signed
from .pairs import means

RIDGE = 8.0
ROUNDS = 20
"""Rounds of expectation-maximisation; later ones move positions by far less than their uncertainty."""
BRIEF = 10
"""Rounds for shuffled votes and subsamples, and for the real votes they are compared with."""
TURNS = 4
"""Power iterations that find the starting direction."""
LEAST_NOISE = 0.01
"""The noise variance never falls below this, so that two perfect camps keep finite positions."""


@dataclass(frozen=True, eq=False)
class Stack:
    """`runs` conversations of n participants and m statements in one: run r owns rows r n … and columns r m …"""

    votes: Votes
    runs: int
    hidden: Bools

    @property
    def n(self) -> int:
        return self.votes.n // self.runs

    @property
    def m(self) -> int:
        return self.votes.m // self.runs


@dataclass(frozen=True, eq=False)
class Factors:
    """center: mu (m); loadings: W (m, 2); noise: s2; for one conversation."""

    center: Floats
    loadings: Floats
    noise: float

    @property
    def reach(self) -> Floats:
        """How far apart the expected votes of two people are who stand one unit apart on an axis (2)."""
        return np.sqrt((self.loadings * self.loadings).sum(axis=0))


@dataclass(frozen=True, eq=False)
class Fitted:
    """What was fitted to a stack: center (runs, m), loadings (runs, m, 2), noise (runs), positions (runs, n, 2)."""

    center: Floats
    loadings: Floats
    noise: Floats
    positions: Floats

    def one(self, run: int = 0) -> Factors:
        return Factors(self.center[run], self.loadings[run], float(self.noise[run]))

    def spread(self) -> Floats:
        """Positions in units of votes (runs, n, 2): two people's distance is that of the votes expected of them."""
        values, axes = np.linalg.eigh(self.loadings.transpose(0, 2, 1) @ self.loadings)
        return self.positions @ (axes * np.sqrt(np.maximum(values, 0.0))[:, None])[:, :, ::-1]


@dataclass(frozen=True, eq=False)
class Posterior:
    """positions: y (…, 2); covariance: xx, xy, yy (…, 3)."""

    positions: Floats
    covariance: Floats

    def matrices(self) -> Floats:
        """Covariance as full matrices (…, 2, 2)."""
        return self.covariance[..., [0, 1, 1, 2]].reshape(*self.covariance.shape[:-1], 2, 2)


def stacked(codes: list[NDArray[np.int64]], starts: list[Ints], m: int, hidden: Bools) -> Stack:
    """Conversations of equal shape side by side. codes, starts: of each one; hidden: of the statements (m)."""
    runs = len(codes)
    shifted = [part + 3 * m * run for run, part in enumerate(codes)]
    lengths = np.concatenate([np.diff(one) for one in starts])
    votes = Votes(
        np.arange(len(lengths)),
        np.arange(runs * m),
        np.concatenate([[0], np.cumsum(lengths)]),
        np.concatenate(shifted).astype(np.int32),
    )
    return Stack(votes, runs, np.tile(hidden, runs))


def alone(votes: Votes, hidden: Bools) -> Stack:
    """One conversation as a stack of one."""
    return Stack(votes, 1, hidden)


def fit(stack: Stack, rounds: int = ROUNDS) -> Fitted:
    """The factor model of every run, and everybody's position in it."""
    votes, center = stack.votes, means(stack.votes.tally, stack.hidden)
    squares = _squares(stack, center)
    positions = _start(stack, center)
    moments = _outer(positions)
    counted = np.maximum(_per_run(votes.tally.sum(axis=1) * ~stack.hidden, stack.runs), 1)
    for _ in range(rounds):
        loadings, explained = _loadings(stack, center, positions, moments)
        noise = np.maximum((squares - _per_run(explained, stack.runs)) / counted, LEAST_NOISE)
        positions, covariance = _positions(votes, center, loadings, np.repeat(noise, stack.n))
        moments = _outer(positions) + covariance
    return Fitted(
        center.reshape(stack.runs, -1),
        loadings.reshape(stack.runs, -1, 2),
        noise,
        positions.reshape(stack.runs, -1, 2),
    )


def posterior(votes: Votes, factors: Factors) -> Posterior:
    """Everybody's position and its covariance under a fitted model (n, 2), (n, 3)."""
    noise = np.full(votes.n, factors.noise)
    return Posterior(*_positions(votes, factors.center, factors.loadings, noise))


def upright(factors: Factors) -> Factors:
    """The same model with its axes turned to where opinions differ most, signs fixed; positions turn with it."""
    _values, axes = np.linalg.eigh(factors.loadings.T @ factors.loadings)
    turned = factors.loadings @ axes[:, ::-1]
    sizes = np.sqrt((turned * turned).sum(axis=0))
    turned[:, sizes <= 1e-9 * max(float(sizes[0]), 1e-300)] = 0.0
    return Factors(
        factors.center, np.column_stack([signed(turned[:, 0]), signed(turned[:, 1])]), factors.noise
    )


def _start(stack: Stack, center: Floats) -> Floats:
    """Positions along the leading directions, of unit size in each run (runs n, 2)."""
    seed = chance.normals(2 * stack.m, 2).reshape(stack.m, 2)
    visible = ~stack.hidden[:, None]
    directions = np.tile(seed, (stack.runs, 1)) * visible
    for _ in range(TURNS):
        along = stack.votes.gather(by_code(directions, center))
        sums = folded(stack.votes.scatter(along), center) * visible
        directions = _orthonormal(sums, stack.runs)
    along = stack.votes.gather(by_code(directions, center)).reshape(stack.runs, -1, 2)
    sizes = np.sqrt((along * along).mean(axis=1, keepdims=True))
    return np.divide(along, sizes, out=np.zeros_like(along), where=sizes > 0).reshape(-1, 2)


def _loadings(
    stack: Stack, center: Floats, positions: Floats, moments: Floats
) -> tuple[Floats, Floats]:
    """The M step: loadings (m, 2), and how much of the squared votes on each statement they explain (m)."""
    sums = stack.votes.scatter(np.concatenate([moments, positions], axis=1))
    visible = ~stack.hidden[:, None]
    seen = (sums[0::3, :3] + sums[1::3, :3] + sums[2::3, :3]) * visible
    pulls = folded(sums[:, 3:], center) * visible
    loadings = _solve(seen[:, 0] + RIDGE, seen[:, 1], seen[:, 2] + RIDGE, pulls)
    x, y = loadings.T
    spread = seen[:, 0] * x * x + 2 * seen[:, 1] * x * y + seen[:, 2] * y * y
    return loadings, 2 * (x * pulls[:, 0] + y * pulls[:, 1]) - spread


def _positions(
    votes: Votes, center: Floats, loadings: Floats, noise: Floats
) -> tuple[Floats, Floats]:
    """The E step: posterior means (n, 2) and covariances (n, 3) of everybody."""
    table = np.empty((3 * len(center), 5))
    table[:, :3] = np.repeat(_outer(loadings), 3, axis=0)
    table[:, 3:] = by_code(loadings, center)
    sums = votes.gather(table)
    a, b, d = sums[:, 0] + noise, sums[:, 1], sums[:, 2] + noise
    scale = noise / (a * d - b * b)
    return _solve(a, b, d, sums[:, 3:]), np.column_stack([d * scale, -b * scale, a * scale])


def _solve(a: Floats, b: Floats, d: Floats, right: Floats) -> Floats:
    """[[a, b], [b, d]]^-1 right, for many at once."""
    over = 1.0 / (a * d - b * b)
    x, y = right.T
    found = np.empty_like(right)
    found[:, 0], found[:, 1] = (d * x - b * y) * over, (a * y - b * x) * over
    return found


def _outer(points: Floats) -> Floats:
    """xx, xy, yy of every point (…, 3)."""
    x, y = points.T
    found = np.empty((len(points), 3))
    found[:, 0], found[:, 1], found[:, 2] = x * x, x * y, y * y
    return found


def _orthonormal(directions: Floats, runs: int) -> Floats:
    """Two unit vectors in each run, the second at right angles to the first, 0 where there is none."""
    one, two = directions.reshape(runs, -1, 2).transpose(2, 0, 1)
    one = _unit(one, np.zeros(runs))
    before = np.sqrt((two * two).sum(axis=1))
    for _ in range(2):
        two = two - (one * two).sum(axis=1, keepdims=True) * one
    return np.stack([one, _unit(two, 1e-10 * before)], axis=2).reshape(-1, 2)


def _unit(vectors: Floats, least: Floats) -> Floats:
    sizes = np.sqrt((vectors * vectors).sum(axis=1))
    fine = (sizes > least)[:, None]
    return np.divide(vectors, sizes[:, None], out=np.zeros_like(vectors), where=fine)


def _squares(stack: Stack, center: Floats) -> Floats:
    """The sum of (x - mu)^2 over each run."""
    against, passed, agreed = stack.votes.tally.T
    squares = against * (1 + center) ** 2 + passed * center**2 + agreed * (1 - center) ** 2
    return _per_run(squares * ~stack.hidden, stack.runs)


def _per_run(values: Floats, runs: int) -> Floats:
    return values.reshape(runs, -1).sum(axis=1)
