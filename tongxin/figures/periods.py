"""Stretches of days that figures are asked for, half-open, and the ones on offer at an assembly's page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.core import clock, formats
from tongxin.core.days import EARLIEST
from tongxin.organisations.models import Assembly

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days from `start` up to `end`, which itself is not counted."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} {self.end}")

    @classmethod
    def year(cls, year: int) -> "Period":
        """A calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def between(cls, first: date, last: date) -> "Period":
        """From the first to the last day, both counted."""
        return cls(first, last + DAY)

    @classmethod
    def since(cls, first: date) -> "Period":
        """From a day, such as a session's, up to and with today."""
        return cls.between(first, max(first, clock.today()))

    @classmethod
    def ever(cls) -> "Period":
        """Whatever day, up to and with today."""
        return cls.since(EARLIEST)

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.end - DAY

    def __str__(self) -> str:
        if self.start == EARLIEST:
            return _("截至%(last)s") % {"last": formats.day(self.last)}
        return _("%(first)s至%(last)s") % {
            "first": formats.day(self.start),
            "last": formats.day(self.last),
        }


@dataclass(frozen=True)
class NamedPeriod:
    """A period under the name by which people ask for it."""

    code: str
    label: str | Promise
    period: Period


Provider = Callable[[Assembly], list[NamedPeriod]]

_providers: list[Provider] = []


def offer(provider: Provider) -> None:
    """Let a domain put its own periods before the calendar years: sessions, for one."""
    _providers.append(provider)


def on_offer(assembly: Assembly) -> list[NamedPeriod]:
    """The periods to choose from, the usual one first."""
    this_year = clock.today().year
    years = [
        NamedPeriod(f"year-{year}", _("%(year)d年") % {"year": year}, Period.year(year))
        for year in (this_year, this_year - 1)
    ]
    return [named for provider in _providers for named in provider(assembly)] + years
