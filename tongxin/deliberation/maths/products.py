"""Products of matrices that stay on the thread they are called on.

A BLAS library splits a product of more than some 260,000 multiplications over all cores. Where other work runs, it
then waits for them: a product of a fifth of a millisecond has been seen to take twenty. Here large products are made of
small ones, so that time does not hang on the load, nor the last bit on the number of cores.
"""

import numpy as np

from .canonical import Floats

SMALL = 250_000
"""Multiplications that are done at once."""
STRIPE = 16


def product(left: Floats, right: Floats) -> Floats:
    """left @ right for stacks of matrices (r, q, k), (r, k, c) to (r, q, c); one matrix on the right (1, k, c) serves all."""
    if len(right) == 1 < len(left):
        flat = product(left.reshape(1, -1, left.shape[2]), right)
        return flat.reshape(len(left), left.shape[1], -1)
    (rows, inner), columns = left.shape[1:], right.shape[2]
    if rows * inner * columns <= SMALL:
        return left @ right
    high = max(min(rows, STRIPE), SMALL // max(inner * columns, 1))
    wide = max(1, SMALL // max(min(high, rows) * inner, 1))
    found = np.empty((len(left), rows, columns))
    for top in range(0, rows, high):
        for side in range(0, columns, wide):
            one, other = slice(top, top + high), slice(side, side + wide)
            np.matmul(left[:, one], right[:, :, other], out=found[:, one, other])
    return found


def times(left: Floats, right: Floats) -> Floats:
    """left @ right of two matrices."""
    return product(left[None], right[None])[0]
