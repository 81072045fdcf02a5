"""Books and case files: cover, contents with page numbers, chapters."""

from collections.abc import Iterator, Sequence

from tongxin.papers.documents.blocks import Column, Face
from tongxin.papers.documents.geometry import POINT, Page
from tongxin.papers.documents.layouts import Book, Chapter, Dossier
from tongxin.papers.documents.titles import break_title
from tongxin.papers.documents.word import styles, tables
from tongxin.papers.documents.word.blocks import Text, gap
from tongxin.papers.documents.word.markup import (
    Element,
    exact,
    field,
    paragraph,
    run,
    tab,
    twips,
    w,
)
from tongxin.papers.documents.word.writer import Writer
from tongxin.papers.documents.words import WORDS

UNKNOWN = "…"
"""Shown for a page number until the office suite has worked it out."""


def cover(over: str, title: str, below: Sequence[Element]) -> list[Element]:
    """Occasion, large title, and what the volume says below it."""
    large = exact(46, before=round(24 / POINT * 20), after=round(10 / POINT * 20))
    return [
        _centred(over, Face.KAI, 20, before=round(18 / POINT * 20)),
        paragraph(
            run("\n".join(break_title(title)), Face.TITLE, 32),
            jc="center",
            snapToGrid=0,
            spacing=large,
        ),
        *below,
    ]


def book_cover(book: Book) -> list[Element]:
    """The cover of collected texts: issuer and date at its foot."""
    issued = [text for text in (book.issuer, str(book.dated_on or "")) if text]
    lines = [_centred(book.subtitle, Face.KAI, 20), *(gap(29) for _ in range(9))]
    return cover(
        book.over, book.title, [*lines, *(_centred(text, Face.KAI, 20) for text in issued)]
    )


def dossier_cover(dossier: Dossier) -> list[Element]:
    """The cover of a case file: its facts one below the other."""
    tabs = [w("tab", val="left", pos=2600)]
    ind = {"left": 2600, "hanging": 1900}
    facts = [
        paragraph(
            run(name, Face.HEI), tab(), run(fact), tabs=tabs, ind=ind, jc="left", spacing=exact(30)
        )
        for name, fact in dossier.facts
    ]
    return cover(dossier.over, dossier.title, facts)


def contents_title() -> Element:
    """目录, over the contents."""
    return paragraph(
        run(WORDS["contents"], Face.TITLE, 22), jc="center", spacing=exact(29, after=400)
    )


def contents(chapters: Sequence[Chapter], names: Sequence[str], page: Page) -> Iterator[Element]:
    """A line for each chapter: title, whose it is, dots, page number."""
    for chapter, name in zip(chapters, names, strict=True):
        part = chapter.level == 1
        yield paragraph(
            run(chapter.title, Face.HEI if part else None, 14),
            run(f"　{chapter.aside}", Face.KAI, 14) if chapter.aside else None,
            tab(),
            field(f"PAGEREF {name} \\h", size=14, shown=UNKNOWN),
            keepNext=part,
            tabs=[w("tab", val="right", leader="dot", pos=twips(page.inner))],
            spacing=exact(24, before=120 if part else 0),
            ind={"left": 280 if part else 560, "hanging": 280},
            jc="left",
        )


def chapters(book: Book, names: Sequence[str], text: Text, writer: Writer) -> Iterator[Element]:
    """The chapters one after another; a part begins a new page."""
    before: Chapter | None = None
    for chapter, name in zip(book.chapters, names, strict=True):
        heads_page = before is not None and _begins_page(book, chapter, before)
        title = run("\n".join(break_title(chapter.title)))
        yield paragraph(
            *writer.bookmark(name, title),
            pStyle=styles.PART if chapter.level == 1 else styles.TEXT_TITLE,
            pageBreakBefore=heads_page,
            spacing=exact(29, before=0 if before is None or heads_page else 580, after=200),
        )
        for label, fact in chapter.facts:
            yield paragraph(
                run(f"{label}{WORDS['colon']}{fact}", Face.KAI, 14),
                keepNext=True,
                ind={"left": 1400, "hanging": 1400},
                jc="left",
            )
        if chapter.facts:
            yield paragraph(keepNext=True)
        yield from text.elements(chapter.blocks)
        before = chapter


def entry_table(dossier: Dossier, names: Sequence[str], page: Page) -> Element:
    """The contents of a case file as a table."""
    heads = [
        Column(WORDS["number"]),
        Column(WORDS["title"], 6),
        *dossier.columns,
        Column(WORDS["page"]),
    ]
    columns = tables.widths([head.share for head in heads], page.inner)
    labels = [
        _entry_cell(width, run(head.label, Face.HEI, 10.5))
        for head, width in zip(heads, columns, strict=True)
    ]
    rows = [tables.row(*labels, head=True)]
    for number, (entry, name) in enumerate(zip(dossier.entries, names, strict=True), 1):
        page_number = field(f"PAGEREF {name} \\h", size=10.5, shown=UNKNOWN)
        runs = [run(text, size=10.5) for text in (str(number), entry.title, *entry.facts)]
        cells = zip(columns, [*runs, page_number], strict=True)
        rows.append(tables.row(*(_entry_cell(width, content) for width, content in cells)))
    return tables.table(columns, rows)


def _entry_cell(width: int, content: Element) -> Element:
    return tables.cell(width, paragraph(content, pStyle=styles.CELL))


def _begins_page(book: Book, chapter: Chapter, before: Chapter) -> bool:
    if before.level == 1 and not before.blocks:
        return False
    return chapter.level == 1 or book.each_on_new_page


def _centred(text: str, face: Face, size: float, before: int = 0) -> Element:
    return paragraph(
        run(text, face, size), jc="center", snapToGrid=0, spacing=exact(size * 1.5, before=before)
    )
