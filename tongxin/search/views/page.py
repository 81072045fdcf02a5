"""The search page: the first finds of every kind, more of one on its tab, each with the place where the words stand."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongxin.accounts.access import signed_in
from tongxin.core.pages import TabLink
from tongxin.search import finding
from tongxin.search.finding import Hit
from tongxin.search.kinds import Kind, kinds

SHOWN, FIRST = 50, 5


@dataclass(frozen=True)
class Group:
    """The finds of one kind: how many there are, and those shown."""

    kind: Kind
    total: int
    hits: list[Hit]
    more_url: str = ""


@require_GET
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """What this actor finds for `q`."""
    text = request.GET.get("q", "").strip()[:100]
    offered = [kind for kind in kinds() if kind.offered]
    chosen = next((kind for kind in offered if kind.code == request.GET.get("kind")), None)
    counts = {kind.code: finding.count(request.actor, text, kind) for kind in offered}
    context = {
        "text": text,
        "groups": _groups(request, text, [chosen] if chosen else offered, counts),
        "chosen": chosen,
        "tabs": _tabs(text, offered, chosen, counts),
        "shown": SHOWN,
    }
    return render(request, "search/page.html", context)


def _groups(
    request: HttpRequest, text: str, among: list[Kind], counts: dict[str, int]
) -> list[Group]:
    limit = SHOWN if len(among) == 1 else FIRST
    return [
        Group(
            kind,
            total,
            finding.find(request.actor, text, [kind.code], limit),
            _url(text, kind=kind.code) if limit < total and limit == FIRST else "",
        )
        for kind in among
        if (total := counts[kind.code])
    ]


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
