"""Letters and official documents as they come out of the printer."""

from datetime import date

import pytest

from tests.papers.documents.reading import drawing_of, pages_of, texts_of
from tests.papers.documents.samples import TEXT, letter, official
from tongxin.papers.documents import Bundle, Heading, Letter, Official, Paragraph, render

TYPE_AREA_RIGHT = 210 - 26
DAY = date(2026, 3, 20)
NEAR = 1.0
"""Millimetres that a printed place may be off."""


def find(lines, text):
    """The line that holds a text."""
    return next(line for line in lines if text in line.text)


def test_a_full_page_holds_22_lines_of_28_characters():
    blocks = [Paragraph("国" * 26 + "民" * 28 * 60), Paragraph("政" * 400)]
    pages = pages_of(render(Official(blocks=blocks)))
    body = [line for line in pages[1] if "—" not in line.text]
    assert [len(line.text) for line in body] == [28] * 22


def test_a_paragraph_begins_with_two_blanks():
    first, second = pages_of(render(Official(blocks=[Paragraph("国" * 50)])))[0][:2]
    assert (len(first.text), len(second.text)) == (26, 24)
    assert first.left - second.left == pytest.approx(2 * 156 / 28, abs=0.3)


def test_the_type_area_has_the_standards_margins():
    page = pages_of(render(Official(blocks=[Paragraph("国" * 28 * 60)])))[1]
    body = [line for line in page if "—" not in line.text]
    assert min(line.left for line in body) == pytest.approx(28, abs=NEAR)
    assert max(line.right for line in body) == pytest.approx(TYPE_AREA_RIGHT, abs=NEAR)
    assert 37 - NEAR < body[0].top + 1 < 40
    assert body[-1].bottom < 297 - 35 + NEAR


def test_a_letter_has_red_double_rules_of_170_mm_above_and_below():
    upper_thick, *_, lower_thick = drawing_of(render(letter()), dots=144).red_rows()
    for _height, left, right in (upper_thick, lower_thick):
        assert (left, right) == (pytest.approx(20, abs=0.5), pytest.approx(190, abs=0.5))
    assert 297 - lower_thick[0] == pytest.approx(20, abs=0.5)
    assert 44 < upper_thick[0] < 52


def test_a_letters_upper_rule_is_thick_over_thin_and_its_lower_thin_over_thick():
    rows = [height for height, _, _ in drawing_of(render(letter()), dots=288).red_rows()]
    bands = []
    for height in rows:
        if not bands or height - bands[-1][-1] > 0.2:
            bands.append([])
        bands[-1].append(height)
    thick, thin, thin_below, thick_below = (len(band) for band in bands)
    assert thick > 2 * thin
    assert thick_below > 2 * thin_below


@pytest.mark.parametrize(
    "name",
    [
        "清江市教育局",
        "清江市人民政府办公室",
        "中国人民政治协商会议清江市委员会提案委员会办公室和联络处",
    ],
)
def test_a_masthead_stands_30_mm_below_the_edge_in_one_line(name):
    line = find(pages_of(render(letter(masthead=name)))[0], name[:4])
    assert line.text == name
    assert line.left >= 28 - NEAR
    assert line.right <= TYPE_AREA_RIGHT + NEAR
    assert line.top < 33
    assert line.bottom > 34


def test_the_number_stands_flush_right_below_the_rule():
    pdf = render(letter())
    number = find(pages_of(pdf)[0], "〔2026〕15号")
    assert number.text == "清教提复〔2026〕15号"
    assert number.right == pytest.approx(TYPE_AREA_RIGHT, abs=NEAR)
    rule = drawing_of(pdf, dots=144).red_rows()[0][0]
    assert 4 < number.top - rule < 10


def test_class_and_consent_stand_at_the_upper_right():
    first, second = pages_of(render(letter(marks=("A", "同意公开"))))[0][:2]
    assert (first.text, second.text) == ("A", "同意公开")
    assert first.right == pytest.approx(TYPE_AREA_RIGHT, abs=NEAR)
    assert second.bottom < 30 + NEAR


def test_urgency_stands_opposite_the_number():
    line = find(pages_of(render(letter(urgency="特急")))[0], "〔2026〕")
    assert line.text == "特急清教提复〔2026〕15号"
    assert line.left == pytest.approx(28, abs=NEAR)


def test_a_letter_reads_in_the_order_of_the_standard():
    text = "".join(texts_of(render(letter())))
    parts = [
        "清江市教育局",
        "清教提复〔2026〕15号",
        "关于政协清江市第十四届委员会",
        "第三次会议第0315号提案的答复",
        "王敏、李喆堃委员：",
        "一、办理情况",
        "不能采纳的理由",
        "附件：1.新增学校周边潮汐车位一览表",
        "2.办理情况征询意见表",
        "清江市教育局2026年5月28日",
        "联系人：赵祎彧",
        "（此件公开发布）",
        "抄送：市政协提案委员会（2份）",
    ]
    places = [text.find(part) for part in parts[1:]]
    assert -1 not in places
    assert places == sorted(places)


