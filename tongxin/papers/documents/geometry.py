"""Pages and their margins in millimetres: the one source for the PDF and the DOCX renderer."""

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from tongxin.papers.documents.layouts import Cards, Listing, Sheet

POINT = 25.4 / 72
"""One typographic point in millimetres."""

LINES, CHARACTERS = 22, 28
"""What a page of an official document holds."""

BODY_SIZE = 16.0
"""Size 3 (三号) in points."""


@dataclass(frozen=True)
class Page:
    """A page and its margins."""

    top: float
    bottom: float
    left: float
    right: float
    width: float = 210
    height: float = 297

    @property
    def inner(self) -> float:
        """The width of the type area."""
        return self.width - self.left - self.right

    def turned(self) -> "Page":
        """The same page in landscape, bound at its upper edge."""
        return replace(
            self,
            width=self.height,
            height=self.width,
            top=self.left,
            left=self.bottom,
            bottom=self.right,
        )


OFFICIAL = Page(top=37, bottom=35, left=28, right=26)
"""GB/T 9704: 天头 37 mm, 订口 28 mm, type area 156 × 225 mm."""

FORM = Page(top=25, bottom=22, left=28, right=22)
"""Printed forms and lists: room for the punch at the left."""


CARD = Page(top=0, bottom=0, left=0, right=0)
"""A name card is the whole sheet, folded in the middle."""


@singledispatch
def page_of(document: Any) -> Page:
    """The page that a document is set on."""
    return OFFICIAL


@page_of.register
def _sheet(document: Sheet | Listing) -> Page:
    return FORM.turned() if document.landscape else FORM


@page_of.register
def _cards(document: Cards) -> Page:
    return CARD
