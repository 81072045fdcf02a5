"""The pictures say what the numbers say: nearer is more, direction is the group that holds back."""

import itertools
from math import atan2, hypot, pi

import pytest

from tests.deliberation.ground import two_views
from tests.deliberation.results.test_content import LEAST, cast_of
from tests.deliberation.results.test_reading import reading_of
from tongxin.deliberation.models import Analysis
from tongxin.deliberation.results.content import content_of
from tongxin.deliberation.results.found import by_parts
from tongxin.deliberation.results.pictures import EDGE, circles, distance, positions
from tongxin.deliberation.results.reading import Reading


@pytest.fixture(scope="module")
def reading():
    return reading_of(two_views(40, 14), 50)


def test_distance_falls_with_the_share():
    away = [distance(tenth / 10) for tenth in range(11)]
    assert away == sorted(away, reverse=True)
    assert (away[0], away[10]) == (EDGE, 0)


def test_spots_lie_at_their_distance(reading):
    for spot in circles(reading).spots:
        assert hypot(spot.x, spot.y) == pytest.approx(distance(spot.line.score), abs=0.2)


def test_spots_lie_towards_the_group_that_holds_back(reading):
    for spot in circles(reading).spots:
        upwards = -pi < atan2(spot.y, spot.x) < 0
        assert upwards == (spot.line.weakest_place == 0)


def test_spots_keep_off_each_other(reading):
    spots = circles(reading).spots
    near = [
        hypot(one.x - other.x, one.y - other.y)
        for at, one in enumerate(spots)
        for other in spots[:at]
    ]
    assert min(near) > 20


def test_all_are_drawn_or_counted(reading):
    picture = circles(reading)
    assert len(picture.spots) + picture.left_out == len(reading.lines)


def test_map_shows_crowds_and_every_group(reading):
    shown = positions(reading)
    assert sum(block.people for block in shown.blocks) == 40
    assert all(block.people >= 5 for block in shown.blocks)
    assert [cloud.name for cloud in shown.clouds] == reading.names


def test_nothing_on_the_map_reaches_beyond_its_sheet(reading):
    shown = positions(reading)
    for cloud in shown.clouds:
        assert abs(cloud.x) + cloud.broad <= shown.side
        assert shown.top <= cloud.y - cloud.tall
        assert cloud.y + cloud.tall <= shown.floor
    assert shown.doubt.y + shown.doubt.tall < shown.foot < shown.top + shown.height


def test_names_of_groups_that_think_alike_stand_below_one_another():
    parts = {person: 1 + person % 3 for person in range(1, 61)}
    result = by_parts(cast_of(two_views(60, 12), parts), None, LEAST)
    content = content_of(result, least=LEAST, population=None, in_bands=True)
    reading = Reading(Analysis(content=content), {}, {1: "经济委", 2: "社法委", 3: "文史委"})
    heights = sorted(cloud.name_y for cloud in positions(reading).clouds)
    assert [high - low > 20 for low, high in itertools.pairwise(heights)] == [True, True]


def test_many_groups_stand_as_letters():
    parts = {person: 1 + person % 7 for person in range(1, 71)}
    result = by_parts(cast_of(two_views(70, 12), parts), None, LEAST)
    content = content_of(result, least=LEAST, population=None, in_bands=True)
    reading = Reading(Analysis(content=content), {}, {part: f"第{part}委" for part in range(1, 8)})
    picture = circles(reading)
    assert picture.is_lettered
    assert [sector.name for sector in picture.sectors] == list("ABCDEFG")
    assert [group.letter for group in reading.groups] == list("ABCDEFG")
