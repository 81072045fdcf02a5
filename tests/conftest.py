"""The suite's clock stands in a plenary week; every test runs inside a scope it names."""

import gc
import os
from datetime import datetime
from itertools import chain, groupby

import hypothesis
import pytest
from _pytest import runner
from django.test import TransactionTestCase
from django.utils import translation

from tongxin.core import clock
from tongxin.core.depth import with_room
from tongxin.organisations.scope import all_assemblies
from tongxin.trail import guard

pytest_plugins = ["tests.chromium"]

PLENARY_MORNING = datetime(2026, 1, 14, 9, 30)
EXAMPLES = int(os.environ.get("TONGXIN_TEST_EXAMPLES", "100"))
"""How many inputs a property is tried on; a night's run sets thousands."""

hypothesis.settings.register_profile("suite", deadline=None, max_examples=EXAMPLES)
hypothesis.settings.load_profile("suite")

OPENING_DATABASE = {"django_db_setup", "django_db_blocker"}
"""A fixture that asks for both opens the database by itself: a test's own, or one that several tests share."""

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


LONGEST = ("tests/matrix/", "tests/accessibility/test_every_page.py")
"""Begin the run: what they make is worth sharing, so no other process should take over a part of it."""

JOURNEYS = (
    "tests/journeys/test_thread_journey.py",
    "tests/journeys/test_conversation_journey.py",
    "tests/journeys/",
)
"""End it, the longest first: where two share the browser's tests, this is the other's half."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    in_order(items)
    if not config.getoption("--only-database"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
    items[:] = [item for item in items if touches_database(item)]


def in_order(items: list[pytest.Item]) -> None:
    """By place; where tests of a module follow one another, those on the same floor together (`tests.ground`)."""
    from tests.ground import floors_of

    items.sort(key=place)
    modules = [list(of_module) for _path, of_module in groupby(items, key=lambda item: item.path)]
    for of_module in modules:
        of_module.sort(key=lambda item: [build.__name__ for build in floors_of(item)])
    items[:] = chain.from_iterable(modules)


def place(item: pytest.Item) -> int:
    """Where in the run the tests of this one's file stand; those of one place keep their order."""
    if item.nodeid.startswith(LONGEST):
        return 0
    ends = [number for number, name in enumerate(JOURNEYS, start=2) if item.nodeid.startswith(name)]
    return min(ends, default=1)


def touches_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database by marker or by any fixture it needs, and not for once only.

    `once` is for what a page or paper says, who may see it, and what a form does with what was typed: the queries
    beneath run on PostgreSQL in the tests of queries and actions, and every page does in `tests/matrix/test_databases`.
    Never for imports, search, figures, exports of lists, numbers of queries, locking, constraints and repeated
    requests: a test of these in a module that is otherwise `once` is marked `both`.
    """
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)
    once = item.get_closest_marker("once") and not item.get_closest_marker("both")
    return asks and not once


def pytest_collection_finish():
    """What was imported and collected stays to the end: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As pytest does it, but with room for the deep calls of a test: saves a fifth of the time of a page."""
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


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


@pytest.fixture(scope="session")
def ground(django_db_setup, django_db_blocker):
    """What lies in the database below the tests of this process (see `tests.ground`)."""
    from tests.ground import Ground

    ground = Ground()
    yield ground
    with django_db_blocker.unblock():
        ground.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Before a fixture opens the database, the ground is made what its tests expect."""
    if fixturedef.argname != "ground" and set(fixturedef.argnames) >= OPENING_DATABASE:
        from tests.ground import prepare

        prepare(fixturedef.argname, request)


@pytest.fixture
def city(db, ground):
    """A small city with everybody the thread of a proposal needs (see `tests.factories.cities`)."""
    with all_assemblies(reason="tests look at the whole database"):
        yield ground.city()
