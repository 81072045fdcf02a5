"""Reads everything that one reader can reach: every page, list, paper, workbook, feed, search and message, as text."""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.http import HttpResponse
from django.template import Context
from django.test.utils import ContextList

from tests.matrix.browsers import Browsers
from tongxin.core.lists.listing import Listing

FOLLOWED = re.compile(r'(?:href|hx-get|action|src)="([^"]+)"')
OPENS_MORE = frozenset({"tab", "page", "kind", "chapter", "session"})
"""Parameters that show other rows or other parts; the rest sorts or narrows what is seen anyhow."""
ELSEWHERE = ("/static/", "/sign-", "/preferences/", "/security/", "/identity/", "/demo/")
PACKED = (b"PK",)
MARKUP = re.compile(r"<[^>]+>")


def walk(browsers: Browsers, reader: str, starts: Iterable[str]) -> dict[str, str]:
    """The text of everything that opens for this reader, by address, going on wherever a page leads."""
    found: dict[str, str] = {}
    known = set(starts)
    waiting = sorted(known)
    while waiting:
        address = waiting.pop()
        with patch("django.test.client.store_rendered_templates", _keep_the_list):
            response = browsers.get(reader, address)
        if response.status_code == 200:
            found[address] = text_of(response)
        fresh = set(_leads_to(address, response)) - known
        known |= fresh
        waiting += sorted(fresh)
    return found


def _keep_the_list(store: dict, *, context: Context, **_more: Any) -> None:
    """In place of a copy of every template's context, of which a page has dozens: the first that holds a list."""
    if "context" not in store and "list" in context:
        store["context"] = ContextList([context])


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
    """The addresses behind a page's links, a redirect's goal, and a list with all its columns."""
    if response.status_code in (301, 302):
        yield from _within(address, [response.url])
    elif "html" in response.headers.get("Content-Type", "") and response.status_code == 200:
        page = response.content.decode()
        yield from _within(address, map(html.unescape, FOLLOWED.findall(page)))
        yield from _all_columns(address, response)


def _all_columns(address: str, response: HttpResponse) -> Iterator[str]:
    """The list with every column, where it has rows and does not show every column as it is."""
    listing = (response.context or {}).get("list")
    if isinstance(listing, Listing) and listing.records and _hides_columns(listing):
        columns = [("cols", column.code) for column in listing.spec.columns]
        yield f"{urlsplit(address).path}?{urlencode(columns)}"


def _hides_columns(listing: Listing) -> bool:
    return not all(box.chosen for box in listing.column_boxes)


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
    kept = [(name, value) for name, value in parse_qsl(goal.query) if name in OPENS_MORE]
    return goal.path + (f"?{urlencode(kept)}" if kept else "")
