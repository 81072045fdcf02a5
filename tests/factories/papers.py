"""Stored files without bytes, for records that only need to point at one; an import kind to try the engine with."""

import io
from collections.abc import Sequence

import factory
import xlsxwriter

from tests.factories.members import TenantFactory
from tongxin.papers.models import StoredFile


class StoredFileFactory(TenantFactory):
    class Meta:
        model = StoredFile

    kind = "proposals.sealed_reply"
    name = factory.Sequence(lambda n: f"答复{n}.pdf")
    content = "pdf"
    size = 1000
    digest = factory.Sequence(lambda n: f"{n:064x}")


def workbook(
    *sheets: Sequence[Sequence],
    names: Sequence[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden: Sequence[int] = (),
) -> bytes:
    """The bytes of an XLSX file: `merged` ranges and `hidden` columns apply to the first sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[number] if names else None)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
            if number == 0:
                for top, left, bottom, right in merged:
                    sheet.merge_range(top, left, bottom, right, rows[top][left])
                for column in hidden:
                    sheet.set_column(column, column, None, None, {"hidden": True})
    return target.getvalue()
