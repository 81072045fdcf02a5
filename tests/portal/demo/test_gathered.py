"""The meetings and activities of 2020, played through the actions: each figure exact, open to its rows, kept apart."""

import pytest
from django.db import transaction

from tests.conftest import PLENARY_MORNING
from tests.factories.cities import make_city, staff
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.figures import value
from tongxin.figures.declare import figure
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.gatherings.models import Outcome
from tongxin.organisations.scope import all_assemblies
from tongxin.portal.demo.gathered import Stage, play_year

YEAR = Period.year(2020)
MEMBERS = 50

FIGURES = {
    "centre_study": 7,
    "office_study": 28,
    "office_study.branch": 16,
    "three_entries": 6,
    "three_entries.attendances": 32,
    "three_entries.suggestions": 25,
    "plenary": 1,
    "plenary.attendances": 6 * 46,
    "standing_committee": 4,
    "chairpersons": 9,
    "joint_group": 1,
    "briefing": 3,
    "survey": 11,
    "inspection": 3,
    "supervision": 2,
    "education_visit": 2,
    "theme_day": 6,
    "organisational_life.second": 7,
    "training": 1,
    "training.attendances": 44,
    "lecture_hall": 4,
    "reception": 5,
    "reception.upper": 4,
    "reception.visitors": 75,
    "visit_talk": 12,
    "help_visit": 1,
    "help_visit.households": 26,
    "county_contact": 6,
}


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """A city of fifty that played the year; rolled back when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(PLENARY_MORNING), all_assemblies(reason="tests play a year"):
            city = make_city(members=MEMBERS, units=1)
            actor = staff(Role.GENERAL_OFFICE, city.assembly)
            play_year(Stage(actor, [member.person.name for member in city.members]))
        yield actor
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_scope():
    with all_assemblies(reason="tests look at the whole year"):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "number"), FIGURES.items(), ids=FIGURES)
def test_figure_of_the_year_is_exact(office, code, number):
    assert value(f"gatherings.{code}", Scope(office.assembly), YEAR).value == number


@pytest.mark.django_db
@pytest.mark.parametrize("code", FIGURES)
def test_figure_opens_to_rows_that_add_up(office, code):
    declared = figure(f"gatherings.{code}")
    rows = declared.rows(Scope(office.assembly), YEAR)
    seen = visible(office, declared.base.permission, rows)
    amounts = [getattr(row, declared.sum_field) if declared.sum_field else 1 for row in seen]
    assert sum(amounts) == FIGURES[code]


@pytest.mark.django_db
def test_people_are_fewer_than_attendances(office):
    """32 人次 of the three entries are not 32 people, and 30余人次 is at least thirty."""
    rows = figure("gatherings.three_entries.attendances").rows(Scope(office.assembly), YEAR)
    people = {row.person_id for row in rows}
    assert len(people) < rows.count() == 32


@pytest.mark.django_db
def test_seven_twenty_eight_and_twenty_six_are_different_rows(office):
    """Equal numbers of the report count different things: the traps of its figures."""
    scope = Scope(office.assembly)
    centre = set(figure("gatherings.centre_study").rows(scope, YEAR))
    second = set(figure("gatherings.organisational_life.second").rows(scope, YEAR))
    assert (len(centre), len(second), centre & second) == (7, 7, set())
    assert {row.kind.code for row in figure("gatherings.office_study").rows(scope, YEAR)} == {
        "office_study"
    }


@pytest.mark.django_db
def test_suggestions_are_twenty_five_different_ones(office):
    rows = figure("gatherings.three_entries.suggestions").rows(Scope(office.assembly), YEAR)
    assert len(set(rows.values_list("words", flat=True))) == 25
    assert Outcome._base_manager.filter(kind="help").count() == 1


@pytest.mark.django_db
def test_other_years_are_empty(office):
    for code in FIGURES:
        assert value(f"gatherings.{code}", Scope(office.assembly), Period.year(2021)).value == 0
