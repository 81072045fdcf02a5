"""Idle time-out, absolute length, what a lost session does to a text, sessions elsewhere, passwords that are due."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from tests.factories.accounts import (
    PASSWORD,
    RoleAssignmentFactory,
    UserFactory,
    actor,
    sign_in,
)
from tongxin import trail
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.organisations.models import RulebookEntry

pytestmark = pytest.mark.django_db

BY_PASSWORD = "/sign-in/password/"
PAGE = "/security/"


def later(**span):
    return clock.frozen(clock.now() + timedelta(**span))


@pytest.fixture
def officer(client):
    """A signed-in officer, for whom the strict limits hold."""
    return sign_in(client, actor(Role.PROPOSALS_OFFICE))


@pytest.fixture
def member():
    return UserFactory(person=RoleAssignmentFactory(role=Role.MEMBER).person)


def by_password(client, user):
    return client.post(BY_PASSWORD, {"username": user.username, "password": PASSWORD})


def bound(client, member, sent):
    client.post("/sign-in/", {"phone": member.phone})
    client.post("/sign-in/code/", {"code": sent[-1].code, "bind": "on"})
    return client


def test_session_lives_while_somebody_is_there(officer):
    officer.get(PAGE)
    for minutes in (25, 50, 75):
        with later(minutes=minutes):
            assert officer.get(PAGE).status_code == 200


def test_session_ends_after_idling(officer):
    officer.get(PAGE)
    with later(minutes=29):
        assert officer.get(PAGE).status_code == 200
    with later(minutes=29 + 30):
        response = officer.get(PAGE)
    assert response.url == f"{reverse('account_login')}?next={PAGE}"


def test_session_ends_after_its_length_even_in_use(officer):
    officer.get(PAGE)
    for minutes in range(20, 12 * 60, 20):
        with later(minutes=minutes):
            officer.get(PAGE)
    with later(hours=12):
        assert officer.get(PAGE).status_code == 302


def test_what_a_page_asks_by_itself_does_not_keep_the_session(officer):
    officer.get(PAGE)
    for minutes in (10, 20, 29):
        with later(minutes=minutes):
            officer.get(PAGE, headers={"X-Background": "1"})
    with later(minutes=31):
        assert officer.get(PAGE).status_code == 302


def test_idle_limit_is_the_rulebooks_strictest(client):
    someone = actor(Role.PROPOSALS_OFFICE)
    RulebookEntry._base_manager.create(
        assembly=someone.assembly, code="accounts.idle_minutes", value=10,
        valid_from=clock.today(), reason="试验",
    )  # fmt: skip
    sign_in(client, someone).get(PAGE)
    with later(minutes=11):
        assert client.get(PAGE).status_code == 302


def test_member_on_a_bound_device_stays_for_days(client, member, sent):
    bound(client, member, sent)
    for hours in (20, 40, 60):
        with later(hours=hours):
            assert client.get(PAGE).status_code == 200
    with later(days=7):
        assert client.get(PAGE).status_code == 302


def test_member_on_an_unbound_device_has_the_strict_limits(client, member, sent):
    client.post("/sign-in/", {"phone": member.phone})
    client.post("/sign-in/code/", {"code": sent[-1].code})
    with later(minutes=31):
        assert client.get(PAGE).status_code == 302


def test_form_sent_after_the_time_out_gives_the_text_back(officer):
    officer.get(PAGE)
    with later(hours=1):
        response = officer.post(
            "/identity/", {"situation": "早晚高峰无法通行", "password": "geheim"}
        )
    page = response.content.decode()
    assert response.status_code == 401
    assert "早晚高峰无法通行" in page
    assert "geheim" not in page
    assert reverse("account_login") in page


def test_htmx_request_after_the_time_out_is_told_and_nothing_is_swapped(officer):
    officer.get(PAGE)
    with later(hours=1):
        response = officer.get(PAGE, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert "tongxin:refused" in response["HX-Trigger"]
    assert "HX-Redirect" not in response


def test_text_given_back_is_escaped(client):
    page = client.post("/identity/", {"situation": "<script>x</script>"}).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_signing_out_elsewhere_ends_the_other_session_only(client, member):
    member.phone = None
    member.save()
    other = client.__class__()
    for browser in (client, other):
        by_password(browser, member)
    assert client.get(PAGE).context["sessions"][0]["here"] in (True, False)
    assert len(client.get(PAGE).context["sessions"]) == 2
    client.post("/security/sessions/")
    assert client.get(PAGE).status_code == 200
    assert other.get(PAGE).status_code == 302
    assert UserSession.objects.filter(user=member).count() == 1
    assert trail.events_of(member.person).last().act == "accounts.end_sessions"


def test_last_use_of_a_session_is_noted(client, member):
    member.phone = None
    member.save()
    by_password(client, member)
    with later(minutes=5):
        client.get(PAGE)
        assert UserSession.objects.get().last_seen_at == clock.now()


def test_new_password_ends_other_sessions_and_keeps_this_one(client, member):
    member.phone = None
    member.save()
    other = client.__class__()
    for browser in (client, other):
        by_password(browser, member)
    fresh = "Neuanfang-77"
    response = client.post(
        "/security/password/", {"current": PASSWORD, "password": fresh, "again": fresh}
    )
    assert response.url == reverse("accounts:security")
    assert client.get(PAGE).status_code == 200
    assert other.get(PAGE).status_code == 302


def test_new_password_needs_the_present_one(client, member):
    sign_in(client, actor(Role.MEMBER, person=member.person))
    fresh = "Neuanfang-77"
    page = client.post(
        "/security/password/", {"current": "wrong", "password": fresh, "again": fresh}
    ).content.decode()
    assert "现在的密码不对" in page
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_old_password_must_be_changed_first(client, member):
    member.phone, member.password_changed_at = None, clock.now() - timedelta(days=91)
    member.save()
    by_password(client, member)
    assert client.get(PAGE).url == reverse("accounts:password")
    fresh = "Neuanfang-77"
    client.post("/security/password/", {"current": PASSWORD, "password": fresh, "again": fresh})
    assert client.get(PAGE).status_code == 200


def test_password_that_is_due_does_not_hinder_a_code(client, member, sent):
    member.password_changed_at = clock.now() - timedelta(days=91)
    member.save()
    client.post("/sign-in/", {"phone": member.phone})
    client.post("/sign-in/code/", {"code": sent[-1].code})
    assert client.get(PAGE).status_code == 200


def test_unbinding_a_device_asks_for_a_code_again(client, member, sent):
    bound(client, member, sent)
    row = client.get(PAGE).context["devices"][0]
    assert row["here"]
    client.post(reverse("accounts:forget_device", args=[row["device"].public_id]))
    client.post("/sign-out/")
    with later(minutes=2):
        assert by_password(client, member).url == "/sign-in/device/"


def test_somebody_elses_device_cannot_be_unbound(client, member, sent):
    row = bound(client, member, sent).get(PAGE).context["devices"][0]["device"]
    stranger = sign_in(client.__class__(), actor(Role.MEMBER))
    assert stranger.post(reverse("accounts:forget_device", args=[row.public_id])).status_code == 404
