"""Turns printed lists into worksheets: a group's heading becomes a column, sums are left to the spreadsheet."""

from collections.abc import Iterator

from tongxin.papers.documents import Bundle, Document, Group, Listing, Total
from tongxin.papers.spreadsheets.writing import Sheet, SheetColumn

GROUP = "分组"


def worksheets(document: Document) -> list[Sheet]:
    """One worksheet for each list of the document."""
    documents = document.documents if isinstance(document, Bundle) else (document,)
    return [_sheet(one) for one in documents if isinstance(one, Listing)]


def _sheet(listing: Listing) -> Sheet:
    is_grouped = any(isinstance(row, Group) for row in listing.rows)
    columns = [SheetColumn(column.label, "auto") for column in listing.columns]
    head = [SheetColumn(GROUP)] if is_grouped else []
    notes = [note for note in (listing.left, listing.right, *listing.notes) if note]
    return Sheet(listing.title, [*head, *columns], list(_rows(listing, is_grouped)), notes)


def _rows(listing: Listing, is_grouped: bool) -> Iterator[list]:
    group = ""
    for row in listing.rows:
        if isinstance(row, Group):
            group = row.label
        elif not isinstance(row, Total):
            yield [group, *row] if is_grouped else list(row)
