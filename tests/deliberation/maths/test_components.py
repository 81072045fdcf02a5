"""Exact memory, Lanczos steps and the factor model against slow dense versions."""

import numpy as np
import pytest

from tests.deliberation.maths.conversations import Made, camps, dense, dense_components, some
from tongxin.deliberation.maths import canonical as canonical_module
from tongxin.deliberation.maths import components as module
from tongxin.deliberation.maths import factors
from tongxin.deliberation.maths.canonical import canonical
from tongxin.deliberation.maths.components import components, lanczos, projections, signed
from tongxin.deliberation.maths.pairs import count_pairs, means
from tongxin.deliberation.maths.stacks import alone, dealt_anew, laid_out

pytestmark = pytest.mark.once


def visible(votes):
    return np.zeros(votes.m, dtype=bool)


@pytest.mark.parametrize("seed", range(5))
def test_pairs_are_counted_exactly(seed):
    made = some(seed)
    votes, matrix = canonical(*made.rows), dense(made)
    voted, vote = (~np.isnan(matrix)).astype(int), np.nan_to_num(matrix).astype(int)
    pairs = count_pairs(votes)
    assert np.array_equal(pairs.both, voted.T @ voted)
    assert np.array_equal(pairs.sums, vote.T @ voted)
    assert np.array_equal(pairs.products, vote.T @ vote)
    center, _values, _vectors, centred = dense_components(matrix)
    assert np.abs(means(votes.tally, visible(votes)) - center).max() < 1e-15
    assert np.abs(pairs.gram(center) - centred.T @ centred).max() < 1e-12


def test_rows_of_the_gram_matrix_are_those_of_the_whole():
    votes = canonical(*some(3).rows)
    pairs, center = count_pairs(votes), means(votes.tally, visible(votes))
    some_rows = pairs.gram_rows(np.array([1, 4]), center)
    assert np.array_equal(some_rows, pairs.gram(center)[[1, 4]])


def test_lanczos_gives_what_the_direct_solution_gives(monkeypatch):
    votes = canonical(*camps(people=200, statements=60, groups=3, each=20, seed=1).rows)
    hidden = np.arange(60) % 13 == 0
    direct = components(votes, hidden)
    monkeypatch.setattr(module, "MOST_PAIRS", 0)
    steps = components(votes, hidden)
    assert np.abs(direct.directions - steps.directions).max() < 1e-9
    assert np.allclose(direct.strengths, steps.strengths, rtol=1e-9)


def test_lanczos_stops_where_the_space_ends():
    matrix = np.diag([3.0, 2.0, 0.0, 0.0])
    values, vectors = lanczos(lambda vector: matrix @ vector, np.array([1.0, 1.0, 0.0, 0.0]), 4)
    assert np.allclose(values, [2.0, 3.0])
    assert np.allclose(np.abs(vectors[:2]), [[0, 1], [1, 0]])


def test_projections_are_the_product_with_the_centred_matrix():
    made = some(4)
    votes = canonical(*made.rows)
    found = components(votes, visible(votes))
    centred = dense_components(dense(made))[3]
    product = centred @ found.directions.T
    assert np.abs(projections(votes, found.center, found.directions) - product).max() < 1e-12


def test_sign_is_that_of_the_first_of_the_largest():
    assert signed(np.array([0.1, -0.5, 0.5])).tolist() == [-0.1, 0.5, -0.5]
    assert signed(np.zeros(2)).tolist() == [0.0, 0.0]


def dense_posterior(matrix, model):
    places, covariances = [], []
    for row in matrix:
        seen = ~np.isnan(row)
        own = model.loadings[seen]
        precision = own.T @ own + model.noise * np.eye(2)
        places.append(np.linalg.solve(precision, own.T @ (row - model.center)[seen]))
        covariances.append(model.noise * np.linalg.inv(precision))
    return np.array(places), np.array(covariances)


def test_posterior_is_that_of_the_formula():
    made = camps(people=30, statements=12, each=7, seed=2)
    votes = canonical(*made.rows)
    model = factors.upright(factors.fit(alone(votes, visible(votes))).one())
    found = factors.posterior(votes, model)
    places, covariances = dense_posterior(dense(made), model)
    assert np.abs(found.positions - places).max() < 1e-10
    assert np.abs(found.matrices() - covariances).max() < 1e-10


