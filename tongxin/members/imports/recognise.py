"""Who on a roster is known already: by card number, by name and telephone; namesakes are shown side by side."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tongxin.accounts import phones
from tongxin.accounts.models import Person
from tongxin.accounts.queries import mains
from tongxin.members.actions.enter_roster import MEMBER_FIELDS, PERSON_FIELDS
from tongxin.members.imports.bodies import sector_key
from tongxin.members.models import Member, Term
from tongxin.members.queries import merged_away
from tongxin.members.queries.identity_numbers import holders_of
from tongxin.organisations.models import Assembly
from tongxin.papers.imports.rows import Finding, StagedRow
from tongxin.papers.imports.terms import Decision

PLAIN_FIELDS = (
    "education",
    "degree",
    "professional_title",
    "native_place",
    "speciality",
    "address",
    "postcode",
)
"""Columns that fill the member's field of the same name."""
MEMBER, PERSON = "member", "person"
PORTION = 1000
COMPARED = (
    "term_id",
    "person_id",
    "person__name",
    *(f"person__{name}" for name in PERSON_FIELDS),
    *MEMBER_FIELDS,
)
"""What of a member a roster is compared with, or fills in."""


@dataclass(frozen=True)
class Known:
    """Somebody in the records: their seat in this term, or else in an earlier one."""

    person: Person
    member: Member | None
    sits: bool

    @property
    def ref(self) -> str:
        """What `apply` gets back: the seat to fill in, or the person who gets one."""
        return f"{MEMBER}:{self.member.pk}" if self.sits else f"{PERSON}:{self.person.pk}"


def employer_of(row: StagedRow) -> str:
    """Workplace and position, in one column or two."""
    told = row.get("employer") or row.get("workplace", "") + row.get("position", "")
    return told[:160]


class Recognition:
    """Looks rows up among the members of the assembly; persons elsewhere only by name and telephone together."""

    def __init__(self, term: Term, rows: Sequence[StagedRow]):
        self.term = term
        self.by_card: dict[str, Known] = {}
        self.by_name: dict[str, dict[int, Known]] = defaultdict(dict)
        self.mains = mains()
        members = Member.objects.filter(assembly_id=term.assembly_id)
        for member in members.select_related("person", "sector").order_by("term__number"):
            if member.person_id not in self.mains:
                self._note(Known(member.person, member, member.term_id == term.pk))
        for member in members.filter(merged_away(), term=term):
            self.by_card[member.card_number] = self._known(member.person_id)
        self.by_phone = self._by_phone(rows)
        self.by_number = self._by_number(rows)

    def _note(self, known: Known) -> None:
        if known.sits:
            self.by_card[known.member.card_number] = known
        if known.sits or not self._has_seat(known.person):
            self.by_name[known.person.name][known.person.pk] = known

    def _known(self, key: int) -> Known:
        """Somebody by key; an entry that was merged is the one that stayed."""
        person = Person.objects.get(pk=self.mains.get(key, key))
        return self.by_name[person.name].get(person.pk) or Known(person, None, False)

    def _has_seat(self, person: Person) -> bool:
        known = self.by_name[person.name].get(person.pk)
        return known is not None and known.sits

    def _by_phone(self, rows: Sequence[StagedRow]) -> dict[tuple[str, str], Known]:
        numbers = list({row["mobile"] for row in rows if row.get("mobile")})
        found = {}
        for start in range(0, len(numbers), PORTION):
            for person in Person.objects.filter(phone__in=numbers[start : start + PORTION]):
                known = self.by_name[person.name].get(person.pk) or Known(person, None, False)
                merged = person.pk in self.mains
                found[person.name, person.phone] = self._known(person.pk) if merged else known
        return found

    def _by_number(self, rows: Sequence[StagedRow]) -> dict[str, Known]:
        """Who has these identity numbers; under another name too, which is then a fault."""
        holders = holders_of([row["identity"] for row in rows if row.get("identity")])
        holders = {number: self.mains.get(key, key) for number, key in holders.items()}
        people = Person.objects.in_bulk(holders.values())
        return {
            number: self.by_name[people[key].name].get(key) or Known(people[key], None, False)
            for number, key in holders.items()
        }

    def findings(self, rows: Sequence[StagedRow]) -> Iterator[Finding]:
        """What repeats: in the records, or further up on the list."""
        seen: dict[tuple[str, str], StagedRow] = {}
        cards: dict[str, StagedRow] = {}
        names: dict[str, StagedRow] = {}
        for row in rows:
            mobile, card = row.get("mobile", ""), row.get("card", "")
            earlier = seen.setdefault((row["name"], mobile), row) if mobile else row
            namesake = names.setdefault(row["name"], row)
            if earlier is not row:
                label = _("第 %(number)d 行") % {"number": earlier.number}
                yield row.duplicate(label, allowed=[Decision.SKIP])
            elif card and cards.setdefault(card, row) is not row:
                message = noop("与第 %(number)d 行委员证号相同")
                yield row.error(message, "card", number=cards[card].number)
            else:
                yield from self._in_records(row)
                if namesake is not row:
                    message = noop("与第 %(number)d 行同名，请确认是两个人")
                    yield row.warning(message, "name", number=namesake.number)

    def _in_records(self, row: StagedRow) -> Iterator[Finding]:
        by_card = self.by_card.get(row.get("card", ""))
        by_number = self.by_number.get(row.get("identity", ""))
        if by_number and by_number.person.name != row["name"]:
            message = noop("这个身份证号登记在%(holder)s名下")
            yield row.error(message, "identity", holder=by_number.person.name)
        elif by_card and by_card.person.name != row["name"]:
            message = noop("这个委员证号属于%(holder)s")
            yield row.error(message, "card", holder=by_card.person.name)
        elif (
            known := by_number or by_card or self.by_phone.get((row["name"], row.get("mobile", "")))
        ):
            yield self._same(row, known)
        elif namesakes := list(self.by_name.get(row["name"], {}).values()):
            yield self._namesake(row, namesakes)

    def _same(self, row: StagedRow, known: Known) -> Finding:
        """The same person: filled in if anything is new; one without a seat in this term is given it."""
        compared = compare(row, known)
        differs = any(there != here for _code, there, here in compared if here)
        allowed = [Decision.UPDATE, Decision.SKIP]
        return row.duplicate(
            _label(known),
            Decision.UPDATE if differs or not known.sits else Decision.SKIP,
            compared=compared,
            allowed=allowed if known.sits else [Decision.UPDATE, Decision.CREATE, Decision.SKIP],
            ref=known.ref,
        )

    def _namesake(self, row: StagedRow, namesakes: list[Known]) -> Finding:
        """The same name alone: somebody must say whether it is the same person; the likeliest is offered."""
        wanted = sector_key(row["sector"])
        namesakes.sort(key=lambda one: (not one.sits, sector_key(_sector(one)) != wanted))
        return row.duplicate(
            _("；").join(_label(one) for one in namesakes),
            Decision.UNDECIDED,
            compared=[line for one in namesakes for line in compare(row, one)],
            allowed=[Decision.UPDATE, Decision.CREATE, Decision.SKIP],
            ref=namesakes[0].ref,
        )


