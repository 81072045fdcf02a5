"""The two directions in which opinions differ most: leading right singular vectors of the centred votes.

The matrix is A_ij = x_ij - mu_j where i voted on j and 0 elsewhere, so it is as sparse as the votes. Its components
are the eigenvectors of the Gram matrix G = A^T A, which is formed from exact whole numbers (see `pairs`) and solved
directly when it is small, else approached (see `eigen`); in larger conversations Lanczos steps A^T(Ax) take its place.

Signs are free in a component; here the first of the largest loadings (within 1e-6 of it) is positive.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from . import chance
from .canonical import Bools, Floats, Votes
from .eigen import approached
from .pairs import count_pairs, means, work_of_pairs

FEW_STATEMENTS = 64
"""Up to so many statements G is solved directly: beyond, the direct solution would wait for other threads."""

MOST_STATEMENTS = 3000
"""Above this many statements G itself is too large."""

MOST_PAIRS = 4_000_000
"""Above this many pairs of votes the Lanczos steps are the smaller work."""

NOTHING = 1e-10
"""An eigenvalue below this share of the largest is rounding error: its component is 0."""

LANCZOS_WORK = 1_600_000_000
"""Votes that Lanczos may pass over in all; between 24 and 300 steps."""


@dataclass(frozen=True, eq=False)
class Components:
    """center: mean votes (m); directions: unit vectors or 0 (2, m); strengths: eigenvalues of G (2)."""

    center: Floats
    directions: Floats
    strengths: Floats


def components(votes: Votes, hidden: Bools) -> Components:
    """Means and the two leading components of a conversation; `hidden` statements (m) count for nothing."""
    center = means(votes.tally, hidden)
    if votes.m <= MOST_STATEMENTS and work_of_pairs(votes) <= MOST_PAIRS:
        gram = count_pairs(votes).gram(center)
        gram[hidden] = 0.0
        gram[:, hidden] = 0.0
        return leading(gram, center)
    return _by_operator(votes, center, hidden)


def leading(gram: Floats, center: Floats) -> Components:
    """The two leading eigenvectors of a Gram matrix (m, m), signs fixed."""
    m = len(gram)
    if not m:
        return settled(center, np.zeros(0), np.zeros((0, 0)))
    found = approached(gram) if m > FEW_STATEMENTS else None
    if found is None:
        largest = [max(m - 2, 0), m - 1]
        found = linalg.eigh(gram, subset_by_index=largest, check_finite=False)
    values, vectors = found
    return settled(center, values, vectors)


def signed(vector: Floats) -> Floats:
    """The vector or its negative, so that the first of its largest entries is positive."""
    sizes = np.abs(vector)
    first = int(np.argmax(sizes >= sizes.max() * (1 - 1e-6)))
    return vector if vector[first] >= 0 else -vector


def settled(center: Floats, values: Floats, vectors: Floats) -> Components:
    """Components out of ascending eigenvalues: what is rounding error becomes 0, signs are fixed."""
    directions, strengths = np.zeros((2, len(center))), np.zeros(2)
    largest = values[-1] if len(values) else 0.0
    for place in range(min(2, len(values))):
        value = values[-1 - place]
        if value > NOTHING * max(largest, 1.0):
            directions[place] = signed(vectors[:, -1 - place])
            strengths[place] = value
    return Components(center, directions, strengths)


def projections(votes: Votes, center: Floats, directions: Floats) -> Floats:
    """A C^T: each participant's centred votes along the directions (n, 2); hidden columns have loading 0."""
    return votes.gather(by_code(directions.T, center))


def by_code(loadings: Floats, center: Floats) -> Floats:
    """(x - mu_j) c_j for every code, out of c (m, q): a table for `gather` (3m, q)."""
    table = np.empty((3 * len(center), loadings.shape[1]))
    middle = -center[:, None] * loadings
    table[0::3] = middle - loadings
    table[1::3] = middle
    table[2::3] = middle + loadings
    return table


def folded(sums: Floats, center: Floats) -> Floats:
    """A^T y (m, q) out of P^T y (3m, q), as `scatter` gives it."""
    against, passed, agreed = sums[0::3], sums[1::3], sums[2::3]
    return agreed - against - center[:, None] * (against + passed + agreed)


def _by_operator(votes: Votes, center: Floats, hidden: Bools) -> Components:
    visible = ~hidden

    def gram_times(vector: Floats) -> Floats:
        inner = votes.gather(by_code((vector * visible)[:, None], center))
        return folded(votes.scatter(inner), center)[:, 0] * visible

    start = chance.normals(votes.m, 1) * visible
    steps = int(np.clip(LANCZOS_WORK // max(votes.size, 1), 24, 300))
    values, vectors = lanczos(gram_times, start, min(steps, int(visible.sum())))
    return settled(center, values, vectors)


def lanczos(
    times: Callable[[Floats], Floats], start: Floats, most: int, enough: float = 1e-11
) -> tuple[Floats, Floats]:
    """The two largest eigenpairs of a symmetric operator, ascending: values (2), vectors (m, 2).

    Lanczos with full reorthogonalisation from `start`; ends when both residuals are below `enough` of the largest
    value, or after `most` steps: where no direction stands out, what the steps found is as good as any other.
    """
    size = float(np.linalg.norm(start))
    if not size or most < 1:
        return np.zeros(0), np.zeros((len(start), 0))
    basis = [start / size]
    alphas: list[float] = []
    betas: list[float] = []
    while True:
        image = times(basis[-1])
        alphas.append(float(basis[-1] @ image))
        space = np.array(basis)
        for _ in range(2):
            image = image - space.T @ (space @ image)
        beta = float(np.linalg.norm(image))
        values, inner = linalg.eigh_tridiagonal(np.array(alphas), np.array(betas))
        residual = beta * np.abs(inner[-1, -2:]).max()
        largest = max(float(values[-1]), 0.0)
        if len(basis) >= most or beta <= 1e-13 * largest or residual <= enough * largest:
            return values[-2:], space.T @ inner[:, -2:]
        basis.append(image / beta)
        betas.append(beta)
