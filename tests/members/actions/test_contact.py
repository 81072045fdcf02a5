"""Contact pairs and contacts: sides fit the kind, and what is kept says that it took place and no more."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.factories.members import (
    AppointmentFactory,
    BodyFactory,
    CollectiveFactory,
    SpecialCommitteeFactory,
)
from tests.factories.organisations import AssemblyFactory, OrganisationFactory
from tests.proposals.thread import fresh
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.figures.answers import value
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.members.actions.contact import end_pair, log_contact, open_pair, settle_help
from tongxin.members.models import ContactPair, Member, PairContact
from tongxin.members.queries.contacts import organisations_for, responsibilities
from tongxin.members.terms import BodyKind, HelpOutcome, PairKind, Post
from tongxin.organisations.terms import OrganisationKind

DAY = date(2026, 1, 5)
YEAR = Period.year(2026)


@pytest.fixture
def pair(city, liaison):
    Member._base_manager.filter(pk=city.members[0].pk).update(party_name="中共党员")

    def opened(kind=PairKind.PARTY_OUTSIDE, keeper=None, other=None) -> ContactPair:
        return open_pair(
            city.assembly,
            actor=liaison,
            kind=kind,
            keeper=keeper or fresh(city.members[0]),
            other=other or fresh(city.members[1]),
            starts_on=DAY,
        )

    return opened


def test_a_party_member_contacts_somebody_outside_and_not_the_other_way(city, pair):
    assert pair().other == city.members[1]
    with pytest.raises(Refused, match="不是党员委员"):
        pair(keeper=fresh(city.members[2]), other=fresh(city.members[0]))


def test_twice_at_a_time_oneself_and_strangers_are_refused(city, pair, liaison):
    first = pair()
    with pytest.raises(Refused, match="已经登记"):
        pair()
    end_pair(first, actor=liaison, on=date(2026, 1, 5))
    pair()
    with pytest.raises(Refused, match="同一个"):
        pair(PairKind.LEADER_MEMBER, city.members[2], city.members[2])
    with pytest.raises(Refused, match="本级"):
        pair(PairKind.LEADER_COUNTY, city.members[2], AssemblyFactory(county=True))


def test_contact_is_logged_by_who_keeps_it_and_help_is_followed(city, pair):
    one, keeper = pair(), city.member_actor(0)
    contact = log_contact(
        one, actor=keeper, on=date(2026, 1, 12), way="visit", theme="work", help_asked="小区停车"
    )
    assert contact.outcome == HelpOutcome.OPEN
    settle_help(contact, actor=keeper, outcome=HelpOutcome.GIVEN)
    assert fresh(contact).outcome == HelpOutcome.GIVEN
    with pytest.raises(Refused):
        log_contact(one, actor=city.member_actor(1), on=DAY, way="talk", theme="life")


@pytest.mark.parametrize("on", [date(2026, 1, 4), date(2026, 1, 15)])
def test_contact_before_the_pair_or_after_today_is_refused(city, pair, on):
    with pytest.raises(Refused, match="之后"):
        log_contact(pair(), actor=city.member_actor(0), on=on, way="talk", theme="life")


def test_no_column_takes_what_was_said():
    free = {
        field.name: field.max_length
        for field in PairContact._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField") and not field.choices
    }
    assert free == {"public_id": 12, "help_asked": 60}


def test_coverage_counts_those_in_branches_and_those_contacted(city, pair):
    branch = BodyFactory(assembly=city.assembly)
    pair()
    scope = Scope(city.assembly)
    assert value("members.branch_coverage", scope, YEAR).shown == "0.0 %"
    AppointmentFactory(assembly=city.assembly, member=city.members[0], body=branch)
    told = value("members.branch_coverage", scope, YEAR)
    assert (told.over.value, told.under.value) == (1, 1)
    told = value("members.contact_coverage", scope, YEAR)
    assert (told.over.value, told.under.value) == (1, len(city.members) - 1)
    assert value("members.branches", scope, YEAR).value == 1
    assert value("members.pairs_party_outside", scope, YEAR).value == 1


def test_matrix_shows_leaders_and_departments_of_each_committee(city, pair):
    committee = SpecialCommitteeFactory(assembly=city.assembly)
    pair(PairKind.LEADER_COMMITTEE, city.members[2], committee)
    pair(PairKind.COMMITTEE_DEPARTMENT, committee, city.units[0])
    (line,) = responsibilities(city.assembly)
    assert (line.leaders, line.departments) == ([city.members[2]], [city.units[0]])


def test_pages_open_a_pair_log_a_contact_and_settle_its_help(city, liaison, client):
    leader = city.members[2]
    committee = BodyFactory(
        assembly=city.assembly, kind=BodyKind.STANDING_COMMITTEE, host=None, name="常务委员会"
    )
    AppointmentFactory(
        assembly=city.assembly, member=leader, body=committee, post=Post.VICE_PRESIDENT
    )
    browser, slug = sign_in(client, liaison), city.assembly.slug
    address = reverse("members:open_pair", args=[slug, PairKind.LEADER_ENTERPRISE])
    posted = {"keeper": leader.pk, "enterprise": "澜川精工公司", "starts_on": "2026-01-05"}
    assert browser.get(address).status_code == 200
    assert browser.post(address, posted).status_code == 302
    one = ContactPair.objects.get()
    assert str(one.organisation) == "澜川精工公司"
    contact = {"on": "2026-01-06", "way": "visit", "theme": "work", "help_asked": "用工"}
    logged = browser.post(reverse("members:log_contact", args=[slug, one.public_id]), contact)
    assert logged.status_code == 302
    settle = reverse("members:settle_help", args=[slug, one.contacts.get().public_id])
    assert browser.post(settle, {"outcome": "given"}).status_code == 302
    shown = browser.get(one.get_absolute_url()).content.decode()
    assert ("用工" in shown, "已解决" in shown) == (True, True)


@pytest.mark.parametrize("name", ["matrix", "conveners", "coverage", "board", "bodies", "pairs"])
def test_pages_over_the_roll_open_for_the_office_and_not_for_strangers(
    city, pair, liaison, client, name
):
    pair()
    address = reverse(f"members:{name}", args=[city.assembly.slug])
    assert sign_in(client, liaison).get(address).status_code == 200
    assert sign_in(client, city.clerks[0]).get(address).status_code == 404
    stranger = staff(Role.MEMBER_LIAISON, AssemblyFactory())
    assert sign_in(client, stranger).get(address).status_code == 404


def test_parties_that_propose_here_may_be_contacted(city, pair):
    party = OrganisationFactory(kind=OrganisationKind.PARTY)
    elsewhere = OrganisationFactory(kind=OrganisationKind.PARTY)
    CollectiveFactory(assembly=city.assembly, organisation=party)
    offered = organisations_for(city.assembly, PairKind.LEADER_PARTY)
    assert list(offered) == [party]
    assert elsewhere not in offered
    assert pair(PairKind.LEADER_PARTY, city.members[2], party).other == party
