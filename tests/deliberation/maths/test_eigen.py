"""Eigenvectors from a first guess: those of the direct solution, or none."""

import numpy as np
import pytest

from tongxin.deliberation.maths.eigen import approached
from tongxin.deliberation.maths.products import SMALL, product, times

pytestmark = pytest.mark.once


def symmetric(values, seed=0):
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(len(values), len(values))))[0]
    return (turn * values) @ turn.T


@pytest.mark.parametrize("size", [70, 200])
@pytest.mark.parametrize("warm", [True, False])
def test_vectors_are_those_of_the_direct_solution(size, warm):
    matrix = symmetric(np.linspace(1, 2, size) ** 4)
    exact = np.linalg.eigh(matrix)[1][:, -4:]
    guess = exact + 0.01 * np.random.default_rng(1).normal(size=exact.shape) if warm else None
    values, vectors = approached(matrix, guess)
    assert np.abs(np.abs((vectors[:, -2:] * exact[:, -2:]).sum(axis=0)) - 1).max() < 1e-12
    assert np.allclose(values[-2:], np.linalg.eigvalsh(matrix)[-2:], rtol=1e-12)


def test_a_space_that_ends_gives_no_spurious_values():
    """Three directions only: what Krylov steps add after them is rounding error."""
    matrix = symmetric(np.array([9.0, 5.0, 2.0] + [0.0] * 77))
    values, vectors = approached(matrix)
    assert np.allclose(values[1:], [2.0, 5.0, 9.0])
    assert np.allclose(matrix @ vectors[:, -2:], vectors[:, -2:] * values[-2:], atol=1e-12)


@pytest.mark.parametrize("values", [[5.0, 5.0] + [1.0] * 78, [5.0] + [0.0] * 79, [0.0] * 80])
def test_directions_that_are_not_determined_are_not_given(values):
    assert approached(symmetric(np.array(values))) is None


def test_products_in_pieces_are_the_products():
    draw = np.random.default_rng(2)
    left, right = draw.normal(size=(3, 90, 70)), draw.normal(size=(3, 70, 130))
    assert left[0].size * right.shape[2] > SMALL
    assert np.allclose(product(left, right), left @ right)
    assert np.allclose(product(left, right[:1]), left @ right[0])
    assert np.allclose(times(left[0], right[1]), left[0] @ right[1])
