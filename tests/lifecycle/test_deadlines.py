"""Clocks: opened, met, ended, lasting and extended by acts, each able to say why it falls on its day."""

from datetime import date, datetime

import pytest

from tests.proposals.thread import (
    acknowledged,
    assigned,
    decided,
    docketed,
    draft,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle import deadlines
from tongxin.lifecycle.models import Deadline
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.table import Due
from tongxin.organisations.actions.change_rule import change_rule
from tongxin.organisations.rulebook import Length
from tongxin.proposals.actions.co_sign import invite
from tongxin.proposals.actions.draft_units import UnitDraft
from tongxin.proposals.lifecycle import CO_SIGNATURE, DECISION_LIST, HANDLING, PROPOSAL
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.terms import UnitRole


def running(record) -> dict[str, date]:
    return dict(deadlines.open_deadlines(record).values_list("act", "due_on"))


def closed(record) -> dict[str, str]:
    rows = Deadline._base_manager.filter(record_type=record._meta.label_lower, record_id=record.pk)
    return dict(rows.exclude(status="open").values_list("act", "status"))


def test_act_starts_the_clocks_of_its_row(city):
    assert running(handling_of(assigned(city))) == {
        "handlings.acknowledge": date(2026, 1, 21),
        "handlings.reply": date(2026, 4, 14),
    }


def test_clock_concerns_only_whom_its_row_says(city):
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    assert set(running(handling_of(proposal, 0))) == {"handlings.acknowledge", "handlings.reply"}
    assert set(running(handling_of(proposal, 1))) == {"handlings.acknowledge", "handlings.opine"}


def test_act_that_was_owed_meets_its_clock(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    assert closed(handling)["handlings.acknowledge"] == "met"


def test_clock_lasts_through_the_states_its_row_names(city):
    handling = handling_of(assigned(city))
    perform(HANDLING.object, handling, city.clerks[0], reason="不属本局职责")
    assert "handlings.reply" in running(handling)
    assert closed(handling)["handlings.acknowledge"] == "cancelled"


def test_clock_ends_where_its_act_can_no_longer_happen(city):
    handling = handling_of(assigned(city))
    perform(HANDLING.object, handling, city.clerks[0], reason="不属本局职责")
    perform(HANDLING.comment_objection, fresh(handling), city.office, office_opinion="同意")
    perform(HANDLING.reassign, fresh(handling), city.assigner, unit=city.units[1])
    assert running(handling) == {}
    assert closed(handling)["handlings.reply"] == "cancelled"


def test_act_that_starts_a_clock_anew_ends_the_one_that_runs(city):
    handling = handling_of(assigned(city))
    perform(HANDLING.object, handling, city.clerks[0], reason="不属本局职责")
    perform(HANDLING.comment_objection, fresh(handling), city.office, office_opinion="不同意")
    with clock.frozen(datetime(2026, 1, 16, 10)):
        perform(HANDLING.refuse_objection, fresh(handling), city.assigner, note="职责所在")
    assert running(handling)["handlings.acknowledge"] == date(2026, 1, 23)


def test_reply_leaves_no_clock_on_the_handling(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    replied(city, fresh(handling), city.clerks[0])
    assert running(handling) == {}
    assert closed(handling)["handlings.reply"] == "met"


def test_clock_of_a_released_result_starts_at_the_release(city):
    assert running(docketed(city)) == {"proposals.assign": date(2026, 2, 13)}


def test_deadline_explains_its_day(city):
    row = deadlines.open_deadlines(handling_of(assigned(city))).get(act="handlings.acknowledge")
    assert (row.parameter, row.started_on, row.due_on) == (
        "proposals.acknowledge_within",
        date(2026, 1, 14),
        date(2026, 1, 21),
    )
    assert row.working["length"] == {"count": 5, "unit": "workdays", "by": None}
    assert [day for day, _reason in row.working["skipped"]] == ["2026-01-17", "2026-01-18"]
    assert row.working["version"]


def test_edited_rule_moves_no_running_clock(city):
    handling = handling_of(assigned(city))
    change_rule(
        city.assembly,
        actor=city.office,
        code="proposals.acknowledge_within",
        value=Length(10, "workdays").as_json(),
        valid_from=clock.today(),
        reason="办公室通知",
    )
    assert running(handling)["handlings.acknowledge"] == date(2026, 1, 21)
    later = handling_of(_second(city))
    assert running(later)["handlings.acknowledge"] == date(2026, 1, 28)


def _second(city):
    """Another proposal assigned after the first."""
    proposal = submitted(city, 1)
    perform(DECISION_LIST.release, decided(city, proposal), city.office)
    units = [UnitDraft(city.units[0], UnitRole.SOLE)]
    perform(PROPOSAL.draft_units, fresh(proposal), city.office, units=units)
    perform(PROPOSAL.assign, fresh(proposal), city.assigner)
    return fresh(proposal)


def test_extension_replaces_the_clock_and_keeps_the_old_one(city):
    handling = handling_of(assigned(city))
    row = deadlines.open_deadlines(handling).get(act="handlings.reply")
    later = deadlines.extend(row, due_on=date(2026, 5, 14), reason="方案待批", actor=city.assigner)
    assert (later.extends_id, later.due_on, later.started_on) == (
        row.pk,
        date(2026, 5, 14),
        row.started_on,
    )
    assert fresh(row).status == "extended"
    assert running(handling)["handlings.reply"] == date(2026, 5, 14)


def test_extension_is_later_and_of_a_running_clock(city):
    row = deadlines.open_deadlines(handling_of(assigned(city))).get(act="handlings.reply")
    with pytest.raises(Refused, match="晚于"):
        deadlines.extend(row, due_on=row.due_on, reason="x", actor=city.assigner)
    deadlines.extend(row, due_on=date(2026, 5, 14), reason="x", actor=city.assigner)
    with pytest.raises(Refused, match="了结"):
        deadlines.extend(row, due_on=date(2026, 6, 14), reason="x", actor=city.assigner)


def test_day_in_a_year_not_yet_published_is_provisional():
    due_on, working = deadlines.resolve(Length(5, "workdays"), date(2031, 3, 3))
    assert (due_on, working["provisional"]) == (date(2031, 3, 10), True)
    assert not deadlines.resolve(Length(5, "workdays"), date(2026, 3, 3))[1]["provisional"]


def test_rule_may_name_a_latest_day():
    length = Length(6, "months", by="05-31")
    due_on, working = deadlines.resolve(length, date(2026, 1, 14))
    assert (due_on, working["by_fixed_date"]) == (date(2026, 5, 31), "2026-05-31")
    assert deadlines.resolve(Length(1, "months", by="05-31"), date(2026, 1, 14))[0] == date(
        2026, 2, 14
    )


def test_invitation_lapses_on_its_own_clock(city):
    signature = invite(draft(city), actor=city.member_actor(), members=city.members[1:2])[0]
    assert running(signature) == {"co_signatures.confirm": date(2026, 1, 21)}
    perform(CO_SIGNATURE.refuse, signature, city.member_actor(1))
    assert closed(signature) == {"co_signatures.confirm": "cancelled"}


def test_overdue_finds_records_by_their_open_clocks(city):
    handling = handling_of(assigned(city))
    late = Handling.objects.filter(deadlines.overdue(HANDLING.record_type, date(2026, 1, 22)))
    assert list(late) == [handling]
    assert not Handling.objects.filter(
        deadlines.overdue(HANDLING.record_type, date(2026, 1, 21))
    ).exists()


def test_many_clocks_start_in_one_statement_and_end_in_one(city, django_assert_num_queries):
    proposals = [draft(city), draft(city)]
    with django_assert_num_queries(1):
        deadlines.start_many(PROPOSAL, Due("hand_in", on=lambda _one: date(2026, 2, 1)), proposals)
    assert [running(one) for one in proposals] == [{"proposals.hand_in": date(2026, 2, 1)}] * 2
    with django_assert_num_queries(1):
        deadlines.end_all(PROPOSAL, Proposal._base_manager.all())
    assert [closed(one) for one in proposals] == [{"proposals.hand_in": "cancelled"}] * 2
