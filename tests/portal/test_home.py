"""The home page: what waits for this identity, and that something waits under another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import RoleAssignmentFactory, sign_in
from tests.factories.cities import staff
from tests.proposals.thread import assigned, decided, docketed, draft, handling_of, submitted
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.figures.periods import DAY
from tongxin.proposals.actions.co_sign import invite
from tongxin.proposals.models import Commitment

pytestmark = pytest.mark.once

OFFICE_SIDE = "您的其他身份"


def asked_to_co_sign(city) -> Actor:
    """A member who is secretary-general as well, asked to co-sign; in office as secretary-general."""
    invite(draft(city), actor=city.member_actor(0), members=[city.members[1]])
    member = city.member_actor(1)
    general = RoleAssignmentFactory(
        person=member.person, role=Role.SECRETARY_GENERAL, assembly=city.assembly
    )
    return Actor(person=member.person, assignment=general, identities=(member.assignment, general))


def home(client, actor: Actor) -> str:
    sign_in(client, actor)
    client.post("/identity/", {"identity": actor.assignment.public_id})
    return client.get("/me/").content.decode()


def test_task_of_another_identity_is_told_with_the_way_there(city, client):
    general = asked_to_co_sign(city)
    page = home(client, general)
    assert "/co_signatures/" not in page
    assert OFFICE_SIDE in page
    assert f'value="{city.member_actor(1).assignment.public_id}"' in page


def test_under_the_right_identity_it_is_a_task(city, client):
    asked_to_co_sign(city)
    page = home(client, city.member_actor(1))
    assert "/co_signatures/" in page
    assert OFFICE_SIDE not in page


def test_one_identity_costs_no_query_more(city, client):
    sign_in(client, city.clerks[0])
    client.get("/me/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/me/")
    assert sum('"lifecycle_waiting"' in query["sql"] for query in captured) == 1


@pytest.mark.parametrize("role", [Role.VICE_CHAIR, Role.PROPOSALS_OFFICE])
def test_numbers_of_the_home_page_are_those_of_the_lists_tabs(city, client, role):
    submitted(city)
    decided(city, submitted(city, 1))
    docketed(city)
    sign_in(client, staff(role, city.assembly))
    page = client.get("/me/")
    panel = next(context for _template, context in page.context["panels"] if "numbers" in context)
    for number in panel["numbers"][:4]:
        listing = client.get(number.url).context["list"]
        assert (number.label, number.value) == (number.label, listing.total)


def test_late_promises_open_to_exactly_their_rows(city, client):
    proposal = assigned(city)
    part = handling_of(proposal)
    for number, (day, confirmed) in enumerate(
        [(clock.today() - DAY, True), (clock.today(), True), (clock.today() - DAY, False)], start=1
    ):
        Commitment(
            assembly=city.assembly,
            proposal=proposal,
            handling=part,
            unit=part.unit,
            number=number,
            text=f"第{number}项承诺",
            promised_for=day,
            confirmed_on=clock.today() if confirmed else None,
        ).save()
    sign_in(client, city.office)
    page = client.get("/me/")
    panel = next(context for _template, context in page.context["panels"] if "numbers" in context)
    late = panel["numbers"][-1]
    opened = client.get(late.url)
    assert (str(late.value), opened.context["list"].total) == ("1", 1)
    assert "第1项承诺" in opened.content.decode()
    assert "截至2026年1月14日" in opened.content.decode()
