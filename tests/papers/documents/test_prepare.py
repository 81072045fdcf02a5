from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy

from tests.papers.documents.samples import letter
from tongxin.papers.documents import (
    Book,
    Chapter,
    Column,
    Heading,
    Letter,
    Listing,
    Paragraph,
    Total,
)
from tongxin.papers.documents.prepare import clean, prepared


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("甲\x00\x07\x1b乙", "甲乙"),
        ("甲\r\n乙\r丙\x0b丁\u2029戊", "甲\n乙\n丙\n丁\n戊"),
        ("甲\u202e乙\u202c\u2066丙\ufeff", "甲乙丙"),
        ("甲\ud800乙\ufffe", "甲乙"),
        ("e\u0301", "é"),
        ("甲\t乙", "甲 乙"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_clean_leaves_what_can_be_printed(text, cleaned):
    assert clean(text) == cleaned


def test_headings_are_numbered_anew_below_a_higher_one():
    blocks = [
        Heading("甲"),
        Heading("乙", 2),
        Heading("丙", 2),
        Heading("丁"),
        Heading("戊", 2),
        Heading("己", 3),
    ]
    headings = prepared(Letter(blocks=blocks)).blocks
    assert [heading.text for heading in headings] == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "二、丁",
        "（一）戊",
        "1.己",
    ]


def test_headings_that_carry_their_own_number_are_left_alone():
    blocks = (Heading("前言", numbered=False), Heading("甲"))
    assert [heading.text for heading in prepared(Letter(blocks=blocks)).blocks] == [
        "前言",
        "一、甲",
    ]


def test_preparing_twice_changes_nothing_more():
    once = prepared(letter())
    assert prepared(once) == once


def test_cells_become_text_and_days_short():
    columns = [Column("甲")] * 5
    row = (None, 0, Decimal("79.4"), date(2026, 1, 8), gettext_lazy("文书"))
    listing = prepared(Listing(title="表", columns=columns, rows=[row, Total(row)]))
    texts = ("", "0", "79.4", "2026.1.8", "文书")
    assert listing.rows == (texts, Total(texts))


def test_rows_must_fill_their_columns():
    with pytest.raises(ValueError, match="2 cells in a table of 1 columns"):
        prepared(Listing(title="表", columns=[Column("甲")], rows=[("1", "2")]))


def test_the_masthead_signs_unless_others_do():
    assert prepared(Letter(masthead="市教育局")).issuers == ("市教育局",)
    assert prepared(Letter(masthead="市政协办公室文件")).issuers == ("市政协办公室",)
    assert prepared(Letter(masthead="市教育局", issuers=())).issuers == ()
    assert prepared(Letter(issuers=["甲局", "乙局"])).issuers == ("甲局", "乙局")


def test_days_outside_of_tables_are_written_out():
    chapter = Chapter("篇", [Paragraph("文")], facts=[("日期", date(2026, 1, 8))])
    book = prepared(Book(title="汇编", dated_on=date(2026, 3, 1), chapters=[chapter]))
    assert book.dated_on == "2026年3月1日"
    assert book.chapters[0].facts == (("日期", "2026年1月8日"),)


def test_a_receiver_gets_one_colon_only():
    assert prepared(Letter(receiver="各位委员：")).receiver == "各位委员"
