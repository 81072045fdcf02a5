"""A desk at the door of a meeting: opened once, works on when the network is gone, loses nothing, doubles nothing."""

import pytest

from tests.gatherings.doors.door import make_door, moment_of
from tests.journeys.steps import Screen
from tongxin.gatherings import door_codes
from tongxin.gatherings.models import Invitation, SignIn
from tongxin.gatherings.queries.door import roll_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EARLY = moment_of("08:31")


@pytest.fixture
def door(story):
    """The members of the town are invited; it is half past eight on the day."""
    story.moves_to(EARLY)
    made = make_door(story.city)
    for invitation in made.invitations:
        invitation.person.refresh_from_db()
        Invitation.objects.filter(pk=invitation.pk).update(name=invitation.person.name)
    return made


class Device:
    """A borrowed tablet without any account; what is kept in it outlives its tabs."""

    def __init__(self, story, link: str):
        self.context = story._context({"viewport": {"width": 1280, "height": 800}})
        self.look, self.tab = story.look, self.context.new_page()
        self.tab.goto(link)
        self.reads("断网也能用")

    def loses_network(self) -> None:
        self.context.set_offline(True)
        self.reads("没有网络")

    def finds_network(self) -> None:
        self.context.set_offline(False)

    def is_killed_and_opened_again(self) -> None:
        address = self.tab.url
        self.tab.close(run_before_unload=False)
        self.tab = self.context.new_page()
        self.tab.goto(address)

    def enters(self, text: str) -> "Device":
        self.tab.get_by_label("扫码，或输入姓名、拼音首字母").fill(text)
        self.tab.keyboard.press("Enter")
        return self

    def presses(self, name: str) -> "Device":
        self.tab.get_by_role("button", name=name).first.click()
        return self

    def reads(self, words: str) -> "Device":
        self.tab.locator("[data-desk]", has_text=words).wait_for()
        self.look(Screen(self.tab, self.look))
        return self

    def shows(self, *words: str) -> "Device":
        for one in words:
            self.tab.locator("[data-desk-result]", has_text=one).wait_for()
        self.look(Screen(self.tab, self.look))
        return self


def opened(story, door) -> Device:
    """The office opens a desk and hands over its link."""
    office = story.at_desk(door.general)
    office.opens(f"{story.here}/gatherings/{door.gathering.public_id}/door/")
    office.fills("签到台的名字", "东门1号").presses("打开").reads("这个链接只显示这一次")
    return Device(
        story, office.page.get_by_role("link", name="在这台设备上打开").get_attribute("href")
    )


def own_code(door, number: int) -> str:
    return door_codes.own_code(door.invitations[number], EARLY)


def standing() -> list[tuple[str, str]]:
    rows = SignIn.objects.filter(SignIn.standing()).order_by("invitation__name")
    return list(rows.values_list("invitation__name", "way"))


def test_desk_works_on_without_network_and_loses_nothing(story, door):
    device = opened(story, door)
    device.enters("王敏").shows("王敏", "已签到").reads("全部送出")
    device.loses_network()
    device.enters(own_code(door, 1)).shows("李国强", "已签到").reads("1 条待送")
    device.is_killed_and_opened_again()
    device.reads("1 条待送").reads("已签 2").reads("未签 1")
    device.enters(own_code(door, 1)).shows("李国强", "已经签到过")
    device.enters("周雅琴").shows("周雅琴", "已签到")
    device.enters("张记者").presses("名单外到场：登记“张记者”").shows("张记者", "已签到")
    device.reads("3 条待送")
    device.finds_network()
    device.reads("全部送出").reads("已联网")
    names = ["张记者", "李国强", "周雅琴", "王敏"]
    assert sorted(standing()) == sorted((name, "desk") for name in names)
    meter = roll_of(door.sitting).meter
    assert (meter.present, meter.others) == (3, 1)
    at = SignIn.objects.values_list("at", flat=True)
    assert all(abs((one - EARLY).total_seconds()) < 120 for one in at)


def test_slip_is_undone_and_the_device_given_back_empty(story, door):
    device = opened(story, door)
    device.enters("陈立").shows("已签到").reads("全部送出")
    device.presses("撤回").shows("已撤回").reads("全部送出")
    assert standing() == []
    device.presses("收摊").shows("名单已经清除")
    device.is_killed_and_opened_again()
    device.reads("请用办公室给的链接")


def test_wrong_codes_are_told_apart(story, door):
    device = opened(story, door)
    stale = door_codes.own_code(door.invitations[0], moment_of("08:00"))
    device.enters(stale).shows("王敏", "已经过期")
    forged = f"{own_code(door, 0)[:-1]}{'0' if own_code(door, 0)[-1] != '0' else '1'}"
    device.enters(forged).shows("不是本次活动的")
    assert standing() == []
