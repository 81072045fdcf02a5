"""Gatherings in the middle of their life."""

import pytest

from tests.gatherings.doors.door import Door, make_door


@pytest.fixture
def door(city) -> Door:
    """An announced meeting tomorrow at nine, with four invited."""
    return make_door(city)
