"""After a clearing: the thread goes on or ends, figures and numbers stay, the trail keeps counts and digests only."""

import json

import pytest
from django.core.management import call_command

from tests.proposals.clearing.planting import HAN, planted_case
from tests.proposals.season import answered
from tests.proposals.thread import assigned, decided, docketed, draft, fresh, submitted
from tongxin import trail
from tongxin.proposals.models import ProposalFacts
from tongxin.proposals.terms import CLEARED, Outcome
from tongxin.trail.models import Event


def test_draft_ends(city, clear):
    proposal = draft(city)
    clear(proposal)
    assert (fresh(proposal).state, fresh(proposal).matter) == ("withdrawn", CLEARED)


def test_submitted_one_ends_and_keeps_its_serial_number(city, clear):
    proposal = submitted(city)
    clear(proposal)
    ended = fresh(proposal)
    assert (ended.state, ended.serial_number) == ("withdrawn", proposal.serial_number)
    assert ended.withdrawn_on is not None


def test_held_one_gives_up_its_decision(city, clear):
    proposal = submitted(city)
    decided(city, proposal)
    clear(fresh(proposal))
    ended = fresh(proposal)
    assert (ended.state, ended.case_number, ended.docketed_on) == ("withdrawn", None, None)


def test_docketed_one_without_a_unit_ends(city, clear):
    proposal = docketed(city)
    clear(proposal)
    assert fresh(proposal).state == "withdrawn"


def test_declined_one_stays_declined(city, clear):
    proposal = submitted(city)
    decided(
        city, proposal, outcome=Outcome.DECLINE, decline_reason="secrets", decline_route="letter"
    )
    clear(fresh(proposal))
    assert (fresh(proposal).state, fresh(proposal).decline_reason) == ("declined", "secrets")


@pytest.mark.parametrize("make", [assigned, lambda city: answered(city, "A", "satisfied")])
def test_assigned_one_keeps_state_numbers_and_figures(city, clear, make):
    proposal = fresh(make(city))
    before = history_of(proposal)
    clear(proposal)
    after = fresh(proposal)
    assert (after.state, after.case_number) == (proposal.state, proposal.case_number)
    assert history_of(proposal) == before
    assert after.matter == CLEARED


def history_of(proposal) -> list:
    rows = ProposalFacts.objects.filter(record_id=proposal.pk).order_by("pk")
    return list(rows.values())


def test_published_one_is_taken_down(city, clear):
    proposal = fresh(answered(city, "A", "satisfied"))
    type(proposal)._base_manager.filter(pk=proposal.pk).update(published_on=proposal.docketed_on)
    clear(fresh(proposal))
    assert (fresh(proposal).published_on, fresh(proposal).may_publish) == (None, False)


def test_trail_keeps_counts_and_digests_and_no_word(city, clear, settings):
    proposal = planted_case(city)
    version = proposal.versions.get().digest
    clearing = clear(proposal)
    event = trail.events_of(clearing).get(act="clearings.confirm")
    assert event.facts["part"] == "whole"
    assert event.facts["versions"] == [version]
    assert event.facts["places"]["proposals.contact"] == 1
    assert len(event.facts["files"]) >= 5
    said = json.dumps(list(Event.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert HAN not in said


def test_check_names_the_dates(city, clear, capsys):
    clear(submitted(city))
    with pytest.raises(SystemExit):
        call_command("checkup")
    assert "已按规定清除过内容：2026年1月14日" in capsys.readouterr().out.replace(" ", "")
