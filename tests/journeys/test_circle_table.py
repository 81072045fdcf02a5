"""The table of a result with four groups, as wide as the screen leaves it: nothing has to be pushed sideways."""

import numpy as np
import pytest

from tests.deliberation.ground import conversation_in, says, statements_in, voices_in
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.queries.readings import reading_of
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1366, 1280, 1024, 800)
TOO_WIDE = """() => [...document.querySelectorAll('.table-scroll')]
    .filter(one => one.scrollWidth > one.clientWidth + 1).length"""
GREEN = """() => [...document.querySelectorAll('.at-least')].map(one =>
    [one.classList.contains('is-shared'), getComputedStyle(one).color])"""


@pytest.fixture
def in_four(city):
    """Four camps of twenty-five, told apart by two statements each; all agree on the first two."""
    with scope([city.assembly.pk]):
        conversation = conversation_in(city, invited=110)
        camps = np.repeat(np.arange(4), 25)
        table = np.where(np.arange(14)[None, :] % 4 == camps[:, None], 1, -1)
        table[:, :2] = 1
        stated = statements_in(conversation, 14)
        says(voices_in(conversation, 100), stated, table)
        analyse_conversation(conversation)
        assert len(reading_of(conversation).groups) == 4
    return conversation


def test_four_groups_fit_every_screen(in_four, story):
    address = f"{in_four.get_absolute_url()}circle/"
    desk = story.at_desk(story.city.leader).opens(address)
    for width in WIDTHS:
        desk.page.set_viewport_size({"width": width, "height": 900})
        assert desk.page.evaluate(TOO_WIDE) == 0, width


def test_no_share_below_one_half_stands_in_green(in_four, story):
    phone = story.on_phone(story.city.leader).opens(f"{in_four.get_absolute_url()}circle/")
    shown = phone.page.evaluate(GREEN)
    green = {colour for shared, colour in shown if shared}
    assert len(green) == 1 and not green & {colour for shared, colour in shown if not shared}
