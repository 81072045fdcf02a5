"""Five failures lock for a quarter of an hour, per account however it is named; an address has far more room."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from tests.factories.accounts import PASSWORD, RoleAssignmentFactory, UserFactory
from tests.factories.organisations import AssemblyFactory
from tongxin import trail
from tongxin.accounts import lockout
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.organisations.models import RulebookEntry

pytestmark = pytest.mark.django_db

BY_PASSWORD = "/sign-in/password/"


@pytest.fixture(autouse=True)
def real_time():
    """axes writes its rows by the machine's clock."""
    with clock.frozen(timezone.now()):
        yield


@pytest.fixture
def user():
    return UserFactory(person=RoleAssignmentFactory(role=Role.MEMBER).person, phone="13812345678")


def tries(client, name, count, password="wrong", **extra):
    return [
        client.post(BY_PASSWORD, {"username": name, "password": password}, **extra).status_code
        for _try in range(count)
    ]


def test_fifth_failure_locks_the_account(client, user):
    assert tries(client, user.username, 5) == [200, 200, 200, 200, 429]
    page = client.post(BY_PASSWORD, {"username": user.username, "password": PASSWORD})
    assert page.status_code == 429
    assert "15 分钟" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_user_name_and_phone_count_together(client, user):
    tries(client, user.username, 3)
    assert tries(client, user.phone, 2) == [200, 429]
    assert tries(client, "+86 138-1234-5678", 1) == [429]


def test_unknown_name_is_locked_just_the_same(client):
    assert tries(client, "nobody", 6) == [200, 200, 200, 200, 429, 429]


def test_other_accounts_and_browsers_are_not_locked(client, user):
    tries(client, user.username, 5)
    other = UserFactory(phone=None)
    assert tries(client, other.username, 1, PASSWORD) == [302]


def test_another_browser_does_not_get_around_the_lock(client, user):
    tries(client, user.username, 5)
    elsewhere = client.__class__(REMOTE_ADDR="10.9.8.7", HTTP_USER_AGENT="other")
    assert tries(elsewhere, user.username, 1, PASSWORD) == [429]


def test_lock_ends_after_its_time(client, user):
    tries(client, user.username, 5)
    with clock.frozen(timezone.now() + timedelta(minutes=16)):
        assert tries(client, user.username, 1, PASSWORD) == [302]


def test_success_forgets_earlier_failures(client, user):
    user.phone = None
    user.save()
    tries(client, user.username, 4)
    tries(client, user.username, 1, PASSWORD)
    client.post("/sign-out/")
    assert tries(client, user.username, 4) == [200] * 4


def test_limits_are_the_rulebooks(client, user):
    RulebookEntry._base_manager.create(
        assembly=AssemblyFactory(), code="accounts.lock_failures", value=3,
        valid_from=clock.today(), reason="试验",
    )  # fmt: skip
    assert tries(client, user.username, 3) == [200, 200, 429]


def test_address_is_locked_after_forty_times_as_many(client):
    AccessAttempt.objects.create(
        username="somebody", ip_address="127.0.0.1", user_agent="x",
        get_data="", post_data="", failures_since_start=5 * lockout.ADDRESS_FACTOR,
    )  # fmt: skip
    assert tries(client, "another", 1) == [429]


def test_passwords_and_numbers_are_not_kept_with_the_failures(client, user):
    tries(client, user.phone, 2, "my-secret-guess")
    kept = "".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert "my-secret-guess" not in kept
    assert user.phone not in kept


def test_lock_leaves_an_event(client, user):
    tries(client, user.username, 5)
    assert trail.events_of(user.person).get().act == "accounts.locked_out"
