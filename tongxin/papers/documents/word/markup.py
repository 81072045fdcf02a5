"""WordprocessingML: the few pieces of it that official documents need."""

from functools import cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from tongxin.papers.documents.blocks import Align, Face

Element = Any

FONTS = {
    Face.TITLE: "方正小标宋简体",
    Face.BODY: "仿宋_GB2312",
    Face.HEI: "黑体",
    Face.KAI: "楷体_GB2312",
    Face.SONG: "宋体",
}
"""The names under which an office suite knows the typefaces of the standard."""

RED = "D7000F"

PITCH = 579
"""From line to line in twips: 22 lines fill 225 mm."""

ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "pBdr",
    "shd",
    "tabs",
    "autoSpaceDE",
    "autoSpaceDN",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
]
"""Paragraph properties in the order that the schema wants."""

JUSTIFICATION = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}

NAMESPACES = {"w": nsmap["w"]}

_name = cache(lambda name: qn(f"w:{name}"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def w(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """One element of the w: namespace; children that are None are left out."""
    named = {_name(key): str(value) for key, value in attributes.items()}
    element = oxml_parser.makeelement(_name(name), named, nsmap=NAMESPACES)
    element.extend(child for child in children if child is not None)
    return element


def fonts(face: Face) -> Element:
    """The typeface for Chinese and Western letters alike; the hint makes quotation marks full width."""
    name = FONTS[face]
    return w("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def letters(face: Face | None = None, size: float | None = None, color: str = "") -> Element:
    """Run properties: typeface, size in points, colour."""
    half_points = round(size * 2) if size else None
    return w(
        "rPr",
        fonts(face) if face else w("rFonts", hint="eastAsia"),
        w("color", val=color) if color else None,
        w("sz", val=half_points) if half_points else None,
        w("szCs", val=half_points) if half_points else None,
    )


def run(text: str, face: Face | None = None, size: float | None = None, color: str = "") -> Element:
    """A stretch of text; line feeds become line breaks."""
    element = w("r", letters(face, size, color))
    for number, line in enumerate(text.split("\n")):
        if number:
            element.append(w("br"))
        piece = w("t")
        piece.text = line
        piece.set(_SPACE, "preserve")
        element.append(piece)
    return element


def tab() -> Element:
    """A tabulator."""
    return w("r", w("tab"))


def field(
    code: str, face: Face | None = None, size: float | None = None, shown: str = "1"
) -> Element:
    """A value that the office suite works out, such as PAGE; `shown` until it has."""
    return w("fldSimple", run(shown, face, size), instr=f" {code} ", dirty="true")


def paragraph(*runs: Element | None, **properties: Any) -> Element:
    """A paragraph; a property is True, a value, a dictionary of attributes or a list of elements."""
    ordered = sorted(properties.items(), key=lambda item: ORDER.index(item[0]))
    return w("p", w("pPr", *(property_of(*item) for item in ordered)), *runs)


def keep_with_next(element: Element) -> None:
    """Hold the end of a paragraph on the page of what follows; tables are left as they are."""
    if element.tag == _name("p") and element.pPr.find(_name("keepNext")) is None:
        element.pPr.insert_element_before(w("keepNext"), *(f"w:{name}" for name in ORDER[2:]))


def exact(points: float, **attributes: object) -> dict[str, object]:
    """Spacing of lines that are this high whatever stands in them."""
    return {"line": round(points * 20), "lineRule": "exact"} | attributes


def property_of(name: str, value: Any) -> Element | None:
    match value:
        case None | False:
            return None
        case True:
            return w(name)
        case dict():
            return w(name, **value)
        case list():
            return w(name, *value)
    return w(name, val=value)
