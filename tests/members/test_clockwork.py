"""Roles given for a plenary end with it, by themselves and once (practice 16)."""

from datetime import date, datetime

import pytest

from tests.factories.cities import staff
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock, periodic
from tongxin.core.clock import SHANGHAI
from tongxin.members.clockwork import end_temporary_roles
from tongxin.trail import events_of

CLOSING_DAY = datetime(2026, 1, 17, 18, 0, tzinfo=SHANGHAI)
NEXT_DAY = datetime(2026, 1, 18, 0, 5, tzinfo=SHANGHAI)


def ends_on(actor: Actor) -> date | None:
    return RoleAssignment.objects.get(pk=actor.assignment_id).ends_on


@pytest.mark.parametrize("role", sorted(Role.temporary()))
def test_temporary_role_ends_the_day_after_the_plenary_closes(city, role):
    borrowed = staff(role, city.assembly)
    with clock.frozen(CLOSING_DAY):
        assert end_temporary_roles() == 0
    with clock.frozen(NEXT_DAY):
        assert end_temporary_roles() == 1
        assert end_temporary_roles() == 0
    assert ends_on(borrowed) == NEXT_DAY.date()
    assert [event.act for event in events_of(borrowed.assignment)] == ["accounts.end_role"]


def test_other_roles_and_the_next_plenarys_stay(city):
    coming = staff(Role.PLENARY_GROUP, city.assembly)
    RoleAssignment.objects.filter(pk=coming.assignment_id).update(starts_on=date(2026, 1, 18))
    with clock.frozen(NEXT_DAY):
        assert end_temporary_roles() == 0
    assert ends_on(coming) is None
    assert ends_on(city.office) is None


def test_the_clock_knows_the_duty():
    assert "members.temporary_roles" in {duty.code for duty in periodic.duties()}
