"""Whom a gathering's rules give: each person once, must before may, with the rules that name them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tongxin.accounts.models import Person, PersonAlias
from tongxin.accounts.queries import mains
from tongxin.gatherings.declaration import Expected
from tongxin.gatherings.models import Gathering, Invitation, InvitationRule, Sitting
from tongxin.gatherings.terms import Duty, Source
from tongxin.members.models import Appointment, Member
from tongxin.members.queries import communists, leaders, posts_on, sitting
from tongxin.members.terms import BodyKind, Post

Key = tuple[int | None, str, str]


@dataclass(frozen=True)
class Invitee:
    """Somebody whom rules name; without a person who has no account. `named_by`: the rules, in their order."""

    person_id: int | None
    name: str
    words: str
    duty: str
    capacity: str
    named_by: tuple[str, ...]
    group_id: int | None = None

    @property
    def key(self) -> Key:
        """What makes two of them one."""
        return (self.person_id, "", "") if self.person_id else (None, self.name, self.words)

    @property
    def is_double(self) -> bool:
        return len(self.named_by) > 1


@dataclass(frozen=True)
class Given:
    """A rule and how many people it gives by itself."""

    rule: InvitationRule
    count: int


@dataclass(frozen=True)
class Preview:
    """What the rules of a gathering come to."""

    given: list[Given]
    invitees: list[Invitee]
    is_usual: bool

    @property
    def doubles(self) -> list[Invitee]:
        return [one for one in self.invitees if one.is_double]

    @property
    def must(self) -> int:
        return sum(one.duty == Duty.MUST for one in self.invitees)

    @property
    def may(self) -> int:
        return len(self.invitees) - self.must


def rules_of(gathering: Gathering) -> list[InvitationRule]:
    """The rules as they were set; where there are none, those that are usual for the kind (unsaved)."""
    rows = gathering.rules.select_related("committee", "sector", "body")
    return list(rows) or usual_rules(gathering)


def usual_rules(gathering: Gathering) -> list[InvitationRule]:
    """What the kind says of who is expected, as rules of this gathering; lines that lack their body are left out."""
    lines = (_usual(gathering, one) for one in gathering.kind.declared.expects)
    return [one for one in lines if one is not None]


def _usual(gathering: Gathering, expected: Expected) -> InvitationRule | None:
    which = PLACES.get(expected.source)
    place = getattr(gathering, which) if which else None
    if expected.source == Source.NAMED or (which and place is None):
        return None
    return InvitationRule(
        assembly_id=gathering.assembly_id,
        gathering=gathering,
        source=expected.source,
        duty=expected.duty,
        capacity=expected.capacity,
        **({which: place} if which else {}),
    )


PLACES = {Source.COMMITTEE: "committee", Source.SECTOR: "sector", Source.BODY: "body"}
"""Sources that mean one body, and the relation that says which."""


def invitees_of(gathering: Gathering) -> list[Invitee]:
    """Everybody whom the rules give on the gathering's day, each once, in the order of the rules."""
    return preview_of(gathering).invitees


def preview_of(gathering: Gathering) -> Preview:
    """The rules with their counts, and whom they come to; a query for each rule and two more."""
    rules = rules_of(gathering)
    seats = _seats(gathering)
    named = [(rule, _people_of(rule, seats, gathering)) for rule in rules]
    groups = _groups(gathering)
    merged = _merged(named)
    return Preview(
        given=[Given(rule, len(people)) for rule, people in named],
        invitees=[replace(one, group_id=groups.get(one.person_id)) for one in merged],
        is_usual=not any(rule.pk for rule in rules),
    )


def not_yet_invited(gathering: Gathering) -> list[Invitee]:
    """Those of the rules who have no invitation yet; one that was withdrawn stays so."""
    rows = Invitation._base_manager.filter(gathering=gathering)
    known = {
        (person, "", "") if person else (None, name, words)
        for person, name, words in rows.values_list("person_id", "name", "words")
    }
    return [one for one in invitees_of(gathering) if one.key not in known]


