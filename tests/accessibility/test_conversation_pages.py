"""What citizens see of a conversation, by code and by telephone: nothing for axe to find, valid HTML, light to load."""

import pytest

from tests.accessibility.inspector import assert_sound
from tests.deliberation.conferring import Conferring
from tests.deliberation.ground import talked
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.actions.join import print_codes
from tongxin.deliberation.terms import Admission
from tongxin.notifications.models import Delivery
from tongxin.notifications.sealing import unseal
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def conferring(story):
    made = Conferring(story.city)
    with scope([made.assembly.pk]):
        yield made


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


def test_the_door_by_telephone_is_accessible_valid_and_light(
    story, conferring, inspector, settings
):
    settings.DEMO = True
    conversation = conferring.voting(admission=Admission.OPEN)
    citizen = story.in_public().opens(conversation.open_url)
    citizen.fills("手机号码", "123").page.locator("form").evaluate(
        "(form) => { form.noValidate = true }"
    )
    citizen.presses("发送验证码").fills("手机号码", "13800001234").presses("发送验证码")
    citizen.fills("验证码", "000000").presses("进入").fills("验证码", sent_code()).presses("进入")
    citizen.reads("已表态 0 / 5 条")
    assert_sound(inspector)


def sent_code() -> str:
    """What the last message to a citizen says."""
    return unseal(Delivery._base_manager.get(notice=None).sealed)["code"]
