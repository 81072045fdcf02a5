"""An empty DOCX with the styles, language and settings of an official document."""

from datetime import UTC
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from tongxin.core import clock
from tongxin.papers.documents.blocks import Face
from tongxin.papers.documents.geometry import BODY_SIZE
from tongxin.papers.documents.word.markup import (
    ORDER,
    PITCH,
    Element,
    exact,
    letters,
    property_of,
    w,
)

NORMAL, BODY = "Normal", "Body"
CELL, CELL_BODY = "Cell", "CellBody"
TITLE, PART, TEXT_TITLE = "DocTitle", "Part", "TextTitle"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")

INDENT = {"firstLineChars": 200, "firstLine": 632}
LINE = exact(PITCH / 20)
CLOSER = -5
"""Twentieths of a point between letters. The grid of the page says 22 × 28 too, but suites round it differently."""


UNUSED = {
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THUMBNAIL,
}
"""Of the library's own document, half of what every file would weigh: its styles a second time, its picture."""


def empty_document(title: str) -> Document:
    """A DOCX without content."""
    document = docx.Document(BytesIO(_untitled()))
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", title[:255]
    properties.created = properties.modified = clock.now().astimezone(UTC).replace(tzinfo=None)
    return document


@cache
def _untitled() -> bytes:
    """What all documents begin with, as a file: reading it takes a tenth of making it."""
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    _replace_styles(document)
    settings = document.settings.element
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype in UNUSED]:
            relations.pop(key)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _replace_styles(document: Document) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.extend(
        [
            w("docDefaults", w("rPrDefault", _base_letters()), w("pPrDefault", w("pPr"))),
            *_text_styles(),
            *_heading_styles(),
        ]
    )


def _base_letters() -> Element:
    """仿宋 of size 3, drawn together by CLOSER so that 28 characters fill a line in every office suite."""
    properties = letters(Face.BODY, BODY_SIZE)
    properties.insert(1, w("snapToGrid", val=0))
    properties.insert(2, w("spacing", val=CLOSER))
    properties.append(w("lang", val="zh-CN", eastAsia="zh-CN"))
    return properties


def _text_styles() -> list[Element]:
    plain = {"widowControl": 0, "autoSpaceDE": 0, "autoSpaceDN": 0, "snapToGrid": 0}
    cell = {"spacing": {"line": 300, "lineRule": "auto"}, "jc": "left"}
    return [
        _style(NORMAL, "Normal", "", plain | {"spacing": LINE, "jc": "both"}),
        _style(BODY, "Body Text", NORMAL, {"ind": INDENT}),
        _style(CELL, "Form Text", NORMAL, cell, letters(size=12)),
        _style(
            CELL_BODY,
            "Form Body",
            CELL,
            {"ind": {"firstLineChars": 200, "firstLine": 480}, "jc": "both"},
        ),
        _style("Header", "header", NORMAL, {"spacing": {"line": 240, "lineRule": "auto"}}),
        _style(
            "Footer",
            "footer",
            NORMAL,
            {"spacing": {"line": 240, "lineRule": "auto"}},
            letters(Face.SONG, 9),
        ),
    ]


def _heading_styles() -> list[Element]:
    centred = {"keepNext": True, "jc": "center"}
    faces = (Face.HEI, Face.KAI, Face.BODY, Face.BODY)
    return [
        _style(TITLE, "Title", NORMAL, centred, letters(Face.TITLE, 22)),
        _style(PART, "Part Title", TITLE, {"outlineLvl": 0}),
        _style(TEXT_TITLE, "Text Title", TITLE, {"outlineLvl": 1}, letters(Face.TITLE, 18)),
        *(
            _style(
                name,
                f"heading {number}",
                BODY,
                {"keepNext": True, "outlineLvl": number - 1},
                letters(face),
            )
            for number, (name, face) in enumerate(zip(HEADINGS, faces, strict=True), 1)
        ),
    ]


def _style(
    code: str, name: str, based_on: str, paragraph: dict[str, Any], run: Element | None = None
) -> Element:
    ordered = sorted(paragraph.items(), key=lambda item: ORDER.index(item[0]))
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based_on) if based_on else None,
        w("qFormat"),
        w("pPr", *(property_of(*item) for item in ordered)),
        run,
        type="paragraph",
        styleId=code,
        default=0 if based_on else 1,
    )
