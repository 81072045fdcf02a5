"""The world is built once for all these tests and rolled back; each works on a savepoint of it."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests.conftest import PLENARY_MORNING
from tests.matrix.browsers import Browsers
from tests.matrix.world import World, build
from tongxin.core import clock
from tongxin.organisations.scope import all_assemblies


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> World:
    """The city with everybody signed in; requests run outside any scope, as in production."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        with clock.frozen(PLENARY_MORNING), all_assemblies(reason="tests build a whole city"):
            yield_ = build()
        yield yield_
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def browsers(world) -> Browsers:
    """A browser for each column."""
    with clock.frozen(PLENARY_MORNING):
        return Browsers(world.actors)