def test_the_date_stands_four_blanks_from_the_margin_below_its_issuer():
    lines = [line for page in pages_of(render(letter())) for line in page]
    date = find(lines, "2026年5月28日")
    issuer = lines[lines.index(date) - 1]
    assert date.right == pytest.approx(TYPE_AREA_RIGHT - 4 * 156 / 28, abs=NEAR)
    assert (date.left + date.right) / 2 == pytest.approx((issuer.left + issuer.right) / 2, abs=NEAR)


def test_a_long_issuer_stays_inside_the_margin():
    name = "政协清江市委员会提案委员会办公室联络处"
    line = find(pages_of(render(letter(blocks=(), attachments=(), issuers=(name,))))[0], name)
    assert line.right < TYPE_AREA_RIGHT


def test_the_first_page_of_a_letter_has_no_number():
    pages = pages_of(render(letter(blocks=[Paragraph(TEXT)] * 12)))
    assert len(pages) == 4
    assert not find_number(pages[0])
    second, third = (find_number(page) for page in pages[1:3])
    assert (second.text, third.text) == ("—2—", "—3—")
    assert second.left < 40
    assert third.right > 170


def find_number(page):
    """The line of the page number, if there is one."""
    return next((line for line in page if line.text.startswith("—") and line.top > 262), None)


def test_an_official_document_numbers_every_page():
    pages = pages_of(render(official(blocks=[Paragraph(TEXT)] * 12)))
    assert [find_number(page).text for page in pages] == [
        f"—{n}—" for n in range(1, len(pages) + 1)
    ]


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    end = [Heading("题"), Heading("次题", 2), Paragraph("文" * 60)]
    papers = [Official(blocks=[*[Paragraph("行")] * lines, *end]) for lines in range(1, 24)]
    heads = [page for page in texts_of(render(Bundle(papers))) if "一、题" in page]
    assert len(heads) == 23
    assert all("（一）次题文" in page for page in heads)


def test_no_signature_stands_on_a_page_without_text():
    papers = [
        Official(
            blocks=[*[Paragraph("行")] * lines, Paragraph("文" * 80)],
            issuers=["某局"],
            dated_on=DAY,
        )
        for lines in range(1, 24)
    ]
    signed = [page for page in texts_of(render(Bundle(papers))) if "2026年3月20日" in page]
    assert len(signed) == 23
    assert all("文某局2026年" in page for page in signed)


@pytest.mark.parametrize("last", [Heading("题", 2, then="文" * 70), letter().blocks[3]])
def test_a_signature_follows_whatever_ends_the_text(last):
    text = "".join(texts_of(render(letter(blocks=[Paragraph("始"), last]))))
    assert text.index("始") < text.index("附件：") < text.index("2026年5月28日")


def test_a_heading_may_run_on_in_its_line():
    lines = pages_of(render(Official(blocks=[Heading("统筹车位。", 2, then="已划设420个。")])))[0]
    assert lines[0].text == "（一）统筹车位。已划设420个。"


def test_a_tables_head_repeats_on_the_next_page():
    table = letter().blocks[3]
    long = type(table)(table.columns, [table.rows[0]] * 60)
    for page in texts_of(render(Official(blocks=[long]))):
        assert "不能采纳的理由" in page


def test_an_official_document_has_its_masthead_35_mm_below_the_type_areas_edge():
    pdf = render(official())
    lines = pages_of(pdf)[0]
    masthead, number = find(lines, "办公室文件"), find(lines, "〔2026〕8号")
    assert masthead.top == pytest.approx(37 + 35, abs=4)
    assert number.text == "清政协办〔2026〕8号签发人：张建国"
    ((height, left, right), *_) = drawing_of(pdf, dots=144).red_rows()
    assert (left, right) == (pytest.approx(28, abs=0.5), pytest.approx(184, abs=0.5))
    assert height - number.bottom == pytest.approx(4, abs=2)


def test_the_record_stands_at_the_foot_of_the_last_page():
    lines = pages_of(render(official()))[-1]
    record = find(lines, "印发")
    assert record.text == "政协清江市委员会办公室2026年3月21日印发"
    assert record.bottom == pytest.approx(297 - 35, abs=4)
    assert find(lines, "抄送：").bottom < record.top + NEAR


def test_a_draft_carries_its_word_on_every_page():
    pages = texts_of(render(letter(watermark="送审稿", blocks=[Paragraph(TEXT)] * 12)))
    assert [page.count("送") >= 1 for page in pages] == [True] * 4


@pytest.mark.parametrize(
    "empty", [Letter(), Official(), Letter(title="只有标题"), Official(masthead="某局文件")]
)
def test_what_is_left_out_leaves_no_trace(empty):
    (page,) = texts_of(render(empty))
    assert not set("：（附抄送") & set(page)
