"""The search page: kinds as tabs with their counts, finds with the place where the words stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongxin.accounts.access import signed_in
from tongxin.core.pages import TabLink
from tongxin.search import finding
from tongxin.search.kinds import Kind, kinds

SHOWN = 50


@require_GET
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """What this actor finds for `q`, of one kind or of all."""
    text = request.GET.get("q", "").strip()[:100]
    offered = [kind for kind in kinds() if kind.offered]
    chosen = next((kind for kind in offered if kind.code == request.GET.get("kind")), None)
    counts = {kind.code: finding.count(request.actor, text, kind) for kind in offered}
    within = [chosen.code] if chosen else None
    context = {
        "text": text,
        "hits": finding.find(request.actor, text, within, SHOWN) if text else [],
        "tabs": _tabs(text, offered, chosen, counts),
        "total": counts[chosen.code] if chosen else sum(counts.values()),
        "shown": SHOWN,
    }
    return render(request, "search/page.html", context)


def _tabs(
    text: str, offered: list[Kind], chosen: Kind | None, counts: dict[str, int]
) -> list[TabLink]:
    everything = TabLink(_("全部"), _url(text), sum(counts.values()), chosen is None)
    return [
        everything,
        *(
            TabLink(kind.label, _url(text, kind=kind.code), counts[kind.code], kind is chosen)
            for kind in offered
        ),
    ]


def _url(text: str, **more: str) -> str:
    return f"?{urlencode({'q': text, **more})}"
