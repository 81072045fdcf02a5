"""The ways from one page of a gathering to its others; each stands there only for those who may go it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import LEADERS
from tongxin.accounts.permissions import can
from tongxin.core.pages import TabLink
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.queries.own import own_of


@dataclass(frozen=True)
class Place:
    """One page of a gathering: its address name, its words, and for whom it is there."""

    name: str
    label: Promise
    shown: Callable[[Actor, Gathering], bool] = lambda actor, gathering: True


def _watches(actor: Actor, gathering: Gathering) -> bool:
    """Leaders watch every door, the organising office its own."""
    return actor.is_any(LEADERS) or can(actor, "gatherings.organise", gathering)


def _may(permission: str) -> Callable[[Actor, Gathering], bool]:
    return lambda actor, gathering: can(actor, permission, gathering)


PLACES = (
    Place("gatherings:gathering", _("概况")),
    Place("gatherings:invite", _("请谁参加"), _may("gatherings.organise")),
    Place("gatherings:people", _("名单与答复"), _may("gatherings.read_list")),
    Place("gatherings:door", _("签到"), _watches),
    Place("gatherings:presence", _("出席"), lambda *both: both[1].is_closed and _watches(*both)),
    Place(
        "gatherings:my_sign_in", _("我的签到"), lambda actor, one: own_of(one, actor) is not None
    ),
)
"""In their order; each page's owner adds its line."""


def context_of(
    request: HttpRequest, gathering: Gathering, here: str, **more: Any
) -> dict[str, Any]:
    """What `gatherings/tabbed.html` needs, and `more`. `here`: the address name of the present page."""
    slug = gathering.assembly.slug
    return {
        "gathering": gathering,
        "places": [
            TabLink(
                place.label,
                reverse(place.name, args=[slug, gathering.public_id]),
                active=place.name == here,
            )
            for place in PLACES
            if place.shown(request.actor, gathering)
        ],
        "crumbs": [(_("会议与活动"), reverse("gatherings:list", args=[slug]))],
        **more,
    }
