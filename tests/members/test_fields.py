"""The table of fields covers the member's columns, and pages, lists and exports follow it for every reader."""

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.factories.members import MemberFactory
from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.members.actions.identity_numbers import enter_identity_number
from tongxin.members.fields import ELSEWHERE, FIELDS, Readers, own_texts
from tongxin.members.models import Member

PLANTED = {
    "employer": "泄密单位",
    "professional_title": "泄密职称",
    "speciality": "泄密专长",
    "card": "T-9",
    "party": "泄密党派",
    "education": "泄密学历",
    "degree": "泄密学位",
    "native_place": "泄密籍贯",
    "phone": "13955550000",
    "email": "leak@leak.test",
    "address": "泄密地址",
    "postcode": "990011",
}
NUMBER = "11010519491231002X"
ROLES = {
    Role.MEMBER_LIAISON: {Readers.ROLL, Readers.OFFICES, Readers.PERSONAL, Readers.IDENTITY},
    Role.GENERAL_OFFICE: {Readers.ROLL, Readers.OFFICES, Readers.PERSONAL},
    Role.PROPOSALS_OFFICE: {Readers.ROLL, Readers.OFFICES},
    Role.CHAIR: {Readers.ROLL},
    Role.COMMITTEE_STAFF: {Readers.ROLL},
    Role.UNIT_CLERK: set(),
}


@pytest.fixture
def planted(city, liaison) -> Member:
    """A member in whom every text of the table can be told apart."""
    member = MemberFactory(assembly=city.assembly, person__name="周敏")
    for field in FIELDS:
        if field.code in PLANTED:
            setattr(
                member.person if field.is_of_person else member, field.column, PLANTED[field.code]
            )
    member.save()
    member.person.save()
    enter_identity_number(member, actor=liaison, number=NUMBER)
    return member


def readable(readers: set[Readers]) -> set[str]:
    return {field.code for field in FIELDS if field.readers in readers and field.code in PLANTED}


def standing(text: str) -> set[str]:
    return {code for code, words in PLANTED.items() if words in text}


def test_every_column_of_a_member_says_who_may_read_it():
    of_member = {field.column for field in FIELDS if not field.is_of_person}
    kept = {column.name for column in Member._meta.concrete_fields}
    assert kept - of_member == ELSEWHERE
    assert {field.code for field in own_texts()} <= set(PLANTED)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_holds_the_permissions_of_the_table(city, planted, role):
    reader = staff(role, city.assembly, city.units[0] if role == Role.UNIT_CLERK else None)
    assert {name for name in Readers if can(reader, name, planted)} == ROLES[role]


@pytest.mark.parametrize("role", [role for role, readers in ROLES.items() if readers])
def test_page_and_list_show_what_the_table_says_and_never_the_number(city, planted, client, role):
    browser = sign_in(client, staff(role, city.assembly))
    page = browser.get(reverse("members:record", args=[city.assembly.slug, planted.public_id]))
    assert standing(page.content.decode()) == readable(ROLES[role])
    columns = {"cols": [field.code for field in FIELDS]}
    roll = browser.get(reverse("members:roll", args=[city.assembly.slug]), columns)
    assert standing(roll.content.decode()) == readable(ROLES[role])
    assert NUMBER not in page.content.decode() + roll.content.decode()


def test_export_holds_what_the_list_holds_and_never_the_number(city, planted, liaison, client):
    from tests.matrix.walk import text_of

    address = reverse("members:export", args=[city.assembly.slug])
    answer = sign_in(client, liaison).get(address, {"cols": [field.code for field in FIELDS]})
    answer.body = b"".join(answer.streaming_content)
    told = text_of(answer)
    assert standing(told) == set(PLANTED)
    assert NUMBER not in told


def test_members_read_all_of_themselves_but_the_number(city, planted, client):
    from tests.factories.accounts import actor

    oneself = actor(Role.MEMBER, city.assembly, person=planted.person)
    browser = sign_in(client, oneself)
    page = browser.get(reverse("members:record", args=[city.assembly.slug, planted.public_id]))
    assert standing(page.content.decode()) == set(PLANTED)
    roll = browser.get(reverse("members:roll", args=[city.assembly.slug]), {"cols": ["phone"]})
    assert "13955550000" not in roll.content.decode()
    assert can(oneself, Readers.IDENTITY, planted) is False
