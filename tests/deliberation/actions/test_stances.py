"""Voices and stances: always the same voice, the last stance counts, undo leaves nothing, serving resumes."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from tests.deliberation.conferring import fresh, statements_of
from tests.factories.members import (
    AppointmentFactory,
    BodyFactory,
    MemberFactory,
    SpecialCommitteeFactory,
)
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.deliberation.actions.analyse_conversation import LATE, SPACING
from tongxin.deliberation.actions.join import voice_of
from tongxin.deliberation.actions.take_stance import answer, serve, take_stance, undo
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import Analysis, ServedStatement, StanceRow
from tongxin.deliberation.queries.serving import next_for
from tongxin.deliberation.queries.talking import progress_of
from tongxin.deliberation.terms import Parting
from tongxin.lifecycle.perform import perform
from tongxin.members.terms import BodyKind
from tongxin.trail.models import Event

BLINK = timedelta(microseconds=1)


@pytest.fixture
def conversation(conferring):
    return conferring.voting()


def test_a_person_is_always_the_same_voice_here_and_another_elsewhere(conferring, conversation):
    person, other = conferring.member().person, conferring.member(1).person
    mine = voice_of(conversation, person)
    assert voice_of(fresh(conversation), person).pk == mine.pk
    assert voice_of(conversation, other).pk != mine.pk
    assert voice_of(conferring.voting(), person).key != mine.key


def test_no_voice_before_the_approval(conferring):
    with pytest.raises(Refused):
        voice_of(conferring.draft(), conferring.member().person)


def test_the_last_stance_counts(conferring, conversation):
    voice, statement = (
        voice_of(conversation, conferring.member().person),
        statements_of(conversation)[0],
    )
    for stance in (1, 0, -1):
        take_stance(voice, statement, stance)
    row = StanceRow.objects.get()
    assert (row.voice, row.statement, row.stance) == (voice, statement, -1)


def test_a_stance_is_one_statement_and_no_event_once_an_analysis_is_ordered(
    conferring, conversation, django_assert_num_queries
):
    voice, statement = (
        voice_of(conversation, conferring.member().person),
        statements_of(conversation)[0],
    )
    events = Event.objects.count()
    take_stance(voice, statement, 1)  # the first one orders an analysis
    with django_assert_num_queries(3):  # savepoint, stance, release
        take_stance(voice, statement, -1)
    assert Event.objects.count() == events


@pytest.mark.parametrize("stance", [2, -2, 9])
def test_other_stances_are_refused(conferring, conversation, stance):
    voice = voice_of(conversation, conferring.member().person)
    with pytest.raises(Refused):
        take_stance(voice, statements_of(conversation)[0], stance)


def test_stances_outside_the_phase_of_another_conversation_or_on_hidden_ones_are_refused(
    conferring, conversation
):
    voice = voice_of(conversation, conferring.member().person)
    elsewhere = statements_of(conferring.voting())[0]
    hidden = conferring.held_back(statements_of(conversation)[1])
    for statement in (elsewhere, hidden):
        with pytest.raises(Refused):
            take_stance(voice, statement, 1)
    perform(CONVERSATION.discuss, fresh(conversation), conferring.general)
    with pytest.raises(Refused):
        take_stance(voice, statements_of(conversation)[0], 1)
    assert not StanceRow.objects.exists()


def test_the_same_statement_waits_until_it_is_answered(conferring, conversation):
    voice = voice_of(conversation, conferring.member().person)
    first = serve(voice)
    assert serve(voice) == first
    take_stance(voice, first, 0)
    assert serve(voice) != first


def test_all_are_served_once_and_then_none(conferring, conversation):
    voice, met = voice_of(conversation, conferring.member().person), []
    while statement := serve(voice):
        met.append(statement.pk)
        take_stance(voice, statement, 1)
    assert sorted(met) == [one.pk for one in statements_of(conversation)]
    assert progress_of(voice).is_done
    assert list(ServedStatement.objects.values_list("step", flat=True).order_by("step")) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_undo_brings_the_statement_back_and_can_be_repeated_step_by_step(conferring, conversation):
    voice, met = voice_of(conversation, conferring.member().person), []
    for _round in range(3):
        met.append(serve(voice))
        take_stance(voice, met[-1], 1)
    serve(voice)
    undo(voice, met[2])
    undo(voice, met[2])
    assert serve(voice) == met[2]
    undo(voice, met[1])
    assert serve(voice) == met[1]
    assert [row.statement for row in StanceRow.objects.all()] == [met[0]]


def test_what_is_hidden_meanwhile_is_passed_over(conferring, conversation):
    voice = voice_of(conversation, conferring.member().person)
    first = serve(voice)
    conferring.held_back(fresh(first))
    assert serve(voice) != first


def test_without_an_analysis_the_least_seen_comes_first(conferring, conversation):
    rows = statements_of(conversation)
    for number, actor in enumerate(conferring.members(3)):
        for statement in rows[: len(rows) - 1 - number % 2]:
            take_stance(voice_of(conversation, actor.person), statement, 1)
    assert serve(voice_of(conversation, conferring.member().person)) == rows[-1]


def test_an_answer_writes_twice_and_reads_before_it_locks(conferring, conversation):
    voice = voice_of(conversation, conferring.member().person)
    first = serve(voice)
    answer(voice, first, 1)
    with CaptureQueriesContext(connection) as asked:
        answer(voice, serve(voice), 1)
    said = [one["sql"].split()[0] for one in asked.captured_queries]
    writing = said[said.index("SAVEPOINT") : said.index("RELEASE") + 1]
    assert writing == ["SAVEPOINT", "INSERT", "INSERT", "RELEASE"]


def test_the_phase_is_checked_as_it_stands_now(conferring, conversation):
    voice = voice_of(conversation, conferring.member().person)
    statement = serve(voice)
    assert statement.conversation.takes_stances
    perform(CONVERSATION.discuss, fresh(conversation), conferring.general)
    for act in (lambda: answer(voice, statement, 1), lambda: undo(voice, statement)):
        with pytest.raises(Refused):
            act()
    assert not StanceRow.objects.exists()


def test_a_stance_just_before_an_analysis_begins_orders_the_next_one(conferring, conversation):
    voice = voice_of(conversation, conferring.member().person)
    statement, jobs = statements_of(conversation)[0], DBTaskResult.objects
    take_stance(voice, statement, 1)
    for after, ordered in ((SPACING - LATE - BLINK, 1), (SPACING - LATE, 2)):
        with clock.frozen(clock.now() + after):
            take_stance(voice, statement, 1)
        assert jobs.count() == ordered


def kept_plan(conversation, statements, **changes):
    """An analysis as the worker leaves it, with what routing needs."""
    plan = {
        "statements": [one.pk for one in statements],
        "loadings": [[1.0, 0.0] if place == 1 else [0.0, 0.0] for place in range(len(statements))],
        "noise": 0.5,
        "widths": [0.0] * len(statements),
        "exposures": [50] * len(statements),
        "least_exposures": 5,
        "allowed": [True] * len(statements),
    } | changes
    return Analysis._base_manager.create(
        assembly_id=conversation.assembly_id,
        conversation=conversation,
        by="found",
        stances=10,
        voices=5,
        digest=sha256(repr(plan).encode()).hexdigest(),
        content={"next": plan},
        made_at=conversation.created_at,
    )


def test_the_analysis_says_what_tells_most(conferring, conversation):
    rows = statements_of(conversation)
    analysis = kept_plan(conversation, rows)
    voice = voice_of(conversation, conferring.member().person)
    assert serve(voice) == rows[1]
    assert ServedStatement.objects.get().state_digest == analysis.digest


def test_what_the_analysis_has_not_met_comes_first(conferring, conversation):
    rows = statements_of(conversation)
    kept_plan(conversation, rows[:-1])
    assert serve(voice_of(conversation, conferring.member().person)) == rows[-1]


def test_a_choice_can_be_made_again(conferring, conversation):
    rows = [one.pk for one in statements_of(conversation)]
    kept_plan(conversation, statements_of(conversation), widths=[1.0, 2.0, 3.0, 4.0, 5.0])
    voice = voice_of(conversation, conferring.member().person)
    assert next_for(voice, rows, rows[:1]) == next_for(voice, rows, rows[:1])


def test_a_part_is_kept_only_where_it_is_no_name(conferring):
    large, small = (BodyFactory(assembly=conferring.assembly, kind=BodyKind.GROUP) for _one in "ab")
    members = [MemberFactory(assembly=conferring.assembly) for _number in range(7)]
    for number, member in enumerate(members):
        body = large if number < 5 else small
        AppointmentFactory(
            member=member, body=body, post="participant", assembly=conferring.assembly
        )
    committee = SpecialCommitteeFactory(assembly=conferring.assembly)
    AppointmentFactory(
        member=members[0], committee=committee, body=None, assembly=conferring.assembly
    )
    conversation = conferring.voting(parting=Parting.GROUPS)
    parts = [voice_of(conversation, one.person).part for one in members]
    assert parts == [large.pk] * 5 + [0, 0]
    assert voice_of(conferring.voting(), members[0].person).part == 0
