"""Reads everything that one reader can reach: every page, list, paper, workbook, feed, search and message, as text."""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.matrix.browsers import Browsers
from tests.matrix.world import World
from tongxin.core.lists import Tab
from tongxin.core.lists.state import State

FOLLOWED = re.compile(r'(?:href|hx-get|action|src)="([^"]+)"')
OPENS_MORE = frozenset({"page", "kind", "chapter", "session"})
"""Parameters that show other rows or other parts; the rest sorts or narrows what is seen anyhow."""
TAB = "tab"
WITH_OWN_TABS = ("/examination/", "/assigning/")
"""Pages whose tabs are not those of a list, which is read with the rows of all its tabs (`read_lists_whole`)."""
ELSEWHERE = ("/static/", "/sign-", "/preferences/", "/security/", "/identity/", "/demo/")
PACKED = (b"PK",)
MARKUP = re.compile(r"<[^>]+>")
REGISTER = (
    "bodies",
    "conveners",
    "corrections",
    "pairs",
    "matrix",
    "coverage",
    "board",
    "submissions",
    "aliases",
)


def starts(world: World) -> Iterator[str]:
    """The doors of the site, a search for what is planted, and the page of every record, guessed or not."""
    slug = world.slug
    yield from ("/me/", "/me/messages/", "/open/", f"/open/{slug}/feed/", "/search/?q=泄密")
    for name in ("list", "queue", "board", "decision_lists", "workbench", "units", "papers"):
        yield reverse(f"proposals:{name}", args=[slug])
    yield from (f"/{slug}/figures/", f"/{slug}/members/", "/imports/", "/people/", "/trail/")
    yield from (f"/{slug}/records/", f"/{slug}/intakes/", f"/{slug}/publications/")
    yield from (f"/{slug}/gatherings/", f"/{slug}/gatherings/calendar/?month=2026-02")
    yield from (f"/open/{slug}/news/", f"/open/{slug}/news/feed/")
    yield from (reverse(f"members:{name}", args=[slug]) for name in REGISTER)
    yield reverse("deliberation:conversations", args=[slug])
    yield reverse("deliberation:drafts", args=[slug])
    yield reverse("deliberation:circle", args=[slug, world["circle"].public_id])
    yield reverse("deliberation:public_circle", args=[slug, world["circle"].public_id])
    for record in world.records.values():
        if address := getattr(record, "get_absolute_url", lambda: "")():
            yield address


def walk(browsers: Browsers, reader: str, doors: Iterable[str]) -> dict[str, str]:
    """The text of everything that opens for this reader, by address, going on wherever a page leads."""
    texts: dict[str, str] = {}
    known = {urldefrag(door).url for door in doors}
    waiting = sorted(known)
    while waiting:
        address = waiting.pop()
        response = browsers.get(reader, address)
        if response.status_code == 200:
            texts[address] = text_of(response)
        fresh = set(_leads_to(address, response)) - known
        known |= fresh
        waiting += sorted(fresh)
    return texts


def read_lists_whole(patch: pytest.MonkeyPatch) -> None:
    """A list, on its page and as a workbook, with the rows of all its tabs and every column that it knows.

    A tab and a choice of columns only leave something out (`tests/core/test_lists.py`), so one address says more
    than all those of its tabs, and also shows what stands in none of them.
    """
    patch.setattr(Tab, "condition", lambda _tab, _request: None)
    patch.setattr(State, "columns", property(lambda state: list(state._spec.columns)))


def keep_no_context(patch: pytest.MonkeyPatch) -> None:
    """The test client copies every template's context, of which a page has dozens; the walk reads what was sent."""
    patch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_named: None)


def found(pages: dict[str, str], words: tuple[str, ...]) -> dict[str, list[str]]:
    """The planted words among the pages, with where they stand."""
    places = {word: [address for address, text in pages.items() if word in text] for word in words}
    return {word: where for word, where in places.items() if where}


def text_of(response: HttpResponse) -> str:
    """What an answer says: a workbook or a paper taken apart, anything else as it was sent."""
    content = getattr(response, "body", None) or response.content
    if content.startswith(PACKED):
        return "\n".join(_unpacked(content))
    return html.unescape(content.decode("utf-8", errors="ignore"))


def _unpacked(content: bytes) -> Iterator[str]:
    """The texts inside a DOCX or XLSX, runs joined as a reader sees them."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                part = parts.read(name).decode("utf-8", errors="ignore")
                yield html.unescape(MARKUP.sub("", part))


def _leads_to(address: str, response: HttpResponse) -> Iterator[str]:
    """The addresses behind a page's links, and a redirect's goal."""
    if response.status_code in (301, 302):
        yield from _within(address, [response.url])
    elif "html" in response.headers.get("Content-Type", "") and response.status_code == 200:
        page = response.content.decode()
        yield from _within(address, map(html.unescape, FOLLOWED.findall(page)))


def _within(address: str, links: Iterable[str]) -> Iterator[str]:
    for link in set(links):
        if goal := _goal("" if link.startswith("/") else address, link):
            yield goal


@cache
def _goal(address: str, link: str) -> str:
    """Where a link leads within the site, without what shows nothing more; empty for what is not followed."""
    goal = urlsplit(urljoin(address, link))
    if goal.netloc or goal.scheme or goal.path.startswith(ELSEWHERE):
        return ""
    if goal.path.endswith(".pdf"):  # the same description as the DOCX beside it
        return ""
    more = OPENS_MORE | {TAB} if goal.path.endswith(WITH_OWN_TABS) else OPENS_MORE
    kept = [(name, value) for name, value in parse_qsl(goal.query) if name in more]
    return goal.path + (f"?{urlencode(kept)}" if kept else "")
