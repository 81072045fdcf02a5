"""Entering people, opening accounts, printing codes: one by one and a whole roster, quickly."""

from datetime import timedelta

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, UserFactory, actor
from tongxin import trail
from tongxin.accounts.actions.create_person import create_people, create_person, prepared_person
from tongxin.accounts.actions.issue_sheet_codes import issue_sheet_codes
from tongxin.accounts.actions.open_accounts import open_accounts
from tongxin.accounts.actions.update_person import update_person
from tongxin.accounts.actions.use_sheet_code import use_sheet_code
from tongxin.accounts.actor import SYSTEM
from tongxin.accounts.models import OneTimeCode, Person, User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused

pytestmark = pytest.mark.django_db


def roster(count):
    people = [prepared_person(f"王敏{chr(0x4E00 + n)}", phone=f"139{n:08d}") for n in range(count)]
    return create_people(people, actor=SYSTEM)


def test_person_is_entered_with_readings_and_a_plain_number():
    person = create_person(actor=SYSTEM, name=" 单芳 ", phone="+86 139-0000-0001")
    assert (person.name, person.pinyin, person.initials, person.phone) == (
        "单芳",
        "shanfang",
        "sf",
        "13900000001",
    )
    assert trail.events_of(person).get().act == "accounts.create_person"


def test_same_name_and_number_is_not_entered_twice():
    create_person(actor=SYSTEM, name="单芳", phone="13900000001")
    with pytest.raises(Refused, match="已经登记"):
        create_person(actor=SYSTEM, name="单芳", phone="139 0000 0001")
    assert create_person(actor=SYSTEM, name="单芳", phone="13900000002").pk


def test_nameless_people_are_refused_together():
    with pytest.raises(Refused, match="1 人没有姓名"):
        create_people([prepared_person("王敏"), prepared_person(" ")], actor=SYSTEM)
    assert Person.objects.count() == 0


@pytest.mark.parametrize("role", [Role.MEMBER, Role.UNIT_CLERK, Role.SYSTEM_MANAGER, Role.REVIEWER])
def test_not_everybody_enters_people(role):
    with pytest.raises(Refused):
        create_person(actor=actor(role), name="单芳")


def test_corrected_name_is_read_anew_and_the_event_names_only_fields():
    person = create_person(actor=SYSTEM, name="单芳", phone="13900000001")
    update_person(person, actor=SYSTEM, name="解芳", phone="13900000001")
    person.refresh_from_db()
    assert (person.pinyin, person.initials) == ("xiefang", "xf")
    assert trail.events_of(person).last().facts == {"fields": ["name"]}


def test_unchanged_person_leaves_no_event():
    person = create_person(actor=SYSTEM, name="单芳")
    update_person(person, actor=SYSTEM, name="单芳")
    assert trail.events_of(person).count() == 1


def test_accounts_are_named_after_people_and_numbered():
    UserFactory(username="wangmin")
    people = [PersonFactory(name="王敏", pinyin="wangmin") for _twice in range(2)]
    assert [user.username for user in open_accounts(people, actor=SYSTEM)] == [
        "wangmin2",
        "wangmin3",
    ]


def test_phone_that_cannot_tell_people_apart_is_left_out():
    UserFactory(phone="13900000001")
    numbers = ["13900000001", "13900000002", "13900000002", "0571-88888888", "13900000003"]
    people = [PersonFactory(phone=number) for number in numbers]
    found = [user.phone for user in open_accounts(people, actor=SYSTEM)]
    assert found == [None, None, None, None, "13900000003"]


def test_account_is_opened_once():
    person = PersonFactory()
    assert len(open_accounts([person], actor=SYSTEM)) == 1
    assert open_accounts([person], actor=SYSTEM) == []
    assert User.objects.filter(person=person).count() == 1


def test_new_account_has_no_password():
    user = open_accounts([PersonFactory()], actor=SYSTEM)[0]
    assert not user.has_usable_password()


def test_sheet_names_person_user_and_code(client):
    people = roster(3)
    open_accounts(people, actor=SYSTEM)
    rows = issue_sheet_codes(people, actor=SYSTEM)
    assert [row.name for row in rows] == [person.name for person in people]
    assert len({row.code for row in rows}) == 3
    assert rows[0].valid_until == clock.today() + timedelta(days=30)
    assert use_sheet_code(people[0].user, rows[0].code)
    assert not use_sheet_code(people[1].user, rows[2].code)


def test_code_is_nowhere_in_database_or_trail():
    people = roster(1)
    open_accounts(people, actor=SYSTEM)
    row = issue_sheet_codes(people, actor=SYSTEM)[0]
    assert row.code not in repr(row)
    kept = [*OneTimeCode.objects.values_list("digest", flat=True)]
    facts = [str(event.facts) for event in trail.events_of(people[0])]
    assert not any(row.code in text for text in kept + facts)


def test_new_code_voids_the_one_printed_before():
    people = roster(1)
    user = open_accounts(people, actor=SYSTEM)[0]
    old = issue_sheet_codes(people, actor=SYSTEM)[0].code
    new = issue_sheet_codes(people, actor=SYSTEM)[0].code
    assert (use_sheet_code(user, old), use_sheet_code(user, new)) == (False, True)


def test_code_for_somebody_without_account_is_refused():
    with pytest.raises(Refused, match="还没有账号"):
        issue_sheet_codes([PersonFactory()], actor=SYSTEM)


def test_three_hundred_accounts_take_few_statements(django_assert_max_num_queries):
    people = roster(300)
    with django_assert_max_num_queries(20 + 2 * 300):  # one event each, twice; the rest set-based
        open_accounts(people, actor=SYSTEM)
        rows = issue_sheet_codes(people, actor=SYSTEM)
    assert len(rows) == User.objects.count() == 300


def test_importing_office_prints_codes_only_for_members_who_never_came():
    office = actor(Role.MEMBER_LIAISON)
    fresh, seen, staff = (
        UserFactory(person=RoleAssignmentFactory(role=role, assembly=office.assembly).person)
        for role in (Role.MEMBER, Role.MEMBER, Role.PROPOSALS_OFFICE)
    )
    seen.last_login = clock.now()
    seen.save()
    assert len(issue_sheet_codes([fresh.person], actor=office)) == 1
    for other in (seen, staff):
        with pytest.raises(Refused, match="不能为这些人"):
            issue_sheet_codes([fresh.person, other.person], actor=office)


def test_nobody_prints_a_code_for_themselves():
    manager = actor(Role.SECURITY_MANAGER)
    UserFactory(person=manager.person)
    with pytest.raises(Refused):
        issue_sheet_codes([manager.person], actor=manager)
