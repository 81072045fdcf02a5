"""Sittings: days that follow from them, what may not be taken away, a plenary laid out in one go, agendas."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.gatherings import InvitationFactory
from tests.factories.members import BodyFactory
from tests.gatherings.plan.office import SOON, at, fresh, morning
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.gatherings.actions.set_agenda import copy_sitting, set_agenda
from tongxin.gatherings.actions.set_sittings import slots_of
from tongxin.gatherings.forms.layout import LayOutForm
from tongxin.gatherings.models import AgendaItem, SignIn
from tongxin.gatherings.values import Point
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.notifications.models import Notice

NEXT_DAY = SOON + timedelta(days=1)


def agenda_of(sitting) -> list[tuple]:
    return [(row.position, row.words, row.decision) for row in sitting.agenda.all()]


def signed_in(gathering):
    """Somebody who was at the first sitting."""
    sitting = gathering.sittings.first()
    invitation = InvitationFactory(gathering=gathering, assembly=gathering.assembly)
    now = clock.now()
    SignIn(
        assembly=gathering.assembly,
        sitting=sitting,
        invitation=invitation,
        way="list",
        at=now,
        received_at=now,
        mark="list",
    ).save()
    return sitting


def test_days_and_the_notices_day_follow_the_sittings(office):
    gathering = office.plan()
    (slot,) = slots_of(gathering)
    moved = replace(slot, starts_at=at(NEXT_DAY, 14), ends_at=at(NEXT_DAY, 16))
    later = office.do("arrange", gathering, slots=[moved, morning(NEXT_DAY + timedelta(days=1))])
    assert (later.happened_on, later.ends_on) == (NEXT_DAY, NEXT_DAY + timedelta(days=1))
    assert open_deadlines(later).get().due_on == NEXT_DAY - timedelta(days=3)
    assert gathering.sittings.count() == 2


def test_sitting_that_is_kept_keeps_its_row_and_secret(office):
    gathering = office.plan()
    before = gathering.sittings.get()
    office.do("arrange", gathering, slots=[replace(slots_of(gathering)[0], title="第一场")])
    after = gathering.sittings.get()
    assert (after.pk, after.title) == (before.pk, "第一场")
    assert after.unseal_secret() == before.unseal_secret()


def test_sitting_left_out_goes_with_its_agenda(office):
    gathering = office.plan(slots=[morning(SOON), morning(NEXT_DAY)])
    first, second = gathering.sittings.all()
    set_agenda(second, actor=office.general, points=[Point("议题")])
    office.do("arrange", gathering, slots=slots_of(gathering)[:1])
    assert list(gathering.sittings.all()) == [first]
    assert not AgendaItem.objects.exists()


def test_sitting_on_which_something_hangs_stays(office):
    gathering = office.announced(slots=[morning(SOON), morning(NEXT_DAY)])
    sitting = signed_in(gathering)
    others = [slot for slot in slots_of(gathering) if slot.key != sitting.pk]
    with pytest.raises(Refused, match="不能去掉"):
        office.do("reschedule", gathering, slots=others, place="", reason="改")
    assert gathering.sittings.count() == 2


@pytest.mark.parametrize("slots", [[], [replace(morning(SOON), ends_at=at(SOON, 8))]])
def test_schedule_that_makes_no_sense_is_refused(office, slots):
    gathering = office.plan()
    with pytest.raises(Refused):
        office.do("arrange", gathering, slots=slots)


def test_another_gatherings_sitting_is_refused(office):
    gathering, other = office.plan(), office.plan()
    with pytest.raises(Refused, match="刷新"):
        office.do("arrange", gathering, slots=slots_of(other))


def test_moving_tells_everybody_invited_and_says_why(office):
    gathering = office.announced()
    guest = InvitationFactory(gathering=gathering, assembly=office.here)
    away = InvitationFactory(gathering=gathering, assembly=office.here, state="withdrawn")
    slot = replace(slots_of(gathering)[0], starts_at=at(NEXT_DAY, 9), ends_at=at(NEXT_DAY, 10))
    moved = office.do("reschedule", gathering, slots=[slot], place="二楼", reason="场地冲突")
    assert (moved.happened_on, moved.place, moved.move_reason) == (NEXT_DAY, "二楼", "场地冲突")
    told = set(Notice.objects.filter(act="gatherings.reschedule").values_list("person", flat=True))
    assert (guest.person_id in told, away.person_id in told) == (True, False)
    assert open_deadlines(moved).get().started_on == NEXT_DAY


# A series of days


def six_days(office, **more):
    """A plenary planned for six days: twelve half days to begin with."""
    days = [SOON + timedelta(days=n) for n in range(6)]
    slots = [
        slot
        for day in days
        for slot in (
            morning(day),
            replace(morning(day), starts_at=at(day, 14, 30), ends_at=at(day, 17)),
        )
    ]
    return office.plan("plenary", slots=slots, **more)


def laid_out(office, gathering, **changes):
    form = LayOutForm(record=gathering, actor=office.general)
    data = {name: field.initial for name, field in form.fields.items()}
    form = LayOutForm({**data, **changes}, record=gathering, actor=office.general)
    assert form.is_valid(), form.errors
    return office.do("lay_out", gathering, **form.data_for_act())


def test_plenary_of_twelve_half_days_gets_its_group_rooms_in_one_go(office):
    groups = [BodyFactory(assembly=office.here, kind="group", name=f"第{n}组") for n in (1, 2, 3)]
    gathering = six_days(office)
    assert gathering.sittings.count() == 12
    rooms = {f"room_{group.pk}": f"{group}会议室" for group in groups}
    ways = {"way_1": "rooms", "title_1": "分组讨论", "title_0": "开幕会", "way_15": ""}
    gathering = laid_out(office, gathering, **ways, **rooms)
    first, *discussion = gathering.sittings.filter(starts_at__lt=at(NEXT_DAY, 0))
    assert (first.title, first.group) == ("开幕会", None)
    assert [(row.title, str(row.group), row.place) for row in discussion] == [
        ("分组讨论", f"第{n}组", f"第{n}组会议室") for n in (1, 2, 3)
    ]
    assert gathering.sittings.count() == 13
    assert (gathering.happened_on, gathering.ends_on) == (SOON, SOON + timedelta(days=5))


def test_laying_out_once_more_keeps_what_is_there(office):
    BodyFactory(assembly=office.here, kind="group")
    gathering = laid_out(office, six_days(office), way_1="rooms")
    before = list(gathering.sittings.values_list("pk", flat=True))
    set_agenda(gathering.sittings.first(), actor=office.general, points=[Point("听取报告")])
    again = laid_out(office, fresh(gathering))
    assert list(again.sittings.values_list("pk", flat=True)) == before
    assert agenda_of(again.sittings.first()) == [(1, "听取报告", "")]


def test_half_day_in_groups_needs_a_group(office):
    group = BodyFactory(assembly=office.here, kind="group")
    gathering = six_days(office)
    data = {"way_0": "rooms", f"group_{group.pk}": ""}
    form = LayOutForm(data, record=gathering, actor=office.general)
    assert not form.is_valid()
    assert "小组" in str(form.errors)


def test_evening_is_laid_out_at_the_rulebooks_hours(office):
    gathering = laid_out(office, six_days(office), way_2="together")
    evening = gathering.sittings.filter(starts_at=at(SOON, 19)).get()
    assert evening.ends_at == at(SOON, 20, 30)


# Agendas


def test_agenda_is_rewritten_in_its_order_and_decisions_stay(office):
    sitting = office.plan().sittings.get()
    rows = set_agenda(sitting, actor=office.general, points=[Point("甲"), Point("乙")])
    AgendaItem.objects.filter(pk=rows[1].pk).update(decision="通过")
    turned = [Point("乙", "李强", 20, key=rows[1].pk), Point("甲", key=rows[0].pk)]
    set_agenda(sitting, actor=office.general, points=turned)
    assert agenda_of(sitting) == [(1, "乙", "通过"), (2, "甲", "")]
    with pytest.raises(Refused, match="议定结果"):
        set_agenda(sitting, actor=office.general, points=[Point("甲", key=rows[0].pk)])


def test_agenda_changed_elsewhere_is_not_overwritten(office):
    gathering = office.plan()
    sitting, seen = gathering.sittings.get(), gathering.version
    set_agenda(sitting, actor=office.general, points=[Point("甲")], seen=seen)
    with pytest.raises(Conflict):
        set_agenda(sitting, actor=office.general, points=[Point("乙")], seen=seen)
    assert agenda_of(sitting) == [(1, "甲", "")]


def test_agenda_is_closed_with_the_gathering(office):
    sitting = office.closed().sittings.get()
    with pytest.raises(Refused, match="不能再改议程"):
        set_agenda(sitting, actor=office.general, points=[Point("甲")])


def test_another_office_writes_no_agenda(office):
    sitting = office.plan("plenary").sittings.get()
    with pytest.raises(Refused):
        set_agenda(sitting, actor=office.committee, points=[Point("甲")])


def test_sitting_once_more_brings_hours_and_agenda(office):
    gathering = office.plan()
    sitting = gathering.sittings.get()
    set_agenda(sitting, actor=office.general, points=[Point("学习")])
    copy_sitting(sitting, actor=office.general, on=date(2026, 2, 10))
    again = gathering.sittings.last()
    assert (again.starts_at, agenda_of(again)) == (at(date(2026, 2, 10), 9), [(1, "学习", "")])
    assert fresh(gathering).ends_on == date(2026, 2, 10)
