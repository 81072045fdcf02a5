"""Calendar files as RFC 5545 has them: CRLF, lines folded at 75 octets, text escaped, times of Asia/Shanghai."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tongxin.core import clock

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""China has kept one time all year since 1992."""


@dataclass(frozen=True)
class Entry:
    """One sitting in somebody's calendar. `status`: CONFIRMED, TENTATIVE or CANCELLED; `sequence` grows with changes."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    status: str = "CONFIRMED"
    sequence: int = 0


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """A whole file, to be opened once or fetched again and again."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tongxin//Gatherings//ZH",
        "METHOD:PUBLISH",
    ]
    lines += [f"X-WR-CALNAME:{escaped(name)}", "X-WR-TIMEZONE:Asia/Shanghai", *ZONE]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@tongxin"
    yield f"DTSTAMP:{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=Asia/Shanghai:{_local(entry.starts_at)}"
    yield f"DTEND;TZID=Asia/Shanghai:{_local(entry.ends_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"STATUS:{entry.status}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.location:
        yield f"LOCATION:{escaped(entry.location)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a property's value holds it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each but the first begun by a blank; no character is torn."""
    pieces, piece, room = [], "", LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = " ", LONGEST_LINE - 1
        piece += sign
        room -= size
    return "\r\n".join([*pieces, piece])


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(clock.SHANGHAI):%Y%m%dT%H%M%S}"
