"""Two entries of one person: merged with everything they have, parted again exactly."""

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, UserFactory, actor
from tests.factories.cities import staff
from tests.factories.members import MemberFactory, TermFactory
from tests.proposals.thread import fresh
from tongxin.accounts.actions.merge_people import merge_people, part_people
from tongxin.accounts.merging import carried
from tongxin.accounts.models import PersonAlias
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.members.models import Member


@pytest.fixture
def office(city):
    return staff(Role.MEMBER_LIAISON, city.assembly)


@pytest.fixture
def pair(city):
    """A sitting member, and a second entry that has an earlier seat and an account."""
    main = city.members[0].person
    alias = PersonFactory(name=main.name)
    earlier = TermFactory(assembly=city.assembly, number=10)
    seat = MemberFactory(assembly=city.assembly, person=alias, term=earlier, mandate=None)
    RoleAssignmentFactory(person=main, assembly=city.assembly)
    RoleAssignmentFactory(person=alias, assembly=city.assembly)
    UserFactory(person=alias)
    return main, alias, seat


def test_everything_moves_and_the_account_stops(pair, office):
    main, alias, seat = pair
    assert dict(carried(alias)) == {"委员": 1, "身份": 1}
    merge_people(main, alias, actor=office)
    assert fresh(seat).person == main
    assert (main.roles.count(), alias.roles.count()) == (2, 0)
    assert alias.user.__class__.objects.get(person=alias).is_active is False


def test_undone_exactly_what_moved_goes_back(city, pair, office):
    main, alias, seat = pair
    merged = merge_people(main, alias, actor=office)
    later = RoleAssignmentFactory(person=main, assembly=city.assembly)
    part_people(merged, actor=office)
    assert fresh(seat).person == alias
    assert (fresh(city.members[0]).person, fresh(later).person) == (main, main)
    assert (main.roles.count(), alias.roles.count()) == (2, 1)
    assert alias.user.__class__.objects.get(person=alias).is_active is True
    with pytest.raises(Refused, match="已经撤销"):
        part_people(merged, actor=office)
    merge_people(main, alias, actor=office)
    assert PersonAlias.objects.count() == 2


def test_two_seats_in_one_term_are_not_merged(city, office):
    one, other = (member.person for member in city.members[:2])
    with pytest.raises(Refused, match="都有席位"):
        merge_people(one, other, actor=office)
    assert Member.objects.filter(person=other).count() == 1
    assert PersonAlias.objects.count() == 0


def test_merged_ones_are_not_merged_again_nor_with_themselves(pair, office):
    main, alias, _seat = pair
    with pytest.raises(Refused, match="两个不同"):
        merge_people(main, main, actor=office)
    merge_people(main, alias, actor=office)
    with pytest.raises(Refused, match="已经并入"):
        merge_people(main, alias, actor=office)


def test_offices_merge_members_only_and_strangers_nobody(city, pair, office):
    main, alias, _seat = pair
    strangers = (actor(Role.MEMBER_LIAISON), city.office, city.member_actor(1))
    for stranger in strangers:
        with pytest.raises(Refused):
            merge_people(main, alias, actor=stranger)
    RoleAssignmentFactory(person=alias, role=Role.CHAIR, assembly=city.assembly)
    with pytest.raises(Refused):
        merge_people(main, alias, actor=office)
    merge_people(main, alias, actor=staff(Role.SECURITY_MANAGER, city.assembly))
