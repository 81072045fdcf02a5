"""A plenary day from nothing: planned, announced, answered, three ways in at the door, closed, its minutes passed."""

from datetime import datetime

import pytest

from tests.factories.cities import staff
from tests.journeys.device import desk_at
from tests.journeys.town import rename
from tongxin.accounts.terms import Role
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings import door_codes
from tongxin.gatherings.models import Gathering, SignIn
from tongxin.gatherings.queries.roll import roll_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "八届六次会议"
DOOR = datetime(2026, 1, 23, 8, 45, tzinfo=SHANGHAI)
AFTERWARDS = datetime(2026, 1, 23, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def office(city):
    made = staff(Role.GENERAL_OFFICE, city.assembly)
    rename(made.person, "刘静")
    return made


@pytest.fixture
def chair(city):
    made = staff(Role.CHAIR, city.assembly)
    rename(made.person, "何志远")
    return made


def planned(story, office) -> Gathering:
    """The office fills in one form, sees who is invited by the kind's rule, writes the agenda, sends the notice."""
    screen = story.at_desk(office).opens(f"{story.here}/gatherings/plan/plenary/")
    screen.fills("名称", TITLE).fills("日期", "2026-01-23").fills("地点", "市会议中心")
    screen.fills("开始时间", "09:00").fills("结束时间", "11:30").presses("建立")
    screen.reads("还没有通知任何人").presses("请谁参加").reads("应到 4 人")
    screen.presses("概况").presses("议程")
    screen.page.locator("[name=words_0]").fill("听取常务委员会工作报告")
    screen.presses("保存").reads("听取常务委员会工作报告")
    screen.presses("发出通知").reads("全体委员").presses("发出通知").reads("已发出通知")
    screen.reads("下一步：主办的办公室 办结")
    return Gathering.objects.get(title=TITLE)


def answered(story, chair) -> None:
    """Three come with one tap from where they are, one asks for leave and has it."""
    member = story.city.member_actor
    for number in range(2):
        phone = story.on_phone(member(number)).opens("/me/gatherings/").presses("参加")
        assert phone.path == "/me/gatherings/"
        phone.reads(f"已答复“{TITLE}”：参加")
    phone = story.on_phone(member(2)).opens("/me/").presses_task(TITLE).presses("参加")
    assert phone.path == "/me/"
    phone = story.on_phone(member(3)).opens("/me/gatherings/").presses("请假")
    phone.taps("事由", "因病").fills("具体情况", "住院").presses("请假").reads("等待批复")
    desk = story.at_desk(chair).opens("/me/").presses_task("陈立")
    desk.reads("住院").presses("准假").reads("已准假：陈立")


def signed_in(story, office, gathering: Gathering) -> None:
    """One by the code on the phone, one at a desk without network, one by hand."""
    story.moves_to(DOOR)
    sitting = gathering.sittings.get()
    phone = story.on_phone(story.city.member_actor(0)).opens("/me/").reads("正在签到")
    code = door_codes.door_code(sitting, DOOR)
    phone.presses("签到").fills("会场屏幕上的六位数字", code).presses("签到").reads(
        "王敏，您在 08:45"
    )
    device = desk_at(story, office, gathering)
    device.loses_network()
    device.enters("李国强").shows("李国强", "已签到").reads("1 条待送")
    device.is_killed_and_opened_again()
    device.reads("1 条待送").reads("断网也能用")
    device.finds_network()
    device.reads("全部送出")
    roll = story.at_desk(office)
    roll.opens(f"{story.here}/gatherings/sittings/{sitting.public_id}/roll/")
    roll.page.get_by_label("周雅琴").check()
    roll.presses("勾选的人到了").reads("已记 1 人到会")
    rows = SignIn.objects.filter(SignIn.standing()).values_list("invitation__name", "way")
    assert sorted(rows) == [("周雅琴", "list"), ("李国强", "desk"), ("王敏", "code")]


def minuted(story, office, gathering: Gathering) -> None:
    """Closed without a warning; the minutes say what the records say, and are passed."""
    story.moves_to(AFTERWARDS)
    screen = story.at_desk(office).opens(gathering.get_absolute_url()).presses("办结")
    screen.reads_no("没有一个人签到").presses("办结").reads("已办结，自现在起计入数字")
    screen.presses("纪要").presses("由记录生成纪要").presses("保存纪要")
    screen.reads("应到4人，实到3人，请假1人，缺席0人").reads("陈立（因病）")
    screen.presses("审定纪要").fills("文号", "澜协纪〔2026〕1号").presses("审定纪要").reads(
        "纪要已审定"
    )
    member = story.on_phone(story.city.member_actor(1))
    member.opens(gathering.get_absolute_url()).presses("纪要").reads("听取常务委员会工作报告")


def test_plenary_day_from_the_first_form_to_the_passed_minutes(story, office, chair):
    gathering = planned(story, office)
    answered(story, chair)
    signed_in(story, office, gathering)
    minuted(story, office, gathering)
    gathering.refresh_from_db()
    roll = roll_of(gathering)
    assert (roll.expected, len(roll.present), len(roll.excused), len(roll.absent)) == (4, 3, 1, 0)
