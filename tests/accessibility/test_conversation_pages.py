"""Every page of a committee's conversation, and what citizens see of theirs: nothing for axe to find, valid HTML, light to load."""

import pytest

from tests.accessibility.inspector import Inspector
from tests.accessibility.test_thread_pages import HEAVIEST
from tests.deliberation.conferring import Conferring
from tests.deliberation.ground import talked
from tests.journeys.talk import CHAPTERS, make_talk
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.actions.join import print_codes
from tongxin.deliberation.terms import Admission
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def conferring(story):
    made = Conferring(story.city)
    with scope([made.assembly.pk]):
        yield made


@pytest.fixture
def inspector(story) -> Inspector:
    story.look = Inspector(story.site)
    return story.look


def test_a_committees_pages_are_accessible_valid_and_light(story, conferring, inspector):
    talk = make_talk(story, conferring)
    for chapter in CHAPTERS:
        chapter(talk)
    assert_sound(inspector)


def test_citizens_pages_are_accessible_valid_and_light(story, conferring, inspector):
    conversation = conferring.voting(admission="code")
    code = print_codes(conversation, actor=conferring.general, batch="城南街道", count=5)[0]
    citizen = story.in_public().opens(conversation.open_url)
    citizen.fills("邀请码", code).presses("进入").reads("已表态 0 / 5 条")
    over = talked(conferring.city, admission=Admission.OPEN, invited=0)
    analyse_conversation(over)
    citizen.opens(over.open_url).opens(f"{over.open_url}circle/").reads("共识清单")
    office = story.at_desk(conferring.general).opens(f"{conversation.get_absolute_url()}codes/")
    office.fills("发放批次", "城北街道").presses("生成并打印")
    assert_sound(inspector)


def assert_sound(inspector: Inspector) -> None:
    assert "\n".join(sorted(inspector.faults)) == ""
    assert "\n".join(sorted(inspector.invalid)) == ""
    assert {name: size for name, size in inspector.weights.items() if size > HEAVIEST} == {}
    assert len(inspector.weights) > 3
