"""What stands in the margins and at the edges of a DOCX: mastheads, red rules, numbers, watermarks."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from docx.oxml.parser import parse_xml

from tongxin.papers.documents.blocks import Align, Face
from tongxin.papers.documents.geometry import POINT, Page
from tongxin.papers.documents.titles import width
from tongxin.papers.documents.word.markup import (
    JUSTIFICATION,
    RED,
    Element,
    exact,
    field,
    paragraph,
    run,
    twips,
    w,
)
from tongxin.papers.documents.words import WORDS

SHEET_RULE = 170.0
"""Millimetres that the letter's red rules are long, centred on the sheet."""

FILL = 0.97
"""How much of the type area a masthead fills at most: office suites measure letters differently."""

MARK_LINE = 22.0
"""Height in points of one mark at the upper right corner."""

WATERMARK = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600"'
    ' o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
    '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype><v:shape type="#_x0000_t136"'
    ' o:allowincell="f" fillcolor="#e0e0e0" stroked="f" style="position:absolute;margin-left:0;'
    "margin-top:0;width:{width}pt;height:100pt;rotation:325;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin">'
    '<v:textpath style="font-family:黑体;font-size:1pt" string={text}/></v:shape></w:pict></w:r>'
)
"""A shape of text as Word and WPS draw their own watermarks."""


def watermark(text: str) -> list[Element]:
    """A word that runs across the page behind the text, in a paragraph without height."""
    if not text:
        return []
    shape = parse_xml(WATERMARK.format(text=quoteattr(text), width=min(430, 100 * len(text))))
    return [paragraph(shape, snapToGrid=0, spacing=exact(1))]


def masthead_size(text: str, largest: float, inner: float) -> float:
    """The size in points at which a masthead fills the type area in one line."""
    return min(largest, FILL * inner / POINT / max(width(text), 1))


def letter_header(marks: Sequence[str], masthead: str, page: Page, top: float) -> list[Element]:
    """Marks, masthead 30 mm below the edge, and the rule thick over thin 4 mm below it."""
    size = masthead_size(masthead, 38, page.inner)
    above = (30 - top) / POINT - MARK_LINE * len(marks)
    return [
        *(mark_line(mark) for mark in marks),
        paragraph(
            run(masthead, Face.TITLE, size, RED),
            jc="center",
            snapToGrid=0,
            spacing=exact(size, before=round(max(above, 0) * 20)),
            ind=_outset(page),
            pBdr=[w("bottom", val="thickThinSmallGap", sz=24, space=11, color=RED)],
        ),
    ]


def letter_footer(page: Page) -> list[Element]:
    """The rule thin over thick 20 mm above the lower edge."""
    border = w("top", val="thinThickSmallGap", sz=24, space=1, color=RED)
    return [paragraph(snapToGrid=0, spacing=exact(1), ind=_outset(page), pBdr=[border])]


def mark_line(mark: str) -> Element:
    """One mark at the upper right corner, such as the reply's class."""
    return paragraph(run(mark, Face.HEI), jc="right", snapToGrid=0, spacing=exact(MARK_LINE))


def dashed_number(align: Align, below: float = 0) -> list[Element]:
    """— 2 — at one side, one blank in, so many points above the footer's edge."""
    runs = [run("— ", Face.SONG, 14), field("PAGE", Face.SONG, 14), run(" —", Face.SONG, 14)]
    place = {"ind": {"left": 280, "right": 280}, "jc": JUSTIFICATION[align]}
    return [
        paragraph(*runs, **place, spacing={"line": 240, "lineRule": "auto"}),
        paragraph(snapToGrid=0, spacing=exact(max(below, 1))),
    ]


def page_of_pages(total: str) -> list[Element]:
    """第 2 页　共 9 页; `total` is the field that counts them."""
    parts = [
        run(WORDS["page-before"], Face.SONG, 9),
        field("PAGE", Face.SONG, 9),
        run(WORDS["pages-before"], Face.SONG, 9),
        field(total, Face.SONG, 9),
        run(WORDS["pages-after"], Face.SONG, 9),
    ]
    return [paragraph(*parts, pStyle="Footer", jc="center")]


def _outset(page: Page) -> dict[str, int]:
    """Indents that centre the red rules on the sheet."""
    side = (page.width - SHEET_RULE) / 2
    return {"left": twips(side - page.left), "right": twips(side - page.right)}
