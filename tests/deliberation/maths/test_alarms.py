"""Signs of pushing: how much it takes, copied rows, cohorts that carry a statement."""

import numpy as np
import pytest

from tests.deliberation.maths.conversations import Made, camps
from tongxin.deliberation.maths import alarms, analyse
from tongxin.deliberation.maths.circle import Counts
from tongxin.deliberation.maths.intervals import clopper_pearson

pytestmark = pytest.mark.once


def joined(*parts):
    return Made(*(np.concatenate([part.rows[place] for part in parts]) for place in range(3)))


def brigade(size, target, others, first=1000, seed=0):
    """New accounts that agree with one statement and vote like nobody in particular on some others."""
    draw = np.random.default_rng(seed)
    who, what, how = [], [], []
    for person in range(first, first + size):
        for statement in [target, *draw.choice(others, 7, replace=False)]:
            who.append(person)
            what.append(statement)
            how.append(1 if statement == target else draw.integers(-1, 2))
    return Made(np.array(who), np.array(what), np.array(how))


def crowd(seed=1):
    return camps(people=240, statements=30, each=20, loyal=0.85, seed=seed)


def test_quiet_conversation_raises_nothing():
    assert not any(
        analyse(*crowd(seed).rows, resample=False)["alarms"]["raised"] for seed in range(4)
    )


@pytest.fixture(scope="module")
def pushed():
    """A conversation in which a brigade pushes a statement of the middle ranks, and that statement."""
    target = int(analyse(*crowd().rows, resample=False)["circle"]["ranking"][18])
    others = np.setdiff1d(np.arange(30), target)
    return joined(crowd(), brigade(16, target, others)), target


def test_brigade_that_pushes_one_statement_is_told(pushed):
    made, target = pushed
    found = analyse(*made.rows, resample=False)["alarms"]
    (push,) = found["pushes"]
    assert push["statement"] == target
    assert push["agree"] / push["seen"] > 0.9 > push["others"]
    assert max(np.array(push["rank_without"]) - push["rank"]) >= 1
    assert found["raised"]


def test_named_cohorts_are_told_by_name(pushed):
    made, target = pushed
    named = {person: "new" if person >= 1000 else "old" for person in range(2000)}
    pushes = analyse(*made.rows, resample=False, cohorts=named)["alarms"]["pushes"]
    assert [(push["cohort"], push["statement"]) for push in pushes] == [("new", target)]


def test_copied_rows_that_arrive_together_are_told():
    original = Made(
        np.repeat(np.arange(1000, 1008), 12), np.tile(np.arange(12), 8), np.tile([1, -1, 0] * 4, 8)
    )
    original.votes[[3, 40]] = 1
    found = analyse(*joined(crowd(), original).rows, resample=False)["alarms"]
    (copied,) = found["copies"]
    assert set(copied["participants"]) <= set(range(1000, 1008))
    assert len(copied["participants"]) >= 5
    assert (copied["together"], copied["alike"] >= 10, copied["expected"] < 1) == (True, True, True)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("slips", [0, 1])
def test_copies_are_found_among_people_who_share_a_signature_with_them(seed, slips):
    draw = np.random.default_rng(seed)
    votes = draw.integers(-1, 2, (60, 20))
    votes[48:] = draw.integers(-1, 2, 20)
    for copy in votes[49:]:
        copy[draw.choice(20, slips)] *= -1
    who, what = (one.ravel() for one in np.mgrid[:60, :20])
    found = analyse(who, what, votes.ravel(), resample=False)["alarms"]["copies"]
    assert [set(one["participants"]) <= set(range(48, 60)) for one in found] == [True]
    assert len(found[0]["participants"]) >= (12 if not slips else 8)


def test_equal_rows_that_everybody_casts_are_no_copies():
    made = Made(np.repeat(np.arange(40), 8), np.tile(np.arange(8), 40), np.ones(320, dtype=int))
    assert analyse(*made.rows, resample=False)["alarms"]["copies"] == []


def test_radius_is_the_fewest_people_who_drop_a_statement():
    draw = np.random.default_rng(2)
    seen = np.full((2, 14), 30)
    agree = draw.integers(5, 30, (2, 14))
    counts = Counts(agree, seen - agree, seen, np.array([30, 30]))
    bounds = clopper_pearson(agree, seen)[..., 0]
    score = bounds.min(axis=0)
    ranking = np.argsort(-score, kind="stable")
    found = alarms.radii(counts, None, {"ranking": ranking, "score": score})
    limit = score[ranking[10]]
    for column, q in found.items():
        drops = [
            clopper_pearson(agree[g, column] - gone, seen[g, column] + more - gone)[0] < limit
            for g in range(2)
            for more, gone in ((q, 0), (0, min(q, agree[g, column])))
        ]
        spared = [
            clopper_pearson(agree[g, column] - gone, seen[g, column] + more - gone)[0] >= limit
            for g in range(2)
            for more, gone in ((q - 1, 0), (0, min(q - 1, agree[g, column])))
        ]
        assert any(drops)
        assert all(spared)


def test_few_statements_cannot_be_dropped_out():
    found = analyse(*camps(people=30, statements=6, seed=1).rows, resample=False)
    assert set(found["alarms"]["radius"].values()) == {None}


def test_fall_without_a_cohort_is_that_of_the_score():
    made = crowd()
    found = analyse(
        *made.rows, resample=False, cohorts={person: person // 60 for person in range(240)}
    )
    statement, worst = next(iter(found["alarms"]["without_cohort"].items()))
    kept = made.participants // 60 != worst["cohort"]
    given = dict(zip(found["participants"].tolist(), found["group"].tolist(), strict=True))
    rest = analyse(*(row[kept] for row in made.rows), groups=given, resample=False)
    fall = found["circle"]["score"][statement] - rest["circle"]["score"][statement]
    assert worst["fall"] == pytest.approx(fall)
