"""What stands above and below a printed form or a long list."""

from collections.abc import Sequence

from tongxin.papers.documents.blocks import Face
from tongxin.papers.documents.geometry import Page
from tongxin.papers.documents.layouts import Listing, Sheet
from tongxin.papers.documents.titles import break_title
from tongxin.papers.documents.word import styles
from tongxin.papers.documents.word.dispatches import at_both_ends
from tongxin.papers.documents.word.markup import Element, exact, paragraph, run
from tongxin.papers.documents.words import WORDS


def form_head(form: Sheet | Listing, page: Page) -> list[Element]:
    """Occasion, title, and one line with something at either end."""
    title = run("\n".join(break_title(form.title)), Face.TITLE, 20)
    elements = (
        [paragraph(run(form.over, size=14), jc="center", spacing=exact(22))] if form.over else []
    )
    elements.append(paragraph(title, pStyle=styles.TITLE, spacing=exact(30, after=120)))
    if form.left or form.right:
        elements.append(
            at_both_ends(
                run(form.left, size=12),
                run(form.right, size=12),
                page=page,
                spacing=exact(20),
                keepNext=True,
            )
        )
    return elements


def form_notes(notes: Sequence[str]) -> list[Element]:
    """Numbered by nothing, the first led by 注."""
    return [
        paragraph(
            run(f"{'' if number else WORDS['notes']}{note}", size=10.5),
            pStyle=styles.CELL,
            ind={"left": 420, "hanging": 0 if number else 420},
        )
        for number, note in enumerate(notes)
    ]
