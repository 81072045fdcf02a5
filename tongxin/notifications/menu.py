"""What this app hangs into the frame of every page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.core import pages
from tongxin.core.pages import MenuEntry, Words
from tongxin.notifications.queries import unread_count
from tongxin.notifications.rules import OUTBOX, SWITCH

INBOX = "notifications:inbox"


def declare() -> None:
    """Declare the badge and the menu entries."""
    pages.declare_badge(_unread, url=INBOX)
    pages.declare_menu(
        MenuEntry(
            "notifications.inbox",
            _("消息"),
            INBOX,
            "inbox",
            order=40,
            shown=lambda request: request.actor.person is not None,
            tab=True,
            rail=False,
            count=_unread,
        )
    )
    _declare_for("notifications.outbox", _("发送记录"), "upload", 85, OUTBOX)
    _declare_for("notifications.sending", _("停发与恢复"), "clock", 86, SWITCH)


def _declare_for(code: str, label: Words, icon: str, order: int, permission: str) -> None:
    """An entry for those who hold a permission; its address is named as itself."""
    address = code.replace(".", ":")
    shown = _may(permission)
    pages.declare_menu(MenuEntry(code, label, address, icon, order=order, shown=shown))


def _unread(request: HttpRequest) -> int:
    """Asked twice on a phone (band and tab), counted once."""
    if not hasattr(request, "unread_notices"):
        request.unread_notices = unread_count(request.actor)
    return request.unread_notices


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: can(request.actor, permission)
