"""A desk at the door of a meeting: opened once, works on when the network is gone, loses nothing, doubles nothing."""

import pytest

from tests.gatherings.doors.door import make_door, moment_of
from tests.journeys.device import Device, desk_at
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


def opened(story, door) -> Device:
    return desk_at(story, door.general, door.gathering)


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
