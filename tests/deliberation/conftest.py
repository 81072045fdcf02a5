"""A city that has opened online deliberation."""

import pytest

from tests.deliberation.conferring import Conferring
from tongxin.organisations.scope import scope


@pytest.fixture
def conferring(city) -> Conferring:
    """Its offices, its members, and the rule that lets them begin."""
    made = Conferring(city)
    with scope([made.assembly.pk]):
        yield made
