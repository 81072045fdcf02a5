"""Units and staff: no page opens before a second factor is enrolled, and none without it at sign-in."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from tests.factories.accounts import PASSWORD, RoleAssignmentFactory, UserFactory
from tongxin import trail
from tongxin.accounts import crypto
from tongxin.accounts.terms import Role

pytestmark = pytest.mark.django_db

BY_PASSWORD = "/sign-in/password/"
SECOND = "/sign-in/second-factor/"
ENROL_APP = "/security/app/"


def account(role=Role.PROPOSALS_OFFICE, **fields):
    return UserFactory(person=RoleAssignmentFactory(role=role, **fields).person)


def by_password(client, user, password=PASSWORD):
    return client.post(BY_PASSWORD, {"username": user.username, "password": password})


def enrolled(client, user, app_code):
    """The secret that the account's app keeps after enrolling in a first session."""
    by_password(client, user)
    secret = client.get(ENROL_APP).context["form"].secret
    client.post(ENROL_APP, {"code": app_code(secret, ago=1)})
    client.post("/sign-out/")
    return secret


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("role", sorted(set(Role) - Role.of_members() - Role.of_units()))
def test_every_role_but_a_members_must_enrol_before_anything_opens(client, role):
    by_password(client, account(role))
    assert client.get("/people/").url == reverse("accounts:enrol")
    assert client.get("/security/").url == reverse("accounts:enrol")
    assert client.get("/identity/none/").url == reverse("accounts:enrol")
    assert client.get(reverse("accounts:enrol")).status_code == 200


def test_unit_clerk_must_enrol_too(client):
    by_password(client, UserFactory(person=RoleAssignmentFactory(unit=True).person))
    assert client.get("/security/").url == reverse("accounts:enrol")


def test_member_need_not(client):
    user = UserFactory(person=RoleAssignmentFactory(role=Role.MEMBER).person, phone=None)
    by_password(client, user)
    assert client.get("/security/").status_code == 200


def test_member_with_an_office_role_as_well_must_enrol(client):
    user = account(Role.MEMBER)
    RoleAssignmentFactory(person=user.person, role=Role.CHAIR)
    by_password(client, user)
    assert client.get("/security/").url == reverse("accounts:enrol")


def test_enrolling_opens_the_house_and_shows_recovery_codes(client, app_code):
    by_password(client, account())
    secret = client.get(ENROL_APP).context["form"].secret
    response = client.post(ENROL_APP, {"code": app_code(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    page = client.get(response.url)
    assert len(page.context["unused_codes"]) == 10
    assert client.get("/security/").status_code == 200


def test_second_factor_is_asked_at_the_next_sign_in(client, app_code):
    user = account()
    secret = enrolled(client, user, app_code)
    assert by_password(client, user).url == SECOND
    assert not is_signed_in(client)
    assert client.post(SECOND, {"code": app_code(secret)}).url == "/me/"
    assert client.get("/security/").status_code == 200


def test_second_factor_is_asked_after_a_code_by_message_too(client, app_code, sent):
    user = account()
    enrolled(client, user, app_code)
    client.post("/sign-in/?way=phone", {"phone": user.phone})
    assert client.post("/sign-in/code/", {"code": sent[-1].code}).url == SECOND
    assert not is_signed_in(client)


def test_second_factor_code_is_good_once(client, app_code):
    user = account()
    secret = enrolled(client, user, app_code)
    code = app_code(secret)
    by_password(client, user)
    client.post(SECOND, {"code": code})
    client.post("/sign-out/")
    by_password(client, user)
    client.post(SECOND, {"code": code})
    assert not is_signed_in(client)


def test_used_code_stays_used_while_the_clock_still_lets_it_be_right(client, app_code):
    user = account()
    secret = enrolled(client, user, app_code)
    code = app_code(secret)
    by_password(client, user)
    client.post(SECOND, {"code": code})
    client.post("/sign-out/")
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).wrap()
    assert cache.delete(app._get_used_cache_key(code))  # as when the library's period is over
    by_password(client, user)
    client.post(SECOND, {"code": f"{code[:3]} {code[3:]}"})
    assert not is_signed_in(client)


def test_recovery_code_stands_in_once(client, app_code):
    user = account()
    enrolled(client, user, app_code)
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    code = recovery.get_unused_codes()[0]
    by_password(client, user)
    assert client.post(SECOND, {"code": code}).url == "/me/"
    client.post("/sign-out/")
    by_password(client, user)
    client.post(SECOND, {"code": code})
    assert not is_signed_in(client)


def test_five_wrong_codes_lock_the_account(client, app_code):
    user = account()
    secret = enrolled(client, user, app_code)
    by_password(client, user)
    answers = [client.post(SECOND, {"code": "000000"}).status_code for _try in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(SECOND, {"code": app_code(secret)}).status_code == 429
    assert by_password(client, user).status_code == 429
    assert not is_signed_in(client)


def test_identity_granted_during_a_session_asks_for_the_factor_at_once(client, app_code, sent):
    user = account(Role.MEMBER)
    client.post("/sign-in/", {"phone": user.phone})
    client.post("/sign-in/code/", {"code": sent[-1].code})
    assert client.get("/security/").status_code == 200
    RoleAssignmentFactory(person=user.person, role=Role.VICE_CHAIR)
    assert client.get("/security/").url == reverse("accounts:enrol")


def test_enrolled_person_who_did_not_show_the_factor_is_asked_to(client, app_code):
    user = account(Role.MEMBER)
    user.phone = None
    user.save()
    secret = enrolled(client, user, app_code)
    by_password(client, user)
    client.post(SECOND, {"code": app_code(secret)})
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    RoleAssignmentFactory(person=user.person, role=Role.VICE_CHAIR)
    asked = client.get("/security/").url
    assert asked == "/confirm/second-factor/?next=%2Fsecurity%2F"
    assert client.post(asked, {"code": app_code(secret, ago=-1)}).url == "/security/"
    assert client.get("/security/").status_code == 200


def test_last_factor_cannot_be_removed_by_those_who_need_it(client, app_code):
    user = account()
    enrolled(client, user, app_code)
    by_password(client, user)
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    client.post(SECOND, {"code": recovery.get_unused_codes()[0]})
    page = client.post("/security/app/remove/").content.decode()
    assert "须有第二因素" in page
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_secret_is_sealed_in_the_database(client, app_code):
    user = account()
    secret = enrolled(client, user, app_code)
    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in kept
    assert crypto.is_current(kept)


def test_enrolling_leaves_events_without_secrets(client, app_code):
    user = account()
    secret = enrolled(client, user, app_code)
    events = trail.events_of(user.person).filter(act="accounts.add_factor")
    assert [event.facts for event in events] == [{"kind": "totp"}]
    assert secret not in str([event.facts for event in events])


@pytest.mark.parametrize(
    "path", ["/security/app/", "/security/passkeys/add/", "/security/second-factor/"]
)
def test_enrolment_pages_are_chinese(client, path):
    by_password(client, account())
    page = client.get(path).content.decode()
    for english in ("Authenticator code", "Passwordless", "Master key", "Two-Factor", "Name:"):
        assert english not in page


def test_new_key_seals_every_secret_and_the_app_still_works(client, app_code, capsys):
    user = account()
    secret = enrolled(client, user, app_code)
    call_command("rotate_keys")
    assert capsys.readouterr().out == f"{crypto.keyring().active}: 2\n"
    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert crypto.is_current(kept)
    by_password(client, user)
    assert client.post(SECOND, {"code": app_code(secret)}).url == "/me/"
