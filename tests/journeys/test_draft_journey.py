"""A draft is discussed line by line: said on the phone, answered, taken up or not with a reason, reworded, summed up."""

import pytest

from tests.accessibility.inspector import assert_sound
from tests.deliberation.conferring import Conferring
from tests.journeys.talk import download, words_of
from tests.journeys.town import rename
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "关于完善社区养老服务的建议案"
TEXT = (
    "全市社区养老服务设施明显不足。",
    "每个街道建一处养老服务中心。",
    "经费由市财政承担。",
)
FIRST, WORDING = "请写明数字。", "全市四成社区没有养老服务设施。"
SECOND, REASON = "经费应当由市和区分担。", "区里财力差别大，暂不写分担比例。"
REPLY = "数字出自民政局年报吗？"


@pytest.fixture
def conferring(story):
    made = Conferring(story.city)
    rename(made.general.person, "林岚")
    with scope([made.assembly.pk]):
        yield made


def test_a_draft_from_pasting_to_summary(story, conferring, inspector):
    office = story.at_desk(conferring.general).opens(f"{story.here}/drafts/").presses("准备一份")
    office.fills("标题", TITLE).fills("正文", "\n".join(TEXT)).fills("截止日期", "2026-01-30")
    office.presses("保存").presses("开始征求意见").presses("开始征求意见").reads("征求意见中")
    draft = office.path
    wang = story.on_phone(story.city.member_actor())
    wang.opens("/me/messages/").reads(TITLE)
    says(wang.opens(draft), TEXT[0], FIRST, WORDING)
    li = story.on_phone(story.city.member_actor(1)).opens(draft).reads(FIRST)
    says(li, TEXT[2], SECOND)
    answers(li, FIRST, REPLY)
    office.opens("/me/messages/").reads("征求意见稿收到一条意见")
    decides(office.opens(draft), FIRST, "采纳").fills("处理说明", "已请民政局核对。")
    office.ticks("同时把这一段改成建议的文字").presses("采纳").reads("已采纳")
    decides(office.opens(draft), SECOND, "不采纳").fills("处理说明", REASON).presses("不采纳")
    wang.opens("/me/messages/").reads("您提的意见已采纳").reads("有了回复").opens(draft).reads(
        "已采纳"
    ).reads("已请民政局核对。")
    wang.reads(REPLY)
    paragraph = wang.page.locator(".paragraph", has_text=FIRST)
    assert paragraph.locator(".paragraph__words").inner_text() == WORDING
    li.opens("/me/messages/").reads("您提的意见没有采纳").opens(draft).reads(REASON)
    office.opens(draft)
    for name in ("意见汇总（DOCX）", "意见汇总（XLSX）"):
        summed_up = words_of(download(office, name))
        told = (FIRST, WORDING, SECOND, REASON, REPLY)
        assert [one for one in told if one not in summed_up] == []
    li.opens(f"{story.here}/drafts/").reads(TITLE)
    assert_sound(inspector)


def says(screen, paragraph: str, words: str, wording: str = "") -> None:
    """Unfolds the paragraph's form, writes, sends."""
    place = screen.page.locator(".paragraph", has_text=paragraph)
    place.locator("summary", has_text="提意见").click()
    place.get_by_label("意见", exact=True).fill(words)
    place.get_by_label("建议改为").fill(wording)
    with screen.page.expect_navigation():
        place.get_by_role("button", name="提交意见").click()
    screen.reads("意见已提交").reads(words)


def answers(screen, remark: str, words: str) -> None:
    place = screen.page.locator(".remark", has_text=remark)
    place.locator("summary", has_text="回复").click()
    place.get_by_label("回复", exact=True).fill(words)
    with screen.page.expect_navigation():
        place.get_by_role("button", name="发出回复").click()
    screen.reads("已回复").reads(words)


def decides(screen, remark: str, act: str):
    """To the page of an act on this remark."""
    place = screen.page.locator(".remark", has_text=remark)
    with screen.page.expect_navigation():
        place.get_by_role("link", name=act, exact=True).click()
    return screen
