"""Planning: what a draft holds, which days it falls on, whom its kind expects, how it begins from an earlier one."""

from datetime import date, timedelta

import pytest

from tests.factories.members import SectorFactory, SpecialCommitteeFactory
from tests.gatherings.plan.office import LONG_AGO, SOON, another_office, fresh, morning
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.keep_kinds import Own, lay_over
from tongxin.gatherings.actions.plan_gathering import days_like
from tongxin.gatherings.models import Gathering, Sitting
from tongxin.gatherings.values import Plan, values_of
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.models import Waiting
from tongxin.trail.models import Event


def rules(gathering: Gathering) -> list[tuple]:
    return [(rule.source, rule.duty, str(rule)) for rule in gathering.rules.all()]


def test_draft_holds_what_was_planned(office):
    gathering = office.plan("briefing", theme="经济运行")
    assert (gathering.state, gathering.happened_on, gathering.ends_on) == ("drafted", SOON, SOON)
    assert (gathering.title, gathering.theme, gathering.variety) == (
        "情况通报会",
        "经济运行",
        "government",
    )
    assert values_of(gathering, office.kind("briefing").fields) == {
        "variety": "government",
        "speaker": "市政府副市长",
    }
    assert gathering.planned_by == office.general.person
    assert Event.objects.filter(act="gatherings.begin", record_id=gathering.pk).count() == 1


def test_notice_is_owed_as_many_days_before_as_the_kind_says(office):
    gathering = office.plan("plenary", slots=[morning(SOON)])
    assert open_deadlines(gathering).get().due_on == SOON - timedelta(days=7)
    waiting = Waiting._base_manager.filter(record_id=gathering.pk, act="gatherings.announce")
    assert {row.role for row in waiting} == {"general_office", "county_office"}


def test_notice_that_is_late_already_is_owed_today(office):
    assert open_deadlines(office.plan(day=date(2026, 1, 15))).get().due_on == date(2026, 1, 14)


def test_past_gathering_waits_for_closing_and_owes_no_notice(office):
    gathering = office.plan(day=LONG_AGO)
    assert not open_deadlines(gathering).exists()
    acts = Waiting._base_manager.filter(record_id=gathering.pk).values_list("act", flat=True)
    assert set(acts) == {"gatherings.close"}


def test_each_sitting_has_a_secret_of_its_own(office):
    slots = [morning(SOON), morning(SOON + timedelta(days=1))]
    secrets = {row.unseal_secret() for row in office.plan(slots=slots).sittings.all()}
    assert len(secrets) == 2
    assert all(len(secret) == 64 for secret in secrets)


def test_gathering_in_a_plenarys_days_belongs_to_the_session(office):
    session = office.city.session
    assert office.plan(day=session.opens_on).session == session
    assert office.plan(day=session.closes_on + timedelta(days=1)).session is None


def test_kind_expects_whom_it_names_as_far_as_they_are_known(office):
    committee = SpecialCommitteeFactory(assembly=office.here)
    meeting = office.plan("committee_meeting", organiser=committee)
    assert rules(meeting) == [("committee", "must", committee.short_name)]
    assert rules(office.plan("committee_meeting")) == []
    assert rules(office.plan("special_consultation")) == []
    assert [row[0] for row in rules(office.plan("plenary"))] == ["members"]


def test_organiser_named_later_brings_the_list(office):
    gathering = office.plan("sector_activity")
    sector = SectorFactory(assembly=office.here)
    plan = {"title": "界别活动"}
    office.do("revise", gathering, plan=Plan(plan, {}, sector))
    assert rules(gathering) == [("sector", "must", sector.name)]
    assert fresh(gathering).organiser == sector


def test_earlier_gathering_gives_its_list_and_all_its_days(office):
    slots = [morning(LONG_AGO, title="开幕"), morning(LONG_AGO + timedelta(days=2), title="闭幕")]
    earlier = office.plan("plenary", day=LONG_AGO, slots=slots)
    again = office.plan("plenary", slots=days_like(earlier, morning(SOON)), like=earlier)
    assert (again.happened_on, again.ends_on) == (SOON, SOON + timedelta(days=2))
    assert [row.title for row in again.sittings.all()] == ["开幕", "闭幕"]
    assert rules(again) == rules(earlier)


def test_repeat_gives_the_first_one_and_writes_nothing(office):
    first = office.plan(request_key="k" * 20)
    assert office.plan(request_key="k" * 20) == first
    assert (Gathering.objects.count(), Sitting.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"title": "绝密★会议"}, "密"),
        ({"values": {"variety": "rumour"}}, "选项"),
        ({"slots": [morning(SOON), morning(SOON, title="机密★")]}, "密"),
    ],
)
def test_what_does_not_fit_is_refused_and_stores_nothing(office, more, why):
    with pytest.raises(Refused, match=why):
        office.plan(**more)
    assert not Gathering.objects.exists()


def test_committee_staff_plan_only_kinds_of_theirs(office):
    with pytest.raises(Refused):
        office.plan("plenary", office.committee)
    assert office.plan("committee_meeting", office.committee).pk


def test_another_assemblys_organiser_and_gathering_are_refused(office):
    elsewhere = another_office()
    with pytest.raises(Refused, match="主办者"):
        office.plan("sector_activity", organiser=SectorFactory(assembly=elsewhere.here))
    with pytest.raises(Refused):
        office.plan("plenary", like=elsewhere.plan("plenary"))


def test_kind_that_is_not_used_here_is_not_planned(office):
    kind = office.kind("briefing")
    lay_over(kind.row, office.here, actor=office.general, own=Own(is_hidden=True))
    with pytest.raises(Refused, match="不用"):
        office.plan("briefing")
