"""A member's page shows proposals that its reader may see, and private facts to offices and the member alone."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import actor, sign_in
from tests.proposals.thread import draft, submitted
from tongxin.accounts.terms import Role

pytestmark = pytest.mark.once


@pytest.fixture
def page(city, client):
    def read(reader, member, status=200):
        address = reverse("proposals:member", args=[city.assembly.slug, member.public_id])
        response = sign_in(client, reader).get(address)
        assert response.status_code == status
        return response.content.decode()

    return read


def test_private_facts_are_for_offices_and_the_member(city, page):
    member = city.members[0]
    member.party_name, member.born_in = "民盟盟员", date(1975, 6, 1)
    member.save()
    phone = member.person.phone
    for reader in (city.office, city.member_actor(0)):
        shown = page(reader, member)
        assert ("民盟盟员" in shown, "1975年6月" in shown, phone in shown) == (True, True, True)
    other = page(city.member_actor(1), member)
    assert ("民盟盟员" in other, "1975年6月" in other, phone in other) == (False, False, False)


def test_proposals_not_told_yet_are_for_their_proposer_and_the_office(city, page):
    proposal = submitted(city)
    member = proposal.lead_proposer
    assert proposal.matter in page(city.office, member)
    assert proposal.matter in page(city.member_actor(city.members.index(member)), member)
    stranger = next(
        number for number, one in enumerate(city.members) if one != member and not signed(one)
    )
    assert proposal.matter not in page(city.member_actor(stranger), member)


def signed(member) -> bool:
    return member.co_signatures.exists()


def test_drafts_are_on_nobodys_page(city, page):
    proposal = draft(city)
    assert proposal.matter not in page(city.member_actor(0), proposal.lead_proposer)


def test_members_of_another_assembly_do_not_exist(city, page):
    page(actor(Role.PROPOSALS_OFFICE), city.members[0], status=404)


def test_units_do_not_read_members_pages(city, page):
    page(city.clerks[0], city.members[0], status=404)
