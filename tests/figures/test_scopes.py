"""The city adds up its counties only where each county's own rulebook lets it."""

from datetime import date

import pytest

from tests.factories.cities import make_city
from tests.factories.organisations import AssemblyFactory
from tests.proposals import bulk
from tongxin import figures
from tongxin.figures.periods import Period
from tongxin.figures.scopes import READ_BY_CITY, Scope
from tongxin.organisations.models import RulebookEntry
from tongxin.organisations.terms import Tier

YEAR = Period.year(2026)


def county_of(city, *, opened: bool):
    county = make_city()
    county.assembly.parent, county.assembly.tier = city.assembly, Tier.COUNTY
    county.assembly.save()
    rule(county.assembly, READ_BY_CITY, opened)
    return county


def rule(assembly, code, value):
    RulebookEntry._base_manager.create(
        assembly=assembly, code=code, value=value, valid_from=date(2026, 1, 1), reason="测试"
    )


def received(scope: Scope) -> int:
    return figures.value("proposals.received", scope, YEAR).value


def test_both_levels_leave_closed_counties_out(city):
    opened, closed = county_of(city, opened=True), county_of(city, opened=False)
    AssemblyFactory(county=True)
    for place, count in ((city, 1), (opened, 2), (closed, 4)):
        bulk.proposals(place, count)
    assert received(Scope(city.assembly)) == 1
    assert received(Scope.with_counties(city.assembly)) == 3
    assert received(Scope.with_counties(opened.assembly)) == 2


def test_each_assembly_counts_by_its_own_rule(city):
    county = county_of(city, opened=True)
    rule(county.assembly, "proposals.merged_count_as_docketed", True)
    for place in (city, county):
        main = bulk.docketed(place, 3)[0]
        bulk.merged(place, 2, into=main)
    both = Scope.with_counties(city.assembly)
    assert figures.value("proposals.docketed", both, YEAR).value == 3 + 5


@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 7, 1)])
def test_past_periods_keep_the_rule_of_their_last_day(city, on):
    RulebookEntry._base_manager.create(
        assembly=city.assembly,
        code="proposals.merged_count_as_docketed",
        value=True,
        valid_from=on,
        reason="测试",
    )
    main = bulk.docketed(city, 3)[0]
    bulk.merged(city, 2, into=main)
    docketed = figures.value("proposals.docketed", Scope(city.assembly), YEAR).value
    assert docketed == (5 if on < date(2026, 1, 14) else 3)
