"""Groups, silhouettes, structure, stability and membership: known truths, and slow versions."""

import numpy as np
import pytest

from tests.deliberation.maths.conversations import adjusted_rand, camps, noise, shuffled_votes
from tongxin.deliberation.maths import analyse, stability
from tongxin.deliberation.maths.canonical import canonical
from tongxin.deliberation.maths.groups import (
    COARSE,
    FINE,
    Grid,
    best_silhouettes,
    cloud,
    clusterings,
    least_size,
    most_groups,
    nearest,
    oriented,
)
from tongxin.deliberation.maths.membership import membership
from tongxin.deliberation.maths.polis import kmeans
from tongxin.deliberation.maths.polis import silhouette as plain_silhouette
from tongxin.deliberation.maths.stability import (
    Structure,
    contingency,
    jaccard,
    label,
    structure,
)

pytestmark = pytest.mark.once


def blobs(*middles, each=30, seed=0):
    draw = np.random.default_rng(seed)
    return np.concatenate([draw.normal(middle, 0.3, (each, 2)) for middle in middles])


@pytest.mark.parametrize("groups", [2, 3])
def test_planted_camps_are_found_and_called_stable(groups):
    made = camps(people=60, statements=40, groups=groups, each=30, seed=groups)
    found = analyse(*made.rows)
    assert adjusted_rand(found["group"], made.camps) > 0.9
    assert found["structure_p"] == 0.01
    assert found["stability"]["label"] == "stable"
    assert found["stability"]["labels"] == ["stable"] * groups
    assert (found["membership"].argmax(axis=1) == found["group"]).mean() > 0.95


def test_random_votes_are_one_group():
    one_group = [
        len(analyse(*noise(people=40, statements=20, seed=seed).rows)["group_labels"]) == 1
        for seed in range(8)
    ]
    assert sum(one_group) >= 7


def test_shuffled_camps_are_one_group():
    made = camps(people=60, statements=40, each=30, seed=12)
    assert len(analyse(*shuffled_votes(made, 1).rows)["group_labels"]) == 1


def test_forced_number_of_groups_is_kept_although_chance():
    found = analyse(*noise(people=60, statements=20, seed=1).rows, force_k=3)
    assert len(found["group_labels"]) == 3


def test_untested_groups_say_so():
    found = analyse(*camps(seed=13).rows, resample=False)
    assert (found["structure_p"], found["stability"], found["structure"]) == (None, None, None)


@pytest.mark.parametrize(
    ("reached", "p", "clear"),
    [(0, 0.01, True), (4, 0.05, True), (5, 0.06, False), (20, 0.21, False)],
)
def test_structure_is_clear_to_one_in_twenty(reached, p, clear):
    tested = Structure(0.5, reached, 99)
    assert (round(tested.p, 9), tested.is_clear) == (p, clear)


def test_clumps_of_people_whose_votes_do_not_hang_together_are_no_groups(monkeypatch):
    votes = canonical(*noise(people=40, statements=20, seed=1).rows)

    def clumped(found):
        scores = np.zeros(len(found[0].valid))
        scores[0] = 1.0
        return scores

    monkeypatch.setattr(stability, "best_silhouettes", clumped)
    tested = structure(votes, np.zeros(votes.m, dtype=bool), seed=0)
    assert tested.silhouette == 1.0
    assert not tested.is_clear


def test_silhouette_is_the_slow_one_with_weights_counted_as_people():
    points = np.round(blobs((0, 0), (2, 0), each=20), 1)
    seen = cloud(points[None], FINE)
    found = clusterings(seen, [2, 3], seed=0)
    for one in found:
        assert np.isclose(
            one.silhouette[0], plain_silhouette(seen.points[0], one.labels[0].astype(int))
        )
    unique, counts = np.unique(points, axis=0, return_counts=True)
    weighted = type(seen)(unique[None], counts[None].astype(float), FINE)
    again = clusterings(weighted, [2], seed=0)[0]
    assert np.isclose(again.silhouette[0], found[0].silhouette[0])


