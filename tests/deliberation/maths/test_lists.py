"""What is listed: representative statements, consensus, circle, slate, bridging, priorities; each by its formula."""

from itertools import combinations

import numpy as np
import pytest

from tests.deliberation.maths.conversations import Made, camps, dense, noise, shuffled_votes, some
from tongxin.deliberation.maths import analyse, selection
from tongxin.deliberation.maths import bridging as bridging_module
from tongxin.deliberation.maths.bridging import bridging
from tongxin.deliberation.maths.canonical import canonical
from tongxin.deliberation.maths.circle import Counts, circle, group_informed, members_of
from tongxin.deliberation.maths.components import components
from tongxin.deliberation.maths.intervals import clopper_pearson, finite
from tongxin.deliberation.maths.representative import (
    chosen,
    counted_by,
    cross_fitted,
    special,
)
from tongxin.deliberation.maths.slate import equal_shares, greedy, price_per_head, slate

pytestmark = pytest.mark.once


def counts_of(agree, disagree, seen):
    return Counts(
        *(np.array(one, dtype=np.int64) for one in (agree, disagree, seen)), np.zeros(0, int)
    )


def test_tests_of_polis_by_hand():
    assert selection.share(3, 4) == 4 / 6
    assert selection.one_proportion(5, 5) == pytest.approx(2 * np.sqrt(6) * 0.5)
    z = selection.two_proportions(np.array([3]), np.array([1]), np.array([5]), np.array([9]))
    pooled = 6 / 16
    assert z[0] == pytest.approx(
        (4 / 6 - 2 / 10) / np.sqrt(pooled * (1 - pooled) * (1 / 6 + 1 / 10))
    )
    nobody = selection.two_proportions(*(np.array([one]) for one in (0, 0, 0, 0)))
    assert nobody.tolist() == [0.0]


def test_representative_statements_of_polis():
    agree = [[9, 1, 5, 0, 8], [1, 9, 5, 0, 8]]
    disagree = [[0, 8, 2, 0, 1], [8, 0, 2, 0, 1]]
    seen = [[10, 10, 10, 0, 10]] * 2
    found = selection.representative(
        counts_of(agree, disagree, seen), np.ones(5, bool), np.arange(5) * 10
    )
    assert found == {0: [(0, "agree"), (10, "disagree")], 1: [(10, "agree"), (0, "disagree")]}


def test_group_without_candidate_gets_its_best():
    """Two groups of one mind: neither z is larger, and then Polis says disagree."""
    counts = counts_of([[2, 3], [2, 3]], [[2, 1], [2, 1]], [[4, 4], [4, 4]])
    found = selection.representative(counts, np.ones(2, bool), np.array([7, 8]))
    assert found == {0: [(8, "disagree")], 1: [(8, "disagree")]}
    hidden = selection.representative(counts, np.zeros(2, bool), np.array([7, 8]))
    assert hidden == {0: [], 1: []}


def test_consensus_keeps_the_order_of_ids_on_a_tie():
    tally = np.array([[0, 0, 9], [0, 0, 9], [9, 0, 0], [0, 9, 0], [4, 1, 4]])
    found = selection.consensus(tally, np.ones(5, bool), np.array([3, 4, 5, 6, 7]))
    assert found == {"agree": [3, 4], "disagree": [5]}


def test_priority_of_polis():
    counts = counts_of([[1, 20]], [[0, 0]], [[1, 23]])
    found = selection.priority(counts, np.array([0.0, 1.0]), np.array([False, False]))
    one = (2 / 3) * (1 - 1 / 3) * (1 + 8 * 2 ** (-1 / 5))
    two = (21 / 25) * (1 - 4 / 25) * 2 * (1 + 8 * 2 ** (-23 / 5))
    assert found.tolist() == pytest.approx([one**2, two**2])
    assert selection.priority(counts, np.zeros(2), np.array([True, False]))[0] == 49.0


