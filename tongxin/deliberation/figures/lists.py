"""How the rows behind a number are listed: conversations, statements, what became of them, remarks."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongxin.core.lists import Column, Filter, ListPage, with_related
from tongxin.deliberation.terms import RemarkState, ResultKind
from tongxin.figures.question import Question

ROWS = "figures/rows.html"


def conversations(request: HttpRequest, question: Question) -> ListPage:
    """Conversations, each with how many were invited and how many spoke."""
    return ListPage(
        code="figure-conversations",
        label=_("网络协商"),
        unit=_("次"),
        columns=[
            Column(
                "question", _("议题"), headline=True, prepare=with_related("assembly"), wraps=True
            ),
            Column("admission", _("谁可以参加"), attr="get_admission_display"),
            Column("ended_on", _("结束日期"), sort=("ended_on", "id")),
            Column("invited", _("邀请人数"), sort="invited"),
            Column("spoke", _("参与人数"), sort="spoke"),
        ],
        search=lambda rows, text: rows.filter(question__icontains=text.strip()),
        default_sort="-ended_on",
        row_url=lambda conversation: conversation.get_absolute_url(),
        template=ROWS,
    )


def statements(request: HttpRequest, question: Question) -> ListPage:
    """Statements without their authors: who offered what is no column."""
    return ListPage(
        code="figure-statements",
        label=_("观点"),
        unit=_("条"),
        columns=[
            Column("words", _("观点"), headline=True, prepare=with_related("assembly"), wraps=True),
            Column("conversation", _("议题"), prepare=with_related("conversation"), wraps=True),
            Column("offered_on", _("提出日期"), sort=("offered_on", "id")),
            Column("shown_on", _("公开日期"), sort="shown_on"),
        ],
        search=lambda rows, text: rows.filter(words__icontains=text.strip()),
        default_sort="-offered_on",
        row_url=lambda statement: statement.get_absolute_url(),
        template=ROWS,
    )


def results(request: HttpRequest, question: Question) -> ListPage:
    """What became of statements."""
    return ListPage(
        code="figure-statement-results",
        label=_("观点去向"),
        unit=_("条"),
        columns=[
            Column(
                "statement",
                _("观点"),
                headline=True,
                prepare=with_related("statement__assembly"),
                wraps=True,
            ),
            Column("kind", _("去向"), attr="get_kind_display"),
            Column("words", _("说明"), wraps=True),
            Column("on", _("日期"), sort=("on", "id")),
        ],
        filters=[Filter("kind", _("去向"), choices=ResultKind.choices)],
        search=lambda rows, text: rows.filter(statement__words__icontains=text.strip()),
        default_sort="-on",
        row_url=lambda result: result.statement.get_absolute_url(),
        template=ROWS,
    )


def remarks(request: HttpRequest, question: Question) -> ListPage:
    """Remarks on paragraphs, under the names of those who made them."""
    return ListPage(
        code="figure-remarks",
        label=_("段落意见"),
        unit=_("条"),
        columns=[
            Column("words", _("意见"), headline=True, wraps=True),
            Column("draft", _("征求意见稿"), prepare=with_related("draft__assembly"), wraps=True),
            Column("author", _("提出人"), prepare=with_related("author")),
            Column("made_on", _("提出日期"), sort=("made_on", "id")),
            Column("state", _("处理"), attr="get_state_display"),
            Column("decided_on", _("处理日期"), sort="decided_on", hidden_by_default=True),
        ],
        filters=[Filter("state", _("处理"), choices=RemarkState.choices)],
        search=lambda rows, text: rows.filter(words__icontains=text.strip()),
        default_sort="-made_on",
        row_url=lambda remark: remark.get_absolute_url(),
        template=ROWS,
    )
