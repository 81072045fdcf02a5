"""What proposals hang into the frame of every page, per role."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.core import pages
from tongxin.core.pages import MenuEntry

WRITERS = frozenset({Role.MEMBER, Role.COLLECTIVE})


def declare() -> None:
    """Declare the menu entries; each leads into the assembly of the present identity."""
    for entry in (
        MenuEntry(
            "proposals.list",
            _("提案"),
            _here("list"),
            "proposal",
            order=20,
            shown=_may("proposals.view"),
            tab=True,
        ),
        MenuEntry(
            "proposals.start",
            _("写提案"),
            _here("start"),
            "pencil",
            order=21,
            shown=_is_any(WRITERS),
        ),
        MenuEntry(
            "proposals.queue",
            _("审查"),
            _here("queue"),
            "check",
            order=22,
            shown=_may("proposals.note_opinion"),
        ),
        MenuEntry(
            "proposals.lists",
            _("审定清单"),
            _here("decision_lists"),
            "rows",
            order=23,
            shown=_is_any(Role.proposals_staff()),
        ),
        MenuEntry(
            "proposals.board",
            _("交办"),
            _here("board"),
            "building",
            order=24,
            shown=_is_any(Role.proposals_staff() | {Role.ASSIGNER}),
        ),
        MenuEntry(
            "proposals.workbench",
            _("办理"),
            _here("workbench"),
            "progress",
            order=25,
            shown=_may("handlings.view"),
            tab=True,
        ),
        MenuEntry(
            "proposals.units",
            _("承办单位"),
            _here("units"),
            "building",
            order=45,
            shown=_may("units.view"),
        ),
        MenuEntry(
            "proposals.publishing",
            _("公开审查"),
            _here("publishing"),
            "eye",
            order=44,
            shown=_may("proposals.publish"),
        ),
        MenuEntry(
            "proposals.clearings",
            _("涉密清除"),
            _here("clearings"),
            "lock",
            order=95,
            shown=_may("clearings.view"),
        ),
        MenuEntry(
            "proposals.extracts",
            _("纪检调阅"),
            _here("extracts"),
            "lock",
            order=94,
            shown=_may("extracts.view"),
        ),
        MenuEntry(
            "proposals.exchange",
            _("交换包"),
            _here("exchange"),
            "download",
            order=27,
            shown=_may("handlings.enter"),
        ),
        MenuEntry(
            "proposals.categories",
            _("提案类别"),
            _here("categories"),
            "rows",
            order=88,
            shown=_may("categories.keep"),
        ),
        MenuEntry(
            "proposals.papers",
            _("文书"),
            _here("papers"),
            "paper",
            order=26,
            shown=_may("handlings.view"),
        ),
    ):
        pages.declare_menu(entry)


def _here(name: str) -> Callable[[HttpRequest], str]:
    def url(request: HttpRequest) -> str:
        return reverse(f"proposals:{name}", args=[request.actor.home.slug])

    return url


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.actor.home is not None and can(request.actor, permission)


def _is_any(roles: frozenset[str]) -> Callable[[HttpRequest], bool]:
    return lambda request: request.actor.home is not None and request.actor.is_any(roles)
