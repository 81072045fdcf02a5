"""Permissions: one rule for a row, a list and a button; who has which is one readable table."""

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, UserFactory, actor
from tests.factories.organisations import AssemblyFactory, ServiceFactory
from tongxin import trail
from tongxin.accounts.access import requires
from tongxin.accounts.actor import PUBLIC, SYSTEM
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import UnknownPermission, can, demand, visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.trail.models import Event

pytestmark = pytest.mark.django_db

HOLDERS = {
    "accounts.people": {Role.SECURITY_MANAGER},
    "accounts.grant": {Role.SECURITY_MANAGER},
    "accounts.lock": {Role.SECURITY_MANAGER},
    "accounts.open": {
        Role.SECURITY_MANAGER, Role.MEMBER_LIAISON, Role.GENERAL_OFFICE,
        Role.PROPOSALS_OFFICE, Role.COUNTY_OFFICE,
    },
    "accounts.issue_codes": {
        Role.SECURITY_MANAGER, Role.MEMBER_LIAISON, Role.GENERAL_OFFICE,
        Role.PROPOSALS_OFFICE, Role.COUNTY_OFFICE,
    },
    "accounts.restore": {Role.SECURITY_MANAGER, Role.MEMBER_LIAISON, Role.GROUP_LIAISON},
    "trail.read": {Role.AUDIT_MANAGER},
}  # fmt: skip
ON_PEOPLE = sorted(set(HOLDERS) - {"accounts.open", "trail.read"})


@pytest.fixture
def crowd():
    """People of every kind, in two assemblies, at a unit that serves the first, and without any role."""
    here, elsewhere = AssemblyFactory(), AssemblyFactory()
    unit = ServiceFactory(assembly=here).organisation
    for role in set(Role) - Role.of_units():
        for assembly in (here, elsewhere):
            UserFactory(person=RoleAssignmentFactory(role=role, assembly=assembly).person)
    clerk = RoleAssignmentFactory(role=Role.UNIT_CLERK, assembly=None, organisation=unit)
    UserFactory(person=clerk.person)
    both = RoleAssignmentFactory(role=Role.MEMBER, assembly=here).person
    RoleAssignmentFactory(person=both, role=Role.CHAIR, assembly=elsewhere)
    RoleAssignmentFactory(role=Role.MEMBER, assembly=here, ends_on=clock.today())
    UserFactory(
        person=RoleAssignmentFactory(role=Role.MEMBER, assembly=here).person,
        last_login=clock.now(),
    )
    PersonFactory()
    return here


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(HOLDERS))
@pytest.mark.parametrize("role", sorted(Role))
def test_permission_is_held_by_these_roles_only(name, role):
    assert can(actor(role), name) == (role in HOLDERS[name])


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(HOLDERS))
def test_public_has_none_and_the_program_is_never_hindered(name):
    assert not can(PUBLIC, name)
    demand(SYSTEM, name)
    with pytest.raises(Refused):
        demand(PUBLIC, name)


@pytest.mark.parametrize("name", ON_PEOPLE)
def test_row_and_list_agree(name, crowd):
    for role in HOLDERS[name]:
        reader = actor(role, assembly=crowd)
        listed = set(visible(reader, name, Person.objects.all()))
        assert listed == {each for each in Person.objects.all() if can(reader, name, each)}
        assert len(listed) < Person.objects.count()


def test_security_manager_sees_own_people_and_those_without_a_role(crowd):
    reader = actor(Role.SECURITY_MANAGER, assembly=crowd)
    seen = visible(reader, "accounts.people", Person.objects.all())
    elsewhere_only = Person.objects.exclude(roles__assembly=crowd).filter(
        roles__assembly__isnull=False
    )
    assert not seen.filter(pk__in=elsewhere_only.values("pk")).exists()
    assert seen.filter(roles__isnull=True).count() == 1
    assert seen.filter(roles__role=Role.UNIT_CLERK).count() == 1


@pytest.mark.parametrize("name", ["accounts.grant", "accounts.lock", "accounts.restore"])
def test_nobody_holds_power_over_themselves(name, crowd):
    for role in HOLDERS[name]:
        reader = actor(role, assembly=crowd)
        RoleAssignmentFactory(person=reader.person, role=Role.MEMBER, assembly=crowd)
        assert not can(reader, name, reader.person)


def test_audit_manager_reads_own_assembly_and_its_peoples_account_events(crowd):
    reader = actor(Role.AUDIT_MANAGER, assembly=crowd)
    stranger, own = actor(Role.MEMBER), actor(Role.MEMBER, assembly=crowd)
    for someone in (stranger, own):
        trail.record("accounts.sign_in", someone.person, someone)
        trail.record("accounts.grant_role", someone.assignment, someone, role="member")
    seen = set(visible(reader, "trail.read", Event.objects.all()))
    assert seen == set(Event.objects.filter(person_id=own.person_id))
    assert seen == {event for event in Event.objects.all() if can(reader, "trail.read", event)}


def test_unknown_permission_raises_wherever_it_is_named(rf):
    with pytest.raises(UnknownPermission):
        can(PUBLIC, "accounts.nonsense")
    request = rf.get("/")
    request.actor = PUBLIC
    with pytest.raises(UnknownPermission):
        requires("accounts.nonsense")(lambda request: None)(request)
