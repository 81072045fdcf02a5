"""Units with their work: numbers that agree with the figures, contacts for offices, one query however many units."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import actor, sign_in
from tests.factories.members import PlenarySessionFactory
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tongxin.accounts.terms import Role
from tongxin.figures.periods import Period
from tongxin.organisations.models import Service
from tongxin.proposals.figures.units import UnitFigures, satisfaction_of
from tongxin.proposals.models import Evaluation


def units_url(city):
    return reverse("proposals:units", args=[city.assembly.slug])


def unit_url(city, unit):
    return reverse("proposals:unit", args=[city.assembly.slug, unit.public_id])


@pytest.fixture
def last_year(city, import_list):
    """Three replies of one unit in the year before."""
    PlenarySessionFactory(
        assembly=city.assembly,
        term=city.session.term,
        number=4,
        opens_on=date(2025, 1, 14),
        closes_on=date(2025, 1, 17),
        window_opens_on=date(2024, 10, 13),
    )
    unit = city.units[0]
    rows = [
        f"关于{name}的提案,{unit.name},{city.units[1].name},2025-02-20,2025-06-0{day},{rank},{mark}"
        for name, day, rank, mark in (
            ("甲", 1, "A", "满意"),
            ("乙", 2, "B", "不满意"),
            ("丙", 3, "A", ""),
        )
    ]
    header = "案由,主办单位,会办单位,立案日期,答复日期,办理结果,满意度\n"
    import_list("proposals.past", header + "\n".join(rows), units="refuse")
    return unit


def test_numbers_are_those_of_the_figures(city, last_year):
    figures = UnitFigures(city.assembly, Period.year(2025))
    codes = ("handlings.lead", "handlings.assist", "handlings.replied", "handlings.class_a")
    assert [figures.count(last_year.pk, code) for code in codes] == [3, 0, 3, 2]
    assert figures.count(city.units[1].pk, "handlings.assist") == 3
    assert figures.count(city.units[2].pk, "handlings.lead") == 0


def test_satisfaction_counts_what_the_unit_was_told(city, last_year):
    def rated():
        numbers = satisfaction_of(last_year, city.assembly, Period.year(2025))
        return {number.label: number.value for number in numbers}

    assert rated() == {"满意": 1, "基本满意": 0, "不满意": 1}
    Evaluation.objects.filter(result="dissatisfied").update(shown_to_unit_on=None)
    assert rated() == {"满意": 1, "基本满意": 0, "不满意": 0}


def test_unit_page_shows_contacts_to_offices_and_the_unit_only(city, client, last_year):
    Service._base_manager.filter(organisation=last_year).update(contact_phone="61239999")
    for reader, sees in (
        (city.office, True),
        (city.assigner, True),
        (city.clerks[0], True),
        (city.leader, False),
    ):
        response = sign_in(client, reader).get(unit_url(city, last_year), {"period": "year-2025"})
        assert ("61239999" in response.content.decode()) == sees


def test_units_see_only_themselves_and_members_nothing(city, client):
    own, other = city.units[:2]
    sign_in(client, city.clerks[0])
    shown = client.get(units_url(city)).content.decode()
    assert (own.name in shown, other.name in shown) == (True, False)
    assert client.get(unit_url(city, other)).status_code == 404
    assert sign_in(client, city.member_actor()).get(units_url(city)).status_code == 404


def test_units_of_another_assembly_do_not_exist(city, client):
    stranger = actor(Role.PROPOSALS_OFFICE)
    assert sign_in(client, stranger).get(units_url(city)).status_code == 404


def test_list_costs_the_same_with_many_units(city, client):
    sign_in(client, city.office)
    counts = []
    for _more in range(2):
        client.get(units_url(city))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(units_url(city)).status_code == 200
        counts.append(len(queries))
        for _number in range(5):
            ServiceFactory(assembly=city.assembly, organisation=OrganisationFactory())
    assert counts[0] == counts[1]


def test_export_is_a_workbook_and_search_finds_by_name(city, client):
    sign_in(client, city.office)
    export = client.get(reverse("proposals:unit_export", args=[city.assembly.slug]))
    assert (export.status_code, b"".join(export.streaming_content)[:2]) == (200, b"PK")
    found = client.get(units_url(city), {"q": city.units[2].name}).content.decode()
    assert (city.units[2].name in found, city.units[3].name in found) == (True, False)
