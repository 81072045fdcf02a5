"""What the record book hangs into the frame of the offices' pages."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import LEADERS, OFFICES
from tongxin.accounts.permissions import can
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """One entry; everything else is reached from the book."""
    pages.declare_menu(
        MenuEntry("records.book", _("台账"), _book, "paper", order=42, shown=_works_here)
    )
    pages.declare_menu(
        MenuEntry(
            "records.publications",
            _("信息发布"),
            _publications,
            "globe",
            order=43,
            shown=_may("publications.view"),
        )
    )


def _book(request: HttpRequest) -> str:
    return reverse("records:book", args=[request.actor.home.slug])


def _publications(request: HttpRequest) -> str:
    return reverse("records:publications", args=[request.actor.home.slug])


def _works_here(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any(OFFICES | LEADERS)


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.actor.home is not None and can(request.actor, permission)