def known_to(assembly: Assembly, rows: Sequence[StagedRow]) -> Iterator[tuple[Any, ...]]:
    """All that `Recognition` looks up, row by row in a fixed order: members here, people elsewhere, whose numbers."""
    members = Member._base_manager.filter(assembly=assembly).order_by("pk")
    yield from members.values_list("pk", *COMPARED).iterator(PORTION)
    numbers = sorted({row["mobile"] for row in rows if row.get("mobile")})
    for start in range(0, len(numbers), PORTION):
        people = Person.objects.filter(phone__in=numbers[start : start + PORTION])
        yield from people.order_by("pk").values_list("pk", "name", "phone")
    yield from sorted(holders_of([row["identity"] for row in rows if row.get("identity")]).items())


def compare(row: StagedRow, known: Known) -> list[tuple[str, str, str]]:
    """Both side by side; telephone numbers as far as they need be seen."""
    member = known.member
    born = member.born_in.strftime("%Y-%m") if member and member.born_in else ""
    there_and_here = (
        ("sector", _sector(known), row["sector"]),
        ("employer", member.employer if member else "", employer_of(row)),
        ("mobile", _shown(known.person.phone), _shown(row.get("mobile", ""))),
        ("card", member.card_number if member and known.sits else "", row.get("card", "")),
        ("born", born, row.get("born", "")),
        ("party", member.party_name if member else "", row.get("party", "")),
        *((one, getattr(member, one, ""), row[one]) for one in PLAIN_FIELDS if row.get(one)),
    )
    return [line for line in there_and_here if line[1] or line[2]]


def _sector(known: Known) -> str:
    return known.member.sector.name if known.member else ""


def _shown(number: str) -> str:
    return phones.shown(number) if number else ""


def _label(known: Known) -> str:
    parts = (known.person.name, _sector(known))
    return " · ".join(part for part in parts if part)
