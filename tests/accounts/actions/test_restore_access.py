"""Letting somebody in again on the spot; locking, unlocking, resetting; each with its event and its limits."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from tests.factories.accounts import RoleAssignmentFactory, UserFactory, actor
from tongxin import trail
from tongxin.accounts import lockout
from tongxin.accounts.actions.bind_device import bind_device
from tongxin.accounts.actions.lock_account import lock_account, unlock_account
from tongxin.accounts.actions.reset_second_factor import reset_second_factor
from tongxin.accounts.actions.restore_access import restore_access
from tongxin.accounts.actions.use_sheet_code import use_sheet_code
from tongxin.accounts.models import BoundDevice
from tongxin.accounts.terms import LockReason, Role
from tongxin.core.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def liaison():
    return actor(Role.GROUP_LIAISON)


@pytest.fixture
def member(liaison):
    return UserFactory(
        person=RoleAssignmentFactory(role=Role.MEMBER, assembly=liaison.assembly).person
    )


def restore(user, officer, **fields):
    return restore_access(user.person, actor=officer, **{"card_seen": True, **fields})


def test_new_number_replaces_the_lost_one(liaison, member):
    assert restore(member, liaison, phone="139 0000 0009") is None
    member.refresh_from_db()
    assert (member.phone, member.phone_verified) == ("13900000009", False)


def test_one_time_code_is_handed_over(liaison, member):
    row = restore(member, liaison)
    assert use_sheet_code(member, row.code)


def test_officer_stands_in_the_trail(liaison, member):
    restore(member, liaison, phone="13900000009")
    event = trail.events_of(member.person).get()
    assert (event.act, event.person_id, event.facts) == (
        "accounts.restore_access",
        liaison.person_id,
        {"way": "phone"},
    )


def test_card_must_have_been_seen(liaison, member):
    with pytest.raises(Refused, match="核对"):
        restore(member, liaison, card_seen=False)


def test_everything_open_elsewhere_ends(liaison, member, client):
    client.force_login(member, backend="tongxin.accounts.backends.AccountBackend")
    UserSession.objects.create(
        user=member, session_key=client.session.session_key, ip="127.0.0.1", user_agent="x"
    )
    bind_device(member, "token", browser="x")
    restore(member, liaison)
    assert client.get("/security/").status_code == 302
    assert (UserSession.objects.count(), BoundDevice.objects.count()) == (0, 0)


def test_members_lost_factor_goes_and_an_officers_stays(liaison, member):
    officer = UserFactory(person=liaison.person)
    for user in (member, officer):
        Authenticator.objects.create(user=user, type="totp", data={})
    restore(member, liaison)
    restore(officer, actor(Role.SECURITY_MANAGER, assembly=liaison.assembly))
    assert [each.user for each in Authenticator.objects.all()] == [officer]


def test_number_of_another_account_is_refused(liaison, member):
    other = UserFactory()
    with pytest.raises(Refused, match="另一个账号"):
        restore(member, liaison, phone=other.phone)


@pytest.mark.parametrize("role", sorted(set(Role) - Role.of_members() - Role.of_units()))
def test_liaison_officer_restores_members_only(liaison, member, role):
    RoleAssignmentFactory(person=member.person, role=role, assembly=liaison.assembly)
    with pytest.raises(Refused):
        restore(member, liaison)


def test_liaison_officer_does_not_reach_other_assemblies(member):
    with pytest.raises(Refused):
        restore(member, actor(Role.GROUP_LIAISON))


def test_nobody_restores_themselves(liaison):
    person = liaison.person
    RoleAssignmentFactory(person=person, role=Role.MEMBER, assembly=liaison.assembly)
    UserFactory(person=person)
    with pytest.raises(Refused):
        restore_access(person, actor=liaison, card_seen=True)


def test_locked_account_is_not_restored(liaison, member):
    member.is_active = False
    member.save()
    with pytest.raises(Refused, match="锁定"):
        restore(member, liaison)


def test_security_manager_restores_staff_too(liaison):
    manager = actor(Role.SECURITY_MANAGER, assembly=liaison.assembly)
    assert restore(UserFactory(person=liaison.person), manager).code


@pytest.fixture
def manager(liaison):
    return actor(Role.SECURITY_MANAGER, assembly=liaison.assembly)


def test_locked_account_is_out_at_once(manager, member, client):
    client.force_login(member, backend="tongxin.accounts.backends.AccountBackend")
    lock_account(member, actor=manager, reason=LockReason.LOST)
    assert client.get("/security/").status_code == 302
    event = trail.events_of(member.person).last()
    assert (event.act, event.facts) == ("accounts.lock_account", {"reason": "lost"})


def test_account_is_locked_once(manager, member):
    lock_account(member, actor=manager, reason=LockReason.LOST)
    with pytest.raises(Refused, match="已经锁定"):
        lock_account(member, actor=manager, reason=LockReason.OTHER)


def test_unlocked_account_is_open_and_its_failures_forgotten(manager, member, client):
    for _try in range(5):
        client.post("/sign-in/password/", {"username": member.username, "password": "wrong"})
    lock_account(member, actor=manager, reason=LockReason.SUSPECT)
    unlock_account(member, actor=manager)
    member.refresh_from_db()
    assert (member.is_active, member.locked_for, lockout.failures_of(member)) == (True, "", 0)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_MANAGER} - Role.of_units()))
def test_only_security_managers_lock_and_reset(liaison, member, role):
    other = actor(role, assembly=liaison.assembly)
    for act in (
        lambda: lock_account(member, actor=other, reason=LockReason.LOST),
        lambda: unlock_account(member, actor=other),
        lambda: reset_second_factor(member, actor=other),
    ):
        with pytest.raises(Refused):
            act()


def test_nobody_locks_themselves(manager):
    user = UserFactory(person=manager.person)
    with pytest.raises(Refused):
        lock_account(user, actor=manager, reason=LockReason.OTHER)


def test_reset_takes_all_factors(manager, member):
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=member, type=kind, data={})
    assert reset_second_factor(member, actor=manager) == 2
    assert trail.events_of(member.person).get().facts == {"removed": 2}
