"""Identity numbers: sealed to their row, found without opening, read by one permission, each reading an event."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tongxin.accounts import crypto
from tongxin.accounts.actions import rotate_keys as rotation
from tongxin.accounts.crypto import UnreadableError
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.members.actions.identity_numbers import enter_identity_number, read_identity_number
from tongxin.members.models import IdentityNumber
from tongxin.members.queries.identity_numbers import holders_of
from tongxin.trail.models import Event

NUMBER = "11010519491231002X"
OTHER = "440524188001010014"


@pytest.fixture
def entered(city, liaison):
    enter_identity_number(city.members[0], actor=liaison, number=f" {NUMBER.lower()} ")
    return city.members[0]


def test_the_database_holds_no_number(entered):
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, lookup FROM members_identitynumber")
        (row,) = cursor.fetchall()
    assert all(NUMBER[:6] not in text for text in row)


def test_each_reading_is_an_event_without_the_number(city, entered, liaison):
    assert read_identity_number(entered, actor=liaison) == NUMBER
    event = Event.objects.get(act="members.read_identity")
    assert (event.record_id, event.person_id) == (entered.pk, liaison.person_id)
    assert NUMBER not in str(event.facts)


@pytest.mark.parametrize(
    "role", [Role.GENERAL_OFFICE, Role.PROPOSALS_OFFICE, Role.CHAIR, Role.SECURITY_MANAGER]
)
def test_nobody_else_reads_or_enters_it(city, entered, role):
    reader = staff(role, city.assembly)
    with pytest.raises(Refused):
        read_identity_number(entered, actor=reader)
    with pytest.raises(Refused):
        enter_identity_number(city.members[1], actor=reader, number=OTHER)


def test_another_assemblys_liaison_office_reads_nothing(entered):
    from tests.factories.accounts import actor

    with pytest.raises(Refused):
        read_identity_number(entered, actor=actor(Role.MEMBER_LIAISON))


@pytest.mark.parametrize("number", ["110105194912310021", "1101051949123100", "abc"])
def test_wrong_numbers_are_refused(city, liaison, number):
    with pytest.raises(Refused):
        enter_identity_number(city.members[0], actor=liaison, number=number)


def test_one_number_belongs_to_one_person(city, entered, liaison):
    with pytest.raises(Refused, match="另一人"):
        enter_identity_number(city.members[1], actor=liaison, number=NUMBER)
    enter_identity_number(entered, actor=liaison, number=NUMBER)


def test_sealed_text_moved_to_another_row_is_unreadable(city, entered, liaison):
    other = enter_identity_number(city.members[1], actor=liaison, number=OTHER)
    token = IdentityNumber.objects.get(person=entered.person).number
    IdentityNumber.objects.filter(pk=other.pk).update(number=token)
    with pytest.raises(UnreadableError):
        read_identity_number(city.members[1], actor=liaison)


@pytest.fixture
def own_keyring(settings, tmp_path):
    settings.KEYRING = tmp_path / "keyring.json"


def test_keys_are_changed_row_by_row_and_an_interrupted_change_is_finished(
    own_keyring, city, liaison, monkeypatch
):
    numbers = [NUMBER, OTHER]
    for member, number in zip(city.members, numbers, strict=False):
        enter_identity_number(member, actor=liaison, number=number)
    whole, calls = rotation._reseal_row, []

    def once(field, pk):
        calls.append(pk)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return whole(field, pk)

    monkeypatch.setattr(rotation, "_reseal_row", once)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_keys()
    people = {member.person_id for member in city.members[:2]}
    assert set(holders_of(numbers).values()) == people
    assert [read_identity_number(one, actor=liaison) for one in city.members[:2]] == numbers
    monkeypatch.setattr(rotation, "_reseal_row", whole)
    call_command("rotate_keys", "--finish")
    active = crypto.keyring().active
    rows = IdentityNumber.objects.values_list("number", "lookup")
    assert {text.partition(":")[0] for row in rows for text in row} == {active}
    assert set(holders_of(numbers).values()) == people


def test_number_stands_on_no_page_but_the_one_that_was_asked_for(city, entered, liaison, client):
    browser = sign_in(client, liaison)
    where = [city.assembly.slug, entered.public_id]
    for name, args in (("record", where), ("identity", where), ("roll", where[:1])):
        assert NUMBER not in browser.get(reverse(f"members:{name}", args=args)).content.decode()
    shown = browser.post(reverse("members:read_identity", args=where))
    assert NUMBER in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
