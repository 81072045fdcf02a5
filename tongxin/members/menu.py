"""The way to the roll."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.core import pages


def declare() -> None:
    """For whoever may read or keep the roll of the assembly they act in."""
    pages.declare_menu(
        pages.MenuEntry("members.roll", _("委员"), _roll, "people", order=40, shown=_reads_roll)
    )
    pages.declare_menu(
        pages.MenuEntry(
            "members.sessions", _("届次"), _sessions, "meeting", order=89, shown=_keeps_roll
        )
    )


def _roll(request: HttpRequest) -> str:
    return reverse("members:roll", args=[request.actor.home.slug])


def _sessions(request: HttpRequest) -> str:
    return reverse("members:sessions", args=[request.actor.home.slug])


def _keeps_roll(request: HttpRequest) -> bool:
    return request.actor.home is not None and can(request.actor, "members.keep")


def _reads_roll(request: HttpRequest) -> bool:
    return request.actor.home is not None and can(request.actor, "members.view")
