"""Two entries of one person: merged with everything they have, parted again exactly."""

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, UserFactory, actor
from tests.factories.cities import staff
from tests.factories.members import MemberFactory, TermFactory
from tests.proposals.thread import fresh
from tongxin import trail
from tongxin.accounts.actions.merge_people import merge_people, part_people
from tongxin.accounts.merge_plan import Plan
from tongxin.accounts.models import PersonAlias
from tongxin.accounts.queries import mains, same_person
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
    ((_pair, carried),) = Plan(main, alias).moved
    assert dict(carried) == {"委员": 1, "身份": 1}
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


def test_who_was_merged_is_known_as_the_one_who_stayed(pair, office):
    main, alias, _seat = pair
    merge_people(main, alias, actor=office)
    assert same_person(alias.name, alias.phone) == main
    third = PersonFactory(name=main.name)
    merge_people(third, main, actor=staff(Role.SECURITY_MANAGER, fresh(_seat).assembly))
    assert mains() == {alias.pk: third.pk, main.pk: third.pk}


def test_not_undone_once_something_stands_on_it(city, pair, office):
    """Neither where a row says something else by now, nor where the person acted on what came from the other entry."""
    main, alias, seat = pair
    merged = merge_people(main, alias, actor=office)
    Member.objects.filter(pk=seat.pk).update(person=city.members[1].person)
    with pytest.raises(Refused, match="有“委员”后来又有变动"):
        part_people(merged, actor=office)
    Member.objects.filter(pk=seat.pk).update(person=main)
    trail.record("members.update", seat, city.member_actor(0))
    with pytest.raises(Refused, match="本人已经办理过转来的“委员”"):
        part_people(merged, actor=office)
    assert fresh(merged).undone_at is None


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
