"""The home entry of the frame."""

from django.utils.translation import gettext_lazy as _

from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """Declare the way home."""
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
