"""The consistency board finds what is planted, and each finding leads to a page that opens."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, sign_in
from tests.factories.members import (
    AppointmentFactory,
    BodyFactory,
    MandateFactory,
    MemberFactory,
    SpecialCommitteeFactory,
    TermFactory,
)
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts.models import Person
from tongxin.members.actions.seat_members import end_mandate
from tongxin.members.checks import CHECKS
from tongxin.members.models import RollSubmission
from tongxin.members.terms import MandateEnd, Post, SubmissionState


def found(city, code: str) -> list[str]:
    check = next(one for one in CHECKS if one.code == code)
    return [finding.label for finding in check.find(city.assembly)]


def overlapping(city, liaison):
    MandateFactory(assembly=city.assembly, member=city.members[0], starts_on=date(2024, 1, 1))


def convener_left(city, liaison):
    member = city.members[0]
    end_mandate(member.mandates.get(), actor=liaison, on=date(2025, 1, 1), reason=MandateEnd.MOVED)
    AppointmentFactory(
        assembly=city.assembly, member=member, body=None, sector=member.sector, post=Post.CONVENER
    )


def entered_twice(city, liaison):
    person = city.members[0].person
    again = PersonFactory(name=person.name, phone=person.phone)
    earlier = TermFactory(assembly=city.assembly, number=10)
    MemberFactory(assembly=city.assembly, person=again, term=earlier, mandate=None)
    for one in (person, again):
        RoleAssignmentFactory(person=one, assembly=city.assembly)


def no_phone(city, liaison):
    Person.objects.filter(pk=city.members[0].person_id).update(phone="")


def no_branch(city, liaison):
    SpecialCommitteeFactory(assembly=city.assembly)


def no_secretary(city, liaison):
    county = AssemblyFactory(county=True, parent=city.assembly)
    totals = {"members": 0, "women": 0, "communists": 0, "secretaries_general": 0}
    RollSubmission(
        assembly=county,
        addressee=city.assembly,
        term=TermFactory(assembly=county),
        number=1,
        as_of_on=date(2026, 1, 1),
        content={"members": [], "totals": totals},
        digest="0",
        state=SubmissionState.ACCEPTED,
    ).save()


PLANTED = {
    "overlaps": overlapping,
    "conveners": convener_left,
    "same": entered_twice,
    "phones": no_phone,
    "branches": no_branch,
    "secretaries": no_secretary,
}


@pytest.mark.parametrize("code", PLANTED)
def test_what_is_planted_is_found_and_leads_to_where_it_is_mended(city, liaison, client, code):
    assert found(city, code) == []
    PLANTED[code](city, liaison)
    (label,) = found(city, code)
    browser = sign_in(client, liaison)
    shown = browser.get(reverse("members:board", args=[city.assembly.slug]))
    assert label in shown.content.decode()
    check = next(one for one in CHECKS if one.code == code)
    (finding,) = check.find(city.assembly)
    assert browser.get(finding.url).status_code == 200


def test_sector_with_members_and_nobody_to_convene_them_is_found(city):
    assert found(city, "sectors") == [f"{city.members[0].sector.name}：没有召集人"]
    AppointmentFactory(
        assembly=city.assembly,
        member=city.members[0],
        body=None,
        sector=city.members[0].sector,
        post=Post.CONVENER,
    )
    assert found(city, "sectors") == []


def test_committee_with_a_branch_is_no_finding(city):
    branch = BodyFactory(assembly=city.assembly)
    assert branch.host.assembly == city.assembly
    assert found(city, "branches") == []


def test_every_check_is_planted_somewhere():
    assert {check.code for check in CHECKS} == {*PLANTED, "sectors"}


def test_merging_from_the_board_and_undoing_it(city, liaison, client):
    entered_twice(city, liaison)
    (finding,) = next(one for one in CHECKS if one.code == "same").find(city.assembly)
    browser = sign_in(client, liaison)
    assert browser.get(finding.url).status_code == 200
    merged = browser.post(finding.url)
    assert merged.url == reverse("members:aliases", args=[city.assembly.slug])
    assert found(city, "same") == []
    page = browser.get(merged.url)
    (alias,) = page.context["aliases"]
    browser.post(reverse("members:part", args=[city.assembly.slug, alias.public_id]))
    assert len(found(city, "same")) == 1
