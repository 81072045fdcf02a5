"""A city with an announced meeting."""

import pytest

from tests.gatherings.said.meeting import Meeting, make_meeting
from tongxin.organisations.scope import scope


@pytest.fixture
def meeting(city, settings, tmp_path) -> Meeting:
    """With its offices and people; files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with scope([city.assembly.pk]):
        yield make_meeting(city)
