"""The desk's own page, which works without network, and the two addresses at which it asks and hands over."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.access import public
from tongxin.gatherings.actions.run_desk import REFUSED, Entry, Receipt, desk_of, is_open, receive
from tongxin.gatherings.desk_words import desk_words
from tongxin.gatherings.models import Desk
from tongxin.gatherings.queries.desks import desk_roll
from tongxin.gatherings.terms import Direction
from tongxin.organisations.scope import scope

MOST_ENTRIES = 200
LONGEST_SKEW = 2**31 - 1
SCHEME = "Desk "


@public
@require_GET
def shell(request: HttpRequest, assembly: str) -> HttpResponse:
    """The empty page of any desk; token, roll and what was noted are kept in the device."""
    return render(request, "gatherings/desk.html", {"slug": assembly, "desk_words": desk_words()})


@public
@require_GET
def worker(request: HttpRequest, assembly: str) -> HttpResponse:
    """The script that keeps the page in the device; it speaks for addresses below its own only."""
    return render(request, "gatherings/desk_worker.js", content_type="text/javascript")


@public
@csrf_exempt
@never_cache
@require_POST
def roll(request: HttpRequest, assembly: str) -> HttpResponse:
    """The roll, for an open desk. The token in the header is the only key: no cookie opens this, so none is abused."""
    desk = _desk(request, assembly)
    if desk is None:
        return _stranger()
    if not is_open(desk):
        return JsonResponse({"reason": _("这个签到台已经收回或过期。")}, status=410)
    with scope([desk.assembly_id]):
        return JsonResponse(desk_roll(desk))


@public
@csrf_exempt
@never_cache
@require_POST
def entries(request: HttpRequest, assembly: str) -> HttpResponse:
    """What the desk noted: each entry is answered by a receipt, also after the desk's time."""
    desk = _desk(request, assembly)
    if desk is None:
        return _stranger()
    try:
        sent = json.loads(request.body)
        told_at, listed = _moment(sent["now"]), list(sent["entries"])[:MOST_ENTRIES]
        known_skew = max(-LONGEST_SKEW, min(int(sent.get("skew", 0)), LONGEST_SKEW))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"reason": "unreadable"}, status=400)
    told = [_entry(one) for one in listed]
    with scope([desk.assembly_id]):
        good = [one for one in told if isinstance(one, Entry)]
        receipts = receive(desk, good, told_at=told_at, known_skew=known_skew)
    faulty = [one for one in told if isinstance(one, Receipt)]
    return JsonResponse({"receipts": [vars(one) for one in (*receipts, *faulty)]})


def _desk(request: HttpRequest, assembly: str) -> Desk | None:
    """The desk that asks, at its own assembly's address."""
    header = request.headers.get("Authorization", "")
    desk = desk_of(header.removeprefix(SCHEME)) if header.startswith(SCHEME) else None
    return desk if desk and desk.gathering.assembly.slug == assembly else None


def _stranger() -> HttpResponse:
    return JsonResponse({"reason": _("这个签到台不认识，请让办公室重新打开一个。")}, status=403)


def _entry(one: Any) -> Entry | Receipt:
    """An entry as it was sent; what cannot be read is refused by its key, and the others are taken."""
    try:
        return Entry(
            key=_short(one["key"]),
            sitting_id=_short(one["sitting"]),
            at=_moment(one["at"]),
            invitation_id=_short(one.get("person", "")),
            name=str(one.get("name", "")),
            words=str(one.get("words", "")),
            direction=Direction(one.get("direction", Direction.IN)),
            is_undone=one.get("undone") is True,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        key = one.get("key", "") if isinstance(one, dict) else ""
        return Receipt(str(key)[:20], REFUSED, _("这一条读不出来。"))


def _short(text: Any) -> str:
    if not isinstance(text, str) or len(text) > 20 or not (text.isascii() and text.isprintable()):
        raise ValueError(text)
    return text


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
