"""The summary of remarks on a draft: paragraph by paragraph, what was said, what became of it and why."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.models import DraftText, Remark
from tongxin.deliberation.queries.drafts import remarks_on, tally
from tongxin.papers.documents import Align, Column, Format, Listing, Paper
from tongxin.papers.documents.numerals import chinese_date
from tongxin.papers.spreadsheets.writing import Sheet, SheetColumn

COLUMNS = (
    Column("段", 0.5, Align.CENTER),
    Column("原文", 3),
    Column("提出人", 0.9),
    Column("意见", 3),
    Column("建议改为", 2.5),
    Column("处理", 0.9),
    Column("处理说明", 2),
)


def describe(draft: DraftText) -> Listing:
    """A row for each remark in the order of the text."""
    return Listing(
        title=f"《{draft.title}》征求意见汇总",
        columns=COLUMNS,
        rows=list(_rows(draft)),
        left=draft.assembly.name,
        right=f"截止 {chinese_date(draft.closes_on)}",
        notes=_notes(draft),
        landscape=True,
    )


def worksheet(draft: DraftText) -> Sheet:
    """The same rows for a spreadsheet."""
    listing = describe(draft)
    columns = [SheetColumn(column.label, "auto", int(column.share * 14)) for column in COLUMNS]
    return Sheet(listing.title, columns, _rows(draft), listing.notes)


def _rows(draft: DraftText) -> Iterator[list[Any]]:
    for remark in remarks_on(draft):
        yield [
            remark.paragraph.position,
            remark.paragraph.words,
            remark.author.name,
            _with_replies(remark),
            remark.wording,
            str(remark.get_state_display()),
            remark.reason,
        ]


def _with_replies(remark: Remark) -> str:
    replies = [f"{reply.author.name}：{reply.words}" for reply in remark.replies.all()]
    return "\n".join([remark.words, *replies])


def _notes(draft: DraftText) -> list[str]:
    counts = tally(draft)
    told = "，".join(f"{label} {count} 条" for label, count, _first in counts)
    return [
        f"共 {sum(count for _label, count, _first in counts)} 条意见：{told}。"
        if told
        else "没有收到意见。"
    ]


PAPER = Paper(
    "deliberation.remarks",
    _("征求意见汇总"),
    describe,
    formats=(Format.DOCX, Format.PDF),
    name=lambda draft: f"征求意见汇总_{draft.title}",
)
