"""A conversation that goes on: after any votes and withdrawals the same memory as if computed at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliberation.maths.conversations import camps
from tongxin.deliberation.maths import analyse
from tongxin.deliberation.maths import state as module
from tongxin.deliberation.maths.canonical import canonical
from tongxin.deliberation.maths.pairs import count_pairs
from tongxin.deliberation.maths.state import State

pytestmark = pytest.mark.once

STEPS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 7), st.sampled_from([1, 0, -1, None])), max_size=60
)


def carried_out(steps, state):
    """The steps done; a withdrawal (None) of what was not voted does nothing. Gives the votes that remain."""
    kept = {}
    for who, what, vote in steps:
        if vote is not None:
            state.add(who, what, vote)
            kept[who, what] = vote
        elif (who, what) in kept:
            state.withdraw(who, what)
            del kept[who, what]
    return [who for who, _ in kept], [what for _, what in kept], list(kept.values())


def same_pairs(one, other):
    names = ("both", "sums", "products")
    return all(getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in names)


@settings(max_examples=40)
@given(STEPS)
def test_memory_is_that_of_the_votes_that_remain(steps):
    state = State()
    rows = carried_out(steps, state)
    votes = canonical(*rows)
    known = np.isin(np.sort(state.statements), votes.statements)
    pairs, exact = state.pairs(), count_pairs(votes)
    for name in ("both", "sums", "products"):
        mine, theirs = getattr(pairs, name), getattr(exact, name)
        assert mine[np.ix_(known, known)].tobytes() == theirs.tobytes()
        assert not mine[~known].any()
    assert state.votes().codes.tolist() == votes.codes.tolist()


def test_order_of_votes_leaves_no_trace():
    made = camps(people=20, statements=9, seed=1)
    order = np.random.default_rng(1).permutation(len(made.votes))
    one, two = State(*made.rows), State()
    for who, what, vote in zip(*made.permuted(order), strict=True):
        two.add(int(who), int(what), int(vote))
    two.refresh()
    assert same_pairs(one.pairs(), two.pairs())
    by_id = np.argsort(two.statements)
    assert np.abs(two.components.directions[:, by_id] - one.components.directions).max() < 1e-9


def test_votes_one_by_one_give_what_the_analysis_gives():
    made = camps(people=40, statements=16, groups=3, each=12, seed=2)
    first = made.participants < 30
    state = State(*(row[first] for row in made.rows), moderated_out=[4])
    for who, what, vote in zip(*(row[~first] for row in made.rows), strict=True):
        state.add(int(who), int(what), int(vote))
        state.refresh()
    found = analyse(*made.rows, profile="polis", moderated_out=[4])
    assert np.abs(state.components.directions - found["pca"]["components"]).max() < 1e-9
    assert np.abs(state.components.center - found["pca"]["center"]).max() < 1e-15
    done = State(*made.rows, moderated_out=[4])
    assert np.abs(done.positions - found["positions"]).max() < 1e-9


def test_single_vote_moves_its_voter_only():
    made = camps(people=1500, statements=20, groups=3, each=15, seed=3)
    state = State(*made.rows)
    before = state.positions.copy()
    column = int(np.setdiff1d(np.arange(20), made.statements[made.participants == 7])[0])
    state.add(7, column, 1)
    done = state.refresh()
    assert (done.everybody, done.turned < module.TURNED) == (False, True)
    assert np.flatnonzero((state.positions != before).any(axis=1)).tolist() == [7]


def test_everybody_is_placed_anew_when_a_component_turned():
    made = camps(people=30, statements=12, each=8, seed=4)
    state = State(*made.rows)
    for person in range(100, 120):
        for statement in range(12):
            state.add(person, statement, 1 if statement < 6 else -1)
    assert state.refresh().everybody
    exact = analyse(*_rows(state), profile="polis")
    assert np.abs(state.positions - exact["positions"]).max() < 1e-9


def test_many_statements_are_worked_on_without_tables(monkeypatch):
    monkeypatch.setattr(module, "MOST_STATEMENTS", 5)
    made = camps(people=40, statements=16, each=12, seed=5)
    state = State(*made.rows)
    state.add(3, 99, 1)
    state.refresh()
    assert state.pairs() is None
    exact = analyse(*_rows(state), profile="polis")
    assert np.abs(state.components.directions - exact["pca"]["components"]).max() < 1e-9
    assert np.abs(state.positions - exact["positions"]).max() < 1e-9


def test_what_is_no_vote_is_refused():
    state = State([1], [1], [1])
    with pytest.raises(ValueError, match="no vote"):
        state.add(1, 2, 5)
    with pytest.raises(KeyError):
        state.withdraw(1, 2)
    assert state.votes().size == 1


def _rows(state):
    votes = state.votes()
    return votes.participants[votes.rows()], votes.statements[votes.columns()], votes.values()
