"""Two hundred hands on the same proposals: no double number, no lost or doubled event or notice, nobody left waiting.

On SQLite a file, as in production; on PostgreSQL every thread has a connection of its own.
"""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import close_old_connections, connection, connections
from django.db.models import Count

from tests.factories.cities import City, make_city
from tests.factories.papers import StoredFileFactory
from tests.proposals.thread import (
    acknowledged,
    assigned,
    draft,
    fresh,
    handling_of,
    submitted,
)
from tongxin import trail
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.lifecycle import deadlines, waiting
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.table import act_named, lifecycle_for
from tongxin.notifications.models import Notice
from tongxin.organisations.scope import scope
from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Evaluation, Handling, Proposal
from tongxin.proposals.terms import ItemAnswer, ProposalState, UnitRole
from tongxin.trail.models import Event

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]

THREADS = 200
PATIENCE = 120


@pytest.fixture
def city(transactional_db):
    made = make_city(members=4, units=2)
    with scope([made.assembly.pk]):
        yield made


def all_at_once(city: City, jobs: list[Callable[[], object]]) -> Counter:
    """Run every job in a thread of its own, all let go together; how often each outcome happened."""
    start = threading.Barrier(len(jobs))
    outcomes: list[str] = []
    moment = clock.now()

    def run(job: Callable[[], object]) -> None:
        with scope([city.assembly.pk]), clock.frozen(moment), _own_connection():
            start.wait(PATIENCE)
            outcomes.append(_outcome(job))

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(outcomes) == len(jobs)
    close_old_connections()
    return Counter(outcomes)


@contextmanager
def _own_connection():
    try:
        yield
    finally:
        connections.close_all()


def _outcome(job: Callable[[], object]) -> str:
    try:
        job()
    except Conflict:
        return "conflict"
    except Refused:
        return "refused"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "done"


def times(record, act) -> int:
    return trail.events_of(record).filter(act=act.name).count()


def assert_whole() -> None:
    """What must hold of the whole database after any burst."""
    assert broken_chains() == []
    assert doubled_notices() == []
    for record_type, record_id in waiting_records():
        lifecycle = lifecycle_for(record_type)
        record = lifecycle.model._base_manager.get(pk=record_id)
        assert waiting.rebuild(lifecycle, [record]) == 0
    for row in deadlines.Deadline._base_manager.filter(status="open"):
        record = lifecycle_for(row.record_type).model._base_manager.get(pk=row.record_id)
        lifecycle = lifecycle_for(row.record_type)
        assert row.act in lifecycle.clocks_in(lifecycle.state_of(record))


def broken_chains() -> list[str]:
    """Records whose events do not lead from state to state, or past an act's own table."""
    broken = []
    last: dict[tuple, str] = {}
    for event in Event.objects.order_by("id"):
        key = (event.record_type, event.record_id)
        if not event.to_state:
            continue
        if last.get(key, "") != event.from_state:
            broken.append(f"{event}: from {event.from_state}, was {last.get(key)}")
        sources = act_named(event.act).sources
        if event.from_state and event.from_state not in sources:
            broken.append(f"{event}: not from {event.from_state}")
        last[key] = event.to_state
    for (record_type, record_id), state in last.items():
        lifecycle = lifecycle_for(record_type)
        record = lifecycle.model._base_manager.get(pk=record_id)
        if lifecycle.state_of(record) != state:
            broken.append(f"{record_type}:{record_id}: {lifecycle.state_of(record)}, told {state}")
    return broken


def doubled_notices() -> list[dict]:
    same = ("event_id", "person_id", "role", "organisation_id", "act", "record_type", "record_id")
    return list(Notice._base_manager.values(*same).annotate(n=Count("pk")).filter(n__gt=1))


def waiting_records() -> list[tuple[str, int]]:
    touched = Event.objects.exclude(to_state="").values_list("record_type", "record_id")
    return sorted(set(touched))


