"""Passkeys in Chromium with a virtual authenticator: enrol, come in without a password, or after it."""

import pytest

from tests.chromium import DESKTOP, heard
from tests.factories.accounts import PASSWORD, RoleAssignmentFactory, UserFactory
from tongxin.accounts.terms import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
MAIN = "button.button--main"
PASSKEY = "#passkey-button"
CANCELLED = "() => { navigator.credentials.get = () => Promise.reject(new Error('cancelled')) }"


@pytest.fixture
def officer(transactional_db):
    """With a password, before a passkey is enrolled."""
    person = RoleAssignmentFactory(role=Role.PROPOSALS_OFFICE).person
    return UserFactory(person=person, username="officer")


@pytest.fixture
def page(officer, live_server, settings, chromium):
    """A window with an authenticator; passkeys want the name `localhost` itself."""
    settings.ALLOWED_HOSTS = ["*"]
    base = live_server.url.replace("127.0.0.1", "localhost")
    window = chromium.window({**DESKTOP, "base_url": base})
    complaints = []
    opened = heard(window.new_page(), complaints.append)
    devtools = window.new_cdp_session(opened)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield opened
    window.close()
    assert complaints == []


def by_password(page):
    page.goto("/sign-in/password/")
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.click(MAIN)


def sign_out(page):
    page.goto("/sign-out/")
    page.click(MAIN)
    page.wait_for_url("**/sign-in/**")


def enrol(page):
    by_password(page)
    page.get_by_role("link", name="通行密钥").click()
    page.fill("[name=name]", "办公电脑")
    page.click(PASSKEY)
    page.wait_for_url("**/security/recovery-codes/")


def is_inside(page):
    page.goto("/security/")
    return page.get_by_text("办公电脑").count() == 1


def test_passkey_lets_its_owner_in_without_a_password(page):
    enrol(page)
    assert is_inside(page)
    sign_out(page)
    page.click(PASSKEY)
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    assert is_inside(page)


def test_passkey_is_the_second_factor_after_a_password(page):
    enrol(page)
    sign_out(page)
    by_password(page)
    page.wait_for_url("**/sign-in/second-factor/")
    page.click(PASSKEY)
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    assert is_inside(page)


def test_refused_passkey_is_told_on_the_page(page):
    page.goto("/sign-in/")
    page.evaluate(CANCELLED)
    page.click(PASSKEY)
    page.get_by_text("没有用上通行密钥").wait_for()
