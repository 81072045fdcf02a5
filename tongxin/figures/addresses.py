"""Addresses of rows: scope, period and moment stand in the path, so that a link to a number stays what it was."""

import re
from datetime import date, datetime, time
from urllib.parse import quote

from django.http import Http404
from django.urls import reverse

from tongxin.core import clock
from tongxin.core.days import EARLIEST, LATEST
from tongxin.figures.periods import DAY, Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.organisations.models import Assembly

BOTH = "+"
ANY = "~"
PATTERN = re.compile(
    r"(?P<start>\d{4}-\d\d-\d\d)_(?P<end>\d{4}-\d\d-\d\d)"
    r"(?:@(?P<known>\d{4}-\d\d-\d\d(?:T[\d:.]{5,15})?))?(?P<both>\+)?"
)


def rows_url(question: Question, code: str, by: str = "", key: str = "") -> str:
    """The page that lists what a figure counts, or one part of it."""
    known = question.addresses
    if (code, by) not in known:
        known[code, by] = _frame(question, code, by)
    return known[code, by].replace(ANY, quote(key)) if by else known[code, by]


def _frame(question: Question, code: str, by: str) -> str:
    """The address of a figure's rows, or that of any part with its key left open: a table asks for hundreds."""
    place = [question.scope.assembly.slug, code, written(question)]
    if by:
        return reverse("figures:part", args=[*place, by, ANY])
    return reverse("figures:rows", args=place)


def written(question: Question) -> str:
    """2025-10-13_2026-01-15; then @2026-01-14 for what was known when that day was over; then + for both levels."""
    period = f"{question.period.start}_{question.period.end}"
    return period + _known(question) + (BOTH if question.scope.counties else "")


def read(text: str, assembly: Assembly) -> Question:
    """The question that an address asks; what cannot be read does not exist."""
    match = PATTERN.fullmatch(text)
    if match is None:
        raise Http404
    try:
        period = Period(_day(match["start"]), _day(match["end"]))
        as_of = _moment(match["known"]) if match["known"] else None
    except ValueError:
        raise Http404 from None
    scope = Scope.with_counties(assembly) if match["both"] else Scope(assembly)
    return Question(scope, period, as_of)


def _known(question: Question) -> str:
    if question.as_of is None:
        return ""
    local = question.as_of.astimezone(clock.SHANGHAI)
    if local.time() == time():
        return f"@{local.date() - DAY}"
    return f"@{local.replace(tzinfo=None).isoformat()}"


def _moment(known: str) -> datetime:
    """The end of a day, or the moment named."""
    day, _t, clock_time = known.partition("T")
    if not clock_time:
        return end_of(_day(day))
    return datetime.combine(_day(day), time.fromisoformat(clock_time), clock.SHANGHAI)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not EARLIEST <= day < LATEST:
        raise ValueError(f"nobody asks for {text}")
    return day


def end_of(day: date) -> datetime:
    """The midnight at which a day is over."""
    return datetime.combine(day + DAY, time(), clock.SHANGHAI)
