"""A city in which meetings are planned."""

import pytest

from tests.gatherings.plan.office import Office, make_office
from tongxin.organisations.scope import scope


@pytest.fixture
def office(city, settings, tmp_path) -> Office:
    """Its offices; files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    made = make_office(city)
    with scope([made.here.pk]):
        yield made
