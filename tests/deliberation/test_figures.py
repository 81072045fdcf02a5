"""Figures of deliberation: conversations that ended, how many spoke, views offered, shown and used, remarks taken up."""

from datetime import date

import pytest

from tests.deliberation.conferring import TODAY, days_later, fresh, statements_of
from tongxin.core import clock
from tongxin.deliberation.actions.appeal import appeal
from tongxin.deliberation.actions.join import print_codes, voice_of
from tongxin.deliberation.actions.note_result import note_result
from tongxin.deliberation.actions.prepare_draft import prepare_draft
from tongxin.deliberation.actions.remark import make_remark
from tongxin.deliberation.actions.take_stance import take_stance
from tongxin.deliberation.lifecycle import APPEAL, CONVERSATION, DRAFT, REMARK
from tongxin.deliberation.models import Paragraph, StanceRow
from tongxin.deliberation.terms import Admission, ResultKind, Stance
from tongxin.figures import value
from tongxin.figures.declare import figure
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.lifecycle.perform import perform

YEAR = Period.year(TODAY.year)


def number(conferring, code: str, **when) -> int:
    return value(f"deliberation.{code}", Scope(conferring.assembly), YEAR, **when).value


def speaking(conferring, conversation, *members: int):
    """So many members agree with the first view."""
    first = statements_of(conversation)[0]
    for one in members:
        voice = voice_of(conversation, conferring.city.members[one].person)
        take_stance(voice, first, Stance.AGREE)


@pytest.fixture
def ended(conferring):
    """Two of the members spoke; the conversation came to its end."""
    conversation = conferring.voting()
    speaking(conferring, conversation, 0, 1)
    return conferring.closed(conversation)


def test_counts_how_many_spoke_and_of_how_many(conferring, ended):
    assert number(conferring, "conversations") == 1
    assert number(conferring, "spoke") == number(conferring, "invited_spoke") == 2
    assert number(conferring, "invited") == len(conferring.city.members)
    turnout = value("deliberation.turnout", Scope(conferring.assembly), YEAR)
    assert (turnout.over.value, turnout.under.value) == (2, len(conferring.city.members))


def test_opens_to_conversations_and_to_no_voice(conferring, ended):
    rows = figure("deliberation.spoke").rows_of(Question(Scope(conferring.assembly), YEAR))
    assert [one.pk for one in rows] == [ended.pk]


def test_what_runs_or_was_stopped_counts_nothing(conferring):
    running, stopped = conferring.voting(), conferring.voting()
    speaking(conferring, running, 0)
    perform(CONVERSATION.stop, fresh(stopped), conferring.general, reason="另作安排")
    assert number(conferring, "conversations") == number(conferring, "spoke") == 0


def test_public_conversation_has_no_number_of_invited(conferring):
    conversation = conferring.voting(admission=Admission.CODE)
    print_codes(conversation, actor=conferring.general, batch="座谈会", count=10)
    conferring.closed(conversation)
    assert number(conferring, "conversations") == 1
    assert number(conferring, "invited") == 0


def test_number_of_those_who_spoke_stays_when_a_stance_goes(conferring, ended):
    StanceRow.objects.filter(conversation=ended).delete()
    assert number(conferring, "spoke") == 2


def test_past_answers_stay(conferring):
    conversation = conferring.voting()
    before = clock.now()
    with days_later(1):
        conferring.closed(conversation)
    with days_later(2):
        assert number(conferring, "conversations") == 1
        assert number(conferring, "conversations", as_of=before) == 0


def test_seeds_are_not_what_people_offered(conferring):
    conversation = conferring.collecting()
    conferring.shown(conversation)
    conferring.offered(conversation, "地下空间改车库")
    assert number(conferring, "offered") == 2
    assert number(conferring, "shown") == 1


def test_held_back_and_shown_after_all(conferring):
    conversation = conferring.collecting()
    statement = conferring.held_back(conferring.offered(conversation))
    assert number(conferring, "shown") == 0
    asked = appeal(fresh(statement), actor=conferring.member(), words="只有一个意思")
    perform(APPEAL.reverse, asked, conferring.secgen, answer="同意")
    assert number(conferring, "shown") == 1
    assert fresh(statement).shown_on == TODAY


def test_statement_with_two_ends_is_used_once(conferring):
    conversation = conferring.collecting()
    one, other = conferring.shown(conversation), conferring.shown(conversation, "错时停车")
    for kind in (ResultKind.TOPIC, ResultKind.REPORT):
        note_result(one, actor=conferring.general, kind=kind)
    note_result(other, actor=conferring.general, kind=ResultKind.NONE, words="已有规定")
    assert number(conferring, "used") == 1


def test_remarks_and_what_was_taken_up(conferring):
    fields = {"title": "建议案", "lead": "", "admission": Admission.MEMBERS}
    fields |= {"committee": None, "body": None, "closes_on": date(2026, 1, 30)}
    text = "一、摸清底数。"
    draft = prepare_draft(conferring.assembly, actor=conferring.general, text=text, **fields)
    perform(DRAFT.open, draft, conferring.general, closes_on=date(2026, 1, 30))
    paragraph = Paragraph.objects.select_related("draft").get(draft=draft)
    made = [
        make_remark(paragraph, actor=conferring.member(), words=words)
        for words in ("太空", "再具体些", "写错了")
    ]
    perform(REMARK.take_up_partly, made[0], conferring.general, reason="采纳后半句")
    perform(REMARK.withdraw, made[2], conferring.member())
    assert number(conferring, "remarks") == 2
    assert number(conferring, "remarks_taken_up") == 1
