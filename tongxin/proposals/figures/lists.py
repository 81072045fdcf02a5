"""The lists behind the numbers: what each counted row shows of itself."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.core.lists import Column, ListPage, with_related
from tongxin.figures.question import Question
from tongxin.proposals import labels

TEMPLATE = "figures/rows.html"


def proposals(request: HttpRequest, question: Question) -> ListPage:
    """Proposals, with their numbers as this reader may know them."""
    pattern = labels.case_pattern(question.scope.assembly.pk)
    return _page(
        _("提案"),
        _("件"),
        [
            Column(
                "number",
                _("案号"),
                render=lambda row: labels.number_for(row, request.actor, pattern=pattern),
                sort=("case_number", "serial_number"),
            ),
            Column("matter", _("案由"), headline=True, sort="matter"),
            Column("proposer", _("提案者"), attr="proposer_name", sort="proposer_name"),
            Column(
                "category", _("类别"), sort="category__position", prepare=with_related("category")
            ),
            Column("handed_in_on", _("提交日期"), sort="handed_in_on"),
            Column("class", _("办理结果"), attr="reply_class", sort="reply_class"),
            Column("replied_on", _("答复日期"), sort="replied_on"),
        ],
        row_url=lambda row: row.get_absolute_url(),
        prepare=("assembly",),
    )


def handlings(request: HttpRequest, question: Question) -> ListPage:
    """Units' parts in proposals (件次)."""
    return _page(
        _("办理"),
        _("件次"),
        [
            Column("matter", _("案由"), attr="proposal.matter", headline=True),
            Column("unit", _("承办单位"), sort="unit__name", prepare=with_related("unit")),
            Column("role", _("办理分工"), attr="get_role_display", sort="role"),
            Column("assigned_on", _("交办日期"), sort="assigned_on"),
            Column("acknowledged_on", _("签收日期"), sort="acknowledged_on"),
            Column("due_on", _("答复期限"), sort="due_on"),
            Column("replied_on", _("答复日期"), sort="replied_on"),
            Column("class", _("办理结果"), attr="reply_class", sort="reply_class"),
        ],
    )


def evaluations(request: HttpRequest, question: Question) -> ListPage:
    """Forms that count, as far as they may be seen."""
    return _page(
        _("评价"),
        _("件次"),
        [
            Column("matter", _("案由"), attr="proposal.matter", headline=True),
            Column(
                "unit", _("承办单位"), attr="handling.unit", prepare=with_related("handling__unit")
            ),
            Column("attitude", _("办理态度"), attr="get_attitude_display", sort="attitude"),
            Column("result", _("办理结果"), attr="get_result_display", sort="result"),
            Column("given_on", _("评价日期"), sort="given_on"),
        ],
    )


def commitments(request: HttpRequest, question: Question) -> ListPage:
    """Promises drawn out of replies."""
    return _page(
        _("承诺事项"),
        _("项"),
        [
            Column("text", _("承诺内容"), headline=True),
            Column("unit", _("责任单位"), sort="unit__name", prepare=with_related("unit")),
            Column("promised_for", _("承诺完成日期"), sort="promised_for"),
            Column("percent", _("进度"), numeric=True, sort="percent"),
            Column("kept_on", _("兑现日期"), sort="kept_on"),
        ],
    )


def members(request: HttpRequest, question: Question) -> ListPage:
    """Members on the roll."""
    return _page(
        _("委员"),
        _("人"),
        [
            Column("name", _("姓名"), attr="person", headline=True, sort="person__pinyin"),
            Column("sector", _("界别"), sort="sector__position", prepare=with_related("sector")),
            Column("card_number", _("委员证号"), sort="card_number"),
        ],
        row_url=lambda row: reverse("proposals:member", args=[row.assembly.slug, row.public_id]),
        prepare=("person", "assembly"),
    )


def _page(
    label,
    unit,
    columns: Sequence[Column],
    *,
    row_url=lambda row: row.proposal.get_absolute_url(),
    prepare: Sequence[str] = ("proposal__assembly",),
) -> ListPage:
    """A list whose headline brings the related rows that its link needs."""
    first = next(place for place, column in enumerate(columns) if column.headline)
    columns = list(columns)
    columns[first] = _prepared(columns[first], prepare)
    return ListPage(
        code="figure-rows",
        label=label,
        unit=unit,
        columns=columns,
        row_url=row_url,
        template=TEMPLATE,
    )


def _prepared(column: Column, relations: Sequence[str]) -> Column:
    return replace(column, prepare=with_related(*relations))
