"""Votes in canonical form: any order, repeated votes, any ids."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.deliberation.maths import canonical as module
from tongxin.deliberation.maths.canonical import canonical

IDS = st.sampled_from([0, 1, 2, 3, 900, 2**40, 2**63 - 1])
ROWS = st.lists(st.tuples(IDS, IDS, st.sampled_from([1, 0, -1])), max_size=40)


def as_dict(votes):
    people, things = votes.participants[votes.rows()], votes.statements[votes.columns()]
    return dict(
        zip(
            zip(people.tolist(), things.tolist(), strict=True), votes.values().tolist(), strict=True
        )
    )


def columns_of(rows):
    return [[row[place] for row in rows] for place in range(3)]


@given(ROWS, st.booleans())
def test_last_vote_counts_whatever_the_ids(rows, ascending):
    rows = sorted(rows, key=lambda row: row[0]) if ascending else rows
    votes = canonical(*columns_of(rows))
    assert as_dict(votes) == {(who, what): vote for who, what, vote in rows}
    assert votes.participants.tolist() == sorted({row[0] for row in rows})
    assert votes.statements.tolist() == sorted({row[1] for row in rows})


@given(st.randoms(use_true_random=False))
def test_order_of_rows_leaves_no_trace(random):
    rows = [(who, what, (who * what) % 3 - 1) for who in range(7) for what in range(0, 9, 2)]
    ordered = canonical(*columns_of(rows))
    random.shuffle(rows)
    votes = canonical(*columns_of(rows))
    assert (votes.codes.tolist(), votes.starts.tolist()) == (
        ordered.codes.tolist(),
        ordered.starts.tolist(),
    )


@pytest.mark.parametrize("ascending", [True, False])
def test_many_blocks_give_what_one_gives(monkeypatch, ascending):
    draw = np.random.default_rng(1)
    who, what = draw.integers(0, 40, 500), draw.integers(0, 12, 500)
    who = np.sort(who) if ascending else who
    vote = draw.integers(-1, 2, 500)
    whole = canonical(who, what, vote)
    table, people = draw.random((3 * whole.m, 2)), draw.random((whole.n, 2))
    sums, products = whole.gather(table), whole.scatter(people)
    prints, tally = whole.fingerprints, whole.tally
    monkeypatch.setattr(module, "BLOCK", 37)
    parts = canonical(who, what, vote)
    assert as_dict(parts) == as_dict(whole)
    assert len(parts.cuts) > 5
    assert np.array_equal(parts.gather(table), sums)
    assert np.allclose(parts.scatter(people), products, atol=1e-12)
    assert np.array_equal(parts.fingerprints, prints)
    assert np.array_equal(parts.tally, tally)


def test_order_by_content_survives_renaming():
    draw = np.random.default_rng(2)
    who, what = np.nonzero(draw.random((30, 10)) < 0.6)
    vote = draw.integers(-1, 2, len(who))
    names = draw.permutation(30)
    one, two = canonical(who, what, vote), canonical(names[who], what, vote)
    assert np.array_equal(one.take(one.by_content).codes, two.take(two.by_content).codes)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (([1, 2], [1], [1]), "differ in length"),
        (([1.5], [1], [1]), "whole numbers"),
        (([1], ["a"], [1]), "whole numbers"),
        ((np.array([2**63], dtype=np.uint64), [1], [1]), "must not exceed"),
        (([[1]], [[1]], [[1]]), "2-dimensional"),
        (([1, 2], [1, 1], [1, 2]), "vote number 1 is 2"),
        (([1], [1], ["agree"]), "votes must be"),
    ],
)
def test_malformed_rows_are_refused(rows, said):
    with pytest.raises(ValueError, match=said):
        canonical(*rows)


def test_conversation_too_large_for_a_word_is_refused():
    with pytest.raises(ValueError, match="too many"):
        module.Packing(2**30, 2**20, 2**30)


pytestmark = pytest.mark.once
