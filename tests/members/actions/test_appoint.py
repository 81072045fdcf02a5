"""Posts: in the places that have them, once at a time, dated at both ends."""

from datetime import date

import pytest

from tests.factories.members import BodyFactory, SectorFactory, SpecialCommitteeFactory
from tests.proposals.thread import fresh
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.members.actions.appoint import appoint_member, relieve
from tongxin.members.actions.found_bodies import dissolve_body, found_body
from tongxin.members.terms import POSTS, BodyKind, Post, PostEnd

DAY = date(2026, 1, 10)


@pytest.fixture
def give(city, liaison):
    def given(place, post, **more):
        told = {"actor": liaison, "starts_on": DAY} | more
        return appoint_member(city.members[0], place=place, post=post, **told)

    return given


@pytest.mark.parametrize(
    ("make", "post"),
    [
        (SpecialCommitteeFactory, Post.CHAIR),
        (SectorFactory, Post.CONVENER),
        (BodyFactory, Post.SECRETARY),
    ],
)
def test_posts_are_given_in_every_kind_of_place(city, give, make, post):
    place = make(assembly=city.assembly)
    appointment = give(place, post, meeting="主席会议")
    assert (appointment.place, appointment.post, appointment.meeting) == (place, post, "主席会议")


def test_every_kind_of_body_has_posts():
    assert set(POSTS) == set(BodyKind)


def test_post_that_the_place_does_not_have_is_refused(city, give):
    with pytest.raises(Refused, match="没有"):
        give(SectorFactory(assembly=city.assembly), Post.CHAIR)


def test_another_assemblys_body_is_refused(city, give):
    with pytest.raises(Refused, match="本级"):
        give(BodyFactory(), Post.SECRETARY)


def test_the_same_post_is_held_once_at_a_time(city, give, liaison):
    branch = BodyFactory(assembly=city.assembly)
    first = give(branch, Post.PARTICIPANT)
    with pytest.raises(Refused, match="已有这个职务"):
        give(branch, Post.PARTICIPANT)
    relieve(first, actor=liaison, on=clock.today(), reason=PostEnd.RELIEVED)
    give(branch, Post.PARTICIPANT, starts_on=clock.today())


def test_mark_of_the_standing_committee_follows_the_post(city, give, liaison):
    committee = BodyFactory(
        assembly=city.assembly, kind=BodyKind.STANDING_COMMITTEE, host=None, name="常务委员会"
    )
    post = give(committee, Post.STANDING)
    assert fresh(city.members[0]).is_standing is True
    relieve(post, actor=liaison, on=clock.today(), reason=PostEnd.RESIGNED)
    assert fresh(city.members[0]).is_standing is False


def test_dissolved_body_relieves_those_in_it_and_takes_nobody_more(city, give, liaison):
    group = found_body(
        city.assembly,
        actor=liaison,
        kind=BodyKind.LEADING_GROUP,
        name="营商环境领导小组",
        starts_on=DAY,
    )
    post = give(group, Post.LEADER)
    dissolve_body(group, actor=liaison, on=clock.today())
    assert fresh(post).ends_on == clock.today()
    with pytest.raises(Refused, match="已经撤销"):
        give(fresh(group), Post.LEADER, starts_on=clock.today())


def test_branch_cannot_stand_in_another_assemblys_committee(city, liaison):
    with pytest.raises(Refused, match="本级的专委会"):
        found_body(
            city.assembly,
            actor=liaison,
            kind=BodyKind.BRANCH,
            name="第一党支部",
            starts_on=DAY,
            host=SpecialCommitteeFactory(),
        )
