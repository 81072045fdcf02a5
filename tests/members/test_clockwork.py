"""Roles given for a plenary end with it, by themselves and once (practice 16)."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.urls import reverse

from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.cities import staff
from tongxin.accounts.actions.grant_role import grant_role
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock, periodic
from tongxin.core.clock import SHANGHAI
from tongxin.core.errors import Refused
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


CLOSING_ON = date(2026, 1, 17)


@pytest.mark.parametrize("role", sorted(Role.temporary()))
def test_temporary_role_is_not_granted_beyond_its_plenary(city, role):
    borrowed, manager = PersonFactory(), staff(Role.SECURITY_MANAGER, city.assembly)
    grant = partial(
        grant_role,
        borrowed,
        actor=manager,
        role=role,
        assembly=city.assembly,
        starts_on=date(2026, 1, 14),
    )
    with pytest.raises(Refused, match="2026年1月17日闭幕") as refused:
        grant(ends_on=CLOSING_ON + timedelta(days=2))
    assert refused.value.field == "last_on"
    assert grant(ends_on=CLOSING_ON + timedelta(days=1)).ends_on == date(2026, 1, 18)


def test_other_role_may_outlast_the_plenary_and_so_may_one_for_a_plenary_not_yet_entered(city):
    someone, manager = PersonFactory(), staff(Role.SECURITY_MANAGER, city.assembly)
    later = {"assembly": city.assembly, "starts_on": date(2026, 1, 18), "ends_on": date(2027, 3, 1)}
    for role in (Role.GENERAL_OFFICE, Role.PLENARY_GROUP):
        assert grant_role(someone, actor=manager, role=role, **later).ends_on == date(2027, 3, 1)


def test_page_says_it_at_the_field(city, client):
    borrowed = staff(Role.COMMITTEE_STAFF, city.assembly).person
    sign_in(client, staff(Role.SECURITY_MANAGER, city.assembly))
    response = client.post(
        reverse("accounts:grant", args=[borrowed.public_id]),
        {
            "role": Role.PLENARY_GROUP,
            "starts_on": "2026-01-14",
            "last_on": "2026-01-18",
            "reason": "借调",
        },
    )
    assert set(response.context["form"].errors) == {"last_on"}