def test_circle_is_the_lowest_bound_of_any_group():
    counts = counts_of([[9, 0, 4], [3, 0, 4]], [[0] * 3] * 2, [[10, 0, 5], [10, 4, 5]])
    bounds = clopper_pearson(counts.agree, counts.seen)[..., 0]
    found = circle(bounds, np.array([True, True, False]))
    assert found["score"].tolist() == bounds.min(axis=0).tolist()
    assert found["weakest"].tolist() == [1, 1, 0]
    assert found["ranking"].tolist() == [0, 1]
    assert group_informed(counts)[0] == pytest.approx(10 / 12 * 4 / 12)


def test_group_that_was_not_asked_holds_a_statement_down():
    made = camps(people=40, statements=6, seed=1)
    kept = ~((made.participants % 2 == 0) & (made.statements == 3))
    given = {person: person % 2 for person in range(40)}
    found = analyse(*(row[kept] for row in made.rows), groups=given, resample=False)
    assert found["circle"]["score"][3] == pytest.approx(0.025)
    assert found["circle"]["weakest"][3] == 0


def test_given_groups_keep_their_labels():
    made = camps(people=40, statements=6, seed=1)
    given = {person: ["东区", "西区"][person % 2] for person in range(39)}
    found = analyse(*made.rows, groups=given, resample=False)
    assert found["group_labels"] == ["东区", "西区"]
    assert found["group"].tolist() == [0, 1] * 19 + [0, -1]


def test_assembly_of_known_size_has_exact_shares_when_all_voted():
    made = camps(people=30, statements=9, seed=2)
    given = {person: person % 2 for person in range(30)}
    found = analyse(*made.rows, groups=given, population={0: 15, 1: 20}, resample=False)
    shares = found["group_votes"]["agree"] / found["group_votes"]["seen"]
    assert np.array_equal(found["interval"][0], np.repeat(shares[0][:, None], 2, axis=1))
    assert np.array_equal(found["interval"][1], finite(found["group_votes"]["agree"][1], 15, 20))
    whole = analyse(*made.rows, groups=given, population=30, resample=False)
    assert (whole["interval"][..., 0] == whole["interval"][..., 1]).all()


@pytest.mark.parametrize(
    ("population", "said"),
    [(39, "smaller than the 40"), ({0: 20}, "group 1"), ({0: 20, 1: 3}, "more participants")],
)
def test_populations_that_cannot_be_are_refused(population, said):
    made = camps(people=40, statements=6, seed=1)
    given = {person: person % 2 for person in range(40)}
    with pytest.raises(ValueError, match=said):
        analyse(*made.rows, groups=given, population=population, resample=False)


def test_found_groups_may_hold_all_who_are_in_none():
    assert members_of(50, [0, 1], np.array([20, 10]), 33).tolist() == [40, 30]


def test_special_statements_stand_in_planted_camps():
    made = camps(people=80, statements=30, each=24, seed=3)
    found = analyse(*made.rows)
    for group, listed in found["representative"].items():
        assert len(listed) == 5
        for statement, way in listed:
            votes = found["group_votes"]
            own = votes[way][group, statement] / votes["seen"][group, statement]
            other = votes[way][1 - group, statement] / votes["seen"][1 - group, statement]
            assert own > 0.7 > other
            assert statement % 3


def test_nothing_is_special_in_shuffled_votes():
    flagged, empty = [], 0
    for seed in range(12):
        made = shuffled_votes(camps(people=60, statements=24, each=18, seed=4), seed)
        found = analyse(*made.rows, force_k=2, resample=False)
        flagged.append((found["special"]["p"] <= 0.10).mean())
        empty += not found["special"]["stands"].any()
    assert np.mean(flagged) <= 0.10
    assert empty >= 10


def test_cross_fitting_counts_each_vote_once():
    made = camps(people=40, statements=12, seed=5)
    votes = canonical(*made.rows)
    votes = votes.take(votes.by_content)
    labels = made.camps[votes.participants]
    counts = cross_fitted(votes, np.zeros(12, bool), labels, 2, seed=0)
    assert counts.seen.sum(axis=0).tolist() == [40] * 12
    plain = counted_by(votes, labels, 2)
    assert np.abs(counts.agree - plain.agree).max() <= 4


