"""What closing writes down, and how it is corrected afterwards with the old value kept."""

import pytest

from tests.factories.cities import staff
from tests.gatherings.doors.door import at, moment_of
from tongxin import trail
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.correct_presence import correct_presence
from tongxin.gatherings.actions.settle_presence import settle_presence
from tongxin.gatherings.models import (
    LeaveRequest,
    LeaveSitting,
    Presence,
    PresenceChange,
    PresenceFacts,
)
from tongxin.gatherings.terms import LeaveState, PresenceState


def leave(door, number, *sittings, state=LeaveState.GRANTED):
    row = LeaveRequest.objects.create(
        assembly=door.city.assembly,
        invitation=door.invitations[number],
        ground="illness",
        is_whole=not sittings,
        approver="organiser",
        asked_on="2026-01-14",
        state=state,
    )
    for sitting in sittings:
        LeaveSitting.objects.create(assembly=door.city.assembly, leave=row, sitting=sitting)


def settled(door):
    door.closed()
    settle_presence(door.gathering, actor=door.general)
    rows = Presence.objects.order_by("sitting__starts_at", "invitation")
    return [(row.invitation_id, row.state) for row in rows]


def test_everybody_who_must_has_a_result_and_who_may_only_if_they_came(door):
    one, two, three, _may = door.invitations
    door.noted(0, "08:31")
    leave(door, 1)
    assert settled(door) == [(one.pk, "present"), (two.pk, "excused"), (three.pk, "absent")]
    row = Presence.objects.get(invitation=one)
    assert (row.minutes, row.is_first, row.person, str(row.happened_on), str(row.counted_on)) == (
        150,
        True,
        one.person,
        "2026-01-15",
        "2026-01-16",
    )


def test_walk_ins_and_those_who_may_count_when_they_came(door):
    door.noted(3, "09:20")
    assert (door.invitations[3].pk, "late") in settled(door)


def test_late_early_and_short_by_the_rulebook(door):
    door.noted(0, "09:11")
    door.noted(1, "08:55")
    door.noted(1, "11:00", "out")
    door.noted(2, "10:30")
    assert [state for _key, state in settled(door)] == ["late", "left_early", "short"]


def test_leave_that_was_asked_only_is_absence(door):
    leave(door, 0, state=LeaveState.ASKED)
    leave(door, 1, state=LeaveState.REFUSED)
    assert [state for _key, state in settled(door)] == ["absent", "absent", "absent"]


def test_mark_that_was_taken_back_counts_for_nothing(door):
    door.noted(0, "08:31", taken_back_at=moment_of("08:40"))
    assert settled(door)[0][1] == "absent"


def test_leave_for_one_sitting_and_first_presence_of_many(door):
    afternoon = door.another_sitting(moment_of("14:00"), moment_of("17:00"))
    leave(door, 0, door.sitting)
    door.noted(0, "13:50", sitting=afternoon)
    door.noted(1, "08:50")
    door.noted(1, "13:50", sitting=afternoon)
    results = settled(door)
    assert [state for _key, state in results] == [
        *("excused", "present", "absent"),
        *("present", "present", "absent"),
    ]
    firsts = Presence.objects.filter(is_first=True).order_by("invitation")
    assert [(row.invitation_id, row.sitting) for row in firsts] == [
        (door.invitations[0].pk, afternoon),
        (door.invitations[1].pk, door.sitting),
    ]


def test_facts_are_kept_from_the_first_moment(door):
    door.noted(0, "08:31")
    settled(door)
    assert PresenceFacts.objects.present().count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_settling_asks_as_often_for_many_as_for_one(door, count, django_assert_num_queries):
    for number in range(count):
        door.noted(number, "08:31")
    door.closed()
    with django_assert_num_queries(9):
        settle_presence(door.gathering, actor=door.general)


def correct(door, number, after, reason="补交了会议签到册", actor=None):
    with at("2026-01-17 09:00"):
        return correct_presence(
            door.sitting,
            door.invitations[number],
            after=PresenceState(after),
            reason=reason,
            actor=actor or door.general,
        )


def test_correction_keeps_the_old_value_and_counts_anew(door):
    settled(door)
    row = correct(door, 0, "present")
    assert (row.state, row.is_first) == ("present", True)
    change = PresenceChange.objects.get()
    assert (change.before, change.after, change.reason, str(change.on)) == (
        "absent",
        "present",
        "补交了会议签到册",
        "2026-01-17",
    )
    facts = PresenceFacts.objects.filter(record=row).order_by("id")
    assert [(one.state, one.superseded_at is None) for one in facts] == [
        ("absent", False),
        ("present", True),
    ]
    assert [event.act for event in trail.events_of(door.gathering)] == [
        "gatherings.correct_presence"
    ]


def test_correction_moves_the_first_presence_to_the_next_sitting(door):
    afternoon = door.another_sitting(moment_of("14:00"), moment_of("17:00"))
    door.noted(0, "08:50")
    door.noted(0, "13:50", sitting=afternoon)
    settled(door)
    correct(door, 0, "absent")
    first = Presence.objects.get(is_first=True)
    assert (first.sitting, first.fact_versions.get(superseded_at=None).is_first) == (
        afternoon,
        True,
    )


def test_whoever_had_no_result_gets_one_by_correction(door):
    settled(door)
    assert correct(door, 3, "present").counted_on == door.gathering.closed_on


@pytest.mark.parametrize(
    ("after", "reason", "said"),
    [
        ("absent", "理由", "没有改动"),
        ("present", " ", "请写更正的理由"),
        ("late", "长" * 201, "最多"),
    ],
)
def test_correction_that_says_nothing_is_refused(door, after, reason, said):
    settled(door)
    with pytest.raises(Refused, match=said):
        correct(door, 0, after, reason)
    assert PresenceChange.objects.count() == 0


def test_only_the_organisers_correct_and_only_what_is_closed(door):
    with pytest.raises(Refused, match="不用更正"):
        correct(door, 0, "present")
    settled(door)
    with pytest.raises(Refused, match="身份"):
        correct(door, 0, "present", actor=staff(Role.RESEARCH_OFFICE, door.city.assembly))
