"""Whatever people type is text: never markup, never an error."""

from dataclasses import replace

import pytest

from tests.papers.documents.reading import opened, pages_of, text_of
from tests.papers.documents.samples import RARE, TEXT, letter
from tongxin.papers.documents import (
    Book,
    Bundle,
    Cell,
    Chapter,
    Column,
    Dossier,
    Entry,
    Format,
    Grid,
    Group,
    Heading,
    Letter,
    Line,
    Listing,
    Official,
    Paragraph,
    Sheet,
    Table,
    Total,
    render,
)

MARKUP = [
    '#import "base.typ"',
    '#read("/etc/passwd")',
    "#sys.inputs",
    "*粗*_斜_`码`$x^2$<label>@ref",
    "=标题",
    "-项目",
    "+编号",
    "/术语:释义",
    "\\\\u{41}\\n",
    "\"双引号\"'单引号'",
    "//注释/*注释*/",
    "a--b---c...d~e",
    "[括号]{花括号}]}",
    "{{变量}}{%标签%}",
    "<b>&amp;</b>",
    RARE,
]
AWKWARD = [
    "",
    " ",
    "\n\n",
    "甲\x00\x1b\x0b乙",
    "\ud800",
    "😀👨‍👩‍👧🎉",
    "a" * 600,
    "https://example.org/" + "x" * 300,
    "字" * 400,
    "\u202e倒写",
]


def everywhere(text: str) -> list:
    """Papers of every layout that hold a text in every place."""
    table = Table(
        [Column(text), Column("乙", 0.3)],
        [(text, text), Group(text), Total((text, text))],
        text,
        text,
    )
    blocks = [Paragraph(text), Heading(text), Heading(text, 2, then=text), table]
    dispatch = {
        "masthead": text[:30],
        "number": text[:30],
        "urgency": text[:5],
        "marks": [text[:30]],
        "title": text,
        "receiver": text,
        "blocks": blocks,
        "attachments": [text, text],
        "contact": [text],
        "notes": [text],
        "copies": text,
        "watermark": text[:10],
    }
    sheet = Sheet(
        title=text,
        over=text,
        left=text[:20],
        right=text[:20],
        blocks=[Grid((1, 3), [Line((Cell(text[:100], head=True), Cell(text, foot=text[:40])))])],
        notes=[text],
    )
    return [
        Letter(**dispatch),
        Official(**dispatch, byline=[text], signer=text[:10], printed_by=text[:10]),
        sheet,
        Listing(
            title=text, columns=[Column("甲"), Column("乙", 0.1)], rows=[(text, text), Group(text)]
        ),
        Book(title=text, issuer=text, chapters=[Chapter(text, blocks, 2, [("甲", text)], text)]),
        Dossier(
            title=text,
            facts=[("甲", text)],
            columns=[Column("甲")],
            entries=[Entry(text, sheet, [text])],
        ),
    ]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_printed_as_it_was_typed(text):
    printed = text_of(render(Bundle(everywhere(text))))
    assert printed.replace("\u200b", "").count(text.replace(" ", "")) > 40


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_written_to_docx_as_it_was_typed(text):
    paragraphs = opened(render(Bundle(everywhere(text)), Format.DOCX)).paragraphs
    assert [paragraph.text for paragraph in paragraphs].count(text) > 10


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_printed_in_every_place(text):
    papers = Bundle(everywhere(text))
    assert render(papers).startswith(b"%PDF")
    opened(render(papers, Format.DOCX))


def test_long_words_break_inside_the_margins():
    for page in pages_of(render(everywhere("x" * 500)[0])):
        assert max(line.right for line in page) < 210 - 25


def test_an_empty_bundle_is_an_empty_page():
    assert text_of(render(Bundle())) == ""


def test_two_thousand_paragraphs_come_out_whole():
    paper = replace(
        letter(), blocks=[Paragraph(f"第{number}段。{TEXT[:20]}") for number in range(2000)]
    )
    assert text_of(render(paper)).count("段。") == 2000
    text = [paragraph.text for paragraph in opened(render(paper, Format.DOCX)).paragraphs]
    assert sum("段。" in line for line in text) == 2000
