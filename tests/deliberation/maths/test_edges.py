"""The eleven edge cases, in both profiles."""

import numpy as np
import pytest

from tests.deliberation.maths.conversations import Made, camps, dense, dense_components
from tongxin.deliberation.maths import analyse

pytestmark = [pytest.mark.once, pytest.mark.parametrize("profile", ["native", "polis"])]


def grid(people, statements, vote):
    who, what = (one.ravel() for one in np.mgrid[:people, :statements])
    votes = np.array(
        [vote(one, other) for one, other in zip(who, what, strict=True)], dtype=np.int8
    )
    return Made(who, what, votes)


def lists(found):
    return found["consensus"], found["representative"]


def is_one_flat_group(found):
    return (
        set(found["group"].tolist()) <= {0}
        and not found["positions"].any()
        and not found["pca"]["components"].any()
    )


def test_no_votes(profile):
    found = analyse([], [], [], profile=profile)
    assert found["participants"].shape == found["group"].shape == (0,)
    assert found["positions"].shape == (0, 2)
    assert found["group_votes"]["agree"].shape == (0, 0)
    assert lists(found) == ({"agree": [], "disagree": []}, {})


def test_fewer_than_four_people(profile):
    found = analyse(*grid(3, 8, lambda i, j: 1 if i == 0 else -1).rows, profile=profile)
    assert set(found["group"].tolist()) == {0}


def test_one_statement(profile):
    found = analyse(*grid(20, 1, lambda i, j: 1).rows, profile=profile)
    assert is_one_flat_group(found)
    assert found["consensus"]["agree"] == [0]


def test_all_agree(profile):
    found = analyse(*grid(20, 9, lambda i, j: 1).rows, profile=profile)
    assert is_one_flat_group(found)
    assert found["consensus"] == {"agree": [0, 1, 2, 3, 4], "disagree": []}


def test_all_pass(profile):
    found = analyse(*grid(20, 9, lambda i, j: 0).rows, profile=profile)
    assert is_one_flat_group(found)
    assert found["consensus"] == {"agree": [], "disagree": []}


def test_matrix_of_rank_one_has_no_second_direction(profile):
    found = analyse(*grid(24, 10, lambda i, j: 1 if i % 3 else -1).rows, profile=profile)
    first, second = found["pca"]["components"]
    assert np.allclose(first, np.sqrt(0.1))
    assert not second.any()
    assert not found["positions"][:, 1].any()
    assert found["group"].max() == 1


def test_fewer_places_than_groups_asked_for(profile):
    found = analyse(*grid(24, 10, lambda i, j: 1 if i % 3 else -1).rows, profile=profile, force_k=4)
    assert set(found["group"].tolist()) == {0}


def test_statement_with_one_vote(profile):
    made = camps(seed=8)
    rows = [np.append(old, new) for old, new in zip(made.rows, (0, 500, -1), strict=True)]
    found = analyse(*rows, profile=profile)
    assert found["statements"][-1] == 500
    assert found["pca"]["center"][-1] == -1.0


def test_everything_moderated_out(profile):
    found = analyse(*camps(seed=9).rows, profile=profile, moderated_out=range(30))
    assert is_one_flat_group(found)
    assert lists(found) == ({"agree": [], "disagree": []}, {0: []})


def test_two_perfect_camps(profile):
    made = grid(40, 12, lambda i, j: 1 if (i % 2 == 0) or j % 4 == 0 else -1)
    found = analyse(*made.rows, profile=profile)
    assert found["group"].max() == 1
    assert (
        len(
            {
                (one, int(group))
                for one, group in zip(np.arange(40) % 2, found["group"], strict=True)
            }
        )
        == 2
    )


def test_ids_may_be_large_and_scattered(profile):
    made = camps(seed=10)
    far = made.participants * (2**56 - 1) + 2**62
    found = analyse(far, made.statements * 1000 + 2**60, made.votes, profile=profile)
    near = analyse(*made.rows, profile=profile)
    assert found["participants"].tolist() == sorted(set(far.tolist()))
    assert np.array_equal(found["group"], near["group"])


