"""The units that serve an assembly, with their work; and one unit's page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible
from tongxin.accounts.terms import Role
from tongxin.core.lists import Column, EmptyPlace, Filter, ListPage
from tongxin.core.pages import TabLink
from tongxin.figures import periods
from tongxin.figures.periods import NamedPeriod
from tongxin.organisations.models import Assembly, Service, Succession
from tongxin.organisations.terms import Channel, System, WorkingWay
from tongxin.papers.spreadsheets.exports import export_list
from tongxin.proposals.actions.choose_way import choose_way
from tongxin.proposals.figures.units import (
    CLASSES,
    REPLIES,
    SHOWN,
    WORK,
    UnitFigures,
    satisfaction_of,
)


@requires("units.view")
@require_http_methods(["GET", "POST"])
def unit_list(request: HttpRequest, assembly: str) -> HttpResponse:
    """Units by system, each with what it had to do since the session."""
    here = assembly_at(request, assembly)
    return page_for(request, here).respond(request, listed(request, here))


@requires("units.view")
@require_GET
def unit_export(request: HttpRequest, assembly: str) -> HttpResponse:
    """The same as a workbook; temporary roles cannot export (practice 16)."""
    if request.actor.is_any(Role.temporary()):
        raise PermissionDenied
    here = assembly_at(request, assembly)
    return export_list(page_for(request, here), request, listed(request, here), here)


@requires("units.view")
@require_GET
def unit_page(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One unit: work, replies, classes, satisfaction after the hearing, predecessors and successors."""
    here = assembly_at(request, assembly)
    service = get_object_or_404(listed(request, here), organisation__public_id=public_id)
    unit, chosen = service.organisation, _period(request, here)
    figures = UnitFigures(here, chosen.period)
    linked = can(request.actor, "figures.view")
    context = {
        "service": service,
        "unit": unit,
        "period": chosen,
        "tabs": _tabs(here, chosen),
        "work": figures.numbers(unit.pk, _codes(WORK), linked=linked),
        "replies": figures.numbers(unit.pk, _codes(REPLIES), linked=linked),
        "classes": figures.numbers(unit.pk, _codes(CLASSES), linked=linked),
        "satisfaction": satisfaction_of(unit, here, chosen.period),
        "other_way": _other_way(service) if can(request.actor, "units.keep") else None,
        "sees_contacts": can(request.actor, "units.view_contacts", service),
        "kin": Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit)).select_related(
            "predecessor", "successor"
        ),
    }
    return render(request, "proposals/unit.html", context)


@requires("units.keep")
@require_POST
def unit_way(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Let a unit handle online, or by packages and paper."""
    here = assembly_at(request, assembly)
    service = get_object_or_404(listed(request, here), organisation__public_id=public_id)
    wanted = request.POST.get("way")
    if wanted in WorkingWay.values:
        choose_way(service, actor=request.actor, way=WorkingWay(wanted))
        messages.success(
            request,
            _("%(unit)s的办理方式改为“%(way)s”。")
            % {"unit": service.organisation, "way": WorkingWay(wanted).label},
        )
    return redirect("proposals:unit", assembly, public_id)


def _other_way(service: Service) -> WorkingWay:
    """What the one button offers: the way that the unit does not work in now."""
    is_online = service.working_way == WorkingWay.ONLINE
    return WorkingWay.PACKAGE if is_online else WorkingWay.ONLINE


def listed(request: HttpRequest, assembly: Assembly) -> QuerySet[Service]:
    rows = visible(request.actor, "units.view", Service.objects.filter(assembly=assembly))
    return rows.select_related("organisation", "assembly")


def page_for(request: HttpRequest, assembly: Assembly) -> ListPage:
    """The declaration of the list; contacts only for the offices that work with the units."""
    figures = UnitFigures(assembly, periods.on_offer(assembly)[0].period)
    return ListPage(
        code="units",
        label=_("承办单位"),
        unit=_("家"),
        columns=[
            Column(
                "name",
                _("单位名称"),
                attr="organisation.name",
                headline=True,
                sort=("organisation__name", "id"),
            ),
            Column(
                "system",
                _("系统"),
                attr="organisation.get_system_display",
                sort=("organisation__system", "organisation__code"),
            ),
            Column("channel", _("交办渠道"), attr="get_channel_display", sort="channel"),
            Column("way", _("办理方式"), attr="get_working_way_display", sort="working_way"),
            *(_counted(figures, one) for one in SHOWN),
            *(_contact_columns() if can(request.actor, "units.view_contacts") else []),
        ],
        filters=[
            Filter("system", _("系统"), choices=System.choices, field="organisation__system"),
            Filter("channel", _("交办渠道"), choices=Channel.choices),
            Filter("way", _("办理方式"), choices=WorkingWay.choices, field="working_way"),
        ],
        search=found,
        default_sort="system",
        row_url=lambda service: reverse(
            "proposals:unit", args=[assembly.slug, service.organisation.public_id]
        ),
        export_url=_export_url(request, assembly),
        empty=EmptyPlace(
            _("这里会列出承办单位"),
            _("承办单位名单导入之后，会出现在这里，连同各自的办理情况。"),
            _("导入承办单位") if can(request.actor, "units.keep") else "",
            _import_url,
        ),
    )


def _counted(figures: UnitFigures, figure) -> Column:
    return Column(
        figure.code.rpartition(".")[2],
        figure.label,
        render=lambda service: figures.count(service.organisation_id, figure.code),
        export=lambda service: figures.count(service.organisation_id, figure.code),
        numeric=True,
    )


def _contact_columns() -> list[Column]:
    return [
        Column("contact", _("联系人"), attr="contact_name", hidden_by_default=True),
        Column("phone", _("联系电话"), attr="contact_phone", hidden_by_default=True),
    ]


def found(services: QuerySet[Service], text: str) -> QuerySet[Service]:
    """By any part of the names, the beginning of the initials, or the code."""
    wanted = text.strip()
    return services.filter(
        Q(organisation__name__icontains=wanted)
        | Q(organisation__short_name__icontains=wanted)
        | Q(organisation__initials__istartswith=wanted)
        | Q(organisation__code__iexact=wanted)
    )


def _export_url(request: HttpRequest, assembly: Assembly) -> Callable[[HttpRequest], str] | None:
    if request.actor.is_any(Role.temporary()):
        return None
    return lambda asked: reverse("proposals:unit_export", args=[assembly.slug])


def _import_url(request: HttpRequest) -> str:
    if not can(request.actor, "units.keep"):
        return ""
    return reverse("papers:import_new", args=["organisations.units"])


def _codes(figures) -> list[str]:
    return [one.code for one in figures]


def _period(request: HttpRequest, assembly: Assembly) -> NamedPeriod:
    offered = periods.on_offer(assembly)
    wanted = request.GET.get("period")
    return next((one for one in offered if one.code == wanted), offered[0])


def _tabs(assembly: Assembly, chosen: NamedPeriod) -> list[TabLink]:
    return [
        TabLink(one.label, f"?period={one.code}", active=one.code == chosen.code)
        for one in periods.on_offer(assembly)
    ]
