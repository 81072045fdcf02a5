"""The world is built once for all these tests and rolled back; each works on a savepoint of it."""

from collections.abc import Callable
from functools import cache

import pytest
from django.db import transaction
from django.test import override_settings

from tests.conftest import PLENARY_MORNING
from tests.matrix.browsers import Browsers, find_ways_once, read_askers_once
from tests.matrix.walk import keep_no_context, read_lists_whole, starts, walk
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


@pytest.fixture(scope="package")
def reach(world, browsers) -> Callable[[str], dict[str, str]]:
    """The text of everything a reader can open, by address; read once per reader."""

    @cache
    def read(reader: str) -> dict[str, str]:
        with pytest.MonkeyPatch.context() as patch:
            for spared in (read_askers_once, find_ways_once, keep_no_context, read_lists_whole):
                spared(patch)
            return walk(browsers, reader, starts(world))

    return read
