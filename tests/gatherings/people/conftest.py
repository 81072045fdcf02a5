"""A meeting to which everybody on the roll is invited."""

import pytest

from tests.gatherings.people.meeting import Meeting, make_meeting
from tongxin.organisations.scope import scope


@pytest.fixture
def meeting(city) -> Meeting:
    """A plenary of two half days; leave is granted by the chair, by two days before."""
    made = make_meeting(city)
    with scope([made.here.pk]):
        yield made