def test_blobs_are_found_on_the_grid_too():
    points = blobs((0, 0), (4, 0), (0, 4), each=200)
    for grid in (FINE, COARSE, Grid(100, 64, 10, 40)):
        found = clusterings(cloud(points[None], grid), range(2, 6), seed=0)
        one = max(found, key=lambda one: one.silhouette[0])
        assert one.silhouette[0] == best_silhouettes(found)[0]
        labels = nearest(points[None], one.centers)[0]
        assert adjusted_rand(labels, np.repeat([0, 1, 2], 200)) == 1.0


def test_grid_keeps_every_person():
    seen = cloud(np.stack([blobs((0, 0), each=500), blobs((1, 5), (9, 9), each=250)]), COARSE)
    assert seen.total.tolist() == [500.0, 500.0]


def test_mirrored_cloud_is_turned_the_same_way():
    points = blobs((0, 0), (3, 1), (1, 5), each=7)
    assert np.array_equal(oriented(points[None]), oriented(-points[None]))


def test_runs_side_by_side_are_clustered_as_if_alone():
    clouds = np.stack([blobs((0, 0), (3, 1), each=25, seed=seed) for seed in range(4)])
    together = clusterings(cloud(clouds, FINE), [2, 3], seed=5)
    for run in range(4):
        alone = clusterings(cloud(clouds[run : run + 1], FINE), [2, 3], seed=5)
        for one, other in zip(together, alone, strict=True):
            assert np.array_equal(one.centers[run], other.centers[0])
            assert one.silhouette[run] == other.silhouette[0]


def test_limits_of_groups():
    assert [most_groups(n) for n in (4, 11, 12, 24, 36, 500)] == [2, 2, 3, 4, 5, 5]
    assert least_size(np.array([10.0, 1000.0])).tolist() == [2.0, 20.0]


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 0], [0, 0, 0], 1.0),
    ],
)
def test_adjusted_rand_index(one, other, index):
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(index)


def test_jaccard_is_the_best_overlap():
    tables = contingency(np.array([[0, 0, 0, 1]]), np.array([[0, 0, 1, 1]]), 2)
    assert jaccard(tables)[0].tolist() == pytest.approx([2 / 3, 1 / 2])


@pytest.mark.parametrize(
    ("share", "word"), [(0.59, "unstable"), (0.6, "tentative"), (0.8, "stable")]
)
def test_words_for_stability(share, word):
    assert label(share) == word


@pytest.mark.parametrize("k", [2, 3])
def test_membership_is_the_share_of_posterior_mass(k):
    draw = np.random.default_rng(3)
    spread = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 0.4], [0.5, 2.0]])
    group = np.array([0, 1, -1, 2])[: 3 if k == 2 else 4]
    spread, covariance = spread[: len(group)], np.tile([0.3, 0.1, 0.2], (len(group), 1))
    reach = np.array([1.5, 0.5])
    found = membership(spread, covariance, reach, group, k)
    root = np.linalg.cholesky(np.outer(reach, reach) * [[0.3, 0.1], [0.1, 0.2]])
    for row, place in enumerate(spread):
        drawn = place + draw.normal(size=(20000, 2)) @ root.T
        shares = np.bincount(nearest(drawn, spread[[0, 1, 3][:k]]), minlength=k) / 20000
        assert np.abs(found[row] - shares).max() < 0.02
    assert np.allclose(found.sum(axis=1), 1)


def test_polis_seeds_with_the_first_distinct_points():
    points = np.array([[0.0, 0], [0, 0], [5, 0], [5.2, 0], [0.1, 0]])
    labels, centers = kmeans(points, np.ones(5), 2, 20)
    assert labels.tolist() == [0, 0, 1, 1, 0]
    assert np.allclose(centers, [[0.1 / 3, 0], [5.1, 0]])
