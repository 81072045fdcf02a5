"""Workbooks (XLSX, XLS) to grids, read in a confined process that may fail alone."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.core.errors import Refused
from tongxin.papers import content
from tongxin.papers.spreadsheets.grids import Grid, Limits, Span

READER = Path(__file__).with_name("workbook_process.py")
PATIENCE = 90
LONGEST_NAME = 100


def read_workbook(data: bytes, limits: Limits) -> list[Grid]:
    """All worksheets of the workbook; refuses what is locked, broken or too large."""
    if data.startswith(b"PK"):
        _check_unpacked_size(data, limits)
    answer = _ask_reader(data, limits)
    match answer.get("trouble"):
        case "too_large":
            raise Refused(
                _(
                    "表格太大：最多 %(sheets)d 个工作表、%(rows)d 行、%(columns)d 列。"
                    "请删除多余的空行空列，或拆成几个文件。"
                )
                % {
                    "sheets": limits.sheets,
                    "rows": limits.rows,
                    "columns": limits.columns,
                }
            )
        case "encrypted":
            raise Refused(encrypted())
        case "corrupt":
            raise Refused(corrupt())
    return [_grid(sheet) for sheet in answer["sheets"]]


def corrupt() -> str:
    return _(
        "这个表格打不开：文件已损坏，或有内容写在很远的行列里。"
        "请把数据复制到一个新表格，另存为 .xlsx 后再上传。"
    )


def encrypted() -> str:
    return _("这个表格设了打开密码。请在 WPS 或 Excel 中取消密码后重新上传。")


def _check_unpacked_size(data: bytes, limits: Limits) -> None:
    try:
        size = content.unpacked_size(io.BytesIO(data))
    except zipfile.BadZipFile:
        return
    if size > limits.unpacked_bytes:
        raise Refused(
            _("这个表格解压后有 %(size)d MB，超过上限 %(limit)d MB，没有打开。请拆成几个文件。")
            % {"size": size >> 20, "limit": limits.unpacked_bytes >> 20}
        )


def _ask_reader(data: bytes, limits: Limits) -> dict:
    command = [sys.executable, "-I", READER, limits.sheets, limits.rows, limits.columns]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the file is its input
            [str(part) for part in command],
            input=data,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        return json.loads(done.stdout) if done.returncode == 0 else {"trouble": "corrupt"}
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {"trouble": "corrupt"}


def _grid(sheet: dict) -> Grid:
    return Grid(
        name=sheet["name"][:LONGEST_NAME],
        rows=sheet["rows"],
        spans=tuple(Span(*span) for span in sheet["spans"]),
        hidden_columns=frozenset(sheet["hidden_columns"]),
        is_hidden=sheet["hidden"],
    )
