"""The return sheet that goes out with a package: ids, numbers and suggestions filled in, the rest for the unit to fill."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from tongxin.papers.imports.kinds import ImportColumn
from tongxin.papers.spreadsheets.writing import Sheet, SheetColumn, write_workbook
from tongxin.proposals.imports.return_columns import ANSWERED, PARTS
from tongxin.proposals.models import Handling
from tongxin.proposals.papers.ordering import Order

TITLE = "提案办理回件表"
NAME = f"{TITLE}.xlsx"
HOW = (
    "办理编号、案号等已经填好，请不要改动；没有办的行留空。",
    "一件一行。申请改办的只填“申请改办理由”和“建议单位”。",
    "盖章答复存为 PDF 或扫描图片，把文件名填在“答复文件名”，与本表一起压缩交回。",
    "在“逐条答复”表里对每条建议填采纳情况和办理情况；有承诺的填承诺事项和期限。",
)
WIDE = {"matter": 36, "suggestion": 48, "text": 48, "opinion": 36, "objection": 30, "promise": 30}


def write_return_sheet(handlings: Sequence[Handling], order: Order) -> BinaryIO:
    """Two worksheets, 办理情况 and 逐条答复, as the import of returns reads them back."""
    parts = [_row(PARTS, _part(row, order)) for row in handlings]
    answers = [
        _row(ANSWERED, {**_key(row, order), "item": number, "suggestion": suggestion})
        for row in handlings
        if row.owes_reply
        for number, suggestion in enumerate(row.proposal.suggestions, start=1)
    ]
    sheets = [Sheet(TITLE, _columns(PARTS), parts, (*HOW, order.stamp), "办理情况")]
    if answers:
        sheets.append(Sheet("逐条答复", _columns(ANSWERED), answers, HOW[3:], "逐条答复"))
    return write_workbook(sheets)


def _columns(columns: Sequence[ImportColumn]) -> list[SheetColumn]:
    kinds = {"integer": "number"}
    return [
        SheetColumn(column.label, kinds.get(column.kind, "text"), WIDE.get(column.code, 0))
        for column in columns
    ]


def _row(columns: Sequence[ImportColumn], known: dict[str, Any]) -> list[Any]:
    return [known.get(column.code, "") for column in columns]


def _key(handling: Handling, order: Order) -> dict[str, Any]:
    return {"handling": handling.public_id, "case": order.number(handling.proposal)}


def _part(handling: Handling, order: Order) -> dict[str, Any]:
    return {
        **_key(handling, order),
        "round": handling.round,
        "matter": handling.proposal.matter,
        "unit": handling.unit.name,
        "role": str(handling.get_role_display()),
    }
