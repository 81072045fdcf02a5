"""The ways into the register."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """Declare the entries; each leads into the assembly of the present identity."""
    for entry in (
        MenuEntry("members.roll", _("委员"), _here("roll"), "people", 40, _may("members.view")),
        MenuEntry(
            "members.mine",
            _("我的资料"),
            _here("mine"),
            "person",
            order=45,
            shown=_is_member,
            tab=True,
            tab_label=_("我的"),
        ),
        MenuEntry(
            "members.corrections",
            _("资料更正"),
            _here("corrections"),
            "pencil",
            order=61,
            shown=_may("corrections.approve"),
        ),
        MenuEntry(
            "members.submissions",
            _("名册报送"),
            _here("submissions"),
            "download",
            order=62,
            shown=_may("roll_submissions.view"),
        ),
        MenuEntry(
            "members.pairs", _("联系"), _here("pairs"), "people", order=43, shown=_sees_pairs
        ),
        MenuEntry(
            "members.board", _("名册核对"), _here("board"), "check", 63, _may("members.keep")
        ),
        MenuEntry(
            "members.sessions", _("届次"), _here("sessions"), "meeting", 89, _may("members.keep")
        ),
    ):
        pages.declare_menu(entry)


def _here(name: str) -> Callable[[HttpRequest], str]:
    def url(request: HttpRequest) -> str:
        return reverse(f"members:{name}", args=[request.actor.home.slug])

    return url


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.actor.home is not None and can(request.actor, permission)


def _is_member(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any([Role.MEMBER])


def _sees_pairs(request: HttpRequest) -> bool:
    """The offices and leaders; members reach their own pairs from their page."""
    return not request.actor.is_any([Role.MEMBER]) and _may("pairs.view")(request)
