"""More time for a reply."""

from datetime import date

import pytest

from tests.proposals.thread import acknowledged, assigned, fresh, handling_of
from tongxin.core.errors import Refused
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import EXTENSION, HANDLING


@pytest.fixture
def handling(city):
    return acknowledged(handling_of(assigned(city)), city.clerks[0])


def asked(handling, city, until):
    perform(HANDLING.ask_extension, handling, city.clerks[0], until=until, reason="需要现场勘查")
    return handling.extensions.get()


def test_granted_extension_replaces_the_running_clock(handling, city):
    before = fresh(handling).due_on
    perform(EXTENSION.grant, asked(handling, city, date(2026, 6, 1)), city.assigner)
    running = open_deadlines(handling).get(act=HANDLING.reply.name)
    assert (before, running.due_on, running.extends.due_on) == (
        date(2026, 4, 14),
        date(2026, 6, 1),
        date(2026, 4, 14),
    )
    assert fresh(handling).due_on == date(2026, 6, 1)


def test_extension_beyond_the_hard_maximum_is_refused(handling, city):
    extension = asked(handling, city, date(2026, 9, 1))
    with pytest.raises(Refused, match="最迟不能超过"):
        perform(EXTENSION.grant, extension, city.assigner)


def test_second_request_waits_for_the_first(handling, city):
    asked(handling, city, date(2026, 6, 1))
    with pytest.raises(Refused, match="还没有批复"):
        perform(
            HANDLING.ask_extension,
            fresh(handling),
            city.clerks[0],
            until=date(2026, 6, 2),
            reason="再延",
        )
