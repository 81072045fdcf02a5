from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.core.fields.samples import FIELD, FIELDS, GOOD
from tests.matrix.bad_input.material import NASTY
from tongxin.core.fields import kept, read, restored
from tongxin.core.fields.reading import fen_of

VALUES = {
    "medium": "日报",
    "text": "第一段\n第二段",
    "quantity": 12,
    "amount_fen": 119_000_000,
    "happened_on": date(2020, 3, 2),
    "since": date(2020, 3, 1),
    "level": "province",
    "is_told": True,
}


def test_what_a_form_gives_becomes_values():
    reading = read(FIELDS, GOOD)
    assert (reading.values, reading.errors) == (VALUES, {})


def test_values_read_again_are_the_same():
    assert read(FIELDS, VALUES).values == VALUES


def test_values_survive_being_kept_as_json():
    assert restored(FIELDS, kept(FIELDS, VALUES)) == VALUES


def test_empty_fields_have_no_value_and_unknown_names_are_left_out():
    reading = read(FIELDS, {"medium": " 日报 ", "quantity": "", "colour": "红"})
    assert (reading.values, reading.errors) == ({"medium": "日报"}, {})


@pytest.mark.parametrize(
    ("code", "given_", "sentence"),
    [
        ("medium", "", "请填写“媒体”。"),
        ("medium", "媒" * 11, "太长：最多 10 字，现有 11 字。"),
        ("medium", 5, "请填写文字。"),
        ("quantity", "十二", "请填写整数。"),
        ("quantity", True, "请填写整数。"),
        ("quantity", "501", "请填写 0 到 500 之间的数。"),
        ("quantity", "-1", "请填写 0 到 500 之间的数。"),
        ("amount_fen", "很多", "请填写金额，例如 3200.50 或 119万。"),
        ("amount_fen", "1.234", "请填写金额，例如 3200.50 或 119万。"),
        ("happened_on", "2020-02-30", "请填写日期，例如 2026-03-02。"),
        ("happened_on", "0001-01-01", "请核对年份：这个日期离今天太远。"),
        ("happened_on", datetime(2020, 3, 2, 9), "请填写日期，例如 2026-03-02。"),
        ("since", "三月", "请填写日期，例如 2026-03-02。"),
        ("level", "county", "请从给出的选项中选择。"),
        ("is_told", "也许", "请填写是或否。"),
    ],
)
def test_what_does_not_fit_is_said_by_field(code, given_, sentence):
    reading = read(FIELDS, GOOD | {code: given_})
    assert reading.errors == {code: sentence}
    assert code not in reading.values


def test_sentences_come_in_the_readers_language():
    with translation.override("en"):
        assert "Medium" in read(FIELDS, {}).errors["medium"]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("119万", 119_000_000),
        ("１１９万元", 119_000_000),
        ("1.19万元", 1_190_000),
        ("3,200.50", 320_050),
        ("￥3200", 320_000),
        ("1.2亿", 12_000_000_000),
        ("0.001万", 1_000),
        ("0.001", None),
        ("三万", None),
        ("-5", None),
    ],
)
def test_money_is_read_as_people_write_it(text, fen):
    assert fen_of(text) == fen


@given(code=st.sampled_from(sorted(FIELD)), value=st.one_of(st.sampled_from(NASTY), st.text()))
def test_anything_is_either_a_value_that_can_be_kept_or_a_sentence(code, value):
    reading = read([FIELD[code]], {code: value})
    assert not (reading.values and reading.errors)
    assert restored([FIELD[code]], kept([FIELD[code]], reading.values)) == reading.values
