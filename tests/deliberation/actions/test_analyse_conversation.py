"""Stances order an analysis at most once in a few seconds; what is kept is new, and tells of nobody alone."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.deliberation.ground import (
    conversation_in,
    says,
    statements_in,
    talked,
    two_views,
    voices_in,
)
from tongxin.core import clock, jobs
from tongxin.deliberation.actions.analyse_conversation import (
    SPACING,
    analyse_conversation,
    analyse_in_background,
    enough,
    order_after,
    order_analysis,
    order_missing,
)
from tongxin.deliberation.models import Conversation, Statement
from tongxin.deliberation.queries.analyses import history, latest
from tongxin.deliberation.terms import ConversationState, Parting, StatementState
from tongxin.members.models import SpecialCommittee


@pytest.fixture
def conversation(city) -> Conversation:
    return talked(city)


def at(conversation: Conversation, state: str) -> Conversation:
    Conversation._base_manager.filter(pk=conversation.pk).update(state=state)
    return Conversation._base_manager.get(pk=conversation.pk)


def test_many_stances_order_one_job(conversation):
    assert [order_analysis(conversation.pk) for _stance in range(3)] == [True, False, False]
    assert DBTaskResult.objects.count() == 1


def test_next_job_is_ordered_after_the_spacing(conversation):
    order_analysis(conversation.pk)
    with clock.frozen(datetime(2026, 1, 14, 9, 30) + SPACING):
        assert order_analysis(conversation.pk)


def test_worker_carries_the_order_out(conversation):
    order_analysis(conversation.pk)
    assert jobs.turn("worker:test") == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    analysis = latest(conversation)
    assert (analysis.voices, analysis.stances, len(analysis.digest)) == (40, 480, 64)


def test_job_of_a_dead_worker_is_taken_again(conversation):
    order_analysis(conversation.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["worker:dead"])
    jobs.turn("worker:test")
    jobs.turn("worker:test")
    assert history(conversation).count() == 1


def test_running_twice_keeps_one(conversation):
    analyse_conversation(conversation)
    assert analyse_conversation(conversation) == []
    assert history(conversation).count() == 1


def test_unknown_conversation_is_no_fault(db):
    analyse_in_background.call(123456)


def test_fewer_people_than_the_rulebook_says_are_not_analysed(city):
    conversation = conversation_in(city)
    says(voices_in(conversation, 4), statements_in(conversation, 3), np.ones((4, 3)))
    assert analyse_conversation(conversation) == []


def test_while_stances_are_taken_one_more_person_changes_nothing(city):
    conversation = talked(city, state=ConversationState.VOTING)
    analyse_conversation(conversation)
    statements = list(conversation.statements.all())
    says(voices_in(conversation, 4), statements, two_views(4))
    assert analyse_conversation(conversation) == []
    says(voices_in(conversation, 1), statements, two_views(1))
    assert len(analyse_conversation(conversation)) == 1


@pytest.mark.parametrize(("voices", "least"), [(0, 5), (60, 5), (2499, 5), (60_000, 120)])
def test_where_thousands_speak_a_handful_is_no_news(voices, least):
    assert enough(5, voices) == least


def test_so_many_stances_that_several_people_must_have_spoken_are_news(city):
    conversation = conversation_in(city, state=ConversationState.VOTING)
    statements, voices = statements_in(conversation, 10), voices_in(conversation, 12)
    table = np.ones((12, 10))
    says(voices, statements[:5], table[:, :5])
    analyse_conversation(conversation)
    says(voices[:8], statements[5:], table[:8, 5:])
    assert analyse_conversation(conversation) == [], (
        "40 stances more: four people could have taken ten"
    )
    says(voices[8:9], statements[5:], table[8:9, 5:])
    assert len(analyse_conversation(conversation)) == 1


def test_afterwards_everything_counts(city):
    conversation = talked(city, state=ConversationState.VOTING)
    analyse_conversation(conversation)
    says(voices_in(conversation, 1), list(conversation.statements.all()), two_views(1))
    assert len(analyse_conversation(at(conversation, ConversationState.DISCUSSING))) == 1


def test_end_makes_the_result_final_once(conversation):
    analyse_conversation(conversation)
    closed = at(conversation, ConversationState.CLOSED)
    assert [one.is_final for one in analyse_conversation(closed)] == [True]
    assert analyse_conversation(closed) == []


def test_statement_that_was_held_back_leaves_the_result(conversation):
    analyse_conversation(conversation)
    Statement._base_manager.filter(number=1).update(state=StatementState.HELD_BACK)
    analyse_conversation(conversation)
    numbers = [line["number"] for line in latest(conversation).content["lines"]]
    assert 1 not in numbers
    assert len(numbers) == 11


def test_own_parts_only_where_the_opening_allows(city):
    committees = [
        SpecialCommittee.objects.create(
            assembly=city.assembly, name=f"专委{n}", short_name=f"专{n}"
        )
        for n in range(3)
    ]
    conversation = conversation_in(city, invited=40, parting=Parting.COMMITTEES)
    voices = [
        voice
        for committee, count in zip(committees, (18, 19, 3), strict=True)
        for voice in voices_in(conversation, count, part=committee.pk)
    ]
    says(voices, statements_in(conversation, 12), two_views(40))
    made = analyse_conversation(conversation)
    assert [one.by for one in made] == ["found", "committees"]
    groups = made[1].content["groups"]
    assert sorted((group["part"], group["size"]) for group in groups) == [
        (0, 21),
        (committees[1].pk, 19),
    ]


def test_phases_and_statements_order_by_themselves(conversation):
    order_after(at(conversation, ConversationState.VOTING))
    assert not DBTaskResult.objects.exists()
    order_after(conversation)
    assert DBTaskResult.objects.count() == 1
    Conversation._base_manager.update(analysis_due_at=None)
    order_after(conversation.statements.first())
    assert DBTaskResult.objects.count() == 2


def test_clock_orders_what_was_left_behind(city):
    talked(city)
    conversation_in(city, state=ConversationState.COLLECTING)
    ended = talked(city, state=ConversationState.CLOSED)
    assert order_missing() == 2
    analyse_conversation(ended)
    with clock.frozen(datetime(2026, 1, 14, 9, 30) + timedelta(minutes=1)):
        assert order_missing() == 1


def test_asks_the_same_number_of_questions_however_many_people(city, django_assert_num_queries):
    small, large = talked(city, 20), talked(city, 60)
    with django_assert_num_queries(10):
        analyse_conversation(small)
    with django_assert_num_queries(10):
        analyse_conversation(large)


def leaves(value) -> set:
    """Every number and text in a content."""
    if isinstance(value, dict):
        return set().union(*map(leaves, value.values()), value)
    if isinstance(value, list):
        return set().union(*map(leaves, value))
    return {value}


def test_an_analysis_holds_no_voice(conversation):
    analysis = analyse_conversation(conversation)[0]
    kept = leaves(analysis.content)
    named = {name for voice in conversation.voices.all() for name in (voice.number, voice.key)}
    assert not kept & named


def test_nothing_in_it_is_a_list_of_people(conversation):
    content = analyse_conversation(conversation)[0].content
    longest = max(len(one) for one in content.values() if isinstance(one, list | dict))
    assert longest == 12
    assert all(cell[4] >= 5 for cell in content["map"]["cells"])
