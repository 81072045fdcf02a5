"""Announcing, cancelling, closing and correcting: conditions, reasons, what counts, what is kept."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.gatherings import InvitationFactory
from tests.factories.members import MemberFactory
from tests.gatherings.plan.office import LONG_AGO, SOON, at, fresh, morning
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.set_agenda import set_agenda
from tongxin.gatherings.lifecycle import GATHERING, INVITATION
from tongxin.gatherings.models import Minutes, Presence
from tongxin.gatherings.values import Attendance, Plan, Point
from tongxin.lifecycle import waiting
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.models import Waiting
from tongxin.lifecycle.offers import available_acts
from tongxin.notifications.models import Notice

AFTER = datetime(2026, 2, 5, 9, 0)


def offered(office, gathering) -> dict[str, str | None]:
    """The buttons of the general office, each with its refusal."""
    return {
        offer.code: offer.refusal
        for offer in available_acts(GATHERING, fresh(gathering), office.general)
    }


def presences(gathering) -> list[tuple]:
    rows = Presence.objects.filter(gathering=gathering).order_by("pk")
    return [(row.invitation.name, row.state, row.is_first, row.happened_on) for row in rows]


# Announcing


def test_announcing_dates_it_and_starts_the_clock_for_closing(office):
    gathering = office.announced()
    assert (gathering.state, gathering.announced_on) == ("announced", date(2026, 1, 14))
    due = open_deadlines(gathering).get()
    assert (due.act, due.started_on) == ("gatherings.close", SOON)


def test_nobody_is_announced_to_where_nobody_is_invited(office):
    gathering = office.plan("special_consultation")
    assert "邀请" in offered(office, gathering)["announce"]
    InvitationFactory(gathering=gathering, assembly=office.here)
    assert offered(office, gathering)["announce"] is None


def test_secret_agenda_is_not_announced(office):
    gathering = office.plan()
    sitting = gathering.sittings.get()
    set_agenda(sitting, actor=office.general, points=[Point("议题")])
    sitting.agenda.update(words="机密★事项")
    with pytest.raises(Refused, match="密"):
        office.do("announce", gathering)


def test_late_notice_asks_why_and_keeps_the_reason(office):
    gathering = office.plan("plenary", slots=[morning(date(2026, 1, 19))])
    with pytest.raises(Refused, match="为什么现在") as refused:
        office.do("announce", gathering)
    assert refused.value.field == "short_notice"
    told = office.do("announce", gathering, short_notice="上级临时部署")
    assert told.short_notice == "上级临时部署"


def test_timely_notice_keeps_no_reason(office):
    assert office.do("announce", office.plan(), short_notice="不必").short_notice == ""


def test_what_is_over_is_no_longer_announced(office):
    gathering = office.plan()
    with clock.frozen(AFTER):
        assert "已过" in offered(office, gathering)["announce"]
        assert offered(office, gathering)["close"] is None
    past = office.plan(day=LONG_AGO)
    assert "announce" not in offered(office, past)


# Cancelling


def test_cancelling_tells_those_invited_and_waits_for_nobody(office):
    gathering = office.announced()
    guest = InvitationFactory(gathering=gathering, assembly=office.here)
    waiting.refresh(INVITATION, guest)
    assert Waiting._base_manager.filter(person=guest.person).exists()
    gone = office.do("cancel", gathering, reason="与上级会议冲突")
    assert (gone.state, gone.cancel_reason) == ("cancelled", "与上级会议冲突")
    assert Notice.objects.filter(act="gatherings.cancel", person=guest.person).count() == 1
    assert not Waiting._base_manager.filter(person=guest.person).exists()
    assert not open_deadlines(gone).exists()


def test_draft_is_cancelled_without_telling_anybody(office):
    office.do("cancel", office.plan(), reason="不办了")
    assert not Notice.objects.filter(act="gatherings.cancel").exists()


# Closing


def test_meeting_is_not_closed_before_its_last_sitting_is_over(office):
    gathering = office.announced(slots=[morning(SOON), morning(SOON + timedelta(days=1))])
    with clock.frozen(datetime(2026, 2, 4, 11, 0)):
        assert "close" not in offered(office, gathering)
    with clock.frozen(datetime(2026, 2, 4, 11, 31)):
        assert offered(office, gathering)["close"] is None


def test_closing_asks_for_what_the_kind_asks(office):
    gathering = office.plan("reception", day=LONG_AGO, values={"visitors": ""})
    assert "来访单位" in offered(office, gathering)["close"]


def test_closing_asks_for_the_minutes_that_must_be_there(office):
    gathering = office.plan("integrity_meeting", day=LONG_AGO)
    assert "纪要" in offered(office, gathering)["close"]
    minutes = Minutes(assembly=office.here, gathering=gathering)
    minutes.save()
    assert "纪要" in offered(office, gathering)["close"]
    Minutes.objects.update(state="passed")
    assert offered(office, gathering)["close"] is None


def test_closed_gathering_counts_from_today_and_keeps_its_words(office):
    gathering = office.closed(guests=30)
    assert (gathering.closed_on, gathering.guests) == (date(2026, 1, 14), 30)
    version = gathering.versions.get()
    assert version.values["plain"]["title"] == "情况通报会"
    assert version.values["fields"]["speaker"] == "市政府副市长"
    assert not Waiting._base_manager.filter(record_id=gathering.pk).exists()


# A past gathering


def test_past_gathering_brings_its_list_by_name(office):
    member = MemberFactory(assembly=office.here, person=PersonFactory(name="王敏"))
    attendance = Attendance(["王敏", " 李强 ", "王敏"], ["赵云"], ["钱七"])
    gathering = office.closed(attendance=attendance)
    day = LONG_AGO
    assert presences(gathering) == [
        ("王敏", "present", True, day),
        ("李强", "present", True, day),
        ("赵云", "excused", False, day),
        ("钱七", "absent", False, day),
    ]
    assert Presence.objects.get(person=member.person).counted_on == date(2026, 1, 14)
    assert Presence.objects.filter(person=None).count() == 3


def test_namesakes_are_nobody_in_particular(office):
    for _number in range(2):
        MemberFactory(assembly=office.here, person=PersonFactory(name="王敏"))
    gathering = office.closed(attendance=Attendance(["王敏"]))
    assert Presence.objects.get(gathering=gathering).person is None


def test_somebody_at_three_sittings_is_first_at_one(office):
    days = [LONG_AGO + timedelta(days=n) for n in range(3)]
    gathering = office.closed(
        "training", slots=[morning(day) for day in days], attendance=Attendance(["王敏"])
    )
    assert [(row[2], row[3]) for row in presences(gathering)] == [
        (True, days[0]),
        (False, days[1]),
        (False, days[2]),
    ]


def test_name_in_two_lists_is_refused_and_nothing_is_closed(office):
    gathering = office.plan(day=LONG_AGO)
    with pytest.raises(Refused, match="两份名单") as refused:
        office.do("close", gathering, attendance=Attendance(["王敏"], ["王敏"]))
    assert refused.value.field == "excused"
    assert fresh(gathering).is_draft


def test_long_list_costs_no_statement_a_name(office, django_assert_max_num_queries):
    gathering = office.plan(day=LONG_AGO)
    with django_assert_max_num_queries(60):
        office.do("close", gathering, attendance=Attendance([f"委员{n}" for n in range(300)]))
    assert Presence.objects.filter(gathering=gathering).count() == 300


# Correcting


def test_correction_keeps_the_old_words_with_the_reason(office):
    gathering = office.closed()
    plan = Plan({"title": "政府工作通报会"}, {"variety": "government", "speaker": "市长"})
    corrected = office.do(
        "correct", gathering, reason="名称写错", plan=plan, closing_words="", guests=None
    )
    first, second = corrected.versions.all()
    assert corrected.title == "政府工作通报会"
    assert (first.values["plain"]["title"], second.values["plain"]["title"]) == (
        "情况通报会",
        "政府工作通报会",
    )
    assert (second.number, second.reason, second.by) == (2, "名称写错", office.general.person)


def test_corrected_day_takes_presences_along(office):
    gathering = office.closed(attendance=Attendance(["王敏"]))
    sitting, right = gathering.sittings.get(), date(2025, 4, 4)
    slot = morning(right)
    slot = type(slot)(slot.starts_at, slot.ends_at, key=sitting.pk)
    corrected = office.do(
        "correct",
        gathering,
        reason="日期写错",
        plan=Plan({"title": "情况通报会"}),
        closing_words="",
        guests=None,
        slot=slot,
    )
    assert corrected.happened_on == right
    assert Presence.objects.get().happened_on == right
    assert gathering.sittings.get().starts_at == at(right, 9)


def test_closed_one_is_changed_by_correction_only(office):
    assert set(offered(office, office.closed())) == {"correct"}
