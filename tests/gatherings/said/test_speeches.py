"""Speeches from the call to the day on which they are delivered."""

from datetime import date, datetime

import pytest

from tests.factories.gatherings import SittingFactory
from tests.factories.members import RepresentativeFactory
from tests.gatherings.said.meeting import DUE_ON, SPOKEN
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.gatherings.actions.speeches import (
    call_for_speeches,
    choose_many,
    deliver_all,
    enter_speech,
    order_speeches,
    save_speech,
    start_speech,
)
from tongxin.gatherings.lifecycle import SPEECH
from tongxin.gatherings.models import Speech
from tongxin.gatherings.queries.speeches import Page, collectives_of, reordered
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waited_on
from tongxin.notifications.models import Notice

OPENING = datetime(2026, 1, 15, 10, 0)


def test_call_tells_everybody_invited_once(meeting):
    meeting.called()
    told = Notice._base_manager.filter(act="gatherings.call_speeches")
    people = [one.person_id for one in meeting.invitations]
    assert sorted(told.values_list("person_id", flat=True)) == sorted(people)


def test_call_costs_the_same_for_one_and_for_many(meeting, django_assert_max_num_queries):
    with django_assert_max_num_queries(17):
        meeting.called()


@pytest.mark.parametrize(
    ("state", "due_on", "sentence"),
    [
        ("drafted", DUE_ON, "通知发出以后"),
        ("announced", date(2026, 1, 13), "早于今天"),
        ("announced", date(2026, 1, 16), "晚于活动结束"),
    ],
)
def test_call_is_refused_with_its_sentence(meeting, state, due_on, sentence):
    meeting.put(state)
    with pytest.raises(Refused, match=sentence):
        call_for_speeches(meeting.again(), actor=meeting.office, due_on=due_on)


def test_kind_without_speeches_calls_for_none(meeting):
    other = type(meeting.row.kind).objects.get(code="chairpersons", assembly=None)
    row = meeting.put("announced", kind=other)
    with pytest.raises(Refused, match="没有发言"):
        call_for_speeches(row, actor=meeting.office, due_on=DUE_ON)


def test_later_day_moves_open_drafts_and_never_back(meeting):
    draft = meeting.speech()
    later = call_for_speeches(meeting.again(), actor=meeting.office, due_on=date(2026, 1, 15))
    assert open_deadlines(draft).get().due_on == date(2026, 1, 15)
    with pytest.raises(Refused, match="只能推后"):
        call_for_speeches(later, actor=meeting.office, due_on=DUE_ON)


def test_members_do_not_call(meeting):
    with pytest.raises(Refused):
        call_for_speeches(meeting.row, actor=meeting.member(), due_on=DUE_ON)


def test_draft_waits_for_its_speaker_until_the_day_of_the_call(meeting):
    row = waited_on(meeting.speech()).get()
    assert (row.act, row.person, row.due_on) == (
        "speeches.submit",
        meeting.city.members[0].person,
        DUE_ON,
    )


def test_whoever_is_not_invited_writes_none(meeting):
    meeting.called()
    with pytest.raises(Refused):
        start_speech(meeting.again(), actor=meeting.secretary, **SPOKEN)


def test_speech_after_the_last_day_is_refused_unless_it_was_sent_back(meeting):
    speech = perform(SPEECH.send_back, meeting.submitted(), meeting.office, remark="请压缩")
    untouched = meeting.speech(1)
    with clock.frozen(datetime(2026, 1, 15, 8, 0)):
        with pytest.raises(Refused, match="征集已于2026年1月14日截止"):
            perform(SPEECH.submit, untouched, meeting.member(1))
        with pytest.raises(Refused, match="截止"):
            start_speech(meeting.again(), actor=meeting.member(2), **SPOKEN)
        again = perform(SPEECH.submit, speech, meeting.member())
    assert (again.state, again.handed_in_on) == ("submitted", date(2026, 1, 15))


def test_draft_is_saved_once_per_version(meeting):
    draft = meeting.speech()
    changed = {**SPOKEN, "title": "新题目"}
    saved = save_speech(draft, actor=meeting.member(), seen=draft.version, **changed)
    assert (saved.title, saved.version) == ("新题目", draft.version + 1)
    with pytest.raises(Conflict):
        save_speech(draft, actor=meeting.member(), seen=draft.version, **SPOKEN)


def test_nobody_saves_what_is_handed_in_or_another_persons(meeting):
    draft = meeting.speech()
    with pytest.raises(Refused):
        save_speech(draft, actor=meeting.office, seen=draft.version, **SPOKEN)
    handed_in = perform(SPEECH.submit, draft, meeting.member())
    with pytest.raises(Refused):
        save_speech(handed_in, actor=meeting.member(), seen=handed_in.version, **SPOKEN)


def test_marks_of_secrecy_are_not_kept(meeting):
    meeting.called()
    with pytest.raises(Refused, match="国家秘密"):
        start_speech(meeting.again(), actor=meeting.member(), **{**SPOKEN, "body": "机密★10年"})
    assert not Speech.objects.exists()


def test_empty_speech_is_not_handed_in(meeting):
    with pytest.raises(Refused, match="题目和正文"):
        perform(SPEECH.submit, meeting.speech(body=" "), meeting.member())


def test_repeated_request_begins_one_draft(meeting):
    meeting.called()
    first, second = (
        start_speech(meeting.again(), actor=meeting.member(), request_key="k1", **SPOKEN)
        for _time in range(2)
    )
    assert (first.pk, Speech.objects.count()) == (second.pk, 1)


