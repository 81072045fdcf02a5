"""The door for spreadsheets: bytes and a file name in, tidy tables out, or a refusal that says what to do."""

import io
from collections.abc import Collection, Iterable
from pathlib import PurePath

from django.utils.translation import gettext as _

from tongxin.core.errors import Refused
from tongxin.papers import content
from tongxin.papers.spreadsheets.delimited import read_delimited
from tongxin.papers.spreadsheets.grids import Grid, Limits
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.papers.spreadsheets.tables import Table, table_of
from tongxin.papers.spreadsheets.workbooks import corrupt, encrypted, read_workbook

TEXT_ENDINGS = ("csv", "txt")
ENDINGS = ("xlsx", "xls", "xlsm", "et", *TEXT_ENDINGS)
DEFAULT_LIMITS = Limits()


def read_tables(
    data: bytes,
    filename: str,
    *,
    known: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> list[Table]:
    """Every table of the file, one per sheet that has one; `known` names help to find the headers."""
    return tables_in(read_grids(data, filename, limits), known)


def tables_in(grids: Iterable[Grid], known: Collection[str] = ()) -> list[Table]:
    """Every table of these sheets; refuses where there is none."""
    names = {simplified(name) for name in known}
    tables = [table_of(grid, names) for grid in grids]
    found = [table for table in tables if table is not None]
    if not found:
        raise Refused(_("这个文件里没有找到表格。请确认第一行是列名，下面至少有一行数据。"))
    return found


def read_grids(data: bytes, filename: str, limits: Limits) -> list[Grid]:
    """The sheets of the file as they stand."""
    if len(data) > limits.file_bytes:
        raise Refused(
            _("文件有 %(size).1f MB，超过上限 %(limit)d MB。请拆成几个文件。")
            % {"size": len(data) / 1_048_576, "limit": limits.file_bytes >> 20}
        )
    if not data.strip():
        raise Refused(_("这个文件是空的。请检查后重新上传。"))
    ending = PurePath(filename).suffix.lower().lstrip(".")
    if not ending:
        raise Refused(_("文件名没有后缀，不知道是什么文件。请另存为 .xlsx、.xls 或 .csv 后上传。"))
    if ending not in ENDINGS:
        raise Refused(
            _("不能读取“.%(ending)s”文件。请另存为 .xlsx、.xls 或 .csv 后上传。")
            % {"ending": ending}
        )
    found = content.recognise(io.BytesIO(data))
    match found.code:
        case "xlsx" | "xls" | "macro":
            return read_workbook(data, limits)
        case "text":
            return [read_delimited(data, PurePath(filename).stem, limits)]
    raise Refused(_refusal(found, ending))


def _refusal(found: content.Content, ending: str) -> str:
    if found.code == "encrypted":
        return encrypted()
    if found.code == "unknown" and ending not in TEXT_ENDINGS:
        return corrupt()
    if found.code == "markup":
        return _(
            "文件名以“.%(ending)s”结尾，内容却是网页格式。请用 WPS 或 Excel 打开，另存为 .xlsx 后上传。"
        ) % {"ending": ending}
    return _("文件名以“.%(ending)s”结尾，内容却是%(found)s，不是表格。请换成表格文件上传。") % {
        "ending": ending,
        "found": found.label,
    }
