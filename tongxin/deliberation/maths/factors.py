"""Positions with their uncertainty: a factor model fitted to the votes that were cast, and to no others.

    x_ij = mu_j + w_j . y_i + e_ij,   y_i ~ N(0, I_2),   e_ij ~ N(0, s2)

The loadings w_j carry a ridge of 8 (eight imaginary votes that say nothing), found by expectation-maximisation on the
observed cells (Rubin, Thayer 1982; Bishop 2006, 12.2). Participant i, who voted on the statements O, then stands at

    y_i = (W_O^T W_O + s2 I)^-1 W_O^T (x_i - mu),   covariance  s2 (W_O^T W_O + s2 I)^-1

so that few votes mean a position near the middle *and* a wide ellipse, where a projection would feign precision.

Several conversations of equal shape, shuffled ones and subsamples, are fitted at once: see `stacks`.
"""

from dataclasses import dataclass

import numpy as np

from . import chance
from .canonical import Floats, Votes
from .components import signed
from .products import product
from .stacks import Stack, gathered

RIDGE = 8.0
ROUNDS = 12
"""Rounds of expectation-maximisation; later ones move positions by far less than their uncertainty."""
BRIEF = 6
"""Rounds for shuffled votes, subsamples and halves, and for the real votes that are compared with shuffled ones."""
SOUGHT, TURNS = 6, 4
"""Directions followed, and power iterations, to find the leading two: with fewer, directions of nearly equal strength
take a hundred rounds to come apart (Halko, Martinsson, Tropp 2011, doi 10.1137/090771806)."""
NOTHING = 1e-12
"""A direction below this share of the strongest is rounding error."""
LEAST_NOISE = 0.01
"""The noise variance never falls below this, so that two perfect camps keep finite positions."""


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


def fit(stack: Stack, rounds: int = ROUNDS) -> Fitted:
    """The factor model of every run, and everybody's position in it."""
    positions = _start(stack)
    moments = _outer(positions)
    for _ in range(rounds):
        loadings, explained = _loadings(*stack.statements(moments, positions))
        noise = np.maximum((stack.squares - explained) / stack.counted, LEAST_NOISE)
        sums = stack.people(_outer(loadings), loadings)
        positions, moments = _positions(*sums, noise[:, None])
        moments += _outer(positions)
    return Fitted(stack.center, loadings.transpose(0, 2, 1), noise, positions.transpose(0, 2, 1))


def posterior(votes: Votes, factors: Factors) -> Posterior:
    """Everybody's position and its covariance under a fitted model (n, 2), (n, 3)."""
    loadings = factors.loadings.T[None]
    sums = gathered(votes, factors.center, _outer(loadings), loadings).T[None]
    positions, covariance = _positions(sums[:, :3], sums[:, 3:], factors.noise)
    return Posterior(np.ascontiguousarray(positions[0].T), np.ascontiguousarray(covariance[0].T))


def upright(factors: Factors) -> Factors:
    """The same model with its axes turned to where opinions differ most, signs fixed; positions turn with it."""
    _values, axes = np.linalg.eigh(factors.loadings.T @ factors.loadings)
    turned = factors.loadings @ axes[:, ::-1]
    sizes = np.sqrt((turned * turned).sum(axis=0))
    turned[:, sizes <= 1e-9 * max(float(sizes[0]), 1e-300)] = 0.0
    return Factors(
        factors.center, np.column_stack([signed(turned[:, 0]), signed(turned[:, 1])]), factors.noise
    )


def _start(stack: Stack) -> Floats:
    """Positions along the two leading directions, of unit size in each run (runs, 2, n)."""
    seed = chance.normals(SOUGHT * stack.m, 2).reshape(stack.m, SOUGHT).T * stack.visible
    directions = np.broadcast_to(seed, (stack.runs, SOUGHT, stack.m))
    for _ in range(TURNS):
        directions = _principal(stack.back(stack.along(directions)))
    return _principal(stack.along(directions))[:, :2] * np.sqrt(stack.n)


def _loadings(seen: Floats, pulls: Floats) -> tuple[Floats, Floats]:
    """The M step: loadings w (runs, 2, m), and how much of the squared votes of each run they explain (runs), which is
    2 w.pull - w'seen w = w.pull + ridge w.w."""
    loadings = _applied(_inverse(seen, RIDGE), pulls)
    return loadings, (loadings * (pulls + RIDGE * loadings)).sum(axis=(1, 2))


def _positions(seen: Floats, pulls: Floats, noise: Floats | float) -> tuple[Floats, Floats]:
    """The E step: posterior means (runs, 2, n) and covariances xx, xy, yy (runs, 3, n) of everybody."""
    inverse = _inverse(seen, noise)
    positions = _applied(inverse, pulls)
    inverse *= np.expand_dims(noise, -1)
    return positions, inverse


def _inverse(matrices: Floats, added: Floats | float) -> Floats:
    """([[xx, xy], [xy, yy]] + added I)^-1 as xx, xy, yy (runs, 3, …)."""
    a, b, d = matrices[:, 0] + added, matrices[:, 1], matrices[:, 2] + added
    over = 1.0 / (a * d - b * b)
    found = np.empty_like(matrices)
    np.multiply(d, over, out=found[:, 0])
    np.multiply(a, over, out=found[:, 2])
    over *= b
    np.negative(over, out=found[:, 1])
    return found


def _applied(matrices: Floats, right: Floats) -> Floats:
    """[[xx, xy], [xy, yy]] times (runs, 2, …)."""
    found = matrices[:, ::2] * right
    found += matrices[:, 1:2] * right[:, ::-1]
    return found


def _outer(points: Floats) -> Floats:
    """xx, xy, yy of every point (runs, 2, …) to (runs, 3, …)."""
    found = np.empty((len(points), 3, points.shape[2]))
    np.multiply(points, points, out=found[:, ::2])
    np.multiply(points[:, 0], points[:, 1], out=found[:, 1])
    return found


def _principal(rows: Floats) -> Floats:
    """Unit vectors at right angles to each other that span what some rows do, the strongest first, 0 where there is
    none left (runs, q, x)."""
    values, axes = np.linalg.eigh(product(rows, rows.transpose(0, 2, 1)))
    strong = values > NOTHING * values[:, -1:]
    axes *= np.sqrt(np.divide(1.0, values, out=np.zeros_like(values), where=strong))[:, None]
    return product(axes.transpose(0, 2, 1)[:, ::-1], rows)
