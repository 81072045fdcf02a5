"""The shipped kinds, each as its office would use it: recorded with every field, listed, counted, exported, imported."""

import pytest

from tests.factories.lists import bring
from tests.matrix.walk import text_of
from tongxin.core.errors import Refused
from tongxin.core.fields import FieldType, Words
from tongxin.records.actions.enter_record import enter_record
from tongxin.records.declaration import Declaration
from tongxin.records.figures.of_kinds import code_of
from tongxin.records.imports.family import import_code
from tongxin.records.shipped import shipped, shipped_kind
from tongxin.records.terms import Measure
from tongxin.records.values import Entry, values_of

SAMPLES = {
    FieldType.TEXT: "样",
    FieldType.PARAGRAPH: "第一行\n第二行",
    FieldType.NUMBER: 7,
    FieldType.MONEY: 12_345,
    FieldType.DATE: "2025-06-01",
    FieldType.MONTH: "2025-06",
    FieldType.YES_NO: True,
}
every_kind = pytest.mark.parametrize("declared", shipped(), ids=lambda one: one.code)


def filled(declared: Declaration) -> dict:
    """A value for every field; choices as the kind's first figure asks."""
    asked = declared.figures[0].only
    return {
        one.code: (
            asked[one.code][0]
            if one.code in asked
            else one.options[0].code
            if one.options
            else SAMPLES[one.type]
        )
        for one in declared.all_fields
    }


@every_kind
def test_declaration_survives_being_kept(declared):
    assert Declaration.of(declared.as_json()) == declared


@every_kind
def test_every_name_has_its_english(declared):
    words = [declared.name, declared.unit, declared.title, declared.day]
    words += [one.label for one in declared.all_fields]
    words += [option.label for one in declared.all_fields for option in one.options]
    words += [word for one in declared.figures for word in (one.label, one.unit)]
    words += [word for word in (declared.help, declared.people, declared.organisations) if word]
    assert [word.zh for word in words if not word.en] == []


@every_kind
def test_kind_is_recorded_listed_counted_and_exported(book, client, declared):
    kind = book.kind(declared.code)
    values = filled(declared)
    people = ["王敏"] if declared.people else []
    bodies = ["某厂"] if declared.organisations else []
    record = enter_record(kind, actor=book.general, entry=Entry(values, people, bodies))
    assert set(values_of(record, kind.fields)) == set(values)
    first = declared.figures[0]
    counted = {Measure.COUNT: 1, Measure.QUANTITY: 7, Measure.AMOUNT: 12_345}[first.measure]
    assert book.counted(code_of(declared, first)) == counted
    assert "样" in book.get(client, book.general, "list", declared.code).content.decode()
    assert "样" in text_of(book.get(client, book.general, "export", declared.code))
    assert "样" in book.get(client, book.general, "record", record.public_id).content.decode()


@every_kind
def test_kind_is_imported(book, declared):
    kind, values = book.kind(declared.code), filled(declared)
    cells = {}
    for one in kind.fields:
        value = values[one.code]
        words = str(one.labels[value]) if one.options else "是" if value is True else value
        cells[str(one.label)] = f'"{words / 100 if one.type == FieldType.MONEY else words}"'
    text = f"{','.join(cells)}\n{','.join(cells.values())}\n"
    batch = bring(import_code(kind), text, assembly=book.here, actor=book.general)
    assert batch.stage == "confirmed"
    assert book.counted(code_of(declared, declared.figures[0])) in (1, 7, 12_345)


def test_yearly_totals_ask_for_their_source_and_for_no_names():
    for code in ("staffing", "staff_structure", "candidates", "standards"):
        kind = shipped_kind(code)
        assert kind.field("source").required
        assert not kind.people


def test_totals_name_nobody_whoever_enters_them(book):
    with pytest.raises(Refused, match="不登人名"):
        book.record("staffing", people=["王敏"])
    with pytest.raises(Refused, match="不登单位名单"):
        book.record("candidates", organisations=["某厂"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "Award"},
        {"fields": [{"code": "title", "label": "标题"}]},
        {"fields": [{"code": "reason", "label": "理由"}]},
        {"fields": [{"code": "quantity", "label": "数量", "type": "text"}]},
        {"figures": [{"label": "x", "unit": "x", "measure": "quantity"}], "fields": []},
        {"figures": [{"label": "x", "unit": "x", "only": {"variety": ["none"]}}]},
        {"colour": "red"},
    ],
)
def test_kind_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        Declaration.of(shipped_kind("award").as_json() | wrong)


def test_words_of_a_kind_follow_the_reader():
    assert shipped_kind("award").name == Words("获奖", "Award")