@pytest.mark.parametrize("given", [{}, {0: 0, 1: 0, 2: 1}, {0: 5, 1: 9, 700: 9}])
def test_few_people_in_given_groups(profile, given):
    found = analyse(*camps(seed=12).rows, profile=profile, groups=given)
    assert (found["group"] >= 0).sum() == len(set(given) & set(range(60)))
    assert found["group_votes"]["seen"].shape == (len(set(given.values())), 30)


def test_one_group_may_be_asked_for(profile):
    found = analyse(*camps(seed=12).rows, profile=profile, force_k=1)
    assert set(found["group"].tolist()) == {0}


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_components_are_those_of_the_dense_matrix(profile, share):
    made = camps(people=50, statements=14, groups=3, each=int(14 * share), loyal=0.8, seed=11)
    found = analyse(*made.rows, profile=profile, moderated_out=[2, 7])
    means, _values, vectors, _centred = dense_components(dense(made), hidden=[2, 7])
    assert np.abs(found["pca"]["center"] - means).max() < 1e-12
    for mine, exact in zip(found["pca"]["components"], vectors[:2], strict=True):
        assert min(np.abs(mine - exact).max(), np.abs(mine + exact).max()) < 1e-9
        assert mine[np.argmax(np.abs(mine) >= np.abs(mine).max() * (1 - 1e-6))] > 0


def crossed(people, statements, seed=0):
    draw = np.random.default_rng(seed)
    who, what = (one.ravel() for one in np.mgrid[:people, :statements])
    return Made(who, what, draw.integers(-1, 2, len(who)))


def beside(one, other):
    return Made(
        np.append(one.participants, other.participants + 1000),
        np.append(one.statements, other.statements + 1000),
        np.append(one.votes, other.votes),
    )


ODD = {
    "one vote": Made(np.array([5]), np.array([7]), np.array([1])),
    "one person": crossed(1, 30),
    "two statements": crossed(40, 2),
    "one vote each": Made(np.arange(60), np.arange(60) % 9, np.arange(60) % 3 - 1),
    "one vote and one statement each": Made(np.arange(40), np.arange(40), np.ones(40, dtype=int)),
    "two circles that never meet": beside(crossed(20, 10), crossed(20, 10, seed=1)),
    "two circles of one mind each": beside(
        grid(20, 8, lambda i, j: 1), grid(20, 8, lambda i, j: -1)
    ),
    "four camps like a square": grid(
        48, 12, lambda i, j: 1 if (i % 2 if j < 6 else i // 2 % 2) else -1
    ),
    "three camps on many statements": grid(
        60, 100, lambda i, j: 1 if i % 3 == 0 or j % 3 != i % 3 else -1
    ),
    "one statement that all know": beside(
        grid(300, 1, lambda i, j: 1 if i % 2 else 0), crossed(20, 8)
    ),
    "ids below zero": Made(-np.arange(200) // 10, np.arange(200) % 10 - 5, np.arange(200) % 3 - 1),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_conversations_are_finite_and_do_not_hang_on_order_or_names(profile, name):
    made, draw = ODD[name], np.random.default_rng(1)
    options = {"resample": False} if profile == "native" else {}
    found = analyse(*made.rows, profile=profile, **options)
    order = draw.permutation(len(made.votes))
    again = analyse(*made.permuted(order), profile=profile, **options)
    assert found["digest"] == again["digest"]
    for key in ("positions", "group_informed_consensus"):
        assert np.isfinite(found[key]).all()
    if profile == "native":
        assert np.allclose(found["membership"].sum(axis=1), 1.0)
        people, place = np.unique(made.participants, return_inverse=True)
        for _ in range(6):
            names = draw.permutation(len(people))
            renamed = analyse(names[place], *made.rows[1:], **options)
            assert np.array_equal(np.sort(renamed["group"]), np.sort(found["group"]))
            if (found["group"] >= 0).all():
                assert np.array_equal(renamed["group"][names], found["group"])
