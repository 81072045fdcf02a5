"""A list on its way: upload, match, check, decide, confirm, undo, discard."""

import io

import pytest

from tests.factories.accounts import PersonFactory, UserFactory, actor
from tests.factories.papers import workbook
from tongxin import trail
from tongxin.accounts.models import Person
from tongxin.accounts.terms import Role
from tongxin.core.errors import Conflict, Refused
from tongxin.papers.actions.check_import import check_import
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.decide_rows import decide_all, decide_rows
from tongxin.papers.actions.discard_import import discard_import
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.actions.undo_import import TouchedSince, undo_import
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.queries import reconciliation, rows_of, view_of
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models import ImportBatch, ImportResult, ImportRow, StoredFile
from tongxin.trail.models import Event

pytestmark = pytest.mark.django_db

LIST = "姓名,手机\n王敏,13800001234\n李建国,13800001235\n赵磊,1380\n合计,3\n"


def names() -> set[str]:
    return set(Person.objects.exclude(name__startswith="王敏0").values_list("name", flat=True))


def test_upload_proposes_columns_and_keeps_the_file(start):
    batch = start(LIST)
    (layout,) = read_layouts(batch.layouts)
    assert layout.matches == {"0": "name", "1": "mobile"}
    assert (batch.stage, batch.rows_total, batch.file.name) == (Stage.UPLOADED, 3, "名单.csv")


def test_upload_twice_with_one_key_makes_one_batch(start):
    first = start(LIST, request_key="k1")
    assert start(LIST, request_key="k1") == first
    assert ImportBatch.objects.count() == 1


def test_upload_is_refused_without_the_permission(people, liaison):
    stranger = actor(Role.MEMBER, assembly=liaison.assembly)
    with pytest.raises(Refused):
        start_import(
            people, io.BytesIO(LIST.encode()), "a.csv", assembly=liaison.assembly, actor=stranger
        )


def test_missing_required_column_is_refused_by_name(start, liaison):
    batch = start("手机,工作单位\n13800001234,甲\n")
    layouts = read_layouts(batch.layouts)
    layouts[0].is_included = True
    with pytest.raises(Refused) as refusal:
        match_import(batch, layouts, {}, actor=liaison)
    assert "缺少必需的列：姓名" in refusal.value.message


def test_no_sheet_chosen_is_refused(start, liaison):
    batch = start(LIST)
    layouts = read_layouts(batch.layouts)
    layouts[0].is_included = False
    with pytest.raises(Refused):
        match_import(batch, layouts, {}, actor=liaison)


def test_option_must_be_one_of_its_choices(start, liaison):
    batch = start(LIST)
    with pytest.raises(Refused) as refusal:
        match_import(batch, read_layouts(batch.layouts), {"term": "99"}, actor=liaison)
    assert refusal.value.field == "term"


def test_match_is_remembered_for_the_next_list_of_this_shape(start, liaison):
    batch = start("人,电\n王敏,13800001234\n")
    layouts = read_layouts(batch.layouts)
    layouts[0].matches, layouts[0].is_included = {"0": "name", "1": "mobile"}, True
    match_import(batch, layouts, {}, actor=liaison)
    (layout,) = read_layouts(start("人, 电 \n李建国,13800001235\n").layouts)
    assert (layout.matches, layout.is_included) == ({"0": "name", "1": "mobile"}, True)


def test_check_again_replaces_the_rows(checked, liaison):
    batch = checked(LIST)
    again = match_import(batch, read_layouts(batch.layouts), {}, actor=liaison)
    assert again.run == batch.run + 1
    assert ImportRow.objects.filter(batch=batch).count() == 3 == rows_of(again).count()


def test_check_that_nobody_waits_for_does_nothing(checked):
    batch = checked(LIST)
    check_import(batch.pk)
    assert ImportBatch.objects.get(pk=batch.pk).run == batch.run


def test_failing_check_gives_the_batch_back(start, liaison, people, monkeypatch):
    def broken(context, rows):
        raise ZeroDivisionError

    monkeypatch.setitem(people.__dict__, "validate", broken)
    batch = start(LIST)
    with pytest.raises(ZeroDivisionError):
        match_import(batch, read_layouts(batch.layouts), {}, actor=liaison)
    batch.refresh_from_db()
    assert batch.stage == Stage.UPLOADED
    assert "检查中断" in batch.trouble


