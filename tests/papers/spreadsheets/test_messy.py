"""Whatever bad habits a list has, the people in it come out: generated rosters, written badly, read back."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.papers import workbook
from tongxin.papers.imports.cells import read_mobile, read_text
from tongxin.papers.imports.dates import read_month
from tongxin.papers.imports.names import read_name
from tongxin.papers.spreadsheets.reading import read_tables

KNOWN = ["序号", "姓名", "出生年月", "手机", "单位职务"]
FULL_WIDTH = str.maketrans(
    "0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"
)
EPOCH = date(1899, 12, 30)

surnames = st.sampled_from("王李张刘陈欧赵买喆")
given_names = st.text("敏建国磊慧喆堃玥昇燚", min_size=1, max_size=2)
names = st.builds(str.__add__, surnames, given_names)
months = st.tuples(st.integers(1940, 2005), st.integers(1, 12))
mobiles = st.integers(13_000_000_000, 13_999_999_999).map(str)
units = st.sampled_from(["澜川一中校长", "市农科所研究员", "青禾县医院院长"])

name_habits = st.sampled_from(
    [str, "\u3000".join, " ".join, lambda name: f" {name} ", lambda name: f"{name}(女)"]
)
month_habits = st.sampled_from(
    [
        "{0}.{1:02}",
        "{0}年{1}月",
        "{0}{1:02}",
        "{0}-{1:02}-01",
        "{0}/{1}",
        "{0}年{1:02}月1日",
        "{0}.{1:02}(退休)",
    ]
)
mobile_habits = st.sampled_from(
    [
        str,
        int,
        lambda number: f"{number[:3]} {number[3:7]} {number[7:]}",
        lambda number: f"+86-{number}",
        lambda number: number.translate(FULL_WIDTH),
        lambda number: f"{number[0]}.{number[1:]}E+10",
    ]
)


@dataclass
class Person:
    """One invented member and how the list writes them down."""

    name: str
    month: tuple[int, int]
    mobile: str
    unit: str
    cells: list = field(default_factory=list)


@st.composite
def people(draw) -> list[Person]:
    """A roster whose cells follow a habit each; the same unit below itself becomes 同上."""
    found: list[Person] = []
    for number in range(draw(st.integers(1, 6))):
        person = Person(draw(names), draw(months), draw(mobiles), draw(units))
        repeats = bool(found) and found[-1].unit == person.unit and draw(st.booleans())
        person.cells = [
            number + 1,
            draw(name_habits)(person.name),
            draw(month_habits).format(*person.month),
            draw(mobile_habits)(person.mobile),
            "同上" if repeats else person.unit,
        ]
        found.append(person)
    return found


@st.composite
def sheets(draw) -> tuple[list[Person], list[list]]:
    """A roster with what stands around it: title lines, blank lines, group titles, a total, notes."""
    roster = draw(people())
    rows: list[list] = [["委员名册"]] * draw(st.integers(0, 2))
    rows += [[]] * draw(st.integers(0, 1))
    rows.append(draw(st.sampled_from([KNOWN, ["序 号", "姓\u3000名", *KNOWN[2:]]])))
    for person in roster:
        rows += draw(st.sampled_from([[], [[]], [["一、教育界"]]]))
        rows.append(person.cells)
    rows += draw(st.sampled_from([[], [["合计", len(roster)]], [[], ["注:以上在册"]]]))
    return roster, rows


def check(roster: list[Person], data: bytes, name: str) -> None:
    (table,) = read_tables(data, name, known=KNOWN)
    found = [
        (
            read_name(row.cells[1]),
            read_month(row.cells[2]),
            read_mobile(row.cells[3]),
            read_text(row.cells[4]),
        )
        for row in table.rows
    ]
    assert found == [
        (one.name, f"{one.month[0]}-{one.month[1]:02}", one.mobile, one.unit) for one in roster
    ]


@settings(deadline=None, max_examples=80)
@given(sheets(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_messy_csv_rosters_come_out_clean(sheet, encoding):
    roster, rows = sheet
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    check(roster, target.getvalue().encode(encoding), "名册.csv")


@settings(deadline=None, max_examples=12)
@given(sheets())
def test_messy_workbooks_come_out_clean(sheet):
    roster, rows = sheet
    check(roster, workbook(rows), "名册.xlsx")
