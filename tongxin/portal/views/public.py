"""The open pages: which assemblies publish, their lists of proposals, each proposal, the feed."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page, require_safe

from tongxin.accounts.access import public as for_everybody
from tongxin.core.drawn import state as drawn_state
from tongxin.core.lists import Column, EmptyPlace, Filter, Kind, ListPage
from tongxin.core.lists.listing import Listing
from tongxin.core.lists.state import State
from tongxin.deliberation.queries.conversations import open_to_citizens
from tongxin.organisations.models import Assembly
from tongxin.organisations.scope import scope
from tongxin.portal.feeds import PublishedFeed
from tongxin.portal.queries import public
from tongxin.proposals import labels
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import ReplyClass

MAX_AGE = 60
View = Callable[..., HttpResponse]


def open_page(view: View) -> View:
    """For everybody, kept for a minute; its tag is taken from what is shown, so it tells of nothing else."""

    @for_everybody
    @require_safe
    @conditional_page
    @wraps(view)
    def opened(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        shared = {"private": True} if request.user.is_authenticated else {"public": True}
        patch_cache_control(response, max_age=MAX_AGE, **shared)
        return response

    return opened


def within_assembly(view: View) -> View:
    """Opens the scope of the one assembly that the address names: visitors bring none."""

    @wraps(view)
    def scoped(request: HttpRequest, assembly: str, **kwargs) -> HttpResponse:
        named = get_object_or_404(Assembly, slug=assembly)
        with scope([named.pk]):
            return view(request, named, **kwargs)

    return scoped


@open_page
def assemblies(request: HttpRequest) -> HttpResponse:
    """Where one may begin to read."""
    return render(request, "portal/public/assemblies.html", {"assemblies": public.assemblies()})


@open_page
@within_assembly
def proposals(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    """The published proposals of one assembly; the address alone says which, nothing is remembered."""
    spec = page_for(assembly)
    state = State(spec, request, request.GET, {})
    listing = Listing(spec, request, public.listed(public.published()), state)
    context = {
        "assembly": assembly,
        "list": listing,
        "crumbs": [(_("公开的提案"), reverse("public:assemblies"))],
        "feed_url": reverse("public:feed", args=[assembly.slug]),
        "conversations_url": _conversations_url(assembly),
    }
    return render(request, "portal/public/proposals.html", context)


def _conversations_url(assembly: Assembly) -> str:
    """Where citizens find the conversations that are open to them; empty where there never was one."""
    if not open_to_citizens().exists():
        return ""
    return reverse("public:conversations", args=[assembly.slug])


@open_page
@within_assembly
def proposal(request: HttpRequest, assembly: Assembly, public_id: str) -> HttpResponse:
    """One published proposal; what is not published does not exist here."""
    row = get_object_or_404(public.detailed(public.published()), public_id=public_id)
    crumbs = [
        (_("公开的提案"), reverse("public:assemblies")),
        (assembly, reverse("public:proposals", args=[assembly.slug])),
    ]
    context = {"assembly": assembly, "shown": public.PublicProposal(row), "crumbs": crumbs}
    return render(request, "portal/public/proposal.html", context)


@open_page
@within_assembly
def feed(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    """What was published last, as Atom."""
    return PublishedFeed()(request, assembly=assembly)


def page_for(assembly: Assembly) -> ListPage:
    """The public list. It sorts only by what it shows: the order by state or class would tell the rest."""
    pattern = labels.case_pattern(assembly.pk)

    def number(row: Proposal) -> str:
        given = labels.number_for(row, pattern=pattern)
        return format_html('{} <small class="quiet">{}</small>', given, row.session or "")

    def state(row: Proposal) -> str:
        read = public.state_of(row)
        return drawn_state(read.tone, read.label)

    return ListPage(
        code="public",
        label=_("公开的提案"),
        unit=_("件"),
        columns=[
            Column("number", _("案号"), render=number, sort="case_number"),
            Column("matter", _("案由"), render=matter, headline=True),
            Column("proposer", _("提案者"), render=proposer, sort="proposer_name"),
            Column("units", _("承办单位"), render=units),
            Column("state", _("状态"), render=state),
            Column("class", _("办理结果"), render=classes),
            Column("published_on", _("公开日期"), sort=("published_on", "case_number")),
        ],
        filters=FILTERS,
        search=public.found,
        default_sort="-published_on",
        row_url=lambda row: reverse("public:proposal", args=[assembly.slug, row.public_id]),
        empty=EmptyPlace(
            _("这里还没有公开的提案"),
            _("经提案者同意、提案办公室审核后公开的提案和答复会列在这里。"),
        ),
    )


FILTERS = [
    Filter("session", _("届次"), choices=lambda _request: public.sessions()),
    Filter("category", _("类别"), choices=lambda _request: public.categories()),
    Filter("class", _("办理结果"), choices=ReplyClass.choices, q=public.with_class),
    Filter("unit", _("承办单位"), kind=Kind.TEXT, q=public.with_unit),
]


def matter(row: Proposal) -> str:
    return public.without_numbers(row.matter)


def proposer(row: Proposal) -> str:
    return public.without_numbers(row.proposer_name)


def units(row: Proposal) -> str:
    return public.units_of(row.public_handlings)


def classes(row: Proposal) -> str:
    return public.classes_of(row.public_handlings)
