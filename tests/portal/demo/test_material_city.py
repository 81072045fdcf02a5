"""The invented city is the same on every machine, has the right size, and reaches nobody real."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from tongxin.portal.demo.material import city
from tongxin.portal.demo.material.members import all_members
from tongxin.portal.demo.material.names import Registry

DIGEST = (
    "import hashlib; from tongxin.portal.demo.material import city;"
    "print(hashlib.sha256(repr(city()).encode()).hexdigest())"
)


@pytest.fixture(scope="module")
def lanchuan():
    return city()


def sitting(lanchuan, slug, day=date(2026, 1, 14)):
    seats = [(member, member.mandate(slug)) for member in lanchuan.members]
    return [(member, seat) for member, seat in seats if seat and seat.holds_on(day)]


def test_city_is_the_same_in_another_process(lanchuan):
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == hashlib.sha256(repr(lanchuan).encode()).hexdigest()


def test_city_differs_with_the_seed(lanchuan):
    others = [member.person.name for member in all_members(7, Registry())]
    assert others != [member.person.name for member in lanchuan.members]


def test_city_has_six_counties_under_it(lanchuan):
    parents = Counter(assembly.parent for assembly in lanchuan.assemblies)
    assert parents == {None: 1, "lanchuan": 6}
    assert all(assembly.name_en.isascii() for assembly in lanchuan.assemblies)


def test_city_assembly_has_three_hundred_members_in_every_sector(lanchuan):
    seats = [seat for _, seat in sitting(lanchuan, "lanchuan")]
    assert len(seats) == 300
    assert {seat.sector for seat in seats} == {sector.code for sector in lanchuan.sectors}
    assert len(lanchuan.sectors) == 34


@pytest.mark.parametrize("slug", ["linlan", "jishan", "huating", "liquan", "yanbo", "shuoxi"])
def test_county_assembly_has_forty_to_sixty_members(lanchuan, slug):
    assert 40 <= len(sitting(lanchuan, slug)) <= 60


def test_assemblies_have_their_leaders(lanchuan):
    posts = Counter(post for _, seat in sitting(lanchuan, "lanchuan") for post in seat.posts)
    assert (posts["chair"], posts["vice_chair"], posts["secretary_general"]) == (1, 7, 1)
    assert posts["committee_chair"] == 7
    assert posts["standing"] == 60


def test_vacated_seats_were_filled_on_the_same_day(lanchuan):
    seats = [seat for member in lanchuan.members for seat in member.mandates]
    ended = Counter((seat.sector, seat.ends_on) for seat in seats if seat.ends_on)
    began = Counter((seat.sector, seat.starts_on) for seat in seats if seat.began == "co-opted")
    assert ended == began
    assert ended.total() == 14


def test_some_people_sit_in_two_assemblies(lanchuan):
    double = [member for member in lanchuan.members if len(member.mandates) == 2]
    assert len(double) == 36


def test_two_pairs_of_members_are_namesakes(lanchuan):
    names = Counter(member.person.name for member in lanchuan.members)
    assert sorted(names.values())[-3:] == [1, 2, 2]


def test_names_have_rare_characters_and_compound_surnames(lanchuan):
    names = [person.name for person in lanchuan.people]
    assert all(any(character in name for name in names) for character in "喆堃玥昇翀燚")
    assert any(len(name) == 4 for name in names)
    assert any(len(name) == 2 for name in names)


def test_phones_and_cards_are_nobody_elses(lanchuan):
    phones = [person.phone for person in lanchuan.people]
    cards = [seat.card for member in lanchuan.members for seat in member.mandates]
    assert len(set(phones)) == len(phones)
    assert len(set(cards)) == len(cards)
    assert all(re.fullmatch(r"154\d{8}", phone) for phone in phones)


def test_no_other_telephone_number_is_written_anywhere(lanchuan):
    numbers = re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", repr(lanchuan.stories))
    assert numbers
    assert {number[:7] for number in numbers} == {"1540000"}


def test_city_is_served_by_a_hundred_and_twenty_units(lanchuan):
    units = [unit for unit in lanchuan.units if "lanchuan" in unit.serves]
    assert len(units) == 120
    assert {unit.system for unit in units} == {"党群", "政府", "法检", "区县"}
    assert {unit.mode for unit in units} == {"online", "package"}


def test_reorganised_units_have_a_successor_from_that_day(lanchuan):
    gone = [unit for unit in lanchuan.units if unit.ends_on]
    heirs = {lanchuan.find(unit.successor).key for unit in gone}
    assert heirs == {"自规局", "数据局"}
    assert all(lanchuan.find(unit.successor).starts_on == unit.ends_on for unit in gone)


def test_every_unit_has_a_clerk_and_a_leader(lanchuan):
    held = {(officer.unit, officer.role) for officer in lanchuan.officers}
    assert all((unit.code, "unit_clerk") in held for unit in lanchuan.units)
    assert all((unit.code, "unit_leader") in held for unit in lanchuan.units)


def test_nobody_is_two_of_the_three_managers(lanchuan):
    roles = ("system_manager", "security_manager", "audit_manager")
    managers = [officer.person for officer in lanchuan.officers if officer.role in roles]
    assert len(managers) == len(set(managers)) == 3


def test_codes_point_to_something(lanchuan):
    assert all(lanchuan.find(officer.person) for officer in lanchuan.officers)
    assert all(lanchuan.find(body.contact) for body in lanchuan.collectives)
    assert all(lanchuan.find(story.proposer) for story in lanchuan.stories)
