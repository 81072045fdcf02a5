"""The usual city is built once in a transaction that stays open; each test that asks for it works on a savepoint of it.

What the tests of a module build on it alike lies above it in the same way: `built_once`.
"""

import pickle
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from tests.conftest import PLENARY_MORNING
from tests.factories.cities import City, make_city
from tongxin.core import clock
from tongxin.organisations.scope import all_assemblies

Build = Callable[..., Any]


@dataclass(frozen=True)
class Floor:
    """What one function built, in a transaction of its own."""

    build: Build
    made: bytes
    opened: ExitStack


class Ground:
    """What lies in the database below the tests: nothing, the usual city, or the city with something built on it."""

    def __init__(self) -> None:
        self._floors: list[Floor] = []

    def lay(self, builds: Sequence[Build]) -> None:
        """Let these lie there and nothing else, unless a fixture of several tests has begun a transaction of its own."""
        kept = 0
        for floor, build in zip(self._floors, builds, strict=False):
            if floor.build is not build:
                break
            kept += 1
        self._clear(kept)
        if self._floors or not connection.in_atomic_block:
            for build in builds[kept:]:
                self._lay(build)

    def clear(self) -> None:
        """Undo it for a test that expects an empty database, or one that commits."""
        self._clear(0)

    def city(self) -> City:
        """A test's own city."""
        return self.copy_of(make_city)

    def copy_of(self, build: Build, *given: Any) -> Any:
        """A test's own copy of what was built: changing it changes it for nobody else. Built now where it does not lie."""
        floor = next((one for one in self._floors if one.build is build), None)
        return pickle.loads(floor.made) if floor else build(*given)  # noqa: S301

    def _lay(self, build: Build) -> None:
        given = [self.city()] if self._floors else []
        with ExitStack() as opened:
            opened.enter_context(transaction.atomic())
            with (
                clock.frozen(PLENARY_MORNING),
                translation.override(settings.LANGUAGE_CODE),
                all_assemblies(reason="tests look at the whole database"),
            ):
                made = pickle.dumps(build(*given))
            self._floors.append(Floor(build, made, opened.pop_all()))

    def _clear(self, kept: int) -> None:
        while len(self._floors) > kept:
            transaction.set_rollback(True)
            self._floors.pop().opened.close()


def built_once(build: Callable[[City], Any]) -> Any:
    """A fixture of this name: a test's own copy of what `build` makes of the city, made once for tests in a row."""

    def own(city: City, ground: Ground) -> Any:
        return ground.copy_of(build, city)

    own.build = build
    return pytest.fixture(name=build.__name__)(own)


def prepare(fixture: str, request: pytest.FixtureRequest) -> None:
    """Lay or clear the ground before this fixture opens the database."""
    ground = request.getfixturevalue("ground")
    with request.getfixturevalue("django_db_blocker").unblock():
        if (
            fixture == "_django_db_helper"
            and "city" in request.fixturenames
            and not commits(request)
        ):
            ground.lay([make_city, *floors_of(request.node)])
        else:
            ground.clear()


def floors_of(test: pytest.Item) -> list[Build]:
    """What a test asks for above the city; of several such fixtures one lies, the others are built anew."""
    fixtures = getattr(test, "_fixtureinfo", None)
    known = fixtures.name2fixturedefs if fixtures else {}
    asked = [known[name][-1].func for name in sorted(known)]
    return [one.build for one in asked if hasattr(one, "build")][:1]


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
