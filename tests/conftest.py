"""The suite's clock stands in a plenary week; every test runs inside a scope it names."""

import os
from datetime import datetime

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils import translation

from tongxin.core import clock
from tongxin.organisations.scope import all_assemblies
from tongxin.trail import guard

pytest_plugins = ["tests.chromium"]

PLENARY_MORNING = datetime(2026, 1, 14, 9, 30)
EXAMPLES = int(os.environ.get("TONGXIN_TEST_EXAMPLES", "100"))
"""How many inputs a property is tried on; a night's run sets thousands."""

hypothesis.settings.register_profile("suite", deadline=None, max_examples=EXAMPLES)
hypothesis.settings.load_profile("suite")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out tests that touch no database: bin/test runs the others on PostgreSQL, too",
    )
    parser.addoption(
        "--rewrite-permissions",
        action="store_true",
        help="write tests/lifecycle/permissions.txt anew, to be reviewed",
    )


LONGEST = "tests/matrix/"
"""Begins the run: what it makes is worth sharing, so no other process should take over a part of it."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if not config.getoption("--only-database"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
    items[:] = [item for item in items if touches_database(item)]


def touches_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database by marker or by any fixture it needs, and not for once only."""
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)
    return asks and not item.get_closest_marker("once")


@pytest.fixture(autouse=True, scope="session")
def trail_can_be_cleared():
    """The only place that lifts the trail's guard: emptying the tables after tests that commit."""
    clear_tables = TransactionTestCase._fixture_teardown

    def clear_with_guard_lifted(self):
        with guard.lifted():
            clear_tables(self)

    TransactionTestCase._fixture_teardown = clear_with_guard_lifted
    yield
    TransactionTestCase._fixture_teardown = clear_tables


@pytest.fixture(autouse=True)
def fixed_clock():
    with clock.frozen(PLENARY_MORNING):
        yield


@pytest.fixture(autouse=True)
def in_chinese(settings):
    """A request leaves its language active in the thread: each test begins with the site's own."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def city(db):
    """A small city with everybody the thread of a proposal needs (see `tests.factories.cities`)."""
    from tests.factories.cities import make_city

    with all_assemblies(reason="tests look at the whole database"):
        yield make_city()
