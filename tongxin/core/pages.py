"""What apps hang into the frame of every page: menu entries, identities, the inbox, search."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise

Words = str | Promise
Address = str | Callable[[HttpRequest], str]

RAIL_LENGTH = 7
TABS_LENGTH = 5
DRAFT_DONE = "tongxin_draft_done"
DROPPED_COPIES = "dropped_copies"
"""In the session: public ids of records of which this device is to keep no unfinished text."""


def _always(_request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True)
class MenuEntry:
    """One way into the program; `count` is asked once per page, and only where the entry is drawn."""

    code: str
    label: Words
    url: Address
    icon: str
    order: int = 100
    shown: Callable[[HttpRequest], bool] = _always
    tab: bool = False
    count: Callable[[HttpRequest], int | None] | None = None
    rail: bool = True
    tab_label: Words = ""


@dataclass(frozen=True)
class Identity:
    """One of the roles a person may act under; `key` is what forms carry and the switch posts."""

    key: str
    label: Words
    detail: Words = ""
    current: bool = False


@dataclass(frozen=True)
class Step:
    """One dot of a thread's line: what happened or is to come, when, by whom, with which paper."""

    label: Words
    on: date | None = None
    status: str = "done"
    person: Words = ""
    paper: Words = ""
    paper_url: str = ""
    note: Words = ""


STEP_STATUSES = ("done", "current", "late", "coming")


@dataclass(frozen=True)
class Number:
    """A figure in a sentence: `url` leads to the rows it counts, `detail` holds the numbers behind a share."""

    label: Words
    value: int | str
    unit: Words = ""
    url: str = ""
    detail: tuple["Number", ...] = ()


@dataclass(frozen=True)
class TabLink:
    """One of several views of the same thing, with how many rows it holds."""

    label: Words
    url: str
    count: int | None = None
    active: bool = False


class MenuLink:
    """A menu entry as one request sees it."""

    def __init__(self, entry: MenuEntry, request: HttpRequest):
        self.entry = entry
        self._request = request
        self.label = entry.label
        self.tab_label = entry.tab_label or entry.label
        self.icon = entry.icon
        self.url = address(entry.url, request)
        self.active = False

    @cached_property
    def count(self) -> int | None:
        return self.entry.count(self._request) if self.entry.count else None


class Registry:
    """What has been declared; apps fill it in `AppConfig.ready`."""

    def __init__(self) -> None:
        self.menu: dict[str, MenuEntry] = {}
        self.badge: Callable[[HttpRequest], int] | None = None
        self.badge_url: Address = ""
        self.identities: Callable[[HttpRequest], list[Identity]] | None = None
        self.switch_url: Address = ""
        self.search_url: Address = ""


registry = Registry()


def declare_menu(entry: MenuEntry) -> None:
    """Add an entry to the rail, the phone's tabs or both."""
    if entry.code in registry.menu:
        raise ValueError(f"menu entry {entry.code!r} is declared twice")
    registry.menu[entry.code] = entry


def declare_badge(count: Callable[[HttpRequest], int], *, url: Address) -> None:
    """Name the inbox: how many unread notices the actor has, and where they stand."""
    registry.badge, registry.badge_url = count, url


def declare_identities(
    provider: Callable[[HttpRequest], list[Identity]], *, switch_url: Address
) -> None:
    """Name the identities of the actor and the address that takes `identity` and `next` by POST."""
    registry.identities, registry.switch_url = provider, switch_url


def declare_search(url: Address) -> None:
    """Name the page that answers the search box (`q`)."""
    registry.search_url = url


def address(wanted: Address, request: HttpRequest) -> str:
    """The address behind a URL name, a path or a callable."""
    if callable(wanted):
        return wanted(request)
    return wanted if not wanted or wanted.startswith("/") else reverse(wanted)


def menu(request: HttpRequest) -> list[MenuLink]:
    """The entries shown to this request in their order, the one it stands in marked active."""
    entries = sorted(registry.menu.values(), key=lambda entry: (entry.order, entry.code))
    links = [MenuLink(entry, request) for entry in entries if entry.shown(request)]
    within = [link for link in links if _stands_in(request.path, link.url)]
    if within:
        max(within, key=lambda link: len(link.url)).active = True
    return links


def draft_done(response: HttpResponse, key: str) -> HttpResponse:
    """Tell the browser that the text of the form `key` is safe, so that its local copy may go."""
    response.set_cookie(DRAFT_DONE, key, max_age=600, samesite="Lax")
    return response


def _stands_in(path: str, url: str) -> bool:
    base = url.partition("?")[0].partition("#")[0].rstrip("/")
    return path.rstrip("/") == base or path.startswith(f"{base}/")
