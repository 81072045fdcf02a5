"""The portal's entries of the frame: the way home, and for visitors what is public."""

from django.utils.translation import gettext_lazy as _

from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """Declare the way home and the public pages."""
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
            "portal.public",
            _("公开的提案"),
            "public:assemblies",
            "paper",
            order=10,
            shown=lambda request: request.actor.person is None,
        )
    )
