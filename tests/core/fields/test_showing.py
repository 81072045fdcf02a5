from datetime import date

import pytest

from tests.core.fields.samples import FIELD, FIELDS
from tongxin.core.fields import list_columns, on_sheet, shown


@pytest.mark.parametrize(
    ("code", "value", "words", "cell"),
    [
        ("medium", "日报", "日报", "日报"),
        ("quantity", 1200, "1,200", 1200),
        ("amount_fen", 119_000_000, "119万元", 1_190_000),
        ("amount_fen", 320_050, "3,200.50元", 3200.5),
        ("happened_on", date(2020, 3, 2), "2020年3月2日", date(2020, 3, 2)),
        ("since", date(2020, 3, 1), "2020年3月", "2020年3月"),
        ("level", "province", "省级", "省级"),
        ("is_told", False, "否", "否"),
        ("medium", None, "", None),
    ],
)
def test_value_is_said_on_screen_and_written_on_a_sheet(code, value, words, cell):
    assert (shown(FIELD[code], value), on_sheet(FIELD[code], value)) == (words, cell)


def test_columns_follow_from_the_declaration():
    row = {"amount_fen": 100, "level": "city"}
    columns = list_columns(
        FIELDS,
        lambda record, one: record.get(one.code),
        lambda one: one.code if one.code == "quantity" else "",
    )
    assert [str(column.label) for column in columns][:4] == ["媒体", "正文", "数量", "金额"]
    shown_first = [column.code for column in columns if not column.hidden_by_default]
    assert (shown_first, columns[2].order) == (["amount_fen"], ("quantity",))
    assert [column.export_label for column in columns[2:4]] == ["", "金额（元）"]
    assert (columns[3].cell(row), columns[3].value(row)) == ("1元", 1)
    assert (columns[6].cell(row), columns[0].cell(row)) == ("市级", "—")
