"""The export of a declared list: what the reader sees, all pages of it, as a workbook."""

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from tongxin.core import clock, formats
from tongxin.core.lists import ListPage
from tongxin.papers.content import CONTENTS
from tongxin.papers.files import attachment
from tongxin.papers.spreadsheets.writing import SheetColumn, write_xlsx


def export_list(page: ListPage, request: HttpRequest, queryset: QuerySet) -> FileResponse:
    """The list as filtered, sorted and arranged by this reader. The view asks first whether they may export."""
    columns = [SheetColumn(label, "auto") for label in page.header(request)]
    notes = [_("导出时间：%(moment)s") % {"moment": formats.moment(clock.now())}]
    stream = write_xlsx(page.label, columns, page.rows(request, queryset), notes)
    name = f"{page.label} {clock.today().isoformat()}.xlsx"
    return attachment(stream, name, CONTENTS["xlsx"].media_type)
