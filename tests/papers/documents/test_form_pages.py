"""Forms, lists, books and case files as they come out of the printer."""

import re
from dataclasses import replace

from tests.papers.documents.reading import pages_of, texts_of
from tests.papers.documents.samples import (
    case_file,
    catalogue,
    collected_texts,
    feedback_form,
    letter,
)
from tongxin.papers.documents import (
    Bundle,
    Cell,
    Code,
    Grid,
    Line,
    PageBreak,
    Paragraph,
    Sheet,
    Slip,
    Slips,
    label,
    render,
)


def test_a_form_is_printed_once_for_each_copy():
    pages = texts_of(render(feedback_form()))
    assert len(pages) == 3
    for page, copy in zip(pages, feedback_form().copies, strict=True):
        assert re.sub(r"\s", "", copy) in page
        assert "■满意□基本满意□不满意" in page
        assert "第1页共1页" in page


def test_a_forms_boxes_stand_where_they_are_declared():
    lines = pages_of(render(feedback_form()))[0]
    heads = next(line for line in lines if "提案者王敏" in line.text)
    assert "联名人" in heads.text
    sign = next(line for line in lines if "提案者签名" in line.text)
    opinion = next(line for line in lines if "具体意见" in line.text)
    assert sign.top - opinion.top > 20


def test_text_in_a_box_begins_at_its_top():
    grid = Grid(
        (1, 3),
        [Line((label("上"), Cell("甲"))), Line((label("下"), Cell(blocks=[Paragraph("乙")])), 60)],
    )
    above, first, *_ = (line for line in pages_of(render(Sheet(title="表", blocks=[grid])))[0][1:])
    assert (above.text, first.text) == ("上甲", "乙")
    assert first.top - above.top < 12


def test_a_forms_text_runs_on_over_pages_without_a_word_lost():
    text = "".join(f"第{number}句。" for number in range(900))
    form = Sheet(
        title="提案",
        blocks=[Grid((1, 5), [Line((label("正文"), Cell(blocks=[Paragraph(text)])), 100)])],
    )
    pages = texts_of(render(form))
    assert len(pages) > 2
    body = "".join(re.sub("第.页共.页|正文|^提案", "", page) for page in pages)
    assert body == text


def test_a_form_in_landscape_is_wider_than_high():
    tall, wide = render(feedback_form()), render(replace(feedback_form(), landscape=True))
    assert max(line.right for line in pages_of(tall)[0]) < 210
    assert max(line.right for line in pages_of(wide)[0]) > 250


def test_a_catalogue_repeats_its_head_and_its_groups():
    pages = texts_of(render(catalogue()))
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert "承办单位" in page
        assert re.search(r"第\d类（24件）", page)
        assert f"第{number}页共{len(pages)}页" in page


def test_a_catalogue_prints_every_row_once():
    text = "".join(texts_of(render(catalogue())))
    assert [text.count(str(number)) for number in range(7001, 7121)] == [1] * 120
    assert text.rindex("合计") > text.index("7120")


def test_no_group_head_stands_alone_at_the_foot_of_a_page():
    lists = [catalogue(groups=3, each=each) for each in range(8, 20)]
    for page in pages_of(render(Bundle(lists))):
        body = [line.text for line in page if "页共" not in line.text]
        assert not re.fullmatch(r"第\d类（\d+件）", body[-1])


def test_a_books_contents_name_the_pages_of_its_chapters():
    pages = pages_of(render(collected_texts(parts=3, each=5)))
    contents = {}
    for line in pages[1]:
        if match := re.match(r"(第.编|提案.之.)\D*?(\d+)$", line.text):
            contents[match[1]] = int(match[2])
    assert len(contents) == 18
    body = ["".join(line.text for line in page) for page in pages[2:]]
    for title, number in contents.items():
        assert title in body[number - 1]


def test_a_book_begins_every_text_on_a_new_page_when_told_to():
    running, apart = collected_texts(each=2), collected_texts(each=2, each_on_new_page=True)
    short = [
        replace(chapter, blocks=(Paragraph("短文"),) if chapter.level == 2 else ())
        for chapter in running.chapters
    ]
    assert len(pages_of(render(replace(running, chapters=short)))) == 2 + 2
    assert len(pages_of(render(replace(apart, chapters=short)))) == 2 + 4


def test_a_case_file_counts_its_papers_through():
    pages = pages_of(render(case_file()))
    contents = {
        line.text[1:-1]: int(line.text[-1])
        for line in pages[1]
        if re.match(r"\d\D.*\d$", line.text)
    }
    assert contents == {
        "征询意见表王敏2026.6.1": 1,
        "答复函市教育局2026.5.28": 4,
        "督办方案市政协办公室": 6,
    }
    stamps = [page[0].text for page in pages[2:]]
    assert stamps == [str(number) for number in range(1, len(stamps) + 1)]


def test_the_stamp_stands_at_the_outer_corner():
    stamps = [page[0] for page in pages_of(render(case_file()))[2:4]]
    assert stamps[0].right > 190
    assert stamps[1].left < 20


def test_a_bundle_counts_each_paper_from_one():
    pages = texts_of(render(Bundle((catalogue(1, 30), feedback_form(), catalogue(1, 30)))))
    footers = [re.search(r"第\d页共\d页", page)[0] for page in pages]
    assert footers == ["第1页共2页", "第2页共2页", *["第1页共1页"] * 3, "第1页共2页", "第2页共2页"]


def test_bundles_may_hold_bundles_and_case_files():
    inner = Bundle((letter(), feedback_form()))
    text = "".join(texts_of(render(Bundle((inner, case_file(), inner, case_file())))))
    assert text.count("清教提复〔2026〕15号") == 4


def test_slips_stand_side_by_side_and_are_never_cut():
    slips = [
        Slip(f"委员{number:02d}", ("登录码：7K3M",), Code(f"https://example.org/{number}"))
        for number in range(23)
    ]
    pages = pages_of(render(Sheet(title="登录码", blocks=[Slips(slips)])))
    text = "".join(line.text for page in pages for line in page)
    assert all(f"委员{number:02d}" in text for number in range(23))
    assert "委员00委员01" in text
    for page in pages:
        titles = sum(line.text.count("委员") for line in page)
        assert titles == sum(line.text.count("登录码：") for line in page)


def test_a_page_break_begins_a_new_page():
    pages = texts_of(render(letter(blocks=[Paragraph("前"), PageBreak(), Paragraph("后")])))
    assert "前" in pages[0]
    assert pages[1].startswith("后")
