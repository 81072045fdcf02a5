"""Each layout as sections of a DOCX, in the order in which the PDF sets it."""

from functools import singledispatch
from typing import Any

from tongxin.papers.documents.blocks import Align, Face
from tongxin.papers.documents.geometry import OFFICIAL, POINT, page_of
from tongxin.papers.documents.layouts import Book, Bundle, Dossier, Letter, Listing, Official, Sheet
from tongxin.papers.documents.word import tables
from tongxin.papers.documents.word.blocks import form_text, gap, official_text
from tongxin.papers.documents.word.dispatches import (
    body,
    copies,
    head_line,
    official_head,
    record,
    shaped_title,
)
from tongxin.papers.documents.word.forms import form_head, form_notes
from tongxin.papers.documents.word.furniture import (
    dashed_number,
    letter_footer,
    letter_header,
    mark_line,
    page_of_pages,
    watermark,
)
from tongxin.papers.documents.word.markup import paragraph, run
from tongxin.papers.documents.word.volumes import (
    book_cover,
    chapters,
    contents,
    contents_title,
    dossier_cover,
    entry_table,
)
from tongxin.papers.documents.word.writer import Furniture, Writer

MARKS_AT = 12.0
"""Millimetres from the edge of the sheet to the marks."""

NUMBER_AT = 23.0
"""Millimetres from the lower edge to the page number, which begins 7 mm below the type area."""

RULE_AT = 20.0
"""Millimetres from the lower edge to the letter's lower rule."""


def write(document: Any) -> bytes:
    """A prepared description as a DOCX."""
    alone = isinstance(document, Listing) or (isinstance(document, Sheet) and not document.copies)
    writer = Writer(getattr(document, "title", ""), "NUMPAGES" if alone else "SECTIONPAGES")
    place(document, writer)
    return writer.content()


@singledispatch
def place(document: Any, writer: Writer) -> None:
    """Append a document as sections of its own."""
    raise TypeError(f"{type(document).__name__} is no layout")


@place.register
def _letter(letter: Letter, writer: Writer) -> None:
    higher = (NUMBER_AT - RULE_AT) / POINT
    furniture = Furniture(
        header=watermark(letter.watermark),
        footer=dashed_number(Align.RIGHT, higher),
        even_footer=dashed_number(Align.LEFT, higher),
        first_header=[
            *watermark(letter.watermark),
            *letter_header(letter.marks, letter.masthead, OFFICIAL, MARKS_AT),
        ],
        first_footer=letter_footer(OFFICIAL),
        header_at=MARKS_AT,
        footer_at=RULE_AT,
    )
    writer.begin(OFFICIAL, furniture, grid=True)
    writer.add(
        head_line(letter, OFFICIAL),
        paragraph(),
        paragraph(),
        *shaped_title(letter.title),
        paragraph(),
    )
    writer.add(*body(letter, official_text(writer, OFFICIAL.inner)))
    writer.add(*copies(letter, OFFICIAL))


@place.register
def _official(official: Official, writer: Writer) -> None:
    furniture = Furniture(
        header=watermark(official.watermark),
        footer=dashed_number(Align.RIGHT),
        even_footer=dashed_number(Align.LEFT),
        first_header=[
            *watermark(official.watermark),
            *(mark_line(mark) for mark in official.marks),
        ],
        first_footer=dashed_number(Align.RIGHT),
        header_at=MARKS_AT,
        footer_at=NUMBER_AT,
    )
    writer.begin(OFFICIAL, furniture, grid=True)
    writer.add(
        *official_head(official, OFFICIAL),
        *shaped_title(official.title, official.byline),
        paragraph(),
    )
    writer.add(*body(official, official_text(writer, OFFICIAL.inner)))
    writer.add(*record(official, OFFICIAL))


@place.register
def _sheet(sheet: Sheet, writer: Writer) -> None:
    page = page_of(sheet)
    text = form_text(writer, page.inner)
    for name in sheet.copies or ("",):
        mark = [paragraph(run(name, Face.KAI, 10.5), jc="right")] if name else []
        furniture = Furniture([*watermark(sheet.watermark), *mark], page_of_pages(writer.total))
        writer.begin(page, furniture, grid=False)
        writer.add(*form_head(sheet, page), *text.elements(sheet.blocks), *form_notes(sheet.notes))


@place.register
def _listing(listing: Listing, writer: Writer) -> None:
    page = page_of(listing)
    furniture = Furniture(watermark(listing.watermark), page_of_pages(writer.total))
    writer.begin(page, furniture, grid=False)
    writer.add(*form_head(listing, page), tables.data_table(listing, page.inner), gap())
    writer.add(*form_notes(listing.notes))


@place.register
def _book(book: Book, writer: Writer) -> None:
    text = official_text(writer, OFFICIAL.inner, outline=2)
    names = writer.names(len(book.chapters))
    writer.begin(OFFICIAL, Furniture(), grid=True)
    writer.add(*book_cover(book))
    if book.preface:
        writer.begin(OFFICIAL, Furniture(), grid=True)
        writer.add(*text.elements(book.preface))
    writer.begin(OFFICIAL, Furniture(), grid=True)
    writer.add(contents_title(), *contents(book.chapters, names, OFFICIAL))
    furniture = Furniture(
        footer=dashed_number(Align.RIGHT),
        even_footer=dashed_number(Align.LEFT),
        footer_at=NUMBER_AT,
    )
    writer.begin(OFFICIAL, furniture, grid=True)
    writer.add(*chapters(book, names, text, writer))


@place.register
def _dossier(dossier: Dossier, writer: Writer) -> None:
    names = writer.names(len(dossier.entries))
    writer.begin(OFFICIAL, Furniture(), grid=True)
    writer.add(*dossier_cover(dossier))
    writer.begin(OFFICIAL, Furniture(), grid=True)
    writer.add(contents_title(), entry_table(dossier, names, OFFICIAL))
    with writer.running_on():
        for entry, name in zip(dossier.entries, names, strict=True):
            writer.mark_next(name)
            place(entry.document, writer)


@place.register
def _bundle(bundle: Bundle, writer: Writer) -> None:
    for part in bundle.documents:
        place(part, writer)
