"""Questions, their answers, and what is followed up."""

from datetime import date

import pytest

from tests.factories.gatherings import GatheringFactory
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.questions import ask_question
from tongxin.gatherings.lifecycle import QUESTION
from tongxin.gatherings.models import Question
from tongxin.gatherings.queries.questions import questions_of
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waited_on
from tongxin.notifications.models import Notice

ANSWER = {"answer": "年内建成。", "answered_by": "市住建局", "answered_on": date(2026, 1, 14)}
FOLLOW = {"follow_up": "建成停车场", "follow_up_by": date(2026, 12, 31)}


def answered(meeting):
    return perform(QUESTION.answer, meeting.question(), meeting.office, **ANSWER)


def test_answer_is_due_by_the_rulebook_and_waits_for_the_organisers(meeting):
    question = meeting.question()
    assert open_deadlines(question).get().parameter == "gatherings.answer_within"
    assert {row.act for row in waited_on(question)} == {"questions.answer"}
    assert "general_office" in {row.role for row in waited_on(question)}


def test_asker_is_told_of_the_answer(meeting):
    question = answered(meeting)
    told = Notice._base_manager.filter(act="questions.answer", person=question.asked_by)
    assert (told.count(), open_deadlines(question).count()) == (1, 0)


def test_followed_question_has_a_deadline_until_it_is_settled(meeting):
    followed = perform(QUESTION.follow, answered(meeting), meeting.office, **FOLLOW)
    assert (open_deadlines(followed).get().due_on, followed.follow_up) == (
        date(2026, 12, 31),
        "建成停车场",
    )
    assert {row.act for row in waited_on(followed)} == {"questions.settle"}
    settled = perform(QUESTION.settle, followed, meeting.office, result="已建成")
    assert (settled.result, open_deadlines(settled).count()) == ("已建成", 0)


def test_answered_question_waits_for_nobody(meeting):
    assert not waited_on(answered(meeting)).exists()


def test_question_of_somebody_else_is_entered_by_the_office_only(meeting):
    person = meeting.city.members[1].person
    assert meeting.question().asked_by == meeting.city.members[0].person
    entered = ask_question(meeting.row, actor=meeting.office, words="何时？", asked_by=person)
    assert entered.asked_by == person
    with pytest.raises(Refused, match="代录"):
        meeting.question(asked_by=person)
    with pytest.raises(Refused, match="邀请名单"):
        ask_question(
            meeting.row, actor=meeting.office, words="何时？", asked_by=meeting.secretary.person
        )


@pytest.mark.parametrize("state", ["drafted", "cancelled"])
def test_nobody_asks_before_the_notice_or_after_it_is_cancelled(meeting, state):
    meeting.put(state)
    with pytest.raises(Refused):
        meeting.question()


def test_whoever_is_not_invited_does_not_ask(meeting):
    with pytest.raises(Refused):
        ask_question(meeting.row, actor=meeting.secretary, words="何时？")


def test_material_of_another_gathering_and_marks_are_refused(meeting):
    material = meeting.material()
    assert meeting.question(material=material).material == material
    type(material)._base_manager.filter(pk=material.pk).update(
        gathering=GatheringFactory(assembly=material.assembly)
    )
    material.refresh_from_db()
    with pytest.raises(Refused, match="这次活动的材料"):
        meeting.question(material=material)
    with pytest.raises(Refused, match="国家秘密"):
        meeting.question(words="机密★长期")


def test_withdrawn_question_is_gone_from_the_list(meeting):
    question = meeting.question()
    with pytest.raises(Refused):
        perform(QUESTION.withdraw, question, meeting.office)
    perform(QUESTION.withdraw, question, meeting.member())
    assert questions_of(meeting.row, meeting.office) == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(meeting, count, django_assert_num_queries):
    for number in range(count):
        meeting.question(words=f"第{number}问")
    reader = meeting.member(1)
    with django_assert_num_queries(1):
        told = [str(one.asked_by) for one in questions_of(meeting.row, reader)]
    assert (len(told), Question.objects.filter(asked_on=clock.today()).count()) == (count, count)