def test_paper_speech_is_handed_in_by_the_office_for_somebody_invited(meeting):
    person = meeting.city.members[2].person
    speech = enter_speech(meeting.again(), actor=meeting.office, speaker=person, **SPOKEN)
    assert (speech.state, speech.speaker, speech.entered_by) == (
        "submitted",
        person,
        meeting.office.person,
    )
    with pytest.raises(Refused, match="邀请名单"):
        enter_speech(
            meeting.again(), actor=meeting.office, speaker=meeting.secretary.person, **SPOKEN
        )


def test_office_does_not_hand_in_a_members_draft(meeting):
    with pytest.raises(Refused, match="自己的草稿"):
        perform(SPEECH.enter, meeting.speech(), meeting.office)


def test_choosing_puts_it_last_in_its_order(meeting):
    orders = [meeting.chosen(0), meeting.chosen(1), meeting.chosen(2, form="written")]
    assert [(one.form, one.position, one.minutes) for one in orders] == [
        ("oral", 1, 8),
        ("oral", 2, 8),
        ("written", 1, None),
    ]


def test_changing_only_the_minutes_keeps_the_place(meeting):
    first, _second = meeting.chosen(0), meeting.chosen(1)
    changed = perform(SPEECH.rearrange, first, meeting.office, form="oral", minutes=5)
    assert (changed.position, changed.minutes) == (1, 5)
    other = perform(SPEECH.rearrange, changed, meeting.office, form="written")
    assert (other.form, other.position) == ("written", 1)


def test_sitting_of_another_gathering_is_refused(meeting, city):
    elsewhere = SittingFactory(assembly=city.assembly)
    with pytest.raises(Refused, match="这次活动"):
        perform(SPEECH.choose, meeting.submitted(), meeting.office, form="oral", sitting=elsewhere)


def test_passed_over_speech_leaves_the_order_and_may_come_back(meeting):
    speech = perform(SPEECH.pass_over, meeting.chosen(), meeting.office, remark="同类较多")
    assert (speech.form, speech.position, speech.remark) == ("", None, "同类较多")
    again = perform(SPEECH.choose, speech, meeting.office, form="written")
    assert (again.state, again.remark) == ("chosen", "")


def test_many_are_taken_all_or_none(meeting):
    first, second = meeting.submitted(0), meeting.submitted(1)
    perform(SPEECH.withdraw, second, meeting.member(1))
    with pytest.raises(Refused):
        choose_many(meeting.again(), actor=meeting.office, speeches=[first, second], form="oral")
    with pytest.raises(Refused, match="口头发言或书面发言"):
        choose_many(meeting.again(), actor=meeting.office, speeches=[first], form="sung")
    first.refresh_from_db()
    assert first.state == "submitted"


def test_order_is_set_by_ids_and_refused_when_it_is_stale(meeting):
    first, second, third = (meeting.chosen(number) for number in range(3))
    order = [third.pk, first.pk, second.pk]
    order_speeches(meeting.again(), actor=meeting.office, form="oral", order=order)
    assert list(Speech.objects.order_by("position").values_list("pk", flat=True)) == order
    perform(SPEECH.withdraw, Speech.objects.get(pk=second.pk), meeting.member(1))
    with pytest.raises(Conflict):
        order_speeches(meeting.again(), actor=meeting.office, form="oral", order=order)


def test_typed_numbers_and_steps_give_an_order(meeting):
    first, second, third = (meeting.chosen(number) for number in range(3))
    ids = [one.public_id for one in (first, second, third)]
    wanted = {f"at-{ids[0]}": "9", f"at-{ids[1]}": "", f"at-{ids[2]}": "x"}
    taken = [third, first, second]
    assert reordered(taken, wanted) == [second, third, first]
    assert reordered(taken, {"up": ids[2]}) == [first, third, second]
    assert reordered(taken, {"down": ids[2]}) == [first, second, third]
    assert reordered(taken, {"up": "unknown"}) == [first, second, third]


def test_speeches_are_delivered_on_the_day_and_not_before(meeting):
    meeting.chosen(0)
    speech = meeting.chosen(1, form="written")
    perform(SPEECH.rearrange, speech, meeting.office, form="written", sitting=meeting.room)
    with pytest.raises(Refused, match="开会以后"):
        deliver_all(meeting.again(), actor=meeting.office)
    with clock.frozen(OPENING):
        assert deliver_all(meeting.again(), actor=meeting.office) == 2
        assert deliver_all(meeting.again(), actor=meeting.office) == 0
    assert set(Speech.objects.values_list("state", "delivered_on")) == {
        ("delivered", date(2026, 1, 15))
    }


def test_collectives_are_those_that_one_represents(meeting, city):
    mine = RepresentativeFactory(assembly=city.assembly, person=city.members[0].person).collective
    RepresentativeFactory(assembly=city.assembly)
    assert list(collectives_of(city.members[0].person, meeting.row)) == [mine]
    assert list(collectives_of(None, meeting.row)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_number_of_questions(meeting, count, django_assert_num_queries):
    for number in range(count):
        meeting.chosen(number)
    page = Page(meeting.again(), meeting.office)
    with django_assert_num_queries(1):
        told = (
            [str(one.speaker) for order in page.orders for one in order.speeches],
            page.to_choose,
            page.waits_for_delivery,
        )
    assert len(told[0]) == count


def test_drafts_are_their_speakers_alone(meeting):
    draft = meeting.speech()
    readers = {"own": meeting.member(), "office": meeting.office, "leader": meeting.secretary}
    assert {
        name: draft in Page(meeting.again(), reader).seen for name, reader in readers.items()
    } == {"own": True, "office": False, "leader": False}
