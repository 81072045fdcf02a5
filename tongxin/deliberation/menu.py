"""The way into online deliberation: for the offices that prepare, for leaders, for members who take part."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """Two entries; everything else is reached from the lists."""
    pages.declare_menu(
        MenuEntry(
            "deliberation.conversations",
            _("网络协商"),
            lambda request: reverse("deliberation:conversations", args=[request.actor.home.slug]),
            "circles",
            order=38,
            shown=_sees,
        )
    )
    pages.declare_menu(
        MenuEntry(
            "deliberation.drafts",
            _("征求意见稿"),
            lambda request: reverse("deliberation:drafts", args=[request.actor.home.slug]),
            "pencil",
            order=39,
            shown=_reads_drafts,
        )
    )


def _sees(request: HttpRequest) -> bool:
    return request.actor.home is not None and can(request.actor, "conversations.view")


def _reads_drafts(request: HttpRequest) -> bool:
    return request.actor.home is not None and can(request.actor, "drafts.view")
