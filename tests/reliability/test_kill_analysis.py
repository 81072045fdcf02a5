"""kill -9 of the worker while it computes: every stance is there, those that come meanwhile too, the next worker computes."""

import pytest
from django.db import close_old_connections
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.deliberation.ground import conversation_in, says, statements_in, two_views, voices_in
from tests.factories.cities import make_city
from tests.notifications.standins import SmsStandIn
from tests.notifications.test_processes import let_leases_lapse
from tests.reliability.processes import Installation, until
from tongxin.deliberation.actions.take_stance import answer, serve
from tongxin.deliberation.models import Conversation, StanceRow
from tongxin.deliberation.queries.analyses import history, latest
from tongxin.deliberation.terms import ConversationState
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]

PEOPLE, STATEMENTS, LATER = 1000, 40, 6


@pytest.fixture
def conversation(transactional_db):
    city = make_city(members=2, units=1)
    with scope([city.assembly.pk]):
        yield conversation_in(city, state=ConversationState.VOTING)


@pytest.fixture
def installation(conversation, tmp_path):
    with SmsStandIn() as sms:
        started = Installation(sms, tmp_path / "log")
        yield started
        started.stop()
    close_old_connections()


def is_computing() -> bool:
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists()


def holds(conversation: Conversation, people: int) -> bool:
    found = latest(conversation)
    return found is not None and found.voices == people


def test_worker_killed_while_it_computes_loses_no_stance_and_no_result(conversation, installation):
    statements = statements_in(conversation, STATEMENTS)
    says(voices_in(conversation, PEOPLE), statements, two_views(PEOPLE, STATEMENTS))
    come = voices_in(conversation, 1 + LATER)
    answer(come[0], serve(come[0]), 1)
    installation.start("worker")
    until(is_computing)
    installation.kill("worker")
    assert latest(conversation) is None
    for voice in come[1:]:
        answer(voice, serve(voice), -1)
    assert StanceRow.objects.count() == PEOPLE * STATEMENTS + 1 + LATER
    let_leases_lapse()
    installation.start("worker")
    until(lambda: holds(conversation, PEOPLE + 1 + LATER))
    until(lambda: not is_computing())
    assert history(conversation).count() == 1
    assert DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).count() == 0
    assert StanceRow.objects.count() == PEOPLE * STATEMENTS + 1 + LATER
