"""Of several assemblies the strictest rule counts."""

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory
from tests.factories.organisations import AssemblyFactory, ServiceFactory
from tongxin.accounts import policy
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.organisations import rulebook
from tongxin.organisations.models import RulebookEntry
from tongxin.organisations.terms import Tier

pytestmark = pytest.mark.django_db


def rule(assembly, name, value, valid_from=None):
    RulebookEntry._base_manager.create(
        assembly=assembly, code=f"accounts.{name}", value=value,
        valid_from=valid_from or clock.today(), reason="试验",
    )  # fmt: skip


def test_parameters_and_policy_name_the_same_things():
    assert {each.code.removeprefix("accounts.") for each in policy.PARAMETERS} == set(
        policy.Policy.__dataclass_fields__
    )


def test_every_parameter_is_in_the_rulebook():
    assert {each.code for each in policy.PARAMETERS} <= {
        each.code for each in rulebook.parameters()
    }


def test_defaults_hold_where_nobody_said_anything():
    found = policy.for_person(PersonFactory())
    assert (found.password_length, found.lock_failures, found.lock_minutes) == (8, 5, 15)


def test_stricter_of_two_assemblies_counts():
    person, lax, strict = PersonFactory(), AssemblyFactory(), AssemblyFactory()
    for assembly in (lax, strict):
        RoleAssignmentFactory(person=person, assembly=assembly)
    rule(lax, "idle_minutes", 120)
    rule(strict, "idle_minutes", 10)
    rule(lax, "password_length", 8)
    rule(strict, "password_length", 12)
    found = policy.for_person(person)
    assert (found.idle_minutes, found.password_length) == (10, 12)


def test_one_assembly_may_be_laxer_than_the_default():
    person, lax = PersonFactory(), AssemblyFactory()
    RoleAssignmentFactory(person=person, assembly=lax)
    rule(lax, "idle_minutes", 120)
    assert policy.for_person(person).idle_minutes == 120


def test_unlimited_password_age_yields_to_a_limit():
    first, second = AssemblyFactory(), AssemblyFactory()
    rule(first, "password_days", 0)
    rule(second, "password_days", 180)
    assert policy.strictest([first.pk, second.pk]).password_days == 180
    assert policy.strictest([first.pk]).password_days == 0


def test_later_entry_replaces_an_earlier_one_on_its_day():
    assembly = AssemblyFactory()
    rule(assembly, "lock_minutes", 30, valid_from=clock.today().replace(day=1))
    rule(assembly, "lock_minutes", 60)
    assert policy.strictest([assembly.pk]).lock_minutes == 60
    assert policy.strictest([assembly.pk], clock.today().replace(day=2)).lock_minutes == 30


def test_unit_clerk_follows_the_assemblies_that_the_unit_serves():
    service = ServiceFactory()
    held = RoleAssignmentFactory(
        role=Role.UNIT_CLERK, assembly=None, organisation=service.organisation
    )
    rule(service.assembly, "session_hours", 4)
    assert policy.for_person(held.person).session_hours == 4


def test_province_does_not_weigh_in():
    AssemblyFactory(tier=Tier.PROVINCE)
    rule(AssemblyFactory(), "lock_failures", 10)
    assert policy.for_everybody().lock_failures == 10


def test_policy_costs_one_query(django_assert_num_queries):
    assembly = AssemblyFactory()
    with django_assert_num_queries(1):
        policy.strictest([assembly.pk])
