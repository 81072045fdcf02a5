"""The largest eigenvectors of a symmetric matrix, approached from a first guess by block Krylov cycles.

Four vectors and their images under the matrix, five times over, span a small space whose best vectors (Rayleigh, Ritz)
begin the next cycle (Saad 2011, Numerical methods for large eigenvalue problems, 6). From a good guess one cycle is
enough. The residual says how far the vectors still are from the truth, so nothing is given that was not found.
"""

import numpy as np

from . import chance
from .canonical import Floats
from .products import times

BLOCK, DEPTH, CYCLES = 4, 6, 30
CLOSE = 4e-10
"""How far, in radians, the two leading vectors may be from the truth."""
NOTHING_NEW = 1e-8
"""What is smaller than this beside the images may be rounding error."""


def approached(matrix: Floats, basis: Floats | None = None) -> tuple[Floats, Floats] | None:
    """The four largest eigenpairs, ascending: values (4), vectors (m, 4), of which the last two are exact; None when they
    do not settle. basis: a first guess (m, 4)."""
    if basis is None:
        basis = chance.normals(BLOCK * len(matrix), 9).reshape(-1, BLOCK)
    for _ in range(CYCLES):
        values, basis, images = _cycle(matrix, basis)
        residual = np.sqrt(((images - basis * values)[:, -2:] ** 2).sum(axis=0)).max()
        gap = min(values[-1] - values[-2], values[-2] - values[-3])
        if gap > 0 and residual <= CLOSE * gap:
            return values, basis
        if residual <= 1e-13 * abs(values[-1]):
            return None
    return None


def _cycle(matrix: Floats, basis: Floats) -> tuple[Floats, Floats, Floats]:
    """The best of the space of basis, G basis, G^2 basis …: eigenvalues ascending, vectors and their images (m, 4)."""
    space = np.linalg.qr(basis)[0]
    images = times(matrix, space)
    for _ in range(DEPTH - 1):
        block = _new(images[:, -BLOCK:], space)
        space = np.concatenate([space, block], axis=1)
        images = np.concatenate([images, times(matrix, block)], axis=1)
    values, inner = np.linalg.eigh(times(space.T, images))
    best = inner[:, -BLOCK:]
    return values[-BLOCK:], times(space, best), times(images, best)


def _new(images: Floats, space: Floats) -> Floats:
    """Unit vectors for what is new in the images, at right angles to the space (m, 4)."""
    block = _without(_without(images, space), space)
    found, triangle = np.linalg.qr(block)
    if np.abs(triangle.diagonal()).min() > NOTHING_NEW * np.abs(images).max():
        return found
    return np.linalg.qr(_without(found, space))[0]


def _without(vectors: Floats, space: Floats) -> Floats:
    return vectors - times(space, times(space.T, vectors))
