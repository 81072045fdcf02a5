"""The demonstration's deliberation: a committee comes to a result, a brigade raises the alarm, a draft is discussed."""

import pytest

from tongxin.core import clock
from tongxin.deliberation.models import Conversation, DraftText, Statement
from tongxin.deliberation.queries.analyses import latest
from tongxin.deliberation.queries.readings import reading_of
from tongxin.deliberation.terms import Admission
from tongxin.organisations.scope import all_assemblies
from tongxin.portal.demo import found, talks
from tongxin.portal.demo.material import city as build_city


@pytest.fixture
def talked(db):
    city = build_city(2026)
    with all_assemblies(reason="the demonstration is set up before anybody works in it"):
        with clock.frozen(found.morning(city.assemblies[0].term_started_on)):
            cast = found.found(city)
        with clock.frozen(city.now):
            talks.play(cast)
        yield


def test_conversations_tell_what_they_are_shown_for(talked):
    committee = Conversation.objects.get(admission=Admission.COMMITTEE)
    assert committee.is_closed
    assert 0 < committee.spoke < committee.invited, "somebody always stays silent"
    assert latest(committee).is_final
    assert reading_of(committee).has_views
    assert len(reading_of(committee).shared) >= 2
    citizens = reading_of(Conversation.objects.get(admission=Admission.CODE))
    assert any("网上转发" in alarm.came + alarm.said for alarm in citizens.alarms)
    assert len(citizens.shared) >= 2
    running = Conversation.objects.get(admission=Admission.MEMBERS)
    assert running.takes_stances
    assert running.statements.filter(Statement.offered()).count() == 2
    assert DraftText.objects.get().remarks.count() == 3
