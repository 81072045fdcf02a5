"""The audit manager's pages: the trail, to be read, taken away as a workbook, and never changed."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts import exports, queries
from tongxin.accounts.access import requires
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.core.lists import Column, EmptyPlace, Filter, Kind, ListPage
from tongxin.trail import sentences
from tongxin.trail.models import Event


def _search(events, text: str):
    """Events by whom they were done, or about whom."""
    people = queries.find_people(text, Person.objects.all()).values("id")
    about = Q(record_type=Person._meta.label_lower, record_id__in=people)
    return events.filter(Q(person_id__in=people) | about)


def _role(event: Event) -> str:
    return str(Role(event.role).label) if event.role else ""


TRAIL = ListPage(
    code="trail.events",
    label=_("留痕查阅"),
    columns=(
        Column("at", _("时间"), sort="id", headline=True),
        Column("sentence", _("动作"), render=sentences.sentence),
        Column("doer", _("办理人"), prepare=queries.with_doer),
        Column("role", _("以何身份"), render=_role, prepare=queries.with_role),
        Column("subject", _("涉及人员"), prepare=queries.with_subject),
        Column("act", _("动作代码"), hidden_by_default=True),
        Column("public_id", _("留痕编号"), hidden_by_default=True),
        Column("leaf", _("摘要"), hidden_by_default=True),
    ),
    filters=(
        Filter("on", _("日期"), Kind.DATES),
        Filter("act", _("动作代码"), Kind.TEXT),
    ),
    search=_search,
    default_sort="-at",
    export_url=lambda request: reverse("accounts:trail_export"),
    empty=EmptyPlace(_("没有留痕"), _("各类办理动作发生后会自动记在这里，任何人不能修改或删除。")),
)


@requires("trail.read")
@require_http_methods(["GET", "POST"])
def events(request: HttpRequest) -> HttpResponse:
    """Read by date, act and person."""
    return TRAIL.respond(request, _readable(request))


@requires("trail.read")
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """The same events as a workbook, narrowed and sorted as on the page; taking it is itself an event."""
    try:
        return exports.export(TRAIL, request, _readable(request), request.actor.home)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("accounts:trail")


def _readable(request: HttpRequest) -> QuerySet[Event]:
    return visible(request.actor, "trail.read", Event.objects.all())
