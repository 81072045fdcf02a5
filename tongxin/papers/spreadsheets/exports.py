"""The export of a declared list: what the reader sees, all pages of it, as a workbook; the trail names who took it."""

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from tongxin.core import clock, formats
from tongxin.core.lists import ListPage
from tongxin.organisations.models import Assembly
from tongxin.papers.files import hand_out
from tongxin.papers.spreadsheets.writing import SheetColumn, write_xlsx


def export_list(
    page: ListPage, request: HttpRequest, queryset: QuerySet, assembly: Assembly
) -> FileResponse:
    """The list as filtered, sorted and arranged by this reader. The view asks first whether they may export.

    The list's code is declared in `trail.taking`; the record of it belongs to `assembly`, whose list it is.
    """
    columns = [SheetColumn(label, "auto") for label in page.header(request)]
    notes = [_("导出时间：%(moment)s") % {"moment": formats.moment(clock.now())}]
    stream = write_xlsx(page.label, columns, page.rows(request, queryset), notes)
    name = f"{page.label} {clock.today().isoformat()}.xlsx"
    return hand_out(page.code, assembly, request.actor, stream, name, "xlsx")
