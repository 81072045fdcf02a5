"""The rows that the figures of the record book count, how they are listed, and by what they are parted."""

from collections.abc import Collection

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongxin.core import formats
from tongxin.core.lists import Column, Filter, ListPage, with_related
from tongxin.figures.declare import Base, Breakdown
from tongxin.figures.question import Question
from tongxin.organisations.models import Assembly
from tongxin.records.models import Record, RecordFacts
from tongxin.records.terms import Grade, Level


def listing(request: HttpRequest, question: Question) -> ListPage:
    """The records behind a number; narrowed by level, grade and county."""
    counties = Assembly.objects.filter(parent=question.scope.assembly)
    return ListPage(
        code="figure-records",
        label=_("台账记录"),
        unit=_("条"),
        columns=[
            Column(
                "title", _("标题"), headline=True, sort="title", prepare=with_related("assembly")
            ),
            Column("kind", _("种类"), prepare=with_related("kind")),
            Column("happened_on", _("日期"), sort=("happened_on", "id")),
            Column("level", _("级别"), attr="get_level_display", sort="level"),
            Column("grade", _("等次"), attr="get_grade_display", sort="grade"),
            Column("quantity", _("数量"), numeric=True, sort="quantity"),
            Column("amount", _("金额"), render=_money, sort="amount_fen", numeric=True),
            Column("county", _("县（市）区"), sort="county__id", prepare=with_related("county")),
            Column("recorded_on", _("登记日期"), sort="recorded_on", hidden_by_default=True),
        ],
        filters=[
            Filter("level", _("级别"), choices=Level.choices),
            Filter("grade", _("等次"), choices=Grade.choices),
            Filter(
                "county",
                _("县（市）区"),
                choices=lambda _request: list(counties.values_list("pk", "short_name")),
            ),
        ],
        search=lambda rows, text: rows.filter(title__icontains=text.strip()),
        default_sort="-happened_on",
        row_url=lambda record: record.get_absolute_url(),
        template="figures/rows.html",
    )


def _money(record: Record) -> str:
    return formats.money(record.amount_fen)


def _counts(question: Question) -> Q:
    """What stands in the assembly's own book. Counties are never added up live: what they submitted and the city
    accepted stands there, too (practice 10)."""
    return Q(
        assembly_id=question.scope.assembly.pk,
        recorded_on__isnull=False,
        withdrawn_on__isnull=True,
    )


RECORDS = Base("records", Record, "happened_on", "records.view", listing, RecordFacts, only=_counts)


def _counties(keys: Collection[int]) -> dict[int, str]:
    rows = Assembly.objects.filter(pk__in=keys).order_by("pk")
    return {row.pk: str(row) for row in rows}


COUNTY = Breakdown(
    "records_county", _("登记的一级"), RECORDS, "intake__county_id", _counties, empty=_("本级")
)
LEVEL = Breakdown(
    "records_level",
    _("级别"),
    RECORDS,
    "level",
    lambda _keys: dict(Level.choices),
    is_text=True,
)
BREAKDOWNS = (COUNTY, LEVEL)
