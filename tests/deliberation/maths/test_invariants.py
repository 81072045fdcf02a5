"""What holds for every conversation: the ten invariants of the engine, on made-up votes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliberation.maths.conversations import Made, adjusted_rand, camps, noise, some
from tongxin.deliberation.maths import analyse

pytestmark = pytest.mark.once

SEEDS = st.integers(0, 10**6)
PROFILES = st.sampled_from(["native", "polis"])
few = settings(max_examples=20)


def quick(made, profile="native", **options):
    options = options if profile == "polis" else {"resample": False, **options}
    return analyse(*made.rows, profile=profile, **options)


def all_numbers(value):
    """Every float and integer in a result, arrays flattened."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in all_numbers(part)]
    if isinstance(value, list | tuple):
        return [one for part in value for one in all_numbers(part)]
    if isinstance(value, np.ndarray):
        return value.ravel().tolist()
    return [value] if isinstance(value, int | float) else []


def same(one, other):
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.tobytes() == other.tobytes()
    return one == other


@few
@given(SEEDS, PROFILES)
def test_i1_order_of_rows_changes_no_bit(seed, profile):
    made = some(seed)
    order = np.random.default_rng(seed).permutation(len(made.votes))
    assert same(
        quick(made, profile), analyse(*made.permuted(order), profile=profile, **OPTIONS[profile])
    )


OPTIONS = {"native": {"resample": False}, "polis": {}}


def test_i1_holds_with_shuffles_and_subsamples():
    made = camps(seed=4)
    order = np.random.default_rng(4).permutation(len(made.votes))
    assert same(analyse(*made.rows), analyse(*made.permuted(order)))


@few
@given(SEEDS)
def test_i2_renaming_people_renames_the_groups(seed):
    made = camps(people=40, statements=12, each=9, loyal=0.8, seed=seed)
    names = np.random.default_rng(seed).permutation(40) * 7 + 3
    renamed = quick(Made(names[made.participants], *made.rows[1:]))
    found = quick(made)
    assert np.array_equal(
        renamed["group"][np.searchsorted(renamed["participants"], names)], found["group"]
    )


def test_i2_holds_with_shuffles_and_subsamples():
    made = camps(people=50, seed=5)
    names = np.random.default_rng(5).permutation(50)
    one, two = analyse(*made.rows), analyse(names[made.participants], *made.rows[1:])
    assert (one["structure_p"], one["stability"]) == (two["structure_p"], two["stability"])
    assert adjusted_rand(one["group"], two["group"][names]) == 1.0


def test_i3_same_seed_same_digest_and_votes_change_it():
    made = camps(seed=6)
    one, two = analyse(*made.rows, seed=3), analyse(*made.rows, seed=3)
    assert one["digest"] == two["digest"]
    other = made.votes.copy()
    other[0] = 0
    assert analyse(made.participants, made.statements, other, seed=3)["digest"] != one["digest"]


@few
@given(SEEDS, PROFILES)
def test_i4_counts_of_groups_and_ungrouped_are_the_columns(seed, profile):
    made = some(seed, people=25, statements=10)
    found = quick(made, profile)
    alone = found["group"][np.searchsorted(found["participants"], made.participants)] == -1
    for name, kinds in (("agree", [1]), ("disagree", [-1]), ("seen", [1, 0, -1])):
        counted = np.isin(made.votes, kinds)
        columns = [int((counted & (made.statements == one)).sum()) for one in found["statements"]]
        rest = [
            int((counted & alone & (made.statements == one)).sum()) for one in found["statements"]
        ]
        assert (found["group_votes"][name].sum(axis=0) + rest).tolist() == columns


@few
@given(SEEDS)
def test_i5_scores_stay_within_bounds(seed):
    found = quick(some(seed, people=20))
    assert ((found["group_informed_consensus"] > 0) & (found["group_informed_consensus"] < 1)).all()
    assert ((found["circle"]["score"] >= 0) & (found["circle"]["score"] < 1)).all()


@few
@given(SEEDS, PROFILES)
def test_i6_negated_votes_mirror_the_result(seed, profile):
    made = camps(people=40, statements=12, each=10, loyal=0.8, seed=seed)
    found, mirrored = quick(made, profile), quick(Made(*made.rows[:2], -made.votes), profile)
    assert np.allclose(mirrored["positions"], -found["positions"], atol=1e-9)
    assert np.array_equal(mirrored["group_votes"]["agree"], found["group_votes"]["disagree"])
    assert mirrored["consensus"] == {
        "agree": found["consensus"]["disagree"],
        "disagree": found["consensus"]["agree"],
    }
    if profile == "native":
        assert adjusted_rand(mirrored["group"], found["group"]) == 1.0


@few
@given(SEEDS, PROFILES)
def test_i7_hidden_statements_are_in_no_list(seed, profile):
    made = camps(people=40, statements=12, each=10, seed=seed)
    found = quick(made, profile, moderated_out=[0, 3], meta=[5, 99])
    listed = {one for lines in found["representative"].values() for one, _way in lines}
    listed |= {one for lines in found["consensus"].values() for one in lines}
    if profile == "native":
        listed |= set(found["slate"]["ids"].tolist()) | set(found["slate"]["equal_shares"].tolist())
        listed |= set(found["statements"][found["circle"]["ranking"]].tolist())
        assert (found["next"]["weights"][[0, 3, 5]] == 0).all()
    assert not listed & {0, 3, 5}


@few
@given(SEEDS, st.sampled_from([None, 200]))
def test_i8_an_agreeing_vote_lowers_no_score(seed, population):
    made = some(seed, people=15, statements=6, share=0.5)
    given_groups = {person: person % 3 for person in range(30)}
    members = None if population is None else dict.fromkeys(range(3), population)
    before = quick(made, groups=given_groups, population=members)
    newcomer = 20 + seed % 3
    for statement in before["statements"].tolist():
        grown = Made(
            *(
                np.append(old, new)
                for old, new in zip(made.rows, (newcomer, statement, 1), strict=True)
            )
        )
        after = quick(grown, groups=given_groups, population=members)
        for key in ("group_informed_consensus",):
            assert (after[key] >= before[key] - 1e-15).all()
        assert (after["circle"]["score"] >= before["circle"]["score"] - 1e-15).all()


@few
@given(SEEDS, st.sampled_from([None, 2, 4]))
def test_i9_no_group_is_too_small(seed, force_k):
    found = quick(some(seed, people=60, statements=9, share=0.9), force_k=force_k)
    sizes = np.bincount(found["group"][found["group"] >= 0])
    assert (sizes >= max(2, 0.02 * sizes.sum())).all()
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


@few
@given(SEEDS, PROFILES)
def test_i10_every_number_is_finite(seed, profile):
    found = quick(some(seed, people=9, statements=5, share=0.4), profile)
    assert np.isfinite(all_numbers(found)).all()


def test_i10_holds_with_shuffles_and_subsamples():
    assert np.isfinite(all_numbers(analyse(*noise(people=30, statements=8).rows))).all()
