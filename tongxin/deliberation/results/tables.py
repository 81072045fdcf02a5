"""The numbers of a result as worksheets: what pages show, nothing more."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.deliberation.results.reading import Line, Reading
from tongxin.papers.spreadsheets.writing import Sheet, SheetColumn


def worksheets(reading: Reading) -> list[Sheet]:
    """Statements with every group's share, what is special to the groups, and what is said of the whole."""
    return [statements(reading), _specials(reading), _summary(reading)]


def statements(reading: Reading) -> Sheet:
    """A row for each statement, innermost first; an empty cell is a count too small to be told."""
    columns = [
        SheetColumn(_("名次"), "number"),
        SheetColumn(_("编号"), "number"),
        SheetColumn(_("观点"), width=48),
        SheetColumn(_("各组至少赞成"), "percent"),
        SheetColumn(_("最保留的组")),
        SheetColumn(_("赞成"), "number"),
        SheetColumn(_("不赞成"), "number"),
        SheetColumn(_("跳过"), "number"),
        SheetColumn(_("表态人数"), "number"),
        *(SheetColumn(_("%(group)s 赞成") % {"group": name}) for name in reading.names),
    ]
    rows = (_row(line) for line in reading.lines)
    return Sheet(_("共识清单和全部观点"), columns, rows, _notes(reading), _("观点"))


def _row(line: Line) -> list[Any]:
    cells = [cell.shown if cell else "" for cell in line.cells]
    counts = [line.agree, line.disagree, line.passed, line.seen]
    weakest = line.weakest if len(line.cells) > 1 else ""
    return [line.rank, line.number, line.words, line.score, weakest, *counts, *cells]


def _specials(reading: Reading) -> Sheet:
    columns = [
        SheetColumn(_("组")),
        SheetColumn(_("人数"), "number"),
        SheetColumn(_("观点"), width=48),
        SheetColumn(_("态度")),
        SheetColumn(_("本组")),
        SheetColumn(_("其他人")),
    ]
    return Sheet(_("各组的特点"), columns, list(_special_rows(reading)), (), _("各组的特点"))


def _special_rows(reading: Reading) -> Iterator[list[Any]]:
    for group in reading.groups:
        for one in group.specials:
            yield [group.name, group.size, one.words, one.said, one.own, one.others]


def _summary(reading: Reading) -> Sheet:
    """The sentences of the page and the digest."""
    said = [
        (_("共识"), reading.lead),
        (_("有没有明显不同的看法"), reading.views),
        (_("稳定程度"), reading.stability),
        (_("参与情况"), f"{reading.response}{reading.ungrouped}"),
        *((_("什么会改变这个结果"), one) for one in reading.changes),
        (_("计算时间"), formats.moment(reading.analysis.made_at)),
        (_("结果指纹"), reading.analysis.digest),
    ]
    columns = [SheetColumn(_("项目")), SheetColumn(_("说明"), width=80)]
    return Sheet(_("结果概况"), columns, [row for row in said if row[1]], (), _("结果概况"))


def _notes(reading: Reading) -> list[str]:
    least = reading.content["least"]
    return [
        reading.response,
        _("空格表示人数少于 %(least)d 人，不单独显示。“至少”是按最保守的估计说的。")
        % {"least": least},
    ]
