"""Reads everything that one reader can reach: every page, list, paper, workbook, feed, search and message, as text."""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.http import HttpResponse

from tests.matrix.browsers import Browsers

FOLLOWED = re.compile(r'(?:href|hx-get|action|src)="([^"]+)"')
COLUMN_BOX = re.compile(r'name="cols" value="([^"]+)"')
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
        response = browsers.get(reader, address)
        if response.status_code == 200:
            found[address] = text_of(response)
        fresh = set(_leads_to(address, response)) - known
        known |= fresh
        waiting += sorted(fresh)
    return found


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
        if boxes := dict.fromkeys(COLUMN_BOX.findall(page)):
            yield f"{urlsplit(address).path}?{urlencode([('cols', box) for box in boxes])}"


def _within(address: str, links: Iterable[str]) -> Iterator[str]:
    for link in links:
        goal = urlsplit(urljoin(address, link))
        if goal.netloc or goal.scheme or goal.path.startswith(ELSEWHERE):
            continue
        if goal.path.endswith(".pdf"):  # the same description as the DOCX beside it
            continue
        kept = [(name, value) for name, value in parse_qsl(goal.query) if name in OPENS_MORE]
        yield goal.path + (f"?{urlencode(kept)}" if kept else "")
