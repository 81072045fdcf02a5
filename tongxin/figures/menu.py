"""What this app hangs into the frame of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.core import pages


def declare() -> None:
    """Declare the way to the figures page of the assembly that one acts in."""
    pages.declare_menu(
        pages.MenuEntry("figures", _("数字"), _address, "chart", order=60, shown=_is_shown)
    )


def _is_shown(request: HttpRequest) -> bool:
    return request.actor.assembly is not None and can(request.actor, "figures.view")


def _address(request: HttpRequest) -> str:
    return reverse("figures:page", args=[request.actor.assembly.slug])