def test_two_hundred_hand_in_the_same_proposals(city):
    """Fifty drafts, four threads each: a double tap and two more tries under other keys."""
    drafts = [draft(city, number % 4) for number in range(THREADS // 4)]
    actors = [city.member_actor(number) for number in range(4)]
    for actor in actors:
        assert actor.assembly_ids

    def hand_in(number: int, key: str) -> Callable[[], object]:
        return lambda: perform(
            PROPOSAL.hand_in, drafts[number], actors[number % 4], request_key=f"{number}-{key}"
        )

    jobs = [
        hand_in(number, key)
        for key in ("tap", "tap", "second", "third")
        for number in range(len(drafts))
    ]
    outcomes = all_at_once(city, jobs)
    assert set(outcomes) <= {"done", "conflict"}
    handed_in = Proposal.objects.filter(state=ProposalState.SUBMITTED)
    assert sorted(handed_in.values_list("serial_number", flat=True)) == list(
        range(1, len(drafts) + 1)
    )
    assert {times(proposal, PROPOSAL.hand_in) for proposal in drafts} == {1}
    assert {proposal.versions.count() for proposal in drafts} == {1}
    assert_whole()


def test_units_that_reply_at_once_leave_no_parent_waiting(city):
    """Ten proposals with two units each; ten threads for every reply: five double taps, five other tries."""
    proposals = [_ready_to_sign(city, number) for number in range(10)]
    handlings = [handling_of(one, number) for one in proposals for number in (0, 1)]
    sealed = StoredFileFactory(assembly=city.assembly)
    clerks = {clerk.organisation_id: clerk for clerk in city.clerks}

    def reply(handling: Handling, key: str) -> Callable[[], object]:
        return lambda: perform(
            HANDLING.reply,
            handling,
            clerks[handling.unit_id],
            request_key=f"{handling.pk}-{key}",
            signer="钱立",
            document_number="澜教提复〔2026〕3号",
            sealed_file=sealed,
        )

    keys = ["tap"] * 5 + [f"try {number}" for number in range(5)]
    outcomes = all_at_once(city, [reply(handling, key) for key in keys for handling in handlings])
    assert set(outcomes) <= {"done", "conflict"}
    assert {fresh(one).state for one in proposals} == {ProposalState.REPLIED}
    assert {times(one, PROPOSAL.all_replied) for one in proposals} == {1}
    assert {times(one, HANDLING.reply) for one in handlings} == {1}
    assert Evaluation.objects.count() == len(handlings)
    assert_whole()


def test_acts_that_exclude_each_other_happen_once(city):
    """Twenty proposals, ten threads each: opinions by two offices, withdrawal, correction of the text."""
    proposals = [submitted(city, number % 4) for number in range(20)]
    members = [city.member_actor(number) for number in range(4)]

    def acts(number: int) -> list[Callable[[], object]]:
        one, member = proposals[number], members[number % 4]
        words = {
            "matter": one.matter,
            "situation": one.situation,
            "analysis": one.analysis,
            "suggestions": one.suggestions,
        }
        tap = f"withdraw {one.pk}"
        opine = [
            lambda: perform(PROPOSAL.note_opinion, one, city.reviewer, outcome="docket"),
            lambda: perform(PROPOSAL.note_opinion, one, city.office, outcome="docket"),
        ]
        return [
            *opine * 3,
            *[lambda: perform(PROPOSAL.withdraw, one, member, reason="另提", request_key=tap)] * 2,
            *[lambda: perform(PROPOSAL.correct_text, one, city.office, reason="笔误", **words)] * 2,
        ]

    outcomes = all_at_once(city, [job for number in range(20) for job in acts(number)])
    assert set(outcomes) <= {"done", "conflict", "refused"}
    for one in proposals:
        assert fresh(one).state == ProposalState.WITHDRAWN
        assert times(one, PROPOSAL.withdraw) == 1
        assert one.opinions.filter(superseded_at__isnull=True).count() <= 2
        assert times(one, PROPOSAL.correct_text) == one.versions.count() - 1
    assert_whole()


def _ready_to_sign(city: City, number: int) -> Proposal:
    """Two units work on it in parallel, both replies cleared for signature."""
    proposal = assigned(city, UnitRole.PARALLEL, UnitRole.PARALLEL)
    for place, clerk in enumerate(city.clerks):
        handling = acknowledged(handling_of(proposal, place), clerk)
        perform(
            HANDLING.log_contact,
            handling,
            clerk,
            on=clock.today(),
            form="visit",
            with_whom="第一提案人",
        )
        answers = [
            ItemDraft(position, ItemAnswer.ADOPTED, "已经安排。")
            for position in range(1, len(proposal.suggestions) + 1)
        ]
        save_reply(fresh(handling), actor=clerk, reply_class="A", items=answers)
        perform(HANDLING.send_for_review, fresh(handling), clerk)
        perform(HANDLING.clear, fresh(handling), city.assigner)
    return fresh(proposal)


def test_the_database_is_one_that_connections_share():
    assert connection.vendor == "postgresql" or ":memory:" not in str(
        connection.settings_dict["NAME"]
    )
