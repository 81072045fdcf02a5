"""Exact intervals and tests: their coverage at every true share, and the tails against summed probabilities."""

from math import comb

import numpy as np
import pytest

from tongxin.deliberation.maths.intervals import (
    at_least,
    binomial_at_least,
    clopper_pearson,
    discoveries,
    finite,
    is_lower,
    lowest,
)

pytestmark = pytest.mark.once


def chances(size, special, drawn):
    """P(x) for every x from 0 to `drawn`."""
    total = comb(size, drawn)
    return np.array(
        [comb(special, x) * comb(size - special, drawn - x) / total for x in range(drawn + 1)]
    )


def coverage(size, drawn):
    """For every true number of agreeing members the probability that the interval holds it (size + 1)."""
    bounds = finite(np.arange(drawn + 1), drawn, size)
    shares = np.arange(size + 1) / size
    holds = (bounds[:, :1] <= shares + 1e-12) & (shares <= bounds[:, 1:] + 1e-12)
    return np.array(
        [chances(size, special, drawn) @ holds[:, special] for special in range(size + 1)]
    )


@pytest.mark.parametrize("size", [10, 30])
def test_finite_interval_covers_every_share_at_every_number_of_votes(size):
    assert min(coverage(size, drawn).min() for drawn in range(size + 1)) >= 0.95


@pytest.mark.parametrize(("size", "drawn"), [(60, 7), (60, 59), (100, 50), (300, 20), (300, 299)])
def test_finite_interval_covers_in_larger_assemblies(size, drawn):
    assert coverage(size, drawn).min() >= 0.95


def test_when_all_voted_the_interval_is_the_share():
    assert np.array_equal(
        finite(np.arange(61), 60, 60), np.repeat(np.arange(61)[:, None] / 60, 2, axis=1)
    )


def test_without_votes_everything_is_possible():
    assert finite(0, 0, 30).tolist() == [0.0, 1.0]
    assert clopper_pearson(0, 0).tolist() == [0.025, 0.975]


def test_population_smaller_than_the_votes_is_refused():
    with pytest.raises(ValueError, match="too small"):
        finite(3, 5, 4)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_clopper_pearson_covers(share):
    for votes in range(1, 80):
        bounds = clopper_pearson(np.arange(votes + 1), votes)
        holds = (bounds[:, 0] <= share) & (share <= bounds[:, 1])
        likely = [comb(votes, x) * share**x * (1 - share) ** (votes - x) for x in range(votes + 1)]
        assert np.array(likely) @ holds >= 0.95


def test_another_agreeing_vote_lowers_no_bound():
    agree, rest = (one.ravel() for one in np.mgrid[:30, :30])
    for bounds in (clopper_pearson, lambda x, n: finite(x, n, 70)):
        before, after = bounds(agree, agree + rest), bounds(agree + 1, agree + rest + 1)
        assert (after[:, 0] >= before[:, 0] - 1e-12).all()


def test_tail_is_the_summed_probability():
    for size, special, drawn in [(20, 8, 5), (60, 33, 30), (300, 10, 290)]:
        tail = np.cumsum(chances(size, special, drawn)[::-1])[::-1]
        x = np.arange(drawn + 1)
        found = at_least(x, *(np.full(drawn + 1, one) for one in (size, special, drawn)))
        above = x > special * drawn / size
        assert np.allclose(found[above], tail[above], rtol=1e-9, atol=1e-15)
        assert (found[~above] == 1.0).all()


def test_large_margins_take_the_normal_curve():
    x = np.arange(5050, 5300, 10)
    size = np.full(len(x), 20000)
    normal = at_least(x, size, size // 2, size // 2)
    near = [float(chances(2000, 1000, 999)[500:].sum())]
    assert (np.diff(normal) < 0).all()
    assert normal[0] == pytest.approx(0.0808, abs=2e-3)
    assert at_least(np.array([500]), np.array([2000]), np.array([1000]), np.array([999]))[
        0
    ] == pytest.approx(near[0])


def test_binomial_tail():
    assert binomial_at_least([0, 3, 5], [5, 5, 5]).tolist() == pytest.approx([1.0, 0.5, 1 / 32])


def test_false_discovery_rate():
    p = np.array([[0.01, 0.9], [0.04, 0.03]])
    assert discoveries(p, 0.10).tolist() == [[True, False], [True, True]]
    assert not discoveries(np.full((2, 2), 0.5), 0.10).any()
    assert discoveries(np.zeros((0, 3)), 0.10).shape == (0, 3)


def test_a_limit_is_compared_as_the_lower_end_is():
    agree, seen = (one.ravel() for one in np.mgrid[0:30, 0:40])
    fits = agree <= seen
    agree, seen = agree[fits], seen[fits]
    ends = lowest(agree, seen)
    for limit in np.unique(ends)[[0, 1, 40, 200, -1]]:
        assert np.array_equal(is_lower(agree, seen, limit), ends < limit)


def test_a_tail_that_cannot_be_small_is_not_summed():
    cells = [np.array(one) for one in ([9, 6], [40, 40], [12, 12], [10, 10])]
    whole, brief = at_least(*cells), at_least(*cells, enough=1e-3)
    assert whole[0] == brief[0] < 1e-3 < brief[1] < whole[1]
