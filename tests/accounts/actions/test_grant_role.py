"""Granting and ending identities by hand: who may, to whom, from when to when; three managers apart."""

from datetime import timedelta

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, UserFactory, actor
from tests.factories.organisations import AssemblyFactory, OrganisationFactory, ServiceFactory
from tongxin import trail
from tongxin.accounts.actions.derive_roles import derive_roles, end_derived_role
from tongxin.accounts.actions.end_role import end_role
from tongxin.accounts.actions.grant_role import grant_role
from tongxin.accounts.actor import SYSTEM, identities_of
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return actor(Role.SECURITY_MANAGER)


@pytest.fixture
def person(manager):
    """Somebody with an office role in the manager's assembly."""
    return RoleAssignmentFactory(role=Role.GENERAL_OFFICE, assembly=manager.assembly).person


def grant(person, manager, role=Role.REVIEWER, **fields):
    fields = {"assembly": manager.assembly, "starts_on": clock.today(), "reason": "试验"} | fields
    return grant_role(person, actor=manager, role=role, **fields)


def today():
    return clock.today()


def test_granted_role_is_an_identity_and_leaves_an_event(manager, person):
    held = grant(person, manager)
    assert held in identities_of(person)
    event = trail.events_of(held).get()
    assert (event.act, event.facts["role"], event.assembly_id) == (
        "accounts.grant_role",
        "reviewer",
        manager.assembly.pk,
    )


def test_nobody_grants_to_themselves(manager):
    with pytest.raises(Refused, match="不能给自己"):
        grant(manager.person, manager)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_MANAGER} - Role.of_units()))
def test_only_security_managers_grant(manager, person, role):
    with pytest.raises(Refused):
        grant(person, actor(role, assembly=manager.assembly))


def test_manager_of_another_assembly_does_not_grant(person):
    with pytest.raises(Refused):
        grant(person, actor(Role.SECURITY_MANAGER))


def test_role_elsewhere_is_not_granted(manager, person):
    with pytest.raises(Refused, match="本级政协"):
        grant(person, manager, assembly=AssemblyFactory())


def test_unit_role_is_granted_at_units_that_serve_the_assembly(manager, person):
    service = ServiceFactory(assembly=manager.assembly)
    held = grant(person, manager, Role.UNIT_CLERK, assembly=None, organisation=service.organisation)
    assert held.organisation == service.organisation
    with pytest.raises(Refused, match="本级政协"):
        grant(person, manager, Role.UNIT_CLERK, assembly=None, organisation=OrganisationFactory())


@pytest.mark.parametrize("first", sorted(Role.managers()))
@pytest.mark.parametrize("second", sorted(Role.managers()))
def test_nobody_holds_two_of_the_three_managers(manager, person, first, second):
    grant(person, manager, first)
    with pytest.raises(Refused):
        grant(person, manager, second)


def test_managers_apart_counts_other_assemblies_too(manager, person):
    RoleAssignmentFactory(person=person, role=Role.AUDIT_MANAGER)
    with pytest.raises(Refused, match="不同的人"):
        grant(person, manager, Role.SYSTEM_MANAGER)


def test_one_manager_role_may_follow_another(manager, person):
    RoleAssignmentFactory(
        person=person, role=Role.AUDIT_MANAGER, assembly=manager.assembly, ends_on=today()
    )
    assert grant(person, manager, Role.SYSTEM_MANAGER).role == Role.SYSTEM_MANAGER


@pytest.mark.parametrize("role", sorted(Role.temporary()))
def test_temporary_role_needs_an_end(manager, person, role):
    with pytest.raises(Refused, match="结束日期"):
        grant(person, manager, role)
    week = today() + timedelta(days=7)
    assert grant(person, manager, role, ends_on=week).ends_on == week


def test_end_must_come_after_the_start(manager, person):
    with pytest.raises(Refused, match="晚于"):
        grant(person, manager, ends_on=today())


def test_member_role_follows_from_a_mandate_only(manager, person):
    with pytest.raises(Refused, match="随任职"):
        grant(person, manager, Role.MEMBER)


def test_same_role_is_not_granted_twice_for_the_same_days(manager, person):
    grant(person, manager, ends_on=today() + timedelta(days=7))
    with pytest.raises(Refused, match="已有"):
        grant(person, manager)
    later = today() + timedelta(days=7)
    assert grant(person, manager, starts_on=later).starts_on == later


def test_ended_role_holds_no_more_from_that_day(manager, person):
    held = grant(person, manager)
    end_role(held, actor=manager)
    assert held not in identities_of(person)
    assert trail.events_of(held).last().act == "accounts.end_role"


def test_role_may_end_in_the_future(manager, person):
    held = grant(person, manager)
    end_role(held, actor=manager, on=today() + timedelta(days=3))
    assert held in identities_of(person)


def test_nobody_ends_their_own_role(manager):
    with pytest.raises(Refused):
        end_role(manager.assignment, actor=manager)


def test_role_in_another_assembly_is_not_ended(manager, person):
    elsewhere = RoleAssignmentFactory(person=person, role=Role.REVIEWER)
    with pytest.raises(Refused, match="本级政协"):
        end_role(elsewhere, actor=manager)


def test_ended_role_is_not_ended_again(manager, person):
    held = grant(person, manager)
    end_role(held, actor=manager)
    with pytest.raises(Refused, match="已经结束"):
        end_role(held, actor=manager)


def test_last_security_manager_stays(manager):
    other = actor(Role.SECURITY_MANAGER, assembly=manager.assembly)
    with pytest.raises(Refused, match="最后一位"):
        end_role(other.assignment, actor=manager)
    UserFactory(person=manager.person)
    end_role(other.assignment, actor=manager)


def test_mandates_write_and_end_member_roles():
    person, assembly = PersonFactory(), AssemblyFactory()
    wanted = RoleAssignment(
        person=person, role=Role.MEMBER, assembly=assembly, starts_on=today(), reason="选任"
    )
    held = derive_roles([wanted], actor=SYSTEM)[0]
    assert held in identities_of(person)
    end_derived_role(held, on=today(), actor=SYSTEM)
    assert identities_of(person) == ()
    assert [event.act for event in trail.events_of(held)] == [
        "accounts.derive_role",
        "accounts.end_role",
    ]


def test_other_roles_are_not_derived():
    wanted = RoleAssignment(
        person=PersonFactory(), role=Role.CHAIR, assembly=AssemblyFactory(), starts_on=today()
    )
    with pytest.raises(ValueError, match="by hand"):
        derive_roles([wanted], actor=SYSTEM)
