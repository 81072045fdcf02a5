"""Inbox, channels, outbox and switch as people use them, and as those may not who should not."""

import pytest
from django.urls import reverse

from tests.factories.accounts import actor, sign_in
from tests.factories.notifications import DeliveryFactory, NoticeFactory
from tongxin.accounts.terms import Role
from tongxin.notifications.actions.deliver import deliver_due
from tongxin.notifications.actions.send_code import send_code
from tongxin.notifications.models import ChannelPreference, Notice
from tongxin.notifications.outbox import stopped_assemblies

pytestmark = [pytest.mark.django_db, pytest.mark.once]
INBOX = reverse("notifications:inbox")
OUTBOX = reverse("notifications:outbox")
SENDING = reverse("notifications:sending")


@pytest.fixture
def member():
    return actor(Role.MEMBER)


@pytest.fixture
def manager():
    return actor(Role.SYSTEM_MANAGER)


def mine(who, **fields):
    return NoticeFactory(person=who.person, assembly=who.assembly, **fields)


def page(client, url, **data):
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode()


def test_inbox_shows_mine_and_nobody_elses(client, member):
    mine(member, act="tests.mine")
    NoticeFactory(assembly=member.assembly, act="tests.theirs")
    sign_in(client, member)
    content = page(client, INBOX)
    assert "tests.mine" in content
    assert "tests.theirs" not in content


def test_inbox_teaches_when_empty(client, member):
    sign_in(client, member)
    assert "没有消息" in page(client, INBOX)


def test_inbox_tab_shows_unread_only(client, member):
    mine(member, act="tests.new")
    mine(member, act="tests.old", read_at="2026-01-01T00:00Z")
    sign_in(client, member)
    content = page(client, INBOX, show="unread")
    assert ("tests.new" in content, "tests.old" in content) == (True, False)


@pytest.mark.both
def test_inbox_asks_as_much_for_many_as_for_few(client, member, django_assert_max_num_queries):
    sign_in(client, member)
    page(client, INBOX)
    counted = []
    for count in (1, 20):
        for _number in range(count):
            mine(member)
        with django_assert_max_num_queries(100) as captured:
            page(client, INBOX)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_inbox_pages(client, member):
    for number in range(31):
        mine(member, act=f"tests.act{number:02}")
    sign_in(client, member)
    assert "tests.act00" not in page(client, INBOX)
    assert "tests.act00" in page(client, INBOX, page=2)
    assert "tests.act00" in page(client, INBOX, page="99")
    assert "tests.act30" in page(client, INBOX, page="x")


def test_opening_marks_read_and_leads_to_the_record(client, member):
    notice = mine(member, url="/somewhere/")
    sign_in(client, member)
    response = client.get(reverse("notifications:open", args=[notice.public_id]))
    assert (response.status_code, response.url) == (302, "/somewhere/")
    notice.refresh_from_db()
    assert (notice.read_by, notice.read_at is not None) == (member.person, True)


def test_notice_of_somebody_else_cannot_be_opened(client, member):
    other = NoticeFactory(assembly=member.assembly)
    sign_in(client, member)
    response = client.get(reverse("notifications:open", args=[other.public_id]))
    assert response.status_code == 404
    other.refresh_from_db()
    assert other.read_at is None


def test_held_notice_cannot_be_opened(client, member):
    notice = mine(member, batch="2026-01")
    sign_in(client, member)
    assert client.get(reverse("notifications:open", args=[notice.public_id])).status_code == 404


def test_everything_is_put_aside_at_once(client, member):
    mine(member)
    NoticeFactory()
    sign_in(client, member)
    client.post(reverse("notifications:read_all"))
    assert Notice._base_manager.filter(read_at__isnull=True).count() == 1


def test_person_chooses_channels(client, member, sms):
    sign_in(client, member)
    url = reverse("notifications:channels")
    assert "短信" in page(client, url)
    assert client.post(url, {"sms": "off"}).status_code == 302
    assert ChannelPreference.objects.get().is_on is False
    assert client.post(url, {"sms": "nonsense"}).status_code == 200


def test_channel_without_an_address_cannot_be_chosen(client, member, wecom):
    sign_in(client, member)
    client.post(reverse("notifications:channels"), {"wecom": "on"})
    assert ChannelPreference.objects.get().is_on is None


def test_outbox_shows_the_managers_assemblies(client, manager, sms):
    DeliveryFactory(notice=NoticeFactory(assembly=manager.assembly, act="tests.ours"))
    DeliveryFactory(notice=NoticeFactory(act="tests.theirs"))
    sign_in(client, manager)
    content = page(client, OUTBOX)
    assert ("tests.ours" in content, "tests.theirs" in content) == (True, False)


def test_outbox_narrows_by_state(client, manager, sms):
    for act in ("tests.first", "tests.second"):
        DeliveryFactory(notice=NoticeFactory(assembly=manager.assembly, act=act))
    deliver_due(limit=1)
    sign_in(client, manager)
    content = page(client, OUTBOX, status="sent")
    assert ("tests.first" in content, "tests.second" in content) == (True, False)


def test_outbox_shows_codes_in_the_demonstration_only(client, manager, sms, settings):
    send_code("13800138000", "271828")
    sign_in(client, manager)
    assert "271828" not in page(client, OUTBOX)
    settings.DEMO = True
    deliver_due()
    content = page(client, OUTBOX)
    assert ("271828" in content, "13800138000" in content) == (True, False)


@pytest.mark.parametrize("url", [OUTBOX, SENDING])
def test_member_finds_neither_outbox_nor_switch(client, member, url):
    sign_in(client, member)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", [INBOX, OUTBOX, SENDING])
def test_stranger_is_asked_to_sign_in(client, url):
    assert client.get(url).status_code == 302


def test_manager_stops_and_resumes(client, manager, sms):
    delivery = DeliveryFactory(notice=NoticeFactory(assembly=manager.assembly))
    sign_in(client, manager)
    stop = reverse("notifications:stop", args=["ours"])
    client.post(stop, {"reason": ""})
    assert stopped_assemblies() == set()
    client.post(stop, {"reason": "误发,先停"})
    assert stopped_assemblies() == {manager.assembly.pk}
    content = page(client, SENDING)
    assert "误发,先停" in content
    assert "压着 1 条消息" in content
    assert "目前停发" in page(client, OUTBOX)
    client.post(reverse("notifications:resume", args=["ours"]), {"waiting": "discard"})
    delivery.refresh_from_db()
    assert (stopped_assemblies(), delivery.status) == (set(), "suppressed")


def test_manager_of_the_city_may_stop_everybody(client, manager):
    sign_in(client, manager)
    client.post(reverse("notifications:stop", args=["everybody"]), {"reason": "演练"})
    assert stopped_assemblies() == {None}


def test_office_may_stop_its_own_but_not_everybody(client):
    office = actor(Role.PROPOSALS_OFFICE)
    sign_in(client, office)
    answer = client.post(reverse("notifications:stop", args=["everybody"]), {"reason": "x"})
    assert (answer.status_code, stopped_assemblies()) == (404, set())
    client.post(reverse("notifications:stop", args=["ours"]), {"reason": "x"})
    assert stopped_assemblies() == {office.assembly.pk}


def test_member_cannot_stop(client, member):
    sign_in(client, member)
    answer = client.post(reverse("notifications:stop", args=["ours"]), {"reason": "x"})
    assert (answer.status_code, stopped_assemblies()) == (404, set())
