"""The pictures say what the numbers say: nearer is more, direction is the group that holds back."""

from math import atan2, hypot, pi

import pytest

from tests.deliberation.ground import two_views
from tests.deliberation.results.test_reading import reading_of
from tongxin.deliberation.results.pictures import EDGE, circles, distance, positions


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
