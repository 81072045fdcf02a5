"""Notes of a group's discussion."""

import pytest

from tongxin.core.errors import Conflict, Refused
from tongxin.gatherings.actions.notes import correct_note, take_notes
from tongxin.gatherings.models import DiscussionNote
from tongxin.gatherings.queries.notes import notes_of, shows_notes, sittings_noted, voices_of


@pytest.fixture
def said(meeting):
    first, second = meeting.invitations[:2]
    return [(first, "建议增设停车位"), (second, " "), (None, "大家同意")]


def test_liaison_notes_what_was_said_and_nothing_of_the_silent(meeting, said):
    written = take_notes(meeting.room, actor=meeting.liaison, said=said)
    assert [(one.invitation, one.words) for one in written] == [
        (meeting.invitations[0], "建议增设停车位"),
        (None, "大家同意"),
    ]


def test_form_sent_twice_writes_once(meeting, said):
    take_notes(meeting.room, actor=meeting.liaison, said=said)
    assert take_notes(meeting.room, actor=meeting.liaison, said=said) == []
    assert DiscussionNote.objects.count() == 2


def test_only_the_rooms_recorder_and_the_office_note(meeting, said):
    take_notes(meeting.room, actor=meeting.office, said=said)
    for actor, sitting in ((meeting.member(), meeting.room), (meeting.liaison, meeting.hall)):
        with pytest.raises(Refused):
            take_notes(sitting, actor=actor, said=said)


def test_marks_and_closed_gatherings_are_refused(meeting, said):
    with pytest.raises(Refused, match="国家秘密"):
        take_notes(meeting.room, actor=meeting.liaison, said=[(None, "秘密★5年")])
    meeting.put("closed")
    meeting.room.refresh_from_db()
    with pytest.raises(Refused, match="已办结"):
        take_notes(meeting.room, actor=meeting.office, said=said)


def test_correction_keeps_the_old_words(meeting, said):
    note = take_notes(meeting.room, actor=meeting.liaison, said=said)[0]
    later = correct_note(note, actor=meeting.liaison, words="建议新建停车场")
    with pytest.raises(Conflict):
        correct_note(note, actor=meeting.office, words="别的")
    with pytest.raises(Refused, match="要点"):
        correct_note(later, actor=meeting.office, words=" ")
    note.refresh_from_db()
    assert (note.words, note.replaced_by) == ("建议增设停车位", later)
    assert later in notes_of(meeting.room)
    assert note not in notes_of(meeting.room)


def test_voices_are_the_rooms_people_those_who_came_first(meeting, said):
    meeting.come(1, meeting.room)
    take_notes(meeting.room, actor=meeting.liaison, said=said)
    voices = voices_of(meeting.room)
    assert [(one.invitation, len(one.notes)) for one in voices] == [
        (meeting.invitations[1], 0),
        (meeting.invitations[0], 1),
    ]


def test_rooms_are_read_by_office_leaders_and_the_own_liaison(meeting, said):
    take_notes(meeting.room, actor=meeting.liaison, said=said)
    seen = {
        name: [
            (one.pk, one.notes_taken, one.people_noted) for one in sittings_noted(who, meeting.row)
        ]
        for name, who in (
            ("office", meeting.office),
            ("leader", meeting.secretary),
            ("liaison", meeting.liaison),
            ("member", meeting.member()),
        )
    }
    hall, room = (meeting.hall.pk, 0, 0), (meeting.room.pk, 2, 1)
    assert seen == {"office": [hall, room], "leader": [hall, room], "liaison": [room], "member": []}
    assert not shows_notes(meeting.member(), meeting.row)


@pytest.mark.parametrize("count", [1, 3])
def test_recorders_page_asks_the_same_number_of_questions(
    meeting, count, django_assert_num_queries
):
    said = [(meeting.invitations[0], f"第{number}点") for number in range(count)]
    take_notes(meeting.room, actor=meeting.liaison, said=said)
    with django_assert_num_queries(2):
        assert sum(len(one.notes) for one in voices_of(meeting.room)) == count
