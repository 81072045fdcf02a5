"""Members' corrections: only what differs waits, the office adopts or refuses, nothing moves before."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.thread import fresh
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waiting_for
from tongxin.members.actions.correct import ask_correction
from tongxin.members.fields import differences
from tongxin.members.lifecycle import CORRECTION
from tongxin.members.models import Correction, Member
from tongxin.members.terms import CorrectionState
from tongxin.notifications.models import Notice
from tongxin.papers.files import is_readable
from tongxin.trail.models import Event

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "f8cfc0f01f0005000201a2b4d0a80000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def ask(city):
    def asked(number=0, photo=None, **wished) -> Correction:
        return ask_correction(
            city.members[number], actor=city.member_actor(number), wished=wished, photo=photo
        )

    return asked


def test_only_what_differs_is_asked_for_and_waits_for_the_office(city, ask, liaison):
    member = city.members[0]
    correction = ask(employer="市科技馆馆长", phone=member.person.phone)
    assert correction.wished == {"employer": "市科技馆馆长"}
    assert [row.act for row in waiting_for(liaison)] == ["corrections.approve"]
    assert fresh(member).employer != "市科技馆馆长"


def test_nothing_different_and_a_second_one_are_refused(city, ask):
    with pytest.raises(Refused, match="没有改动"):
        ask(employer=city.members[0].employer)
    ask(employer="甲")
    with pytest.raises(Refused, match="等待审核"):
        ask(employer="乙")


def test_adopted_it_is_written_where_it_belongs_and_the_member_is_told(city, ask, liaison):
    correction = ask(phone="139 0000 1111", address="滨江路9号")
    perform(CORRECTION.approve, correction, liaison)
    member = fresh(city.members[0])
    assert (member.person.phone, member.address) == ("13900001111", "滨江路9号")
    assert Notice.objects.filter(person=member.person).exists()
    event = Event.objects.get(act="corrections.approve")
    assert event.facts == {"fields": ["address", "phone"]}


def test_refused_with_a_reason_nothing_changes(city, ask, liaison):
    correction = ask(degree="博士")
    refused = perform(CORRECTION.refuse, correction, liaison, reason="请先提供学位证书")
    assert (refused.state, refused.reason) == (CorrectionState.REFUSED, "请先提供学位证书")
    assert fresh(city.members[0]).degree == ""


def test_only_who_asked_withdraws_and_only_the_office_decides(city, ask, liaison):
    correction = ask(degree="博士")
    for actor, act in ((city.member_actor(1), CORRECTION.withdraw), (liaison, CORRECTION.withdraw)):
        with pytest.raises(Refused):
            perform(act, correction, actor)
    with pytest.raises(Refused):
        perform(CORRECTION.approve, correction, city.member_actor(0))
    perform(CORRECTION.withdraw, correction, city.member_actor(0))


def test_nobody_corrects_somebody_else(city):
    with pytest.raises(Refused):
        ask_correction(city.members[1], actor=city.member_actor(0), wished={"degree": "博士"})


def test_what_moved_meanwhile_is_marked(city, ask):
    correction = ask(employer="甲")
    Member._base_manager.filter(pk=city.members[0].pk).update(employer="乙")
    (line,) = differences(fresh(correction))
    assert (line.now, line.wished, line.moved) == ("乙", "甲", True)


def test_photo_is_checked_and_read_by_the_office_and_the_member_only(city, ask, liaison):
    with pytest.raises(Refused, match="这里只收"):
        ask(photo=SimpleUploadedFile("照片.pdf", b"%PDF-1.4\n%%EOF\n"))
    correction = ask(photo=SimpleUploadedFile("照片.png", PNG))
    perform(CORRECTION.approve, correction, liaison)
    photo = fresh(city.members[0]).photo
    readers = (liaison, city.member_actor(0), city.member_actor(1), city.clerks[0])
    assert [is_readable(reader, photo) for reader in readers] == [True, True, False, False]


def test_many_are_adopted_after_a_preview(city, ask, liaison, client):
    rows = [ask(number, employer=f"单位{number}") for number in range(2)]
    browser = sign_in(client, liaison)
    address = reverse("members:approve_many", args=[city.assembly.slug])
    chosen = {"ids": [row.public_id for row in rows]}
    shown = browser.post(address, chosen).content.decode()
    assert ("单位0" in shown, "单位1" in shown) == (True, True)
    assert fresh(city.members[0]).employer != "单位0"
    browser.post(address, chosen | {"confirmed": "1"})
    assert [fresh(member).employer for member in city.members[:2]] == ["单位0", "单位1"]


def test_list_costs_the_same_with_many(city, ask, liaison, client):
    browser = sign_in(client, liaison)
    address = reverse("members:corrections", args=[city.assembly.slug])
    counts = []
    for number in range(3):
        ask(number, degree="硕士")
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_member_asks_on_the_page_and_a_repeat_is_one(city, client):
    member = city.members[0]
    browser = sign_in(client, city.member_actor(0))
    address = reverse("members:correct", args=[city.assembly.slug, member.public_id])
    assert browser.get(address).status_code == 200
    posted = {"degree": "硕士", "phone": member.person.phone, "request_key": "k-1"}
    for _again in range(2):
        photo = io.BytesIO(PNG)
        photo.name = "me.png"
        assert browser.post(address, posted | {"photo": photo}).status_code == 302
    assert Correction.objects.get().wished == {"degree": "硕士"}
