"""The exchange with units on paper: what waits, packages out, returns back."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import visible
from tongxin.core import formats
from tongxin.core.drawn import state as drawn_state
from tongxin.core.errors import Refused
from tongxin.core.lists import Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.core.posting import request_key
from tongxin.organisations.models import Assembly
from tongxin.papers.views.imports import batch_url
from tongxin.proposals import labels
from tongxin.proposals.actions.make_package import make_package
from tongxin.proposals.actions.take_in_return import take_in_return
from tongxin.proposals.forms.exchange import PackageForm, TakeInForm
from tongxin.proposals.models import Handling, Package
from tongxin.proposals.queries import exchange as queries
from tongxin.proposals.terms import HANDLING_TONES, HandlingState, UnitRole


@requires("handlings.enter")
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, assembly: str) -> HttpResponse:
    """Every part of a unit on paper: to pack, out, answered."""
    here = assembly_at(request, assembly)
    rows = queries.on_paper(request.actor, here)
    return page_for(request, here).respond(request, rows, assembly=here)


def page_for(request: HttpRequest, assembly: Assembly) -> ListPage:
    """The declaration of the list; each row leads to the handling, where single things are entered."""
    actor, pattern = request.actor, labels.case_pattern(assembly.pk)
    return ListPage(
        code="exchange",
        label=gettext_lazy("交换包"),
        unit=gettext_lazy("件次"),
        columns=[
            Column(
                "number",
                gettext_lazy("案号"),
                render=lambda row: labels.number_for(row.proposal, actor, pattern=pattern),
                sort="proposal__case_number",
            ),
            Column("matter", gettext_lazy("案由"), attr="proposal.matter", headline=True),
            Column("unit", gettext_lazy("单位"), attr="unit", sort="unit__name"),
            Column("role", gettext_lazy("分工"), attr="get_role_display", sort="role"),
            Column(
                "state",
                gettext_lazy("状态"),
                render=lambda row: drawn_state(HANDLING_TONES[row.state], row.get_state_display()),
                sort="state",
            ),
            Column("due_on", gettext_lazy("期限"), attr="due_on", sort=("due_on", "id")),
            Column(
                "packed_at",
                gettext_lazy("最近打包"),
                render=lambda row: formats.moment(row.packed_at) or "—",
                sort="packed_at",
            ),
        ],
        filters=[
            Filter("role", gettext_lazy("分工"), choices=UnitRole.choices),
            Filter("state", gettext_lazy("状态"), choices=HandlingState.choices),
        ],
        tabs=tabs(),
        search=lambda rows, text: rows.filter(
            Q(proposal__matter__icontains=text) | Q(unit__name__icontains=text)
        ),
        default_sort="due_on",
        row_url=lambda row: row.get_absolute_url(),
        empty=EmptyPlace(
            gettext_lazy("没有用纸质办理的件次"),
            gettext_lazy("办理方式为“交换包和纸质办理”的单位，交办之后会列在这里。"),
        ),
        template="proposals/exchange/desk.html",
    )


def tabs() -> list[Tab]:
    at_work, waiting = Handling.at_work(), queries.not_packed()
    return [
        Tab("open", gettext_lazy("在办"), at_work),
        Tab("to_pack", gettext_lazy("未打包"), at_work & waiting),
        Tab("packed", gettext_lazy("已打包，待回件"), at_work & ~waiting),
        Tab("done", gettext_lazy("已答复"), Handling.finished()),
        Tab("all", gettext_lazy("全部")),
    ]


PACKAGES = ListPage(
    code="packages",
    label=gettext_lazy("交换包记录"),
    unit=gettext_lazy("个"),
    columns=[
        Column("name", gettext_lazy("交换包"), attr="file.name", headline=True),
        Column("cut_off", gettext_lazy("截止时刻"), attr="cut_off", sort=("cut_off", "id")),
        Column("channel", gettext_lazy("交办渠道"), attr="get_channel_display"),
        Column("count", gettext_lazy("件次"), attr="count", numeric=True),
        Column("made_by", gettext_lazy("制作人"), attr="made_by"),
    ],
    default_sort="-cut_off",
    row_url=lambda package: package.get_absolute_url(),
    empty=EmptyPlace(
        gettext_lazy("还没有制作过交换包"),
        gettext_lazy("制作的每个交换包都留在这里，随时可以再下载同样的文件。"),
    ),
)


@requires("packages.view")
@require_http_methods(["GET", "POST"])
def packages(request: HttpRequest, assembly: str) -> HttpResponse:
    """Every package that went out, the latest first."""
    here = assembly_at(request, assembly)
    rows = visible(request.actor, "packages.view", Package.objects.filter(assembly=here))
    counted = rows.select_related("assembly", "file", "made_by").annotate(count=Count("contents"))
    return PACKAGES.respond(request, counted)


@requires("packages.view")
@require_GET
def package(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One package: its file, digest, and what it took out."""
    rows = visible(request.actor, "packages.view", Package.objects.all())
    found = get_object_or_404(
        rows.select_related("assembly", "file", "made_by"),
        public_id=public_id,
        assembly__slug=assembly,
    )
    contents = found.contents.select_related(
        "handling__assembly", "handling__unit", "handling__proposal__assembly"
    )
    context = {"package": found, "contents": contents}
    return render(request, "proposals/exchange/package.html", context)


@requires("handlings.enter")
@require_http_methods(["GET", "POST"])
def pack(request: HttpRequest, assembly: str) -> HttpResponse:
    """Choose units and make the package."""
    here = assembly_at(request, assembly)
    form = PackageForm(
        request.POST if request.method == "POST" else None,
        offered=queries.units_to_pack(request.actor, here),
        days=queries.days_to_pack(request.actor, here),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request, here, form)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("交换包已做好。下载后交给单位；再下载也是同样的文件。"))
            return redirect(made)
    context = {"form": form, "assembly": here}
    return render(
        request, "proposals/exchange/pack.html", context, status=422 if form.errors else 200
    )


def _make(request: HttpRequest, here: Assembly, form: PackageForm) -> Package:
    written = form.cleaned_data["assigned_on"]
    return make_package(
        here,
        actor=request.actor,
        units=form.chosen_units(),
        assigned_on=date.fromisoformat(written) if written else None,
        again=form.cleaned_data["again"],
        request_key=request_key(request),
    )


@requires("handlings.enter")
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest, assembly: str) -> HttpResponse:
    """Upload what came back; the preview is the import's."""
    here = assembly_at(request, assembly)
    form = TakeInForm(request.POST, request.FILES) if request.method == "POST" else TakeInForm()
    if request.method == "POST" and form.is_valid():
        try:
            batch = take_in_return(
                form.uploads(),
                assembly=here,
                actor=request.actor,
                request_key=request_key(request),
            )
        except Refused as refused:
            form.add_error("files", refused.message)
        else:
            return redirect(batch_url(batch))
    context = {"form": form, "assembly": here}
    return render(
        request, "proposals/exchange/take_in.html", context, status=422 if form.errors else 200
    )
