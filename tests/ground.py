"""The usual city is built once in a transaction that stays open; each test that asks for it works on a savepoint of it."""

import pickle
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from tests.conftest import PLENARY_MORNING
from tests.factories.cities import City, make_city
from tongxin.core import clock
from tongxin.organisations.scope import all_assemblies


class Ground:
    """What lies in the database below the tests: nothing, or the usual city."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._city = b""

    def lay(self) -> None:
        """Build the city, unless it lies there or a fixture of several tests has begun a transaction of its own."""
        if self._city or connection.in_atomic_block:
            return
        self._open.enter_context(transaction.atomic())
        with (
            clock.frozen(PLENARY_MORNING),
            translation.override(settings.LANGUAGE_CODE),
            all_assemblies(reason="tests look at the whole database"),
        ):
            self._city = pickle.dumps(make_city())

    def clear(self) -> None:
        """Undo it for a test that expects an empty database, or one that commits."""
        if self._city:
            transaction.set_rollback(True)
            self._open.close()
            self._city = b""

    def city(self) -> City:
        """A test's own copy of what was built: changing it changes it for nobody else."""
        return pickle.loads(self._city) if self._city else make_city()  # noqa: S301


def prepare(fixture: str, request: pytest.FixtureRequest) -> None:
    """Lay or clear the ground before this fixture opens the database."""
    ground = request.getfixturevalue("ground")
    with request.getfixturevalue("django_db_blocker").unblock():
        if (
            fixture == "_django_db_helper"
            and "city" in request.fixturenames
            and not commits(request)
        ):
            ground.lay()
        else:
            ground.clear()


def commits(request: pytest.FixtureRequest) -> bool:
    """Whether the test that asks runs outside a transaction."""
    marker = request.node.get_closest_marker("django_db")
    asked = marker.kwargs if marker else {}
    return bool(
        asked.get("transaction")
        or asked.get("reset_sequences")
        or {"transactional_db", "django_db_reset_sequences", "live_server"}
        & set(request.fixturenames)
    )
