"""How the rows behind a number are listed: gatherings, presences, outcomes."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongxin.core.lists import Column, Filter, ListPage, with_related
from tongxin.figures.question import Question
from tongxin.gatherings.terms import OutcomeKind, PresenceState

ROWS = "figures/rows.html"


def gatherings(request: HttpRequest, question: Question) -> ListPage:
    """The gatherings behind a count of times."""
    return ListPage(
        code="figure-gatherings",
        label=_("会议与活动"),
        unit=_("次"),
        columns=[
            Column(
                "title", _("名称"), headline=True, sort="title", prepare=with_related("assembly")
            ),
            Column("kind", _("种类"), prepare=with_related("kind")),
            Column("happened_on", _("日期"), sort=("happened_on", "id")),
            Column("place", _("地点"), wraps=True),
            Column(
                "organiser",
                _("主办"),
                prepare=with_related("committee", "sector", "body", "assembly"),
            ),
            Column("closed_on", _("办结日期"), sort="closed_on", hidden_by_default=True),
        ],
        search=lambda rows, text: rows.filter(title__icontains=text.strip()),
        default_sort="-happened_on",
        row_url=lambda gathering: gathering.get_absolute_url(),
        template=ROWS,
    )


def presences(request: HttpRequest, question: Question) -> ListPage:
    """Who was there, behind a count of attendances or of people."""
    return ListPage(
        code="figure-presences",
        label=_("出席"),
        unit=_("人次"),
        columns=[
            Column("invitation", _("姓名"), headline=True, prepare=with_related("invitation")),
            Column("gathering", _("活动"), prepare=with_related("gathering__assembly"), wraps=True),
            Column("sitting", _("场次"), prepare=with_related("sitting__gathering"), wraps=True),
            Column("happened_on", _("日期"), sort=("happened_on", "id")),
            Column("state", _("出席情况"), attr="get_state_display"),
        ],
        filters=[Filter("state", _("出席情况"), choices=PresenceState.choices)],
        search=lambda rows, text: rows.filter(invitation__name__icontains=text.strip()),
        default_sort="-happened_on",
        row_url=lambda presence: presence.gathering.get_absolute_url(),
        template=ROWS,
    )


def outcomes(request: HttpRequest, question: Question) -> ListPage:
    """What came out, behind a count of suggestions."""
    return ListPage(
        code="figure-outcomes",
        label=_("活动成果"),
        unit=_("条"),
        columns=[
            Column("words", _("内容"), headline=True, wraps=True),
            Column("kind", _("类别"), attr="get_kind_display"),
            Column("gathering", _("活动"), prepare=with_related("gathering__assembly"), wraps=True),
            Column("happened_on", _("日期"), sort=("happened_on", "id")),
            Column("person", _("提出人"), prepare=with_related("person")),
            Column("organisation", _("送哪个单位"), prepare=with_related("organisation")),
            Column("settled_on", _("了结日期"), sort="settled_on"),
        ],
        filters=[Filter("kind", _("类别"), choices=OutcomeKind.choices)],
        search=lambda rows, text: rows.filter(words__icontains=text.strip()),
        default_sort="-happened_on",
        row_url=lambda outcome: outcome.gathering.get_absolute_url(),
        template=ROWS,
    )
