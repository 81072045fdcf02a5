"""A gate's export: found by card or name, put to its sitting by its time, told apart, taken once, taken back."""

import pytest

from tests.factories.cities import staff
from tests.factories.lists import bring, findings
from tests.gatherings.doors.door import at, moment_of
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.gatherings.imports.gate import FAMILY, import_code
from tongxin.gatherings.imports.moments import read_moment
from tongxin.gatherings.models import SignIn
from tongxin.gatherings.queries.door import roll_of
from tongxin.papers.actions.undo_import import TouchedSince, undo_import
from tongxin.papers.imports.cells import Faulty
from tongxin.papers.imports.queries import lines, view_of


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2026-01-15 08:31:05", "2026-01-15T08:31:05"),
        ("2026/1/15 8:31", "2026-01-15T08:31:00"),
        ("2026年1月15日8时31分", "2026-01-15T08:31:00"),
        ("2026年1月15日（星期四） 上午8：31", "2026-01-15T08:31:00"),
        ("2026-01-15T08:31:05.123+08:00", "2026-01-15T08:31:05"),
        ("20260115083105", "2026-01-15T08:31:05"),
        ("20260115 0831", None),
        ("08:31", "T08:31:00"),
        ("8点半", "T08:30:00"),
        ("下午2:05", "T14:05:00"),
        ("2:05 PM", "T14:05:00"),
        ("中午12:10", "T12:10:00"),
        (46037.354861, "2026-01-15T08:31:00"),
        (0.354861, "T08:31:00"),
        ("25:00", None),
        ("昨天", None),
        (46037, "2026-01-15T00:00:00"),
    ],
)
def test_times_are_read_in_the_forms_gates_write(cell, read):
    if read is None:
        with pytest.raises(Faulty):
            read_moment(cell)
    else:
        assert read_moment(cell) == read


def take_in(door, text, **more):
    actor = more.pop("actor", door.general)
    with at("2026-01-15 12:00"):
        code = import_code(door.gathering)
        return bring(code, text, assembly=door.city.assembly, actor=actor, **more)


def listed(door, *rows, header="姓名,刷卡时间,方向"):
    return "\n".join((header, *rows)) + "\n"


def test_passages_become_sign_ins(door):
    names = [one.name for one in door.invitations]
    text = listed(
        door, f"{names[0]},2026-01-15 08:31:05,进", f"{names[0]},11:35,出", f"{names[1]},8:58,"
    )
    take_in(door, text)
    rows = SignIn.objects.order_by("at").values_list("invitation", "at", "direction", "way")
    one, two = (invitation.pk for invitation in door.invitations[:2])
    assert list(rows) == [
        (one, moment_of("08:31:05"), "in", "gate"),
        (two, moment_of("08:58"), "in", "gate"),
        (one, moment_of("11:35"), "out", "gate"),
    ]


def test_card_number_tells_people_of_one_name_apart(door):
    member = door.city.members[0]
    door.guest("张伟"), door.guest("张伟")
    text = listed(door, f"{member.card_number},,08:31", ",张伟,08:32", header="卡号,姓名,时间")
    batch = take_in(door, text, confirmed=False)
    assert findings(batch) == [
        ("create", []),
        ("faulty", ["名单上有 2 个“张伟”，请补上委员证号"]),
    ]


def test_unknown_doubled_and_outside_are_said_row_by_row(door):
    name = door.invitations[0].name
    text = listed(
        door, f"{name},08:31,进", f"{name},08:31,进", f"{name},06:00,进", "路过的人,08:31,进"
    )
    said = findings(take_in(door, text, confirmed=False))
    assert said == [
        ("create", []),
        ("create", ["08:31 与前面的一条相同，只记一次"]),
        ("faulty", ["06:00 不在任何一场的签到时间里"]),
        ("faulty", ["名单上没有“路过的人”，请在签到页按名单外到场登记"]),
    ]


def test_same_export_again_changes_nothing(door):
    text = listed(door, f"{door.invitations[0].name},08:31,进")
    take_in(door, text)
    assert findings(take_in(door, text, confirmed=False))[0][0] == "skip"
    assert SignIn.objects.count() == 1


def test_times_go_to_the_sitting_whose_door_was_open(door):
    afternoon = door.another_sitting(moment_of("14:00"), moment_of("17:00"))
    name = door.invitations[0].name
    take_in(door, listed(door, f"{name},08:31,进", f"{name},13:50,进"))
    assert list(SignIn.objects.order_by("at").values_list("sitting", flat=True)) == [
        door.sitting.pk,
        afternoon.pk,
    ]


def test_two_columns_of_times_make_two_marks(door):
    text = listed(door, f"{door.invitations[0].name},08:31,11:00", header="姓名,进场时间,离场时间")
    take_in(door, text)
    line = next(line for line in roll_of(door.sitting).lines if line.marks)
    assert (line.came.at, line.left.at) == (moment_of("08:31"), moment_of("11:00"))


def test_undone_import_stands_no_more_and_may_come_again(door):
    text = listed(door, f"{door.invitations[0].name},08:31,11:00", header="姓名,进场时间,离场时间")
    batch = take_in(door, text)
    undo_import(batch, actor=door.general)
    assert roll_of(door.sitting).meter.present == 0
    take_in(door, text)
    assert (roll_of(door.sitting).meter.present, SignIn.objects.count()) == (1, 2)


def test_closed_gathering_takes_no_list_and_gives_none_back(door):
    text = listed(door, f"{door.invitations[0].name},08:31,进")
    batch = take_in(door, text)
    door.closed()
    with pytest.raises(TouchedSince):
        undo_import(batch, actor=door.general)
    assert findings(take_in(door, text, confirmed=False))[0][0] == "faulty"


def test_other_offices_import_nothing(door):
    research = staff(Role.RESEARCH_OFFICE, door.city.assembly)
    assert list(FAMILY.codes(research)) == []
    assert list(FAMILY.codes(door.general)) == [import_code(door.gathering)]
    with pytest.raises(Refused):
        take_in(door, listed(door, f"{door.invitations[0].name},08:31,进"), actor=research)


def test_preview_shows_times_as_people_write_them(door):
    names = [one.name for one in door.invitations]
    batch = take_in(
        door,
        listed(door, f"{names[0]},2026/1/15 8:31,进", f"{names[1]},8:32:05,进"),
        confirmed=False,
    )
    told = [dict(line.values)["时间"] for line in lines(batch, view_of(batch, "all"))]
    assert told == ["2026-01-15 08:31", "08:32:05"]
