"""A stance on an old phone and a bad line: without scripts, tapped thrice, cut off half-way; it is stored once, or the page says it is not."""

import pytest

from tests.chromium import PHONE
from tests.deliberation.conferring import Conferring
from tests.journeys.steps import Screen, Story
from tongxin.deliberation.models import StanceRow
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
NO_LINE = {**SLOW, "offline": True}
LOST = "没有办成"
FIRST = "已表态 1 / 5 条"


@pytest.fixture
def talk(story):
    """The address at which members say what they think."""
    conferring = Conferring(story.city)
    with scope([conferring.assembly.pk]):
        yield f"{conferring.voting().get_absolute_url()}take-part/"


class Line:
    """What a screen's connection is like from now on."""

    def __init__(self, screen: Screen):
        self.devtools = screen.page.context.new_cdp_session(screen.page)
        self.devtools.send("Network.enable")

    def becomes(self, conditions: dict) -> None:
        self.devtools.send("Network.emulateNetworkConditions", conditions)

    def loses_answers(self) -> None:
        """Stances arrive; the connection is gone before the page hears of it."""
        self.devtools.on("Fetch.requestPaused", self._drop)
        asked = {"urlPattern": "*/stance/", "requestStage": "Response"}
        self.devtools.send("Fetch.enable", {"patterns": [asked]})

    def holds_again(self) -> None:
        self.devtools.send("Fetch.disable")

    def _drop(self, paused: dict) -> None:
        lost = {"requestId": paused["requestId"], "errorReason": "ConnectionReset"}
        self.devtools.send("Fetch.failRequest", lost)


def forgives(story: Story) -> None:
    """HTMX tells the console of every answer that it missed."""
    story.complaints[:] = [one for one in story.complaints if "htmx:" not in one]


def agrees(screen: Screen, times: int = 1) -> None:
    """As fast as a thumb can, without waiting for the page."""
    button = screen.page.get_by_role("button", name="赞成", exact=False).first
    at = button.bounding_box()
    for _tap in range(times):
        screen.page.touchscreen.tap(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_three_taps_on_a_slow_line_are_one_stance(story, talk, scripts):
    options = PHONE if scripts else {**PHONE, "java_script_enabled": False}
    wang = story.seats(story.city.member_actor(), options).opens(talk)
    Line(wang).becomes(SLOW)
    agrees(wang, 3)
    wang.reads(FIRST)
    assert StanceRow.objects.count() == 1


def test_without_a_line_the_page_says_that_nothing_was_stored(story, talk):
    wang = story.on_phone(story.city.member_actor()).opens(talk)
    line = Line(wang)
    line.becomes(NO_LINE)
    agrees(wang)
    wang.waits_for("#messages", LOST)
    assert StanceRow.objects.count() == 0
    line.becomes(SLOW)
    agrees(wang)
    wang.reads(FIRST)
    assert StanceRow.objects.count() == 1
    forgives(story)


def test_an_answer_that_was_cut_off_may_be_sent_again(story, talk):
    wang = story.on_phone(story.city.member_actor()).opens(talk)
    line = Line(wang)
    line.loses_answers()
    agrees(wang)
    wang.waits_for("#messages", LOST)
    line.holds_again()
    assert StanceRow.objects.count() == 1, "it arrived, and the page cannot know"
    agrees(wang)
    wang.reads(FIRST)
    assert StanceRow.objects.count() == 1
    forgives(story)