def test_lists_hold_what_differs_most_agreed_first():
    counts = counts_of([[19, 2, 15], [2, 3, 10]], [[0, 18, 4], [17, 2, 9]], [[20] * 3] * 2)
    found = special(counts, np.ones(3, bool))
    assert chosen(found, np.array([5, 6, 7]))[0] == [(5, "agree"), (6, "disagree")]


def backs(made):
    return np.nan_to_num(dense(made)) == 1


@pytest.mark.parametrize("seed", range(6))
def test_greedy_slate_is_justified_and_its_certificate_true(seed):
    made = some(seed, people=30, statements=14, share=0.5)
    votes, agree = canonical(*made.rows), backs(made)
    found = slate(votes, np.ones(14, bool), seats=4)
    slots = np.searchsorted(votes.statements, found["ids"])
    alone = ~agree[:, slots].any(axis=1)
    left = {int(one): int((agree[:, one] & alone).sum()) for one in range(14) if one not in slots}
    assert found["unrepresented"] == left
    assert found["certificate"] == max(left.values()) / (30 / 4) < 1
    assert found["covered"] == pytest.approx(1 - alone.mean())


@pytest.mark.parametrize("seed", range(4))
def test_equal_shares_leave_no_cohesive_group_without_two(seed):
    """EJR for l = 2: no 2n/K people agree on two statements while each agrees with less than two of the slate."""
    made = some(seed, people=24, statements=10, share=0.9)
    votes, agree = canonical(*made.rows), backs(made)
    bought = equal_shares(votes, np.ones(10, bool), 4, np.arange(4))
    served = agree[:, bought].sum(axis=1)
    for pair in combinations(range(10), 2):
        cohesive = agree[:, pair].all(axis=1)
        assert cohesive.sum() < 12 or served[cohesive].max() >= 2


def test_price_is_shared_equally_until_somebody_has_no_more():
    assert price_per_head(np.array([0.5, 0.5, 0.5, 0.5])) == 0.25
    assert price_per_head(np.array([0.1, 0.5, 0.6])) == pytest.approx(0.45)
    assert price_per_head(np.array([0.1, 0.5])) == np.inf


def test_slate_takes_no_statement_without_support():
    made = Made(np.repeat(np.arange(6), 3), np.tile(np.arange(3), 6), np.tile([1, -1, 0], 6))
    votes = canonical(*made.rows)
    assert greedy(votes, np.ones(3, bool), 10)[0].tolist() == [0]
    assert slate(votes, np.ones(3, bool))["equal_shares"].tolist() == [0]


def test_bridging_prefers_what_both_camps_agree_with():
    made = camps(people=60, statements=30, loyal=0.95, seed=6)
    found = analyse(*made.rows, resample=False)
    common = np.arange(30) % 3 == 0
    assert found["bridging"][common].mean() > found["bridging"][~common].max()
    assert found["circle"]["score"][common].min() > found["circle"]["score"][~common].max()


@pytest.mark.parametrize("seed", range(6))
def test_bridging_stands_nearly_where_many_rounds_lead(seed, monkeypatch):
    votes = canonical(*camps(people=60, statements=20, each=12, loyal=0.8, seed=seed).rows)
    hidden = np.arange(votes.m) == 4
    direction = components(votes, hidden).directions[0]
    found = bridging(votes, hidden, direction)
    monkeypatch.setattr(bridging_module, "STILL", 0.0)
    monkeypatch.setattr(bridging_module, "MOST_ROUNDS", 3000)
    settled = bridging(votes, hidden, direction)
    monkeypatch.setattr(
        bridging_module, "_eased", lambda _a, _f, support, slopes, _v: (support, slopes)
    )
    plain = bridging(votes, hidden, direction)
    assert np.abs(plain - settled).max() < 1e-6
    assert np.abs(found - settled).max() < settled.std() / 6
    assert found[4] == 0.0


def test_noise_has_an_empty_list_for_its_one_group():
    assert analyse(*noise(seed=3).rows)["representative"] == {0: []}
