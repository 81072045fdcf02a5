"""Contact pairs: who keeps contact with whom, that contacts took place, and what became of help asked for."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core import clock
from tongxin.core.lists import Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.members.actions.contact import (
    end_pair,
    enterprise_named,
    log_contact,
    open_pair,
    settle_help,
)
from tongxin.members.forms.contacts import ContactForm, EndPairForm, OutcomeForm, PairForm
from tongxin.members.models import ContactPair, PairContact
from tongxin.members.queries import in_force
from tongxin.members.queries.contacts import of_doubles, pairs_of
from tongxin.members.terms import PairKind
from tongxin.members.views.asking import Asked, ask, assembly_of, posted
from tongxin.organisations.models import Assembly

asking = require_http_methods(["GET", "POST"])


@requires("pairs.view")
@asking
def pairs(request: HttpRequest, assembly: str) -> HttpResponse:
    """The pairs by kind, those of today first."""
    here = assembly_of(request, assembly)
    rows = pairs_of(request.actor, here).exclude(of_doubles())
    context = {"kinds": PairKind.choices, "assembly": here} if _keeps(request) else {}
    return _page().respond(request, rows, **context)


@requires("members.keep")
@asking
def open_one(request: HttpRequest, assembly: str, kind: str) -> HttpResponse:
    """A new pair of one kind."""
    here = assembly_of(request, assembly)
    if kind not in PairKind.values:
        raise Http404
    home = reverse("members:pairs", args=[here.slug])
    asked = Asked(PairKind(kind).label, _("建立联系"), home, _("已建立联系。"))
    form = PairForm(*posted(request), assembly=here, kind=kind)
    return ask(request, form, partial(_opened, request, here, kind), asked)


@requires("pairs.view")
@require_GET
def pair(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One pair with its contacts."""
    row = _one(request, assembly, public_id)
    context = {
        "pair": row,
        "contacts": row.contacts.all(),
        "may_log": can(request.actor, "pairs.log", row),
        "keeps": _keeps(request),
    }
    return render(request, "members/pair.html", context)


@requires("pairs.log")
@asking
def log(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """That a contact took place."""
    row = _one(request, assembly, public_id, "pairs.log")
    note = _("只记何时联系、什么主题、请求了什么帮助，不记谈话内容。")
    asked = Asked(_("记录联系"), _("记录联系"), row.get_absolute_url(), _("已记录。"), row, note)
    form = ContactForm(*posted(request))
    return ask(request, form, partial(log_contact, row, actor=request.actor), asked)


@requires("pairs.log")
@asking
def settle(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What became of the help that was asked for."""
    mine = visible(request.actor, "pairs.log", ContactPair.objects.filter(assembly__slug=assembly))
    rows = PairContact.objects.filter(pair__in=mine).select_related("pair__assembly")
    contact = get_object_or_404(rows.exclude(help_asked=""), public_id=public_id)
    title = _("帮助事项的办理情况")
    home = contact.pair.get_absolute_url()
    asked = Asked(title, _("登记办理情况"), home, _("已登记。"), contact.help_asked)
    form = OutcomeForm(*posted(request))
    return ask(request, form, partial(settle_help, contact, actor=request.actor), asked)


@requires("members.keep")
@asking
def end(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A pair ends."""
    row = _one(request, assembly, public_id)
    asked = Asked(_("结束联系"), _("结束联系"), row.get_absolute_url(), _("已结束。"), row)
    form = EndPairForm(*posted(request))
    return ask(request, form, partial(end_pair, row, actor=request.actor), asked)


def _opened(request: HttpRequest, here: Assembly, kind: str, **data: Any) -> ContactPair:
    if name := data.pop("enterprise", ""):
        data["other"] = enterprise_named(name, actor=request.actor)
    return open_pair(here, actor=request.actor, kind=kind, **data)


def _one(
    request: HttpRequest, assembly: str, public_id: str, permission: str = "pairs.view"
) -> ContactPair:
    rows = pairs_of(request.actor, assembly_of(request, assembly))
    return get_object_or_404(visible(request.actor, permission, rows), public_id=public_id)


def _keeps(request: HttpRequest) -> bool:
    return can(request.actor, "members.keep")


def _page() -> ListPage:
    return ListPage(
        code="contact-pairs",
        label=gettext_lazy("联系"),
        unit=gettext_lazy("对"),
        columns=[
            Column("pair", gettext_lazy("谁联系谁"), render=str, headline=True),
            Column("kind", gettext_lazy("联系种类"), attr="get_kind_display", sort="kind"),
            Column("since", gettext_lazy("自何日起"), attr="starts_on", sort="starts_on"),
            Column("until", gettext_lazy("至何日止"), attr="ends_on", hidden_by_default=True),
            Column("times", gettext_lazy("联系次数"), numeric=True, sort="times"),
            Column("last", gettext_lazy("最近联系"), attr="last_on", sort="last_on"),
        ],
        filters=[Filter("kind", gettext_lazy("联系种类"), choices=PairKind.choices)],
        tabs=[
            Tab("present", gettext_lazy("现在"), lambda asked: in_force(clock.today())),
            Tab(
                "silent",
                gettext_lazy("还没有联系过"),
                lambda asked: in_force(clock.today()) & Q(times=0),
            ),
            Tab("all", gettext_lazy("全部"), Q()),
        ],
        default_sort="kind",
        row_url=lambda row: row.get_absolute_url(),
        empty=EmptyPlace(
            gettext_lazy("还没有登记联系关系"),
            gettext_lazy("谁联系谁由委员联络部门登记，联系人在这里记下每次联系。"),
        ),
        template="members/pairs.html",
    )
