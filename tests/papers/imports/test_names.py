"""Names as lists write them."""

import pytest

from tongxin.papers.imports.cells import Doubtful, Faulty
from tongxin.papers.imports.names import read_list, read_name, read_names


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("王敏", "王敏"),
        ("王\u3000敏", "王敏"),
        ("王  敏", "王敏"),
        (" 李建国 ", "李建国"),
        ("张 建国", "张建国"),
        ("王 喆 玥", "王喆玥"),
        ("王敏(女)", "王敏"),
        ("王敏\uff08女\uff0c回族\uff09", "王敏"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提 · 艾力", "买买提·艾力"),
        ("John Smith", "John Smith"),
        ("𬱖喆", "𬱖喆"),
    ],
)
def test_one_name_is_read_in_every_habit(cell, name):
    assert read_name(cell) == name


@pytest.mark.parametrize(
    "cell",
    [
        "王敏、李建国、张磊",
        "王敏\uff0c李建国\uff0c张磊",
        "王敏;李建国;张磊",
        "王敏 李建国 张磊",
        "王\u3000敏 李建国 张\u3000磊",
        "王敏\n李建国\n张磊",
        "王敏(女)、李建国、张磊",
        "王敏、李建国、王敏、张磊",
    ],
)
def test_several_names_in_a_cell_are_separated(cell):
    assert read_names(cell) == ["王敏", "李建国", "张磊"]


def test_several_names_where_one_belongs_are_refused():
    with pytest.raises(Faulty):
        read_name("王敏、李建国")


@pytest.mark.parametrize("cell", ["王敏等5人", "王敏 等", "王敏等三位"])
def test_and_others_is_read_with_a_doubt(cell):
    with pytest.raises(Doubtful) as doubt:
        read_name(cell)
    assert doubt.value.value == "王敏"


def test_a_cell_of_signs_holds_no_name():
    with pytest.raises(Faulty):
        read_names("、、")


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("市教育局、市财政局", ["市教育局", "市财政局"]),
        ("市教育局 市财政局", ["市教育局", "市财政局"]),
        ("市教育局\n市财政局", ["市教育局", "市财政局"]),
        ("市教育局(主办)", ["市教育局(主办)"]),
        ("ABC Company Ltd", ["ABC Company Ltd"]),
    ],
)
def test_units_in_a_cell_are_separated(cell, units):
    assert read_list(cell) == units
