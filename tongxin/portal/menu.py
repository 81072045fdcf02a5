"""The entries of the frame that lead to no single noun."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """Declare the way home and to the rulebook."""
    pages.declare_menu(
        MenuEntry(
            "portal.me",
            _("待我办理"),
            "me",
            "todo",
            order=10,
            shown=lambda request: request.actor.person is not None,
            tab=True,
            tab_label=_("待办"),
        )
    )
    pages.declare_menu(
        MenuEntry(
            "portal.rulebook",
            _("规则簿"),
            lambda request: reverse("rulebook", args=[request.actor.home.slug]),
            "settings",
            order=90,
            shown=_keeps_rules,
        )
    )


def _keeps_rules(request: HttpRequest) -> bool:
    return request.actor.home is not None and can(request.actor, "rulebook.change")
