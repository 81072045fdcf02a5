"""Journeys (f): a conversation from its question to the last answer; citizens join by a code, on a phone."""

import pytest

from tests.deliberation.conferring import SEEDS, Conferring
from tests.journeys.steps import PHONE, Screen
from tests.journeys.town import rename
from tongxin.deliberation.actions.join import print_codes
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import StanceRow, Statement, Voice
from tongxin.lifecycle.perform import perform
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTION = "老旧小区停车位怎样增加？"


@pytest.fixture
def conferring(story):
    made = Conferring(story.city)
    for actor, name in ((made.general, "林岚"), (made.second, "许文"), (made.secgen, "郭正")):
        rename(actor.person, name)
    with scope([made.assembly.pk]):
        yield made


def test_a_committees_conversation_from_question_to_answers(story, conferring):
    office = story.at_desk(conferring.general)
    office.opens(f"{story.here}/conversations/").presses("筹备一项")
    office.fills("议题", QUESTION).fills("背景", "全市老旧小区车位缺口约两万个。")
    for label, day in zip(
        ("开始征集观点", "开始表态", "开始看圈讨论", "最后一天"),
        ("2026-01-14", "2026-01-15", "2026-01-22", "2026-01-26"),
        strict=True,
    ):
        office.fills(label, day)
    office.fills("引子观点", "\n".join(SEEDS)).presses("存好筹备").reads("筹备中")
    secretary = story.at_desk(conferring.secgen).opens(office.path).presses("登记领导小组批准")
    secretary.reads(SEEDS[0]).fills("批准文号", "澜协组〔2026〕3号")
    secretary.presses("登记领导小组批准").reads("已批准，待开始")
    office.opens(office.path).presses("开始征集观点").reads("征集观点")
    offers(story.on_phone(conferring.member()).opens(office.path))
    moderates(office)
    office.opens(f"{story.here}/conversations/")
    conversation = office.page.get_by_role("link", name=QUESTION).get_attribute("href")
    office.opens(conversation).presses("开始表态").reads("表态")
    answers_all(story.at_desk(conferring.member()).opens(conversation).presses("开始表态"))
    assert Voice.objects.count() == 1
    office.opens(conversation).reads("1 人 / 4")


def offers(wang: Screen) -> None:
    """A view of one's own; a similar one stands there already."""
    wang.presses("提观点").fills("您的观点", "开放周边单位的车位过夜").presses("提出这条观点")
    wang.reads("已经有相近的观点").presses("意思不同，仍然提出").reads("已收到，这是第 6 条")


def moderates(office: Screen) -> None:
    office.presses("审核观点").presses("审下一条").reads("只有这些理由可以不公开")
    office.presses("公开").reads("已公开")


def answers_all(wang: Screen) -> None:
    """By the keyboard: agree, undo, disagree, pass; the part changes, the page stays."""
    page = wang.page

    def presses(key: str, progress: str) -> None:
        page.keyboard.press(key)
        wang.waits_for("#talk", progress)

    presses("1", "已表态 1 / 6 条")
    wang.look(wang)
    presses("u", "已表态 0 / 6 条")
    for number, key in enumerate("123122", start=1):
        presses(key, f"已表态 {number} / 6 条")
    wang.reads("都表态了，谢谢")
    wang.look(wang)
    assert sorted(StanceRow.objects.values_list("stance", flat=True)) == [-1, -1, -1, 0, 1, 1]


def test_citizens_join_by_code_and_need_no_scripts(story, conferring):
    conversation = conferring.voting(admission="code")
    code = print_codes(conversation, actor=conferring.general, batch="城南街道", count=5)[0]
    citizen = story.in_public({**PHONE, "java_script_enabled": False})
    citizen.opens(conversation.open_url).fills("邀请码", code.upper()).presses("进入")
    for _statement in SEEDS:
        citizen.presses("赞成")
    citizen.reads("都表态了，谢谢").presses("撤回上一条").reads("已表态 4 / 5 条")
    citizen.presses("不赞成").unfolds("提一条自己的观点")
    citizen.fills("您的观点", "夜间免费停放两小时").presses("提出这条观点").reads("已收到")
    citizen.opens(conversation.open_url).reads("接着表态").presses("这部手机换人用").reads("邀请码")
    assert Statement.objects.get(Statement.offered()).author is None
    assert StanceRow.objects.count() == len(SEEDS)


def test_the_slips_picture_fills_in_the_code(story, conferring):
    conversation = conferring.voting(admission="code")
    office = story.at_desk(conferring.general).opens(conversation.get_absolute_url())
    office.presses("打印邀请码").fills("发放批次", "城南街道").fills("张数", "6").presses(
        "生成并打印"
    )
    code = office.page.locator(".slip .code").first.inner_text()
    citizen = story.in_public()
    citizen.opens(f"{conversation.open_url}#{code}")
    assert citizen.page.get_by_label("邀请码").input_value() == code
    assert "#" not in citizen.page.url
    citizen.presses("进入").reads("已表态 0 / 5 条")


def test_a_conversation_that_is_over_says_so(story, conferring):
    conversation = conferring.voting(admission="code")
    perform(CONVERSATION.stop, conversation, conferring.secgen, reason="议题有变")
    office = story.at_desk(conferring.general).opens(conversation.get_absolute_url())
    office.reads("议题有变")
    office.reads("已停止")
