"""The year 2020 of the record book, played through the actions: each figure of the report, exact and open to its rows."""

import pytest
from django.db import transaction

from tests.conftest import PLENARY_MORNING
from tests.factories.cities import make_city, staff
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.figures import value
from tongxin.figures.declare import figure
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.organisations.scope import all_assemblies
from tongxin.portal.demo.book import Offices, play_book
from tongxin.records.models import Intake, Record

COUNTIES = ("linlan", "jishan", "huating", "liquan", "yanbo", "shuoxi")
YEAR = Period.year(2020)

FIGURES = {
    "records.publication.account": 145,
    "records.history_article": 29,
    "records.history_volume": 1,
    "records.coverage": 96,
    "records.coverage.collected": 1,
    "records.donation": 70_0000_00,
    "records.donation.both": 119_0000_00,
    "records.staffing.added": 26,
    "records.staffing.hired": 2,
    "records.staffing.secretaries": 2,
    "records.award": 5,
    "records.award.news": 2,
    "records.award.reports": 2,
    "records.rule": 4,
    "records.weakness": 2,
    "records.weakness.solved": 2,
    "records.praise": 1,
    "records.branch_election": 1,
    "records.programme": 2,
    "records.appeal": 1,
    "records.deed": 1,
    "records.brokered_help": 1,
    "records.agreement": 1,
    "records.investment_lead": 1,
    "records.upward_proposal": 2,
    "records.member_group": 1,
    "records.village_help": 2,
    "records.publication.account.both": 145,
}


@pytest.fixture(scope="module")
def offices(django_db_setup, django_db_blocker):
    """A small city and six counties that played the year; rolled back when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(PLENARY_MORNING), all_assemblies(reason="tests play a year"):
            here = make_city(members=1, units=1).assembly
            counties = {slug: AssemblyFactory(county=True, parent=here) for slug in COUNTIES}
            played = Offices(
                staff(Role.GENERAL_OFFICE, here),
                {slug: staff(Role.GENERAL_OFFICE, one) for slug, one in counties.items()},
            )
            play_book(played)
        yield played
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_scope():
    with all_assemblies(reason="tests look at the whole year"):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "number"), FIGURES.items(), ids=FIGURES)
def test_figure_of_the_year_is_exact(offices, code, number):
    assert value(code, Scope(offices.city.assembly), YEAR).value == number


@pytest.mark.django_db
@pytest.mark.parametrize("code", FIGURES)
def test_figure_opens_to_rows_that_add_up(offices, code):
    declared = figure(code)
    rows = declared.rows(Scope(offices.city.assembly), YEAR)
    seen = visible(offices.city, declared.base.permission, rows)
    amounts = [getattr(row, declared.sum_field) if declared.sum_field else 1 for row in seen]
    assert sum(amounts) == FIGURES[code]


@pytest.mark.django_db
def test_volume_is_the_eighteenth_and_awards_of_the_twenty_fifth_edition(offices):
    here = {"assembly": offices.city.assembly}
    volume = Record._base_manager.get(**here, kind__code="history_volume")
    news = Record._base_manager.filter(**here, kind__code="award", variety="news")
    assert volume.edition == 18
    assert set(news.values_list("grade", "edition")) == {("second", 25), ("third", 25)}


@pytest.mark.django_db
def test_counties_donations_came_signed_and_accepted(offices):
    intakes = Intake._base_manager.filter(assembly=offices.city.assembly)
    assert intakes.count() == len(COUNTIES)
    assert {one.state for one in intakes} == {"accepted"}
    assert all(one.signer and one.signed_on for one in intakes)


@pytest.mark.django_db
def test_twenty_six_posts_are_not_twenty_six_of_anything_else(offices):
    """Figures come from records with filters, not from numbers that happen to be equal."""
    (row,) = figure("records.staffing.added").rows(Scope(offices.city.assembly), YEAR)
    assert (row.quantity, row.kind.code) == (26, "staffing")


@pytest.mark.django_db
def test_other_years_are_empty(offices):
    for code in FIGURES:
        assert value(code, Scope(offices.city.assembly), Period.year(2021)).value == 0