def test_large_lists_are_checked_by_the_worker(start, liaison, monkeypatch):
    monkeypatch.setattr("tongxin.papers.actions.match_import.BACKGROUND_ROWS", 1)
    batch = start(LIST)
    batch = match_import(batch, read_layouts(batch.layouts), {}, actor=liaison)
    assert batch.stage == Stage.CHECKING
    check_import(batch.pk)
    batch.refresh_from_db()
    assert (batch.stage, batch.rows_checked) == (Stage.CHECKED, 3)


def test_confirm_writes_sound_rows_and_one_event(checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison, request_key="k2")
    assert batch.stage == Stage.CONFIRMED
    assert {"王敏", "李建国"} <= names()
    event = trail.events_of(batch).last()
    assert event.act == "papers.confirm_import"
    assert event.facts["rows"] == {"create": 2, "faulty": 1}
    assert "王敏" not in str(event.facts)


def test_confirm_twice_with_one_key_writes_once(checked, liaison):
    batch = checked(LIST)
    first = confirm_import(batch, actor=liaison, request_key="k3")
    assert confirm_import(batch, actor=liaison, request_key="k3") == first
    assert Person.objects.filter(name="王敏").count() == 1


def test_confirm_twice_with_two_keys_is_a_conflict(checked, liaison):
    batch = checked(LIST)
    confirm_import(batch, actor=liaison, request_key="k4")
    with pytest.raises(Conflict):
        confirm_import(batch, actor=liaison, request_key="k5")
    assert Person.objects.filter(name="王敏").count() == 1


def test_confirm_waits_for_namesakes_to_be_decided(checked, liaison):
    PersonFactory(name="王敏", phone="13900000000")
    batch = checked(LIST)
    with pytest.raises(Refused) as refusal:
        confirm_import(batch, actor=liaison)
    assert refusal.value.message == "还有 1 行需要选择：新增、更新还是跳过。"
    assert decide_rows(batch, [1], Decision.CREATE) == 1
    confirm_import(batch, actor=liaison)
    assert Person.objects.filter(name="王敏").count() == 2


def test_decision_that_is_not_open_is_refused(checked):
    batch = checked(LIST)
    with pytest.raises(Refused):
        decide_rows(batch, [3], Decision.CREATE)


def test_decision_for_all_changes_the_rows_for_which_it_is_open(checked):
    batch = checked(LIST)
    assert decide_all(batch, view_of(batch, "all"), Decision.SKIP) == 2
    assert rows_of(batch).filter(decision=Decision.SKIP).count() == 2


def test_confirm_refuses_what_its_person_did_not_see(checked, liaison):
    batch = checked(LIST)
    decide_rows(batch, [1], Decision.SKIP)
    with pytest.raises(Conflict):
        confirm_import(batch, actor=liaison, seen=batch.version)


def test_confirm_after_the_records_changed_renews_the_preview(checked, liaison):
    batch = checked(LIST)
    person = PersonFactory(name="王敏", phone="13800001234")
    with pytest.raises(Conflict):
        confirm_import(batch, actor=liaison)
    row = rows_of(batch).get(position=1)
    assert (row.decision, row.duplicate["ref"]) == (Decision.UPDATE, str(person.pk))
    confirm_import(batch, actor=liaison)
    assert Person.objects.filter(name="王敏").count() == 1


def test_failing_apply_leaves_nothing(checked, liaison, people, monkeypatch):
    original = people.apply

    def half(context, rows, actor):
        return list(original(context, rows, actor))[:1]

    monkeypatch.setitem(people.__dict__, "apply", half)
    batch = checked(LIST)
    with pytest.raises(RuntimeError):
        confirm_import(batch, actor=liaison)
    assert not {"王敏", "李建国"} & names()
    assert ImportBatch.objects.get(pk=batch.pk).stage == Stage.CHECKED


