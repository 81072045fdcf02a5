"""What is told of a result: counts add up, small ones are hidden with what would betray them, known groups in tenths."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliberation.ground import two_views
from tongxin.deliberation.queries.votes import Cast
from tongxin.deliberation.results.clouds import parted
from tongxin.deliberation.results.content import content_of
from tongxin.deliberation.results.found import OTHERS, by_parts, by_views

LEAST = 5


def cast_of(table: np.ndarray, parts: dict[int, int] | None = None) -> Cast:
    """A table of stances, 9 for none, as what an analysis looks at."""
    people, statements = np.nonzero(table != 9)
    present = {int(person) + 1 for person in people}
    given_parts = parts or dict.fromkeys(present, 0)
    cohorts = dict.fromkeys(present, 1)
    return Cast(people + 1, statements + 1, table[table != 9], given_parts, cohorts)


def told(table: np.ndarray, population: int | None = None, least: int = LEAST) -> dict:
    result, _settings = by_views(cast_of(table), population, least)
    return content_of(result, least=least, population=population, in_bands=False)


@pytest.fixture(scope="module")
def content() -> dict:
    return told(two_views(40, 12), 60)


def test_counts_of_a_line_add_up(content):
    for line in content["lines"]:
        assert line["agree"] + line["disagree"] + line["passed"] == line["seen"]
        assert sum(cell["agree"] for cell in line["cells"]) == line["agree"]


def test_score_is_the_lower_end_of_the_weakest_group(content):
    for line in content["lines"]:
        lows = [cell["low"] for cell in line["cells"]]
        assert line["score"] == min(lows) == lows[line["weakest"]]


def test_lines_come_innermost_first(content):
    scores = [line["score"] for line in content["lines"]]
    assert scores == sorted(scores, reverse=True)
    assert {line["number"] for line in content["lines"][:4]} == {1, 2, 3, 4}


def test_silence_of_a_group_hides_it_and_carries_no_statement():
    table = two_views(40, 12)
    table[23:, 0] = 9  # of the second half only three say something of the first statement
    content = told(table, 60)
    line = next(one for one in content["lines"] if one["number"] == 1)
    hidden = line["cells"].index(None)
    assert line["seen"] == line["cells"][1 - hidden]["seen"] == 20, "the three are left out"
    assert (line["score"], line["weakest"]) == (0, hidden)
    assert line["turns"] is None


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.floats(0, 0.7))
def test_no_count_below_the_least_is_told_or_left(seed, gaps):
    chance = np.random.default_rng(seed)
    table = np.where(chance.random((30, 8)) < gaps, 9, two_views(30, 8, 2, seed))
    table[:, (table != 9).sum(axis=0) < LEAST] = 9
    if (table != 9).any(axis=1).sum() < LEAST:
        return
    for line in told(table)["lines"]:
        seen = [cell["seen"] for cell in line["cells"] if cell]
        rest = line["seen"] - sum(seen)
        assert all(count >= LEAST for count in seen)
        assert rest == 0 or rest >= LEAST


def test_group_too_small_to_be_told_is_not_found():
    table = two_views(24, 12, 0)
    table[:21] = np.abs(table[0])
    table[21:] = -np.abs(table[0])
    content = told(table, least=LEAST)
    assert [group["size"] for group in content["groups"]] == [24]


def test_people_outside_the_groups_are_grouped_when_they_are_few():
    table = two_views(40, 12)
    table[0, 3:] = 9  # one person with three stances
    result, asked = by_views(cast_of(table), None, LEAST)
    assert (result["group"] >= 0).all()
    assert asked.everybody


def test_known_groups_are_told_in_tenths_and_never_all_or_nobody():
    parts = {person: 1 + (person > 20) for person in range(1, 41)}
    result = by_parts(cast_of(two_views(40, 12, doubt=0.0), parts), 40, LEAST)
    content = content_of(result, least=LEAST, population=40, in_bands=True)
    shares = {cell[key] for line in content["lines"] for cell in line["cells"] for key in cell}
    assert shares <= {tenth / 10 for tenth in range(10)}
    assert all(set(cell) == {"low", "share"} for line in content["lines"] for cell in line["cells"])
    assert max(line["score"] for line in content["lines"]) == 0.9


def test_small_parts_are_told_together():
    parts = {person: (1 if person <= 20 else 2 if person <= 37 else 3) for person in range(1, 41)}
    result = by_parts(cast_of(two_views(40, 12), parts), None, LEAST)
    content = content_of(result, least=LEAST, population=None, in_bands=True)
    assert {group["part"]: group["size"] for group in content["groups"]} == {1: 20, OTHERS: 20}


def test_one_part_alone_is_no_way_to_look():
    parts = dict.fromkeys(range(1, 41), 7)
    assert by_parts(cast_of(two_views(40, 12), parts), None, LEAST) is None


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(0, 80))
def test_cells_of_the_map_hold_several_people_and_everybody(seed, people):
    places = np.random.default_rng(seed).uniform(-0.9, 0.9, (people, 2))
    cells = parted(places, LEAST)
    assert all(cell[4] >= LEAST for cell in cells)
    assert sum(cell[4] for cell in cells) == (people if people >= LEAST else 0)


def test_turning_point_is_where_the_bound_falls_below_half(content):
    for line in content["lines"]:
        if line["turns"] is None:
            assert line["score"] < 0.5
        else:
            assert line["turns"]["people"] >= 1