def test_loadings_solve_the_ridge_regression_on_the_positions():
    votes = canonical(*camps(people=40, statements=9, each=6, seed=3).rows)
    fitted = factors.fit(alone(votes, visible(votes)), rounds=400)
    model, matrix = fitted.one(), dense(camps(people=40, statements=9, each=6, seed=3))
    places, covariances = dense_posterior(matrix, model)
    for column, loading in enumerate(model.loadings):
        seen = ~np.isnan(matrix[:, column])
        moments = places[seen].T @ places[seen] + covariances[seen].sum(axis=0)
        pull = places[seen].T @ (matrix[seen, column] - model.center[column])
        assert np.abs(loading - np.linalg.solve(moments + 8 * np.eye(2), pull)).max() < 1e-5


def test_uncertainty_falls_with_the_number_of_votes():
    made = camps(people=80, statements=40, each=40, seed=4)
    kept = np.random.default_rng(0).random(len(made.votes)) < np.where(
        made.participants < 40, 1.0, 0.2
    )
    votes = canonical(*(row[kept] for row in made.rows))
    model = factors.fit(alone(votes, visible(votes))).one()
    traces = factors.posterior(votes, model).matrices().trace(axis1=1, axis2=2)
    assert traces[:40].max() < traces[40:].min()


def test_conversations_side_by_side_are_fitted_as_if_alone():
    made = [camps(people=30, statements=10, each=8, seed=seed) for seed in (5, 6, 7)]
    votes = [canonical(*one.rows) for one in made]
    together = factors.fit(laid_out(votes, visible(votes[0])))
    for run, one in enumerate(votes):
        by_itself = factors.fit(alone(one, visible(one)))
        assert np.abs(together.positions[run] - by_itself.positions[0]).max() < 1e-9
        assert np.abs(together.spread()[run] - by_itself.spread()[0]).max() < 1e-9


def test_distance_in_units_of_votes_is_that_of_expected_votes():
    votes = canonical(*camps(people=30, statements=10, each=8, seed=8).rows)
    fitted = factors.fit(alone(votes, visible(votes)))
    expected = fitted.positions[0] @ fitted.loadings[0].T
    spread = fitted.spread()[0]
    apart = np.linalg.norm(expected[0] - expected[5])
    assert np.isclose(np.linalg.norm(spread[0] - spread[5]), apart)
    model = factors.upright(fitted.one())
    again = factors.posterior(votes, model).positions * model.reach
    assert np.allclose(np.abs(again), np.abs(spread), atol=1e-9)


def test_full_and_sparse_matrices_give_the_same_fit(monkeypatch):
    hidden = np.arange(12) % 5 == 0
    votes = [canonical(*camps(people=30, statements=12, each=8, seed=seed).rows) for seed in (1, 2)]
    dealt = np.stack([votes[0].values(), -votes[0].values()])

    def fits():
        stacks = (laid_out(votes, hidden), dealt_anew(votes[0], dealt, hidden))
        return [type(one).__name__ for one in stacks], [factors.fit(one) for one in stacks]

    full, ours = fits()
    monkeypatch.setattr(canonical_module, "MOST_CELLS", 0)
    sparse, theirs = fits()
    assert (full, sparse) == (["Dense"] * 2, ["Sparse"] * 2)
    for one, other in zip(ours, theirs, strict=True):
        for name in ("center", "loadings", "noise", "positions"):
            assert np.allclose(getattr(one, name), getattr(other, name), atol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_pairs_of_full_matrices_are_those_of_sparse_ones(monkeypatch, seed):
    votes = canonical(*some(seed, people=20, statements=70).rows)
    full = count_pairs(votes)
    monkeypatch.setattr(canonical_module, "MOST_CELLS", 0)
    sparse = count_pairs(votes)
    for name in ("both", "sums", "products"):
        one, other = getattr(full, name), getattr(sparse, name)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


@pytest.mark.parametrize("seed", range(3))
def test_directions_of_nearly_equal_strength_are_told_apart(seed):
    """Where the second direction hardly stands out a poor start would take hundreds of rounds."""
    draw = np.random.default_rng(seed)
    ways = np.linalg.qr(draw.normal(size=(40, 4)))[0] * np.array([4.0, 2.0, 1.9, 1.8])
    tastes = draw.normal(size=(80, 4)) @ ways.T + 0.6 * draw.normal(size=(80, 40))
    who, what = np.nonzero(draw.random((80, 40)) < 0.7)
    made = Made(who, what, np.sign(tastes[who, what].round()).astype(np.int8))
    votes = canonical(*made.rows)
    quick, slow = (
        factors.posterior(
            votes, factors.upright(factors.fit(alone(votes, visible(votes)), rounds).one())
        )
        for rounds in (factors.ROUNDS, 2000)
    )
    spread = np.sqrt(slow.covariance[:, [0, 2]].mean(axis=1))
    off = np.linalg.norm(quick.positions - slow.positions, axis=1) / spread
    assert np.median(off) < 0.3