def test_reconciliation_adds_up_per_sheet(checked, liaison):
    sheet = [
        ["姓名", "手机"],
        ["王敏", "13800001234"],
        ["王敏", "13800001234"],
        ["李", "1"],
        ["合计", 3],
    ]
    other = [["姓名", "手机"], ["赵磊", "13800001236"]]
    batch = checked(workbook(sheet, other, names=["教育界", "科技界"]), "名单.xlsx")
    batch = confirm_import(batch, actor=liaison)
    first, second = reconciliation(batch)
    assert first.numbers == (3, 1, 0, 1, 1)
    assert second.numbers == (1, 1, 0, 0, 0)
    assert first.adds_up
    assert second.adds_up
    assert first.set_aside == [(5, "合计行")]


def test_reconciliation_shows_a_row_that_was_not_written(checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison)
    ImportResult.objects.filter(batch=batch).first().delete()
    (account,) = reconciliation(batch)
    assert not account.adds_up


def test_undo_restores_what_was_before(checked, liaison):
    PersonFactory(name="王敏", phone="13800001234")
    batch = checked(LIST)
    decide_rows(batch, [1], Decision.UPDATE)
    batch = confirm_import(batch, actor=liaison)
    undone = undo_import(batch, actor=liaison, request_key="k6")
    assert undone.stage == Stage.UNDONE
    assert "李建国" not in names()
    assert Person.objects.get(name="王敏").phone == "13800001234"
    assert Event.objects.filter(act="papers.undo_import").count() == 1


def test_undo_refuses_with_the_list_of_what_was_touched(checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison)
    UserFactory(person=Person.objects.get(name="王敏"))
    with pytest.raises(TouchedSince) as refusal:
        undo_import(batch, actor=liaison)
    assert refusal.value.lines == ["王敏：已开户"]
    assert ImportBatch.objects.get(pk=batch.pk).stage == Stage.CONFIRMED
    assert "李建国" in names()


def test_discard_leaves_no_content(checked, liaison, django_capture_on_commit_callbacks):
    batch = checked(LIST)
    path = batch.file.path
    with django_capture_on_commit_callbacks(execute=True):
        batch = discard_import(batch, actor=liaison)
    assert batch.stage == Stage.DISCARDED
    assert {(str(row.raw), str(row.values)) for row in rows_of(batch)} == {("[]", "{}")}
    assert batch.file.cleared_at
    assert not list(_files(path))


def _files(path):
    from tongxin.papers.files import root

    return root().glob(str(path))


def test_discarded_batches_cannot_be_confirmed(checked, liaison):
    batch = discard_import(checked(LIST), actor=liaison)
    with pytest.raises(Refused):
        confirm_import(batch, actor=liaison)


def test_sensitive_cells_are_wiped_once_the_list_is_in(checked, liaison):
    batch = checked("姓名,身份证号\n王敏,110101197506010011\n")
    assert rows_of(batch).get().values["identity"] == "110101197506010011"
    batch = confirm_import(batch, actor=liaison)
    row = rows_of(batch).get()
    assert (row.values, row.raw) == ({"name": "王敏"}, ["王敏", ""])
    assert batch.file.cleared_at


@pytest.mark.parametrize(
    ("content", "name", "place"),
    [
        ("姓名,备注\n王敏,机密★5年\n", "名单.csv", "“名单”第 2 行 B 列"),
        ("绝密★启用前\n姓名,备注\n王敏,\n", "名单.csv", "“名单”第 1 行 A 列"),
        ("姓名,备注\n王敏,\n", "机密★5年 名单.csv", "文件名里"),
    ],
)
def test_list_with_a_secrecy_mark_leaves_nothing(start, content, name, place):
    with pytest.raises(Refused) as refusal:
        start(content, name)
    assert refusal.value.message.startswith(f"{place}有国家秘密标志，文件没有保存。")
    assert "★" not in refusal.value.message
    assert (ImportBatch.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_mark_on_a_hidden_sheet_is_found_too(start):
    sheets = [["姓名"], ["王敏"]], [["姓名"], ["机密★5年"]]
    with pytest.raises(Refused) as refusal:
        start(workbook(*sheets, names=["甲", "乙"]), "名单.xlsx")
    assert refusal.value.message.startswith("“乙”第 2 行 A 列")
