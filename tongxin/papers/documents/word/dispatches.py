"""The text of letters and official documents: number, title, body, signature, record."""

from collections.abc import Sequence

from tongxin.papers.documents.blocks import Face
from tongxin.papers.documents.geometry import BODY_SIZE, POINT, Page
from tongxin.papers.documents.layouts import Dispatch, Letter, Official
from tongxin.papers.documents.titles import break_title, byline_lines, width
from tongxin.papers.documents.word import styles, tables
from tongxin.papers.documents.word.blocks import Text, gap
from tongxin.papers.documents.word.furniture import masthead_size
from tongxin.papers.documents.word.markup import (
    PITCH,
    RED,
    Element,
    exact,
    keep_with_next,
    paragraph,
    run,
    tab,
    twips,
    w,
)
from tongxin.papers.documents.words import WORDS

BLANK = round(BODY_SIZE * 20)
"""One character in twips."""

AT_FOOT = {
    "horzAnchor": "margin",
    "vertAnchor": "margin",
    "tblpXSpec": "center",
    "tblpYSpec": "bottom",
}
"""The place of the record: centred at the lower edge of the type area."""

BLANKS_AFTER_DATE = 4
"""Characters between the date and the right margin."""


def at_both_ends(
    left: Element, *right: Element, page: Page, inset: int = 0, **properties: object
) -> Element:
    """One line with something at either end, so many twips in from both margins."""
    stops = [w("tab", val="right", pos=twips(page.inner) - inset)]
    ind = {"left": inset} if inset else None
    return paragraph(left, tab(), *right, tabs=stops, ind=ind, jc="left", **properties)


def head_line(letter: Letter, page: Page) -> Element:
    """Urgency at the left, number flush right, 7/8 of a character below the rule."""
    return at_both_ends(
        run(letter.urgency, Face.HEI),
        run(letter.number),
        page=page,
        spacing=exact(PITCH / 20, before=280),
    )


def shaped_title(title: str, byline: Sequence[str] = ()) -> list[Element]:
    """The title in its trapezoid, the lines below it in 楷体."""
    return [
        paragraph(run("\n".join(break_title(title))), pStyle=styles.TITLE),
        *(paragraph(run(line, Face.KAI), jc="center") for line in byline_lines(byline)),
    ]


def body(dispatch: Dispatch, text: Text) -> list[Element]:
    """From the receiver to the notes."""
    elements = [paragraph(run(dispatch.receiver + WORDS["colon"]))] if dispatch.receiver else []
    elements += text.elements(dispatch.blocks)
    elements += _closing(dispatch, elements[-1:])
    elements += [paragraph(run(line), pStyle=styles.BODY) for line in dispatch.contact]
    notes = [WORDS["open"] + note + WORDS["close"] for note in dispatch.notes]
    return elements + [paragraph(run(note), pStyle=styles.BODY) for note in notes]


def _closing(dispatch: Dispatch, last: list[Element]) -> list[Element]:
    """Attachments and signature; the last of the text stays on their page."""
    attachments, signature = _attachments(dispatch.attachments), _signature(dispatch)
    for element in [*last, *attachments] if signature else []:
        keep_with_next(element)
    return attachments + signature


def _attachments(items: Sequence[str]) -> list[Element]:
    if not items:
        return []
    head = WORDS["attachments"]
    if len(items) == 1:
        return [paragraph(), paragraph(run(head + items[0]), pStyle=styles.BODY)]
    number = round((2 + width(head)) * BLANK)
    text = number + BLANK
    first = paragraph(run(f"{head}1.{items[0]}"), ind={"left": text, "hanging": text - 2 * BLANK})
    others = [
        paragraph(run(f"{position}.{item}"), ind={"left": text, "hanging": text - number})
        for position, item in enumerate(items[1:], 2)
    ]
    return [paragraph(), first, *others]


def _signature(dispatch: Dispatch) -> list[Element]:
    """Issuers centred over the date, the date four blanks from the right margin, all on one page."""
    lines = [*(dispatch.issuers or ()), *([str(dispatch.dated_on)] if dispatch.dated_on else [])]
    if not lines:
        return []
    widest = max(map(width, lines))
    date = width(lines[-1]) if dispatch.dated_on else widest
    blank = max(BLANKS_AFTER_DATE - (widest - date) / 2, 1)
    return [
        paragraph(keepNext=True),
        paragraph(keepNext=True),
        *(
            paragraph(
                run(line),
                keepNext=number < len(lines),
                jc="right",
                ind={"right": round((blank + (widest - width(line)) / 2) * BLANK)},
            )
            for number, line in enumerate(lines, 1)
        ),
    ]


def official_head(official: Official, page: Page) -> list[Element]:
    """Urgency, red masthead 35 mm below the type area's edge, number and signer, red rule 4 mm below."""
    urgency = [paragraph(run(official.urgency, Face.HEI))] if official.urgency else []
    if not official.masthead:
        return urgency
    size = masthead_size(official.masthead, 48, page.inner)
    above = round(35 / POINT * 20) - PITCH * len(urgency)
    masthead = paragraph(
        run(official.masthead, Face.TITLE, size, RED),
        jc="center",
        snapToGrid=0,
        spacing=exact(size, before=above, after=PITCH + BLANK),
    )
    rule = paragraph(
        snapToGrid=0,
        spacing=exact(1, before=twips(4)),
        pBdr=[w("top", val="single", sz=16, space=0, color=RED)],
    )
    return [*urgency, masthead, _number_line(official, page), rule, paragraph(), paragraph()]


def _number_line(official: Official, page: Page) -> Element:
    """The number in the middle; with a signer it goes to the left and he to the right."""
    number = run(official.number)
    if not official.signer:
        return paragraph(number, jc="center")
    signer = run(WORDS["signer"]), run(official.signer, Face.KAI)
    return at_both_ends(number, *signer, page=page, inset=BLANK)


def copies(dispatch: Dispatch, page: Page) -> list[Element]:
    """抄送 at the foot of the last page, without lines."""
    frame = {"w": twips(page.inner), "hAnchor": "margin", "vAnchor": "margin", "xAlign": "center"}
    frame |= {"yAlign": "bottom", "wrap": "around"}
    return [_copies(dispatch, framePr=frame)] if dispatch.copies else []


def record(official: Official, page: Page) -> list[Element]:
    """版记: copies, printing office and date between lines, in a table at the foot of the last page."""
    rows = [_copies(official)] if official.copies else []
    if official.printed_by or official.printed_on:
        printed = f"{official.printed_on}{WORDS['printed']}" if official.printed_on else ""
        ends = run(official.printed_by, size=14), run(printed, size=14)
        rows.append(at_both_ends(*ends, page=page, inset=280, spacing=exact(23)))
    thick, thin = ({"val": "single", "sz": size, "color": "000000"} for size in (8, 6))
    lines = {"top": thick, "bottom": thick, "insideH": thin}
    inner = twips(page.inner)
    cells = [tables.row(tables.cell(inner, row)) for row in rows]
    return [tables.table([inner], cells, lines, AT_FOOT), gap(1)] if rows else []


def _copies(dispatch: Dispatch, **properties: object) -> Element:
    text = run(WORDS["copies"] + dispatch.copies, size=14)
    ind = {"left": 1120, "right": 280, "hanging": 840}
    return paragraph(text, ind=ind, jc="left", spacing=exact(23), **properties)
