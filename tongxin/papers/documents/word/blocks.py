"""The building blocks of running text as paragraphs and tables of a DOCX."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongxin.papers.documents import codes
from tongxin.papers.documents.blocks import (
    Align,
    Block,
    Code,
    Face,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Slip,
    Slips,
    Table,
)
from tongxin.papers.documents.word import styles, tables
from tongxin.papers.documents.word.markup import JUSTIFICATION, Element, exact, paragraph, run, w
from tongxin.papers.documents.word.writer import Writer

FACES = (Face.HEI, Face.KAI, Face.BODY, Face.BODY)


@dataclass(frozen=True)
class Text:
    """Renders blocks into one column of text: its styles, its width, the outline level of its headings."""

    writer: Writer
    inner: float
    plain: str = styles.NORMAL
    indented: str = styles.BODY
    headings: Sequence[str] = styles.HEADINGS
    outline: int = 0

    def elements(self, blocks: Iterable[Block]) -> list[Element]:
        """The elements of all blocks, in order."""
        return [element for block in blocks for element in self.block(block)]

    def block(self, block: Block) -> list[Element]:
        """The elements of one block."""
        match block:
            case Paragraph():
                return [self._paragraph(block)]
            case Heading():
                return [self._heading(block)]
            case Table():
                return self._table(block)
            case Grid():
                return [
                    tables.form(block, self.inner, form_text(self.writer, self.inner).block),
                    gap(),
                ]
            case Code():
                return self._code(block)
            case Slips():
                return [self._slips(block), gap()]
            case PageBreak():
                return [w("p", w("r", w("br", type="page")))]
        raise TypeError(f"{type(block).__name__} is no block of a document")

    def _paragraph(self, block: Paragraph) -> Element:
        face = None if block.face == Face.BODY else Face(block.face)
        style = self.indented if block.indent and block.align == Align.JUSTIFY else self.plain
        return paragraph(run(block.text, face), pStyle=style, jc=JUSTIFICATION[Align(block.align)])

    def _heading(self, block: Heading) -> Element:
        level = min(block.level, len(FACES)) - 1
        heading = run(block.text, FACES[level])
        if block.then:
            return paragraph(heading, run(block.then), pStyle=self.indented)
        outline = level + self.outline if self.headings else None
        style = self.headings[level] if self.headings else self.indented
        return paragraph(heading, pStyle=style, keepNext=True, outlineLvl=outline)

    def _table(self, block: Table) -> list[Element]:
        caption = run(block.caption, Face.HEI, block.size)
        return [
            *(
                [paragraph(caption, pStyle=styles.CELL, keepNext=True, jc="center")]
                if block.caption
                else []
            ),
            tables.data_table(block, self.inner),
            *(
                [paragraph(run(block.note, size=block.size * 0.9), pStyle=styles.CELL)]
                if block.note
                else []
            ),
            gap(),
        ]

    def _code(self, block: Code) -> list[Element]:
        place = JUSTIFICATION[Align(block.align)]
        picture = self.writer.picture(codes.png(block.data), block.width)
        lines = [paragraph(picture, pStyle=styles.CELL, keepNext=bool(block.caption), jc=place)]
        if block.caption:
            lines.append(paragraph(run(block.caption, size=9), pStyle=styles.CELL, jc=place))
        return lines

    def _slips(self, block: Slips) -> Element:
        columns = tables.widths([1.0] * block.columns, self.inner)
        rows = [
            block.slips[start : start + block.columns]
            for start in range(0, len(block.slips), block.columns)
        ]
        return tables.table(
            columns, [self._slip_row(row, columns) for row in rows], tables.TO_BE_CUT
        )

    def _slip_row(self, slips: Sequence[Slip], columns: Sequence[int]) -> Element:
        cells = [
            tables.cell(width, *self._slip(slip))
            for slip, width in zip(slips, columns, strict=False)
        ]
        return tables.row(*cells, *(tables.cell(width) for width in columns[len(slips) :]))

    def _slip(self, slip: Slip) -> list[Element]:
        lines = [paragraph(run(slip.title, Face.HEI, 12), pStyle=styles.CELL)]
        lines += [paragraph(run(line, size=11), pStyle=styles.CELL) for line in slip.lines]
        return lines + (self._code(slip.code) if slip.code else [])


def official_text(writer: Writer, inner: float, outline: int = 0) -> Text:
    """Running text of size 3 on the grid of an official document."""
    return Text(writer, inner, outline=outline)


def form_text(writer: Writer, inner: float) -> Text:
    """Smaller text in and around printed forms; its headings stay out of the outline."""
    return Text(writer, inner, styles.CELL, styles.CELL_BODY, headings=())


def gap(points: float = 6) -> Element:
    """A little room; also keeps two tables apart, which would otherwise grow together."""
    return paragraph(snapToGrid=0, spacing=exact(points))
