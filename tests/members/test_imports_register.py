"""A real roster's mess: merged heads, full-width digits, blanks in names, five forms of days, namesakes, many rows."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from xlsxwriter.utility import xl_cell_to_rowcol

from tests.conftest import EXAMPLES
from tests.factories.cities import staff
from tests.factories.lists import findings
from tongxin.accounts.terms import Role
from tongxin.core.bulk import STAGED_FROM, Ready
from tongxin.core.errors import Conflict
from tongxin.members.actions.identity_numbers import enter_identity_number, read_identity_number
from tongxin.members.imports import roster
from tongxin.members.models import Appointment, Body, IdentityNumber, Member
from tongxin.members.terms import BodyKind, Post
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.actions.undo_import import undo_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.terms import Decision
from tongxin.papers.models import ImportBatch

MANY = 10_000 if EXAMPLES > 100 else 1_000
"""Rows of the long roster: a night's run takes ten thousand."""

NUMBER = "11010519491231002X"
HEADER = "姓名,界别,手机号码,职称,学位,籍贯,专长,通讯地址,邮编,电子邮箱,活动组,身份证号\n"
ZHOU = (
    "周　敏,教育界,13900000001,正高级教师,硕士,湖南长沙,基础教育,滨江路9号,"
    f"４１００００,zhou@example.test,第一小组组长,{NUMBER}\n"
)


def member(name: str) -> Member:
    return Member.objects.get(person__name=name)


