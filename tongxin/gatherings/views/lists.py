"""The list of meetings and activities: what is coming, what is being prepared, what is over; filters and export."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.lists import Column, EmptyPlace, Filter, ListPage, Tab, with_related
from tongxin.core.lists import Kind as FilterKind
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.queries.kinds import kinds_for
from tongxin.gatherings.queries.organisers import MODELS, organiser_at, organisers_of
from tongxin.gatherings.queries.reading import listed
from tongxin.gatherings.terms import GatheringState as S
from tongxin.gatherings.terms import Group
from tongxin.organisations.models import Assembly
from tongxin.papers.spreadsheets.exports import export_list


@requires("gatherings.view")
@require_http_methods(["GET", "POST"])
def gatherings(request: HttpRequest, assembly: str) -> HttpResponse:
    """Everything that this reader may open; one tap from planning and from the calendar."""
    here = assembly_at(request, assembly)
    context = {
        "assembly": here,
        "plans": can(request.actor, "gatherings.plan"),
        "keeps_kinds": can(request.actor, "gathering_kinds.keep"),
    }
    return page_for(request, here).respond(request, listed(request.actor, here), **context)


@requires("gatherings.view")
@require_GET
def export(request: HttpRequest, assembly: str) -> HttpResponse:
    """The list as this reader sees it, as a workbook; temporary roles cannot export (practice 16)."""
    here = assembly_at(request, assembly)
    if not can(request.actor, "gatherings.export"):
        raise PermissionDenied
    return export_list(page_for(request, here), request, listed(request.actor, here), here)


def page_for(request: HttpRequest, here: Assembly) -> ListPage:
    """The declaration of the list for this reader."""
    return ListPage(
        code="gatherings",
        label=_("会议与活动"),
        unit=_("次"),
        columns=COLUMNS,
        filters=_filters(request, here),
        tabs=_tabs(request),
        search=lambda rows, text: rows.filter(
            Q(title__icontains=text) | Q(theme__icontains=text) | Q(place__icontains=text)
        ),
        default_sort="-happened_on",
        row_url=lambda gathering: gathering.get_absolute_url(),
        export_url=_export_url(request, here),
        empty=_empty(request, here),
        template="gatherings/list.html",
    )


COLUMNS = [
    Column("title", _("名称"), headline=True, sort="title", prepare=with_related("assembly")),
    Column("kind", _("种类"), prepare=with_related("kind")),
    Column("happened_on", _("日期"), sort=("happened_on", "id")),
    Column("ends_on", _("结束日期"), sort="ends_on", hidden_by_default=True),
    Column("place", _("地点"), wraps=True),
    Column(
        "organiser",
        _("主办"),
        prepare=with_related("committee", "sector", "body", "assembly"),
    ),
    Column("state", _("状态"), attr="get_state_display"),
    Column("theme", _("主题"), hidden_by_default=True, wraps=True),
    Column("announced_on", _("通知日期"), sort="announced_on", hidden_by_default=True),
    Column("closed_on", _("办结日期"), sort="closed_on", hidden_by_default=True),
]


def _filters(request: HttpRequest, here: Assembly) -> list[Filter]:
    kinds = [(str(kind.row.pk), str(kind)) for kind in kinds_for(request.actor, here)]
    return [
        Filter("happened_on", _("日期"), kind=FilterKind.DATES),
        Filter("group", _("部分"), choices=Group.choices, field="kind__group"),
        Filter("kind", _("种类"), choices=kinds),
        Filter(
            "organiser",
            _("主办"),
            choices=lambda _request: _flat(organisers_of(here)),
            q=lambda keys: _organised(here, keys),
        ),
    ]


def _flat(choices: list) -> list[tuple[str, str]]:
    """Grouped choices as one list; the assembly itself gets a value of its own."""
    found = [(OURSELVES, choices[0][1])]
    return found + [choice for _label, rows in choices[1:] for choice in rows]


OURSELVES = "assembly"


def _organised(here: Assembly, keys: list[str]) -> Q:
    """Organised by one of these."""
    condition = Q(pk__in=[])
    if OURSELVES in keys:
        condition |= Q(**dict.fromkeys(MODELS))
    for key in keys:
        if row := organiser_at(here, key):
            condition |= Q(**{key.partition(":")[0]: row})
    return condition


def _tabs(request: HttpRequest) -> list[Tab]:
    """What is being prepared stands there for whoever plans."""
    today = clock.today()
    announced = Gathering.in_state(S.ANNOUNCED)
    tabs = [
        Tab("coming", _("将举行"), announced & Q(ends_on__gte=today), sort="happened_on"),
        Tab("closed", _("已办结"), Gathering.in_state(S.CLOSED)),
        Tab("cancelled", _("已取消"), Gathering.in_state(S.CANCELLED)),
    ]
    if can(request.actor, "gatherings.plan"):
        tabs[1:1] = [
            Tab("drafts", _("筹备中"), Gathering.in_state(S.DRAFTED)),
            Tab("to_close", _("待办结"), announced & Q(ends_on__lt=today)),
        ]
    return tabs


def _export_url(request: HttpRequest, here: Assembly):
    if not can(request.actor, "gatherings.export"):
        return None
    address = reverse("gatherings:export", args=[here.slug])
    return lambda asked: address


def _empty(request: HttpRequest, here: Assembly) -> EmptyPlace:
    plans = can(request.actor, "gatherings.plan")
    return EmptyPlace(
        _("这里还没有活动"),
        _("办公室发出通知以后，会议、学习、调研、视察和各种活动都列在这里。"),
        _("安排一次活动") if plans else "",
        lambda asked: reverse("gatherings:choose", args=[here.slug]) if plans else "",
    )
