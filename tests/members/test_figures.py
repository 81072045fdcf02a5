"""Structure of the roll: parts add up, each opens to the people it counts, and only for who may read what parts them."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.factories.members import MemberFactory
from tongxin.accounts.models import Person
from tongxin.accounts.terms import Gender, Role
from tongxin.figures.answers import split, values
from tongxin.figures.declare import chapters
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.members.figures.structure import AGES, BY_PARTY, BY_SEX, OWN, PRIVATE
from tongxin.members.models import Member

YEAR = Period.year(2026)


@pytest.fixture
def roll(city):
    """Four members: two women, three ages, two parties."""
    told = [
        (Gender.FEMALE, date(1990, 1, 1), "中共党员"),
        (Gender.FEMALE, date(1980, 2, 1), "民盟盟员"),
        (Gender.MALE, date(1960, 3, 1), "中共党员"),
        (Gender.MALE, None, ""),
    ]
    for member, (gender, born, party) in zip(city.members, told, strict=True):
        Person.objects.filter(pk=member.person_id).update(gender=gender)
        Member._base_manager.filter(pk=member.pk).update(born_in=born, party_name=party)
    return city.members


def test_ages_add_up_to_everybody(city, roll):
    codes = [PRIVATE.code, *(age.code for age in AGES)]
    told = values(codes, Scope(city.assembly), YEAR)
    assert sum(told[age.code].value for age in AGES) == told[PRIVATE.code].value == 4
    assert [told[age.code].value for age in AGES] == [0, 2, 0, 0, 1, 1]


def test_age_turns_on_the_birthday(city, roll):
    Member._base_manager.filter(pk=roll[0].pk).update(born_in=date(1990, 1, 14))
    turned = Period.between(date(2026, 1, 1), date(2026, 1, 14))
    before = Period.between(date(2026, 1, 1), date(2026, 1, 13))
    codes = ["members.age_35", "members.age_45"]
    for period, expected in ((turned, [0, 2]), (before, [1, 1])):
        told = values(codes, Scope(city.assembly), period)
        assert [told[code].value for code in codes] == expected


@pytest.mark.parametrize(("code", "by"), [(OWN.code, BY_SEX), (PRIVATE.code, BY_PARTY)])
def test_parts_add_up(city, roll, code, by):
    parts = split([code], by, Scope(city.assembly), YEAR)
    assert sum(answers[code].value for _part, answers in parts) == 4


def test_who_gave_up_the_seat_counts_until_that_day_only(city, roll, liaison):
    roll[0].mandates.update(ends_on=date(2026, 1, 10))
    for last, expected in ((date(2026, 1, 9), 4), (date(2026, 1, 10), 3)):
        period = Period.between(date(2026, 1, 1), last)
        assert values([OWN.code], Scope(city.assembly), period)[OWN.code].value == expected


def test_a_part_by_party_opens_for_those_who_may_read_parties(city, roll, client):
    ((_part, answers), *_rest) = split([PRIVATE.code], BY_PARTY, Scope(city.assembly), YEAR)
    address = answers[PRIVATE.code].url
    office = sign_in(client, city.office).get(address).content.decode()
    assert str(roll[0]) in office
    staff_page = sign_in(client, staff(Role.COMMITTEE_STAFF, city.assembly)).get(address)
    assert not any(str(member) in staff_page.content.decode() for member in roll)


def test_chapter_stands_on_the_page_behind_proposals(city, roll, client):
    assert [chapter.code for chapter in chapters(city.assembly)][:2] == ["proposals", "members"]
    address = reverse("figures:page", args=[city.assembly.slug])
    shown = sign_in(client, city.office).get(address, {"chapter": "members"})
    assert shown.status_code == 200
    assert "本级委员" in shown.content.decode()


def test_two_assemblies_are_counted_apart(city, roll):
    MemberFactory()
    assert values([OWN.code], Scope(city.assembly), YEAR)[OWN.code].value == 4
