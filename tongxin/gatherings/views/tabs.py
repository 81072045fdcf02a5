"""The ways from one page of a gathering to its others; each stands there only for those who may go it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core.pages import TabLink
from tongxin.gatherings.models import Gathering


@dataclass(frozen=True)
class Place:
    """One page of a gathering: its address name, its words, and for whom it is there."""

    name: str
    label: Promise
    shown: Callable[[Actor, Gathering], bool] = lambda actor, gathering: True


PLACES = (Place("gatherings:gathering", _("概况")),)
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
