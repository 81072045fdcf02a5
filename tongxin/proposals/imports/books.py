"""What an import looks names up in: members and bodies by term, units, sessions, categories. Read once per batch."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tongxin.core import clock
from tongxin.members.models import Collective, Member, PlenarySession, Term
from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.proposals.models import Category

_NUMERAL = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_SESSION = re.compile(rf"{_NUMERAL}届.*?{_NUMERAL}次")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}


def session_numbers(text: str) -> tuple[int, int] | None:
    """Term and session out of 十一届五次, 第十一届委员会第五次会议 or 11届5次."""
    match = _SESSION.search("".join(text.split()))
    return (_number(match[1]), _number(match[2])) if match else None


def _number(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS[ones]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


class Sessions:
    """The assembly's terms and plenary sessions."""

    def __init__(self, assembly: Assembly):
        rows = PlenarySession.objects.filter(assembly=assembly).select_related("term")
        self.by_number = {(row.term.number, row.number): row for row in rows}
        self.terms = list(Term.objects.filter(assembly=assembly).order_by("starts_on"))
        begun = [row for row in rows if row.window_opens_on <= clock.today()]
        self.current = max(begun, key=lambda row: row.window_opens_on, default=None)

    def find(self, text: str) -> PlenarySession | None:
        numbers = session_numbers(text)
        return self.by_number.get(numbers) if numbers else None

    def term_on(self, day: date) -> int | None:
        """The term that had begun by a day."""
        begun = [term.pk for term in self.terms if term.starts_on <= day]
        return begun[-1] if begun else None


@dataclass(frozen=True)
class Found:
    """Who bears a name: the one member, or how many there are to choose from."""

    member: Member | None = None
    candidates: tuple[Member, ...] = ()


class Roll:
    """The members by name, and the bodies that propose by any of their names."""

    def __init__(self, assembly: Assembly):
        self.assembly = assembly

    @cached_property
    def _by_name(self) -> dict[str, list[Member]]:
        found = defaultdict(list)
        rows = Member.objects.filter(assembly=self.assembly).select_related("person", "sector")
        for member in rows.order_by("-term__number", "pk"):
            found[member.person.name].append(member)
        return found

    @cached_property
    def _bodies(self) -> dict[str, Collective]:
        rows = Collective.objects.filter(assembly=self.assembly)
        found: dict[str, Collective] = {}
        for body in rows.select_related("organisation", "committee", "sector", "county"):
            for name in _names_of(body):
                found.setdefault(simplified(name), body)
        return found

    def body(self, name: str) -> Collective | None:
        return self._bodies.get(simplified(name)) if name else None

    def member(self, name: str, term: int | None, sector: str = "", card: str = "") -> Found:
        """The member of that name in a term (None: in any); sector and card number tell namesakes apart."""
        bearers = [one for one in self._by_name.get(name, ()) if term in (None, one.term_id)]
        if len(bearers) > 1:
            bearers = [one for one in bearers if card and one.card_number == card] or bearers
            wanted = simplified(sector)
            bearers = [one for one in bearers if simplified(one.sector.name) == wanted] or bearers
        persons = {one.person_id: one for one in reversed(bearers)}
        is_one = len(persons) == 1
        return Found(bearers[0] if is_one else None, tuple(persons.values())[::-1])


def _names_of(body: Collective) -> Iterable[str]:
    yield body.name
    if body.organisation:
        yield from filter(None, (body.organisation.name, body.organisation.short_name))
    if body.committee:
        yield from (body.committee.name, body.committee.short_name)
    if body.sector:
        yield body.sector.name
    if body.county:
        yield from (body.county.name, body.county.short_name)


class Units:
    """Organisations by full name, short name, code, or name without the place: 澜川市教育局, 市教育局, 教育局."""

    def __init__(self, assembly: Assembly):
        self.assembly = assembly
        self._found: dict[str, Organisation | None] = {}
        serving = Service.objects.filter(assembly=assembly).values("organisation_id")
        self._here = self._index(Organisation.objects.filter(pk__in=serving))
        self._everywhere = {
            simplified(unit.name): unit for unit in Organisation.objects.order_by("-id")
        }

    def find(self, name: str) -> Organisation | None:
        """One of the assembly's units by any of its names, else whoever bears the full name."""
        if name not in self._found:
            self._found[name] = self._look_for(name)
        return self._found[name]

    def _look_for(self, name: str) -> Organisation | None:
        key = simplified(name)
        return (
            self._here.get(key)
            or self._everywhere.get(key)
            or self._here.get(without_place(key, self.assembly.place))
        )

    @cached_property
    def channels(self) -> dict[int, str]:
        rows = Service.objects.filter(assembly=self.assembly)
        return dict(rows.values_list("organisation_id", "channel"))

    def _index(self, units: Iterable[Organisation]) -> dict[str, Organisation]:
        """Names that two units share lead nowhere, but a full name leads to its unit."""
        bearers: dict[str, set[Organisation]] = defaultdict(set)
        full: dict[str, Organisation] = {}
        for unit in units:
            full[simplified(unit.name)] = unit
            for name in filter(None, (unit.name, unit.short_name, unit.code)):
                key = simplified(name)
                bearers[key].add(unit)
                bearers[without_place(key, self.assembly.place)].add(unit)
        alone = {key: next(iter(found)) for key, found in bearers.items() if len(found) == 1}
        return alone | full


def without_place(name: str, place: str) -> str:
    """A unit's name without the name or the rank of the place it belongs to."""
    tail = name.removeprefix(simplified(place))
    return re.sub(r"^[市县区州](?=.{2})", "", tail) if tail == name else tail


class Categories:
    """The categories by name or code."""

    def __init__(self, assembly: Assembly):
        rows = Category.objects.filter(assembly=assembly)
        self._by_name = {
            simplified(name): row for row in rows for name in (row.code, row.name) if name
        }

    def find(self, name: str) -> Category | None:
        return self._by_name.get(simplified(name))


class Books:
    """All of them, for one batch."""

    def __init__(self, assembly: Assembly):
        self.assembly = assembly
        self.sessions = Sessions(assembly)
        self.roll = Roll(assembly)
        self.units = Units(assembly)
        self.categories = Categories(assembly)
