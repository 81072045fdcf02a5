"""Behind a number: its rows as far as the reader may see them, and how many there are in all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import make_city, staff
from tests.proposals import bulk
from tests.proposals.thread import decided, submitted
from tongxin.accounts.terms import Role

WHEN = "2026-01-01_2027-01-01"


def url(city, code="proposals.received", when=WHEN):
    return reverse("figures:rows", args=[city.assembly.slug, code, when])


def test_reader_sees_how_many_there_are_and_how_many_are_theirs(city, client):
    bulk.docketed(city, 5)
    released = bulk.docketed(city, 2, released_at="2026-01-14T10:00+08:00")
    page = sign_in(client, staff(Role.COMMITTEE_STAFF, city.assembly)).get(url(city))
    assert (page.context["total"], page.context["seen"]) == (7, 2)
    assert {row.pk for row in page.context["list"].records} == {one.pk for one in released}


def test_filters_of_the_list_leave_the_number_alone(city, client):
    bulk.docketed(city, 60)
    page = sign_in(client, city.office).get(url(city) + "?page=2&sort=-matter&q=x")
    assert (page.context["total"], len(page.context["list"].records)) == (60, 10)


def test_held_results_stay_held_behind_the_number(city, client):
    decided(city, submitted(city))
    code = "proposals.docketed"
    told = sign_in(client, city.leader).get(url(city, code))
    held = sign_in(client, city.office).get(url(city, code))
    assert (told.context["total"], held.context["total"]) == (0, 1)


def test_rows_of_a_part(city, client):
    bulk.docketed(city, 3)
    bulk.docketed(city, 2, proposer_kind="party")
    address = reverse(
        "figures:part", args=[city.assembly.slug, "proposals.docketed", WHEN, "kind", "party"]
    )
    page = sign_in(client, city.office).get(address)
    assert page.context["total"] == 2
    assert "提案者性质：党派" in " ".join(page.content.decode().split())


def test_share_opens_on_its_upper_number_with_its_rule(city, client):
    bulk.docketed(city, 3)
    bulk.declined(city, 1)
    page = sign_in(client, city.office).get(url(city, "proposals.filing_rate"))
    assert page.context["total"] == 3
    assert page.context["rules"] == [("并案计入立案数", False)]


@pytest.mark.parametrize("code", ["handlings.lead", "evaluations.due", "commitments.drawn"])
def test_other_bases_list_their_rows(city, client, code):
    assert sign_in(client, city.office).get(url(city, code)).status_code == 200


def test_roll_is_listed(city, client):
    page = sign_in(client, city.office).get(url(city, "members.on_roll"))
    assert (page.context["total"], page.context["seen"]) == (4, 4)


def test_figure_without_days_leads_to_the_usual_ones(city, client):
    address = reverse("figures:usual", args=[city.assembly.slug, "proposals.received"])
    response = sign_in(client, city.office).get(address)
    assert response.headers["Location"] == url(city, when="2025-10-13_2026-01-15")


@pytest.mark.parametrize(
    "rest",
    [
        "proposals.nonsense/2026-01-01_2027-01-01/",
        "proposals.received/2026/",
        "proposals.received/2026-01-01_2027-01-01/nonsense/1/",
        "proposals.received/2026-01-01_2027-01-01/category/x/",
        "proposals.received/2026-01-01_2027-01-01/unit/1/",
    ],
)
def test_what_nobody_declared_does_not_exist(city, client, rest):
    page = sign_in(client, city.office).get(f"/{city.assembly.slug}/figures/{rest}")
    assert page.status_code == 404


def test_rows_do_not_exist_for_another_assembly(city, client):
    bulk.docketed(city, 2)
    assert sign_in(client, make_city().office).get(url(city)).status_code == 404
    assert sign_in(client, city.clerks[0]).get(url(city)).status_code == 404


def test_rows_cost_the_same_queries_however_many(city, client):
    office = sign_in(client, city.office)
    office.get(url(city))

    def queries(count: int) -> int:
        bulk.docketed(city, count)
        with CaptureQueriesContext(connection) as seen:
            office.get(url(city))
        return len(seen)

    assert queries(1) == queries(30)