def _seats(gathering: Gathering) -> dict[int, Member]:
    """The members who sit on the day, by key, in the roll's order."""
    rows = Member._base_manager.filter(
        sitting(gathering.happened_on), assembly_id=gathering.assembly_id
    )
    in_order = rows.select_related("person").order_by("sector__position", "card_number")
    return {member.pk: member for member in in_order}


def _people_of(
    rule: InvitationRule, seats: dict[int, Member], gathering: Gathering
) -> list[Invitee]:
    if rule.source == Source.NAMED:
        stayed = mains()
        return [_named(rule, one, stayed) for one in rule.names]
    if rule.source == Source.MEMBERS:
        return [_seated(rule, member) for member in seats.values()]
    rows = Member._base_manager.filter(_which(rule, gathering.happened_on))
    keys = set(rows.filter(assembly_id=gathering.assembly_id).values_list("pk", flat=True))
    return [_seated(rule, member) for key, member in seats.items() if key in keys]


def _which(rule: InvitationRule, on: date) -> Q:
    """The condition on members that a rule stands for."""
    match rule.source:
        case Source.STANDING:
            return Q(is_standing=True) | _holders(on, body__kind=BodyKind.STANDING_COMMITTEE)
        case Source.LEADERS:
            return leaders(on, Post.of_leaders())
        case Source.PARTY_MEMBERS:
            return communists()
        case Source.COMMITTEE:
            return _holders(on, committee=rule.committee)
        case Source.SECTOR:
            return Q(sector=rule.sector)
    return _holders(on, body=rule.body)


def _holders(on: date, **which: Any) -> Q:
    return Q(pk__in=posts_on(on, **which).values("member_id"))


def _seated(rule: InvitationRule, member: Member) -> Invitee:
    return _invitee(rule, member.person_id, member.person.name, member.employer)


def _named(rule: InvitationRule, told: dict[str, Any], stayed: dict[int, int]) -> Invitee:
    """Somebody named; who was merged with another entry since then is that one."""
    person = stayed.get(told["person"], told["person"])
    return _invitee(rule, person, told["name"], told["words"])


def _invitee(rule: InvitationRule, person_id: int | None, name: str, words: str) -> Invitee:
    return Invitee(person_id, name, words, rule.duty, rule.capacity, (str(rule),))


def _merged(named: Iterable[tuple[InvitationRule, Sequence[Invitee]]]) -> list[Invitee]:
    """Each once: the first rule that makes somebody come decides, else the first that names them."""
    found: dict[Key, Invitee] = {}
    for _rule, people in named:
        for one in people:
            found[one.key] = _joined(found.get(one.key), one)
    return list(found.values())


def _joined(before: Invitee | None, one: Invitee) -> Invitee:
    if before is None:
        return one
    deciding = one if (before.duty, one.duty) == (Duty.MAY, Duty.MUST) else before
    named_by = tuple(dict.fromkeys(before.named_by + one.named_by))
    return replace(deciding, words=before.words or one.words, named_by=named_by)


def _groups(gathering: Gathering) -> dict[int | None, int]:
    """In whose rooms each person sits: the group among those that have a sitting of their own."""
    rooms = Sitting._base_manager.filter(gathering=gathering, group__isnull=False)
    posts: QuerySet[Appointment] = posts_on(
        gathering.happened_on, body__in=rooms.values("group_id")
    )
    return dict(posts.order_by("-id").values_list("member__person_id", "body_id"))


def people_called(names: Iterable[str], assembly_id: int) -> dict[str, list[Person]]:
    """Everybody of the assembly (on its roll, or with a role in it) who bears each name."""
    belongs = Q(memberships__assembly=assembly_id) | Q(roles__assembly=assembly_id)
    rows = Person.objects.filter(belongs, name__in=set(names)).exclude(pk__in=PersonAlias.gone())
    found: dict[str, list[Person]] = {}
    for person in rows.distinct().prefetch_related("memberships").order_by("id"):
        found.setdefault(person.name, []).append(person)
    return found
