"""Coming in: by code, by password, on a bound device, with a printed code; the same answer for unknown accounts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import PASSWORD, RoleAssignmentFactory, UserFactory
from tongxin import trail
from tongxin.accounts import devices
from tongxin.accounts.actions.issue_sheet_codes import sheet_codes
from tongxin.accounts.models import BoundDevice, OneTimeCode
from tongxin.accounts.terms import Role
from tongxin.core import clock

pytestmark = pytest.mark.django_db

BY_PHONE = "/sign-in/"
CODE = "/sign-in/code/"
BY_PASSWORD = "/sign-in/password/"
DEVICE = "/sign-in/device/"


@pytest.fixture
def member():
    """Somebody who is a member and nothing else."""
    return UserFactory(person=RoleAssignmentFactory(role=Role.MEMBER).person)


def ask_code(client, phone):
    return client.post(BY_PHONE, {"phone": phone})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_code_by_message_signs_a_member_in(client, member, sent):
    assert ask_code(client, member.phone).url == CODE
    response = client.post(CODE, {"code": sent[-1].code})
    assert response.url == "/me/"
    assert is_signed_in(client)


def test_code_leads_where_the_visitor_wanted_to_go(client, member, sent):
    client.post(f"{BY_PHONE}?next=/security/", {"phone": member.phone, "next": "/security/"})
    assert client.post(CODE, {"code": sent[-1].code}).url == "/security/"


def test_code_never_leads_to_another_site(client, member, sent):
    client.post(BY_PHONE, {"phone": member.phone, "next": "https://elsewhere.example/"})
    assert client.post(CODE, {"code": sent[-1].code}).url == "/me/"


def test_wrong_code_says_so_and_keeps_the_page(client, member, sent):
    ask_code(client, member.phone)
    wrong = "000000" if sent[-1].code != "000000" else "111111"
    response = client.post(CODE, {"code": wrong})
    assert "验证码不对" in response.content.decode()
    assert not is_signed_in(client)


def test_code_is_good_once(client, member, sent):
    ask_code(client, member.phone)
    pending = client.session["sign_in_code"]
    client.post(CODE, {"code": sent[-1].code})
    other = client.__class__()
    session = other.session
    session["sign_in_code"] = pending
    session.save()
    other.post(CODE, {"code": sent[-1].code})
    assert not is_signed_in(other)


def test_unknown_number_gets_the_same_answers(client, member, sent):
    known, unknown = client, client.__class__()
    answers = [
        (one, ask_code(one, phone))
        for one, phone in ((known, member.phone), (unknown, "13900000000"))
    ]
    assert [(answer.status_code, answer.url) for _one, answer in answers] == [(302, CODE)] * 2
    assert len(sent) == 1
    pages = [one.get(CODE).content.decode() for one, _answer in answers]
    assert [page.count("验证码已经发出") for page in pages] == [1, 1]
    tries = [one.post(CODE, {"code": "000000"}) for one, _answer in answers]
    assert [("验证码不对" in answer.content.decode()) for answer in tries] == [True, True]


def test_locked_account_is_not_told_from_an_unknown_one(client, member, sent):
    member.is_active = False
    member.save()
    assert ask_code(client, member.phone).url == CODE
    assert sent == []


def test_password_signs_in_without_a_phone(client):
    user = UserFactory(person=RoleAssignmentFactory(role=Role.MEMBER).person, phone=None)
    response = client.post(BY_PASSWORD, {"username": user.username, "password": PASSWORD})
    assert response.url == "/me/"
    assert is_signed_in(client)


def test_wrong_password_reads_like_an_unknown_name(client, member):
    pages = [
        client.post(BY_PASSWORD, {"username": name, "password": "wrong"}).content.decode()
        for name in (member.username, "nobody")
    ]
    assert [("用户名、密码或口令不对" in page) for page in pages] == [True, True]


def test_password_on_an_unbound_browser_asks_a_member_for_a_code(client, member, sent):
    response = client.post(BY_PASSWORD, {"username": member.phone, "password": PASSWORD})
    assert response.url == DEVICE
    assert not is_signed_in(client)
    assert client.post(DEVICE, {"code": sent[-1].code}).url == "/me/"
    assert is_signed_in(client)


def test_bound_browser_needs_no_second_code(client, member, sent):
    ask_code(client, member.phone)
    client.post(CODE, {"code": sent[-1].code, "bind": "on"})
    client.post("/sign-out/")
    response = client.post(BY_PASSWORD, {"username": member.username, "password": PASSWORD})
    assert response.url == "/me/"
    assert len(sent) == 1


def test_binding_ends_after_its_term(client, member, sent):
    ask_code(client, member.phone)
    client.post(CODE, {"code": sent[-1].code, "bind": "on"})
    client.post("/sign-out/")
    with clock.frozen(clock.now() + timedelta(days=31)):
        response = client.post(BY_PASSWORD, {"username": member.username, "password": PASSWORD})
    assert response.url == DEVICE


def test_binding_keeps_only_a_digest(client, member, sent):
    ask_code(client, member.phone)
    client.post(CODE, {"code": sent[-1].code, "bind": "on"})
    token = client.cookies[devices.COOKIE].value
    assert BoundDevice.objects.get().digest == devices.digest(token)
    assert token not in BoundDevice.objects.get().digest


def test_printed_code_signs_in_once_and_leads_to_a_new_password(client, member):
    code = sheet_codes([member])[0].code
    response = client.post(BY_PASSWORD, {"username": member.username, "password": code.upper()})
    assert is_signed_in(client)
    assert client.get("/security/").url == reverse("accounts:password")
    assert OneTimeCode.objects.get().used_at is not None
    other = client.__class__()
    other.post(BY_PASSWORD, {"username": member.username, "password": code})
    assert not is_signed_in(other)
    assert response.status_code == 302


def test_printed_code_expires(client, member):
    code = sheet_codes([member])[0].code
    with clock.frozen(clock.now() + timedelta(days=31)):
        client.post(BY_PASSWORD, {"username": member.username, "password": code})
    assert not is_signed_in(client)


def test_signing_in_and_out_leaves_events(client, member, sent):
    ask_code(client, member.phone)
    client.post(CODE, {"code": sent[-1].code})
    client.post("/sign-out/")
    acts = list(trail.events_of(member.person).values_list("act", flat=True))
    assert acts == ["accounts.sign_in", "accounts.sign_out"]


def test_office_browser_opens_where_it_last_came_in(client):
    user = UserFactory(person=RoleAssignmentFactory(role=Role.MEMBER).person, phone=None)
    client.post(BY_PASSWORD, {"username": user.username, "password": PASSWORD})
    client.post("/sign-out/")
    assert client.get(BY_PHONE).url == BY_PASSWORD
    assert client.get(f"{BY_PHONE}?way=phone").status_code == 200


@pytest.mark.parametrize("path", [BY_PHONE, BY_PASSWORD])
def test_sign_in_pages_are_chinese_and_offer_no_sign_up(client, path):
    page = client.get(path).content.decode()
    assert "登录" in page
    assert "Sign" not in page
    assert "signup" not in page
