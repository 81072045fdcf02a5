"""Puts elements, sections, pictures and bookmarks into one DOCX."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, count, repeat

from docx.document import Document
from docx.enum.section import WD_HEADER_FOOTER, WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from lxml import etree

from tongxin.papers.documents.geometry import BODY_SIZE, CHARACTERS, POINT, Page
from tongxin.papers.documents.word.markup import PITCH, Element, exact, paragraph, w
from tongxin.papers.documents.word.styles import empty_document

Part = Sequence[Element]


@dataclass(frozen=True)
class Furniture:
    """What stands in the margins; `even_footer` is for left pages, the `first` ones are for page 1."""

    header: Part = ()
    footer: Part = ()
    even_footer: Part | None = None
    first_header: Part | None = None
    first_footer: Part | None = None
    header_at: float = 15
    footer_at: float = 15


class Writer:
    """A DOCX in the making; `total` is the field that counts the pages of one of its papers."""

    def __init__(self, title: str, total: str) -> None:
        self.total = total
        self.document: Document = empty_document(title)
        self._end = self.document.element.body.sectPr
        self._numbers = count(1)
        self._started = False
        self._restarts: Iterator[bool] = repeat(True)
        self._mark = ""
        self._parts: dict[tuple[str, bytes], str] = {}

    def add(self, *elements: Element | None) -> None:
        """Append to the present section."""
        for element in elements:
            if element is not None:
                self._end.addprevious(element)

    def begin(self, page: Page, furniture: Furniture, *, grid: bool) -> None:
        """Begin a section on a new page, counted from 1; with `grid` 22 lines of 28 characters."""
        section = self._new_section()
        section.page_width, section.page_height = Mm(page.width), Mm(page.height)
        section.orientation = (
            WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
        )
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
        section.header_distance, section.footer_distance = (
            Mm(furniture.header_at),
            Mm(furniture.footer_at),
        )
        self._furnish(section, furniture)
        _number(section, next(self._restarts))
        _grid(section, page, grid)
        if self._mark:
            self.add(paragraph(*self.bookmark(self._mark), snapToGrid=0, spacing=exact(1)))
            self._mark = ""

    @contextmanager
    def running_on(self) -> Iterator[None]:
        """Within this context only the first section's pages are counted from 1."""
        self._restarts = chain([True], repeat(False))
        yield
        self._restarts = repeat(True)

    def mark_next(self, name: str) -> None:
        """Let the next section begin with a bookmark, so that PAGEREF finds its first page."""
        self._mark = name

    def picture(self, png: BytesIO, width: float) -> Element:
        """A run that holds a picture, so many millimetres wide."""
        inline = self.document.part.new_pic_inline(png, Mm(width), None)
        return w("r", w("drawing", inline))

    def names(self, count: int) -> list[str]:
        """So many new names for bookmarks; the office suite is asked to work out their pages at opening."""
        settings = self.document.settings.element
        if settings.find(qn("w:updateFields")) is None:
            settings.find(qn("w:compat")).addprevious(w("updateFields", val="true"))
        return [f"page{next(self._numbers)}" for _ in range(count)]

    def bookmark(self, name: str, *runs: Element) -> list[Element]:
        """Runs that PAGEREF finds by name."""
        number = next(self._numbers)
        return [w("bookmarkStart", id=number, name=name), *runs, w("bookmarkEnd", id=number)]

    def content(self) -> bytes:
        """The finished file."""
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _furnish(self, section: Section, furniture: Furniture) -> None:
        header, footer = furniture.header, furniture.footer
        even = footer if furniture.even_footer is None else furniture.even_footer
        parts = [
            (WD_HEADER_FOOTER.PRIMARY, header, footer),
            (WD_HEADER_FOOTER.EVEN_PAGE, header, even),
        ]
        if furniture.first_header is not None:
            first = furniture.first_header, furniture.first_footer or ()
            parts.append((WD_HEADER_FOOTER.FIRST_PAGE, *first))
        section.different_first_page_header_footer = furniture.first_header is not None
        for kind, header, footer in parts:
            section._sectPr.add_headerReference(kind, self._part("header", header))
            section._sectPr.add_footerReference(kind, self._part("footer", footer))

    def _part(self, kind: str, elements: Part) -> str:
        """The id of a header or footer; sections that show the same share one part."""
        elements = [deepcopy(element) for element in elements] or [paragraph()]
        key = kind, b"".join(etree.tostring(element) for element in elements)
        if key not in self._parts:
            add = getattr(self.document.part, f"add_{kind}_part")
            part, self._parts[key] = add()
            root = part.element
            for child in list(root):
                root.remove(child)
            root.extend(elements)
        return self._parts[key]

    def _new_section(self) -> Section:
        if not self._started:
            self._started = True
            return self.document.sections[0]
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._end = self.document.element.body.sectPr
        _shrink(self._end.getprevious())
        return section


def _shrink(carrier: Element) -> None:
    """Make the paragraph that carries a section's end too small to need a page of its own."""
    carrier.pPr.insert(0, w("spacing", **exact(1)))
    carrier.pPr.insert(0, w("snapToGrid", val=0))


def _number(section: Section, restart: bool) -> None:
    """Count pages from 1 again, or on from the section before."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    if restart:
        properties.find(qn("w:pgMar")).addnext(w("pgNumType", start=1))


def _grid(section: Section, page: Page, grid: bool) -> None:
    grid_element = section._sectPr.find(qn("w:docGrid"))
    grid_element.attrib.clear()
    if not grid:
        grid_element.set(qn("w:linePitch"), "312")
        return
    character = page.inner / POINT / CHARACTERS
    grid_element.set(qn("w:type"), "linesAndChars")
    grid_element.set(qn("w:linePitch"), str(PITCH))
    grid_element.set(qn("w:charSpace"), str(round((character - BODY_SIZE) * 4096)))
