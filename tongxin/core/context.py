"""The context processor that gives every page its frame; each part is computed only when a template asks."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tongxin.core import pages, preferences
from tongxin.core.pages import Identity, MenuLink
from tongxin.core.preferences import Group, Preferences
from tongxin.core.script_words import script_words


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` in templates."""
    return {"frame": Frame(request)}


class Frame:
    """What stands around a page's content for this request."""

    def __init__(self, request: HttpRequest):
        self._request = request

    @cached_property
    def actor(self) -> Any:
        """Who acts; nothing for the public."""
        actor = getattr(self._request, "actor", None)
        return actor if getattr(actor, "person", None) else None

    @property
    def person_key(self) -> str:
        """What local drafts are kept under."""
        return str(self.actor.person.public_id) if self.actor else ""

    @property
    def dropped_copies(self) -> str:
        """Records of which the device is told to drop its copies; the session is read for the actor already."""
        session = getattr(self._request, "session", {})
        return " ".join(session.get(pages.DROPPED_COPIES, [])) if self.actor else ""

    @cached_property
    def rail(self) -> list[MenuLink]:
        return self._rail[: pages.RAIL_LENGTH]

    @cached_property
    def more(self) -> list[MenuLink]:
        """Entries beyond the rail's length, folded away."""
        return self._rail[pages.RAIL_LENGTH :]

    @cached_property
    def tabs(self) -> list[MenuLink]:
        return [link for link in self._menu if link.entry.tab][: pages.TABS_LENGTH]

    @cached_property
    def identities(self) -> list[Identity]:
        if not (self.actor and pages.registry.identities):
            return []
        return pages.registry.identities(self._request)

    @property
    def identity(self) -> Identity | None:
        return next((identity for identity in self.identities if identity.current), None)

    @property
    def identity_key(self) -> str:
        """What a form carries, so that a stale tab cannot act under another identity."""
        return self.identity.key if self.identity else ""

    @cached_property
    def inbox_count(self) -> int:
        badge = pages.registry.badge
        return badge(self._request) if badge and self.actor else 0

    @property
    def inbox_url(self) -> str:
        return pages.address(pages.registry.badge_url, self._request)

    @property
    def search_url(self) -> str:
        return pages.address(pages.registry.search_url, self._request)

    @property
    def switch_url(self) -> str:
        return pages.address(pages.registry.switch_url, self._request)

    @cached_property
    def preferences(self) -> Preferences:
        return preferences.of(self._request)

    @property
    def preference_groups(self) -> list[Group]:
        return preferences.groups(self.preferences)

    @property
    def languages(self) -> Group:
        return preferences.languages(self.preferences)

    @property
    def here(self) -> str:
        """The address to come back to."""
        return self._request.get_full_path()

    @property
    def is_demo(self) -> bool:
        return settings.DEMO

    @property
    def words(self) -> dict[str, str]:
        """What the scripts say."""
        return script_words()

    @cached_property
    def _menu(self) -> list[MenuLink]:
        return pages.menu(self._request)

    @cached_property
    def _rail(self) -> list[MenuLink]:
        return [link for link in self._menu if link.entry.rail]
