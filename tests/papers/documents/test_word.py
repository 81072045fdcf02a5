"""The DOCX: what an office suite needs to show and edit an official document."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph as DocxParagraph

from tests.papers.documents.reading import opened
from tests.papers.documents.samples import (
    RARE,
    TOPIC,
    case_file,
    catalogue,
    collected_texts,
    feedback_form,
    letter,
    official,
)
from tongxin.papers.documents import (
    Bundle,
    Format,
    Heading,
    Letter,
    Paragraph,
    Sheet,
    Slip,
    Slips,
    render,
)

FONTS = ("ascii", "hAnsi", "eastAsia", "cs")


def written(document):
    """A paper as DOCX, read back."""
    return opened(render(document, Format.DOCX))


def texts(document):
    return [paragraph.text for paragraph in written(document).paragraphs]


def xml_of(document, part="word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(render(document, Format.DOCX))) as file:
        return file.read(part).decode()


def near(length: int) -> object:
    return pytest.approx(length, abs=Mm(0.2))


def test_the_page_is_a4_with_the_standards_margins():
    section = written(letter()).sections[0]
    assert (section.page_width, section.page_height) == (near(Mm(210)), near(Mm(297)))
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert margins == (near(Mm(37)), near(Mm(35)), near(Mm(28)), near(Mm(26)))


def test_the_grid_says_22_lines_of_28_characters():
    section = written(letter()).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    height = Length(section.page_height - section.top_margin - section.bottom_margin)
    assert height.twips // int(grid.get(qn("w:linePitch"))) == 22
    width = Length(section.page_width - section.left_margin - section.right_margin)
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert width.pt // pitch == 28


def test_28_characters_of_the_body_fill_a_line_without_the_grid():
    section = written(letter()).sections[0]
    width = Length(section.page_width - section.left_margin - section.right_margin)
    letters = written(letter()).styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    closer = int(letters.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert width.pt // (16 + closer) == 28


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("Title", "方正小标宋简体"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体_GB2312"),
        ("Heading 3", "仿宋_GB2312"),
    ],
)
def test_styles_name_the_typefaces_of_the_standard(style, font):
    fonts = written(letter()).styles[style].element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{name}")) for name in FONTS} == {font}


def test_the_body_is_fangsong_of_size_3():
    letters = written(letter()).styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    assert letters.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert letters.find(qn("w:sz")).get(qn("w:val")) == "32"


def test_every_style_that_is_used_exists():
    document = written(
        Bundle((letter(), official(), feedback_form(), catalogue(), collected_texts(), case_file()))
    )
    known = {style.style_id for style in document.styles}
    used = {element.get(qn("w:val")) for element in document.element.iter(qn("w:pStyle"))}
    assert used <= known


def test_a_letter_holds_what_its_pdf_holds():
    text = "\n".join(texts(letter()))
    parts = [
        "清教提复〔2026〕15号",
        "关于政协清江市第十四届委员会\n第三次会议第0315号提案的答复",
        "王敏、李喆堃委员：",
        "一、办理情况",
        "附件：1.新增学校周边潮汐车位一览表",
        "2.办理情况征询意见表",
        "清江市教育局\n2026年5月28日",
        "联系人：赵祎彧",
        "（此件公开发布）",
        "抄送：市政协提案委员会（2份）",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_the_masthead_and_marks_stand_in_the_first_pages_header():
    section = written(letter()).sections[0]
    assert section.different_first_page_header_footer
    header = [paragraph.text for paragraph in section.first_page_header.paragraphs]
    assert header == ["A", "同意公开", "清江市教育局"]
    border = section.first_page_header.paragraphs[-1]._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}")
    assert border.get(qn("w:val")) == "thickThinSmallGap"
    border = section.first_page_footer.paragraphs[0]._p.find(f".//{qn('w:pBdr')}/{qn('w:top')}")
    assert border.get(qn("w:val")) == "thinThickSmallGap"


def test_page_numbers_stand_at_the_outer_side_and_not_on_a_letters_first_page():
    document = written(letter())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    sides = [
        footer.paragraphs[0].alignment for footer in (section.footer, section.even_page_footer)
    ]
    assert sides == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    assert "PAGE" not in section.first_page_footer._element.xml


def test_the_number_is_set_flush_right_by_a_tabulator():
    (line,) = [item for item in written(letter()).paragraphs if "〔2026〕15号" in item.text]
    stop = line._p.find(f".//{qn('w:tab')}")
    assert (stop.get(qn("w:val")), Mm(156).twips - int(stop.get(qn("w:pos")))) == ("right", 0)


def test_a_heading_keeps_with_its_text_and_is_in_the_outline():
    document = written(Letter(blocks=[Heading("甲"), Heading("乙", 2), Paragraph("文")]))
    heads = [item for item in document.paragraphs if item.style.name.startswith("Heading")]
    assert [(head.text, head.style.name) for head in heads] == [
        ("一、甲", "Heading 1"),
        ("（一）乙", "Heading 2"),
    ]
    assert all(head.paragraph_format.keep_with_next for head in heads)


def test_the_last_paragraph_keeps_with_attachments_and_signature():
    lines = written(letter()).paragraphs
    date = next(number for number, line in enumerate(lines) if line.text == "2026年5月28日")
    assert lines[date - 7].text == letter().blocks[-1].text
    assert all(line.paragraph_format.keep_with_next for line in lines[date - 7 : date])


def test_a_tables_head_repeats_and_rows_stay_whole():
    rows = written(catalogue()).tables[0].rows
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True, True] + [False] * (len(rows) - 2)
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_a_catalogue_has_every_cell_in_its_place():
    table = written(catalogue(groups=1, each=2)).tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [
        ["序号", "案号", "案由", "提案者", "承办单位", "承办单位", "立案日期"],
        ["序号", "案号", "案由", "提案者", "主办", "会办", "立案日期"],
        ["第1类（2件）"] * 7,
        ["1", "7001", TOPIC, "王敏", "市教育局", "", "2026.1.15"],
        ["2", "7002", TOPIC, "王敏", "市教育局", "", "2026.1.15"],
        ["", "合计", "2件", "", "", "", ""],
    ]


def test_a_forms_boxes_span_as_declared():
    form = written(replace(feedback_form(), copies=()))
    cells = [[cell.text for cell in row.cells] for row in form.tables[0].rows]
    assert cells == [
        ["案由", TOPIC, TOPIC, TOPIC],
        ["提案者", "王敏", "联名人", RARE],
        ["办理结果", *["■满意　□基本满意　□不满意"] * 3],
        ["具体意见", "", "", ""],
        ["具体意见", *["提案者签名：　　　　年　　月　　日"] * 3],
    ]


def test_each_copy_of_a_form_is_a_section_that_names_it():
    document = written(feedback_form())
    assert [section.header.paragraphs[-1].text for section in document.sections] == list(
        feedback_form().copies
    )
    assert len(document.tables) == 3
    assert len(document.inline_shapes) == 3


def test_slips_hold_their_codes_as_pictures():
    slips = [Slip(f"委员{number}", ("登录码",), feedback_form().blocks[1]) for number in range(3)]
    document = written(Sheet(title="登录码", blocks=[Slips(slips)]))
    assert len(document.tables[0].rows) == 2
    assert len(document.inline_shapes) == 3


def test_a_books_contents_point_at_its_chapters():
    book = collected_texts()
    document = written(book)
    fields = [
        field.get(qn("w:instr")).split() for field in document.element.iter(qn("w:fldSimple"))
    ]
    targets = [field[1] for field in fields if field[0] == "PAGEREF"]
    marks = {
        mark.get(qn("w:name")): mark.getparent()
        for mark in document.element.iter(qn("w:bookmarkStart"))
    }
    titles = [DocxParagraph(marks[target], document).text for target in targets]
    assert titles == [chapter.title for chapter in book.chapters]
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_bookmarks_are_unique_in_a_bundle():
    document = written(Bundle((collected_texts(), case_file(), collected_texts())))
    names = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names)) == 8 + 3 + 8


def starts(document) -> list[bool]:
    return [
        section._sectPr.find(qn("w:pgNumType")) is not None
        for section in written(document).sections
    ]


def test_a_bundle_counts_each_paper_from_one():
    assert starts(Bundle((letter(), catalogue(), letter()))) == [True] * 3


def test_a_case_file_counts_its_papers_through():
    cover_and_contents, first_copy, others = [True, True], [True], [False] * 4
    assert starts(case_file()) == cover_and_contents + first_copy + others


def test_papers_with_the_same_head_share_its_part():
    with zipfile.ZipFile(BytesIO(render(Bundle((letter(),) * 20), Format.DOCX))) as file:
        headers = [name for name in file.namelist() if name.startswith("word/header")]
    assert len(headers) == 2


def test_a_draft_carries_its_word_behind_the_text():
    header = written(letter(watermark="送审稿")).sections[0].header
    assert 'string="送审稿"' in header._element.xml


def test_quotation_marks_are_hinted_to_be_full_width():
    assert 'w:hint="eastAsia"' in xml_of(letter())


def test_nothing_tells_of_the_library_that_wrote_it():
    properties = written(letter()).core_properties
    assert (properties.author, properties.comments) == ("", "")
    assert properties.title == letter().title
    assert str(properties.created) == "2026-01-14 01:30:00+00:00"


def test_a_file_holds_what_its_papers_need_and_nothing_of_the_librarys_sample():
    """The sample brings its styles twice and a picture of itself: half of what a short paper would weigh."""
    with zipfile.ZipFile(BytesIO(render(letter(), Format.DOCX))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    relations = b"".join(part for name, part in parts.items() if name.endswith(".rels"))
    for brought in ("stylesWithEffects", "thumbnail", "customXml"):
        assert [name for name in parts if brought in name] == []
        assert brought.encode() not in relations
    assert sum(len(part) for part in parts.values()) < 100_000


def test_papers_do_not_share_what_one_of_them_writes():
    first, second = written(letter(title="关于甲的答复")), written(letter(title="关于乙的答复"))
    told = [document.core_properties.title for document in (first, second)]
    assert told == ["关于甲的答复", "关于乙的答复"]
