"""A desk: what it sends is taken once, however often and however late; its clock is set right; nothing is lost."""

from datetime import timedelta

import pytest

from tests.factories.cities import staff
from tests.gatherings.doors.door import at, moment_of
from tongxin import trail
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.run_desk import (
    Entry,
    close_desk,
    desk_of,
    open_desk,
    receive,
)
from tongxin.gatherings.models import Desk, Invitation, SignIn
from tongxin.gatherings.terms import Direction


@pytest.fixture
def desk(door):
    return open_desk(door.gathering, "东门1号", actor=door.general)[0]


def entry(door, key, moment="08:31", number=0, **fields):
    return Entry(
        key,
        door.sitting.public_id,
        moment_of(moment),
        invitation_id=fields.pop("invitation_id", door.invitations[number].public_id),
        **fields,
    )


def sent(desk, *entries, ahead=0):
    told_at = clock.now() + timedelta(seconds=ahead)
    return [
        (one.key, one.outcome)
        for one in receive(Desk.objects.get(pk=desk.pk), entries, told_at=told_at)
    ]


def test_token_is_shown_once_and_kept_as_a_digest(door):
    desk, token = open_desk(door.gathering, "东门1号", actor=door.general)
    assert token not in str(vars(desk))
    assert (desk_of(token), desk_of("x" * 32)) == (desk, None)
    assert desk.expires_at == moment_of("23:30")
    assert [event.act for event in trail.events_of(door.gathering)] == ["gatherings.open_desk"]


def test_only_organisers_open_a_desk(door):
    with pytest.raises(Refused):
        open_desk(door.gathering, "东门", actor=staff(Role.RESEARCH_OFFICE, door.city.assembly))
    with pytest.raises(Refused, match="写一个名字"):
        open_desk(door.gathering, " ", actor=door.general)


def test_entries_are_taken_once_however_often_they_are_sent(door, desk):
    batch = [entry(door, "a1"), entry(door, "a2", "08:32", 1)]
    with at("08:40"):
        assert sent(desk, *batch) == [("a1", "taken"), ("a2", "taken")]
        assert sent(desk, *batch, entry(door, "a3", "08:39", 2)) == [
            ("a1", "repeated"),
            ("a2", "repeated"),
            ("a3", "taken"),
        ]
    assert sorted(SignIn.objects.values_list("mark", "at", "received_at")) == [
        (f"{desk.public_id}:a{number}", moment_of(moment), moment_of("08:40"))
        for number, moment in ((1, "08:31"), (2, "08:32"), (3, "08:39"))
    ]


def test_what_was_noted_without_network_comes_late_and_counts_from_its_moment(door, desk):
    with at("20:00"):
        assert sent(desk, entry(door, "a1")) == [("a1", "taken")]
    assert SignIn.objects.get().at == moment_of("08:31")


def test_nothing_is_lost_when_the_gathering_was_closed_meanwhile(door, desk):
    door.closed()
    with at("2026-01-16 12:00"):
        assert sent(desk, entry(door, "a1")) == [("a1", "taken")]


def test_clock_that_is_ahead_is_set_right_and_noted(door, desk):
    with at("08:31"):
        sent(desk, entry(door, "a1", "08:41"), ahead=600)
    desk.refresh_from_db()
    assert (desk.skew_seconds, SignIn.objects.get().at) == (600, moment_of("08:31"))


def test_each_refusal_is_answered_with_its_reason(door, desk):
    stranger = door.guest()
    Invitation.objects.filter(pk=stranger.pk).update(state="withdrawn")
    batch = [
        entry(door, "early", "07:10"),
        entry(door, "after", "11:31"),
        entry(door, "unknown", invitation_id="nobody"),
        entry(door, "withdrawn", invitation_id=stranger.public_id),
        Entry("nowhere", "none", moment_of("08:31"), door.invitations[0].public_id),
        entry(door, "good"),
    ]
    with at("12:00"):
        answers = receive(desk, batch, told_at=clock.now())
    assert {one.key: one.outcome for one in answers} == {
        **dict.fromkeys(("early", "after", "unknown", "withdrawn", "nowhere"), "refused"),
        "good": "taken",
    }
    assert all(one.words for one in answers if one.outcome == "refused")


def test_walk_in_at_the_desk_is_admitted_once(door, desk):
    unknown = entry(door, "w1", invitation_id="", name="王记者", words="日报社")
    with at("08:40"):
        assert sent(desk, unknown, unknown) == [("w1", "taken"), ("w1", "repeated")]
        assert sent(desk, unknown) == [("w1", "repeated")]
    guest = Invitation.objects.get(is_walk_in=True)
    assert (guest.name, guest.words, guest.sign_ins.count()) == ("王记者", "日报社", 1)


def test_leaving_is_noted_also_after_the_end(door, desk):
    with at("12:00"):
        batch = (entry(door, "a1"), entry(door, "a2", "11:40", direction=Direction.OUT))
        assert sent(desk, *batch) == [("a1", "taken"), ("a2", "taken")]


def test_slip_is_undone_and_stays_undone_when_it_is_sent_again(door, desk):
    with at("08:40"):
        sent(desk, entry(door, "a1"))
        assert sent(desk, entry(door, "a1", is_undone=True)) == [("a1", "undone")]
        assert sent(desk, entry(door, "a1")) == [("a1", "repeated")]
    assert SignIn.objects.filter(SignIn.standing()).count() == 0


def test_desk_that_was_taken_back_hands_over_what_it_noted_before(door, desk):
    with at("09:00"):
        close_desk(desk, actor=door.general)
    with at("09:10"):
        assert sent(desk, entry(door, "a1"), entry(door, "a2", "09:05", 1)) == [
            ("a1", "taken"),
            ("a2", "refused"),
        ]


def test_token_is_heard_for_a_week(door):
    _desk, token = open_desk(door.gathering, "东门1号", actor=door.general)
    with at("2026-01-22 12:00"):
        assert desk_of(token)
    with at("2026-01-22 23:31"):
        assert desk_of(token) is None


@pytest.mark.parametrize("count", [1, 3])
def test_batch_asks_as_often_for_many_as_for_one(door, desk, count, django_assert_num_queries):
    batch = [entry(door, f"a{number}", "08:31", number) for number in range(count)]
    with at("08:40"), django_assert_num_queries(8):
        receive(desk, batch, told_at=clock.now())
