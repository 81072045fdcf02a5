"""What an assembly has published of its own, after three reviews: the list, each piece, the Atom feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.core.lists.pager import Pager
from tongxin.organisations.models import Assembly
from tongxin.portal.feeds import PublicationFeed
from tongxin.portal.views.public import open_page, within_assembly
from tongxin.records.queries.publications import published

PAGE_SIZE = 30


@open_page
@within_assembly
def publications(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    """The pieces, the latest first."""
    rows = published()
    here = reverse("public:publications", args=[assembly.slug])
    asked = request.GET.get("page", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    pager = Pager(wanted, rows.count(), PAGE_SIZE, lambda number: f"{here}?page={number}")
    context = {
        "assembly": assembly,
        "pieces": rows[pager.offset : pager.last_row],
        "pager": pager,
        "feed_url": reverse("public:publications_feed", args=[assembly.slug]),
        "crumbs": _crumbs(assembly),
    }
    return render(request, "portal/public/publications.html", context)


@open_page
@within_assembly
def publication(request: HttpRequest, assembly: Assembly, public_id: str) -> HttpResponse:
    """One piece; what is not out does not exist here."""
    piece = get_object_or_404(published(), public_id=public_id)
    listed = (_("发布的信息"), reverse("public:publications", args=[assembly.slug]))
    context = {"assembly": assembly, "piece": piece, "crumbs": [*_crumbs(assembly), listed]}
    return render(request, "portal/public/publication.html", context)


@open_page
@within_assembly
def feed(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    """What went out last, as Atom."""
    return PublicationFeed()(request, assembly=assembly)


def _crumbs(assembly: Assembly) -> list[tuple[str, str]]:
    return [
        (_("公开的提案"), reverse("public:assemblies")),
        (str(assembly), reverse("public:proposals", args=[assembly.slug])),
    ]
