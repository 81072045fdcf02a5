"""Who answers for a unit after reorganisations, which city a county belongs to, who serves an assembly."""

from datetime import date

from tests.factories.organisations import AssemblyFactory, OrganisationFactory, ServiceFactory
from tongxin.organisations.models import Succession
from tongxin.organisations.queries import city_of, services_of, successors

ON = date(2026, 1, 14)


def succeeded(predecessor, successor, on=date(2025, 6, 1)):
    Succession(predecessor=predecessor, successor=successor, on=on).save()


def test_unit_without_successor_answers_itself(db):
    unit = OrganisationFactory()
    assert successors(unit, ON) == [unit]


def test_successors_answer_however_many_reorganisations_later(db):
    first, second, third, fourth = (OrganisationFactory() for _number in range(4))
    succeeded(first, second)
    succeeded(second, third)
    succeeded(second, fourth)
    assert successors(first, ON) == [third, fourth]


def test_succession_counts_from_its_day(db):
    old, new = OrganisationFactory(), OrganisationFactory()
    succeeded(old, new, on=date(2026, 1, 15))
    assert successors(old, ON) == [old]
    assert successors(old, date(2026, 1, 15)) == [new]


def test_circle_of_successions_ends(db):
    one, other = OrganisationFactory(), OrganisationFactory()
    succeeded(one, other)
    succeeded(other, one)
    assert successors(one, ON) == []


def test_county_belongs_to_its_city(db):
    county = AssemblyFactory(county=True)
    assert city_of(county) == county.parent
    assert city_of(county.parent) == county.parent


def test_services_are_those_in_force(db):
    assembly = AssemblyFactory()
    here = ServiceFactory(assembly=assembly)
    ServiceFactory(assembly=assembly, ended_on=ON)
    ServiceFactory()
    assert list(services_of(assembly, ON)) == [here]
