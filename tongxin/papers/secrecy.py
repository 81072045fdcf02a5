"""Looks for secrecy marks in what is uploaded before anything of it is kept (practice 14); the passage is never repeated.

What has no text (scans, pictures) is looked at by people.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from tongxin.core.errors import Refused
from tongxin.core.text import is_stopped, secrecy_marks
from tongxin.papers import wording
from tongxin.papers.spreadsheets.grids import Grid, column_letter
from tongxin.papers.spreadsheets.reading import DEFAULT_LIMITS
from tongxin.papers.spreadsheets.workbooks import read_workbook

PLACES_NAMED = 5


def refuse_marked_name(name: str) -> None:
    """The name is kept with the file, so it is looked at like one of its lines."""
    if _is_marked(name):
        raise Refused(_("文件名里有国家秘密标志，%(what_to_do)s") % _told())


def refuse_marked_sheets(grids: Iterable[Grid]) -> None:
    """Every cell of every sheet, hidden ones and lines that are no data too; the refusal names the cells."""
    found = list(islice(_marked_places(grids), PLACES_NAMED + 1))
    if found:
        places = _("、").join(found[:PLACES_NAMED])
        if len(found) > PLACES_NAMED:
            places = _("%(places)s等处") % {"places": places}
        raise Refused(_("%(places)s有国家秘密标志，%(what_to_do)s") % _told(places))


def refuse_marked_file(file: BinaryIO, name: str, code: str) -> None:
    """The name of a file, and its words as far as its content (`code`) is text; leaves the reading position at 0."""
    refuse_marked_name(name)
    file.seek(0)
    if code in ("xlsx", "xls"):
        refuse_marked_sheets(_grids(file.read()))
    else:
        _refuse_words(wording.texts(file, code))
    file.seek(0)


def _told(places: str = "") -> dict[str, str]:
    what_to_do = _(
        "文件没有保存。本系统只处理非涉密内容：请删去涉密内容，改走机要渠道，并告知保密员。"
    )
    return {"places": places, "what_to_do": what_to_do}


def _is_marked(text: str) -> bool:
    return is_stopped(secrecy_marks(text))


def _marked_places(grids: Iterable[Grid]) -> Iterator[str]:
    """One look at a whole sheet; only a sheet with a hit is gone through cell by cell."""
    for grid in grids:
        lines = ("\n".join(str(cell) for cell in row) for row in grid.rows)
        if _is_marked("\n".join([grid.name, *lines])):
            yield from _marked_cells(grid)


def _marked_cells(grid: Grid) -> Iterator[str]:
    if _is_marked(grid.name):
        yield _("工作表的名称")
        return
    for number, row in enumerate(grid.rows, 1):
        for position, cell in enumerate(row):
            if isinstance(cell, str) and _is_marked(cell):
                yield _("“%(sheet)s”第 %(number)d 行 %(column)s 列") % {
                    "sheet": grid.name,
                    "number": number,
                    "column": column_letter(position),
                }


def _refuse_words(texts: Iterable[str]) -> None:
    if any(map(_is_marked, texts)):
        raise Refused(_("文件里有国家秘密标志，%(what_to_do)s") % _told())


def _grids(data: bytes) -> list[Grid]:
    """The sheets of a workbook; none where it cannot be read, as with a picture."""
    try:
        return read_workbook(data, DEFAULT_LIMITS)
    except Refused:
        return []