def workbook(rows: list[list], merged: Sequence[str] = ()) -> io.BytesIO:
    """An office's sheet: what is merged keeps its text in the first cell."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("名册")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for place in merged:
            row, column = xl_cell_to_rowcol(place.partition(":")[0])
            sheet.merge_range(place, rows[row][column])
    return stream


@pytest.fixture
def upload(city, liaison, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"

    def uploaded(stream: io.BytesIO) -> ImportBatch:
        kind = kinds.kind("members.roster")
        batch = start_import(kind, stream, "名册.xlsx", assembly=city.assembly, actor=liaison)
        options = {"term": str(city.session.term_id), "bodies": "found"}
        return match_import(batch, read_layouts(batch.layouts), options, actor=liaison)

    return uploaded


def test_new_columns_fill_the_register(city, import_roster, liaison):
    import_roster(HEADER + ZHOU)
    zhou = member("周敏")
    assert (zhou.professional_title, zhou.degree, zhou.native_place, zhou.speciality) == (
        "正高级教师",
        "硕士",
        "湖南长沙",
        "基础教育",
    )
    assert (zhou.address, zhou.postcode, zhou.person.email) == (
        "滨江路9号",
        "410000",
        "zhou@example.test",
    )
    (post,) = Appointment.objects.filter(member=zhou)
    assert (str(post.body), post.body.kind, post.post) == ("第一小组", BodyKind.GROUP, Post.LEADER)
    assert read_identity_number(zhou, actor=liaison) == NUMBER


def test_identity_column_is_passed_over_for_those_without_the_permission(city, import_roster):
    office = staff(Role.GENERAL_OFFICE, city.assembly)
    batch = import_roster(HEADER + ZHOU, actor=office)
    assert member("周敏").degree == "硕士"
    assert not IdentityNumber.objects.exists()
    assert all(NUMBER not in str(row.values) for row in rows_of(batch))


def test_number_makes_the_same_person_known_and_another_name_a_fault(city, import_roster, liaison):
    known = city.members[0]
    enter_identity_number(known, actor=liaison, number=NUMBER)
    same = ZHOU.replace("周　敏", known.person.name).replace("13900000001", "13900000002")
    batch = import_roster(HEADER + same, confirmed=False)
    assert rows_of(batch).get().decision == Decision.UPDATE
    ((_decision, messages),) = findings(import_roster(HEADER + ZHOU, confirmed=False))
    assert [one for one in messages if "登记在" in one]


def test_staged_numbers_are_wiped_when_the_batch_is_over(city, import_roster):
    batch = import_roster(HEADER + ZHOU)
    assert all(NUMBER not in str(row.__dict__) for row in rows_of(batch))


def test_taken_back_nothing_of_it_is_left(city, import_roster, liaison):
    batch = import_roster(HEADER + ZHOU)
    undo_import(batch, actor=liaison)
    assert not Member.objects.filter(person__name="周敏").exists()
    assert not IdentityNumber.objects.exists()
    assert not Body.objects.exists()


def test_merged_heads_and_the_other_habits_of_offices(city, upload, liaison):
    rows = [
        ["政协第十一届委员会委员名册"],
        ["序号", "姓名", "出生年月", "界别", "联系方式", "", "任职时间"],
        ["", "", "", "", "手机号码", "通讯地址", ""],
        [1, "周　敏", "1975.06", "教育界", "１３９０００００００１", "滨江路9号", "2022-01-10"],
        [2, "吴 强", "1975年6月", "教育界", 13900000002, "滨江路9号", "2024年3月5日"],
        [3, "郑新", "197506", "教育界", "139-0000-0003", "", "2024.3.5"],
        [4, "钱立", "1975-06-01", "教育界", "13900000004", "", "2024/3/5"],
        [5, "孙进", date(1975, 6, 1), "教育界", "13900000005", "", 45356],
        [6, "周敏", "1980.01", "教育界", "13900000006", "", ""],
        ["合计", "6人"],
    ]
    merged = ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3")
    batch = upload(workbook(rows, merged))
    told = [(row.decision, [issue["message"] for issue in row.issues]) for row in rows_of(batch)]
    assert len(told) == 6
    assert any("同名" in message for message in told[5][1])
    confirm_import(batch, actor=liaison)
    seated = Member.objects.filter(person__phone__startswith="139000000")
    assert sorted(one.person.name for one in seated) == [
        "吴强",
        "周敏",
        "周敏",
        "孙进",
        "郑新",
        "钱立",
    ]
    first = seated.exclude(person__phone="13900000006")
    assert {one.born_in for one in first} == {date(1975, 6, 1)}
    began = {one.person.name: one.mandates.get().starts_on for one in first}
    assert {began[name] for name in ("吴强", "郑新", "钱立", "孙进")} == {date(2024, 3, 5)}


def test_confirming_a_long_roster_takes_as_many_statements_as_a_short_one(import_roster, liaison):
    """What keeps others waiting on SQLite must not grow with the list."""

    def statements(numbers: range) -> int:
        rows = [f"委{n},第一界,137{n:08d},,,,,,,,第一小组,\n" for n in numbers]
        batch = import_roster(HEADER + "".join(rows), confirmed=False)
        with CaptureQueriesContext(connection) as queries:
            confirm_import(batch, actor=liaison)
        return len(queries)

    statements(range(1))
    assert statements(range(1, 2)) == statements(range(2, 62))
    assert Member.objects.filter(person__phone__startswith="137").count() == 62


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere nobody waits")
def test_rows_of_a_long_roster_are_brought_in_before_the_lock(import_roster, liaison, monkeypatch):
    """What is sent row by row comes before the transaction; in it each table is copied by one statement."""
    rows = [f"委{n},第一界,137{n:08d},,,,,,,,第一小组,\n" for n in range(STAGED_FROM)]
    batch = import_roster(HEADER + "".join(rows), confirmed=False)
    depth = len(connection.savepoint_ids)
    outside = []
    stage = Ready.stage
    monkeypatch.setattr(
        Ready, "stage", lambda one: outside.append(len(connection.savepoint_ids)) or stage(one)
    )
    with CaptureQueriesContext(connection) as queries:
        confirm_import(batch, actor=liaison)
    told = [one["sql"] for one in queries]
    (begun, *_more) = [
        place for place, sql in enumerate(told) if "papers_importbatch" in sql and "UPDATE" in sql
    ]
    locked = told[begun:]
    assert set(outside) == {depth}
    assert sum("FROM temp.ready_" in sql for sql in locked) == len(outside) >= 9
    assert [sql for sql in locked if " times: " in sql] == []
    assert Member.objects.filter(person__phone__startswith="137").count() == STAGED_FROM


def test_roster_is_not_written_over_what_somebody_changed_meanwhile(
    city, import_roster, liaison, monkeypatch
):
    """While a long list is made ready, a member's employer is corrected: nothing is written, nothing is lost."""
    import_roster(HEADER + ZHOU)
    batch = import_roster(HEADER + ZHOU.replace("正高级教师", "特级教师"), confirmed=False)
    prepare = roster.ROSTER.prepare

    def slowly(context, rows):
        prepared = prepare(context, rows)
        Member._base_manager.filter(pk=member("周敏").pk).update(employer="市教育局")
        return prepared

    monkeypatch.setattr(
        "tongxin.papers.actions.confirm_import.kind_of",
        lambda _batch: replace(roster.ROSTER, prepare=slowly),
    )
    with pytest.raises(Conflict):
        confirm_import(batch, actor=liaison)
    zhou = member("周敏")
    assert (zhou.employer, zhou.professional_title) == ("市教育局", "正高级教师")


@pytest.mark.once
def test_long_rosters_are_seated_and_add_up(city, upload, liaison, monkeypatch):
    monkeypatch.setattr("tongxin.papers.actions.match_import.BACKGROUND_ROWS", MANY + 1)
    rows = [["姓名", "界别", "手机号码", "活动组"]]
    rows += [
        [f"委{number}", f"第{number % 30}界", f"137{number:08d}", f"第{number % 40}小组"]
        for number in range(MANY)
    ]
    batch = confirm_import(upload(workbook(rows)), actor=liaison)
    assert Member.objects.filter(person__phone__startswith="137").count() == MANY
    assert Body.objects.filter(kind=BodyKind.GROUP).count() == 40
    assert batch.rows_total == MANY
