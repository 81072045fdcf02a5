"""What this app hangs into the frame of every page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import identity
from tongxin.accounts.permissions import can
from tongxin.core import pages


def declare() -> None:
    """Declare identities and menu entries."""
    pages.declare_identities(identity.of_frame, switch_url=identity.SWITCH)
    pages.declare_menu(
        pages.MenuEntry(
            "accounts.people",
            _("人员与身份"),
            "accounts:people",
            "people",
            order=70,
            shown=_may("accounts.people"),
        )
    )
    pages.declare_menu(
        pages.MenuEntry(
            "accounts.restore",
            _("恢复登录"),
            "accounts:restore_list",
            "lock",
            order=75,
            shown=_restores_only,
        )
    )
    pages.declare_menu(
        pages.MenuEntry(
            "trail.read", _("留痕查阅"), "accounts:trail", "eye", order=80, shown=_may("trail.read")
        )
    )


def _restores_only(request: HttpRequest) -> bool:
    """Security managers reach this from a person's page."""
    return can(request.actor, "accounts.restore") and not can(request.actor, "accounts.people")


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: can(request.actor, permission)
