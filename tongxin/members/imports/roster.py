"""The import kind of the members' roster (委员名册): seats, posts, people, accounts; and how it is taken back."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from tongxin.accounts.actions.create_person import prepared_person, ready_people
from tongxin.accounts.actions.open_accounts import ready_accounts
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.bulk import Ready, among, give_keys
from tongxin.core.digests import digest
from tongxin.core.models.changing import put
from tongxin.members.actions.appoint import ready_posts
from tongxin.members.actions.enter_roster import (
    ReadyRoster,
    RosterTrace,
    complete,
    derived_roles,
    ready_changes_of,
    ready_to_forget,
    store_roster,
    take_back_roster,
)
from tongxin.members.actions.identity_numbers import ready_numbers
from tongxin.members.actions.seat_members import Seat, ready_seats
from tongxin.members.imports.bodies import (
    Bodies,
    assembly_posts,
    committee_and_post,
    group_and_post,
)
from tongxin.members.imports.columns import COLUMNS
from tongxin.members.imports.recognise import (
    MEMBER,
    PLAIN_FIELDS,
    Recognition,
    employer_of,
    known_to,
)
from tongxin.members.imports.usage import used
from tongxin.members.models import (
    Appointment,
    Body,
    IdentityNumber,
    Mandate,
    Member,
    Sector,
    SpecialCommittee,
    Term,
)
from tongxin.members.queries import merged_away
from tongxin.members.queries.cards import free_cards
from tongxin.members.terms import MandateStart
from tongxin.organisations.models import Assembly
from tongxin.papers.imports.kinds import Context, ImportKind, ImportOption
from tongxin.papers.imports.rows import Applied, Finding, Prepared, StagedRow
from tongxin.papers.imports.terms import Decision

TERM_OPTION = "term"
BODIES_OPTION = "bodies"
FOUND, REFUSE = "found", "refuse"
OF_PEOPLE = {"phone": "mobile", "gender": "gender", "email": "email"}
"""A person's fields, each with the column that fills it where it is empty."""


def _terms(assembly: Assembly) -> list[tuple[str, str]]:
    return [(str(term.pk), str(term)) for term in Term.objects.filter(assembly=assembly)]


def _ways_with_bodies(assembly: Assembly) -> list[tuple[str, str]]:
    return [(FOUND, _("随名册设立")), (REFUSE, _("列为有错，先核对名称"))]


OPTIONS = [
    ImportOption(TERM_OPTION, gettext_lazy("属于哪一届"), _terms),
    ImportOption(BODIES_OPTION, gettext_lazy("没有设立过的界别和专委会"), _ways_with_bodies),
]


def _term(context: Context) -> Term:
    return Term.objects.get(assembly=context.assembly, pk=context.options[TERM_OPTION])


# What is wrong or repeated


def validate(context: Context, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    bodies = Bodies(context.assembly)
    told: set[str] = set()
    for row in rows:
        yield from _about_bodies(row, bodies, told, context.options.get(BODIES_OPTION))
        yield from _about_posts(row)
        yield from _about_days(row)
    yield from Recognition(_term(context), rows).findings(rows)


def _about_bodies(
    row: StagedRow, bodies: Bodies, told: set[str], way: str | None
) -> Iterator[Finding]:
    """Unknown bodies are faults, or said once each where they are to be founded."""
    unknown = [
        ("committees", name)
        for name, _post in map(committee_and_post, committees_of(row))
        if bodies.committee(name) is None
    ]
    unknown += [
        ("groups", name)
        for name, _post in map(group_and_post, row.get("groups", []))
        if bodies.group(name) is None
    ]
    if bodies.sector(row["sector"]) is None:
        unknown.append(("sector", row["sector"]))
    for column, name in unknown:
        if way != FOUND:
            yield row.error(noop("没有设立过“%(value)s”"), column, value=name)
        elif name not in told:
            told.add(name)
            yield row.warning(noop("将新设“%(value)s”"), column, value=name)


def _about_posts(row: StagedRow) -> Iterator[Finding]:
    """A post that is neither in the standing committee nor in a committee is not lost without a word."""
    for text in assembly_posts(row.get("posts", [])).unknown:
        yield row.warning(noop("“%(value)s”没有录入，请在委员登记里任命"), "posts", value=text)


def committees_of(row: StagedRow) -> list[str]:
    """The committees that a row names, in their own column or among the posts."""
    return [*row.get("committees", []), *assembly_posts(row.get("posts", [])).committees]


def is_standing(row: StagedRow) -> bool | None:
    """Whether the row seats somebody in the standing committee; None where it does not say."""
    if row.get("posts"):
        return assembly_posts(row["posts"]).is_standing or bool(row.get("standing"))
    return row.get("standing")


def _about_days(row: StagedRow) -> Iterator[Finding]:
    for code in ("born", "seated_on"):
        if row.get(code) and _day(row[code]) > clock.today():
            yield row.error(noop("日期在今天之后（%(day)s）"), code, day=row[code])


def _day(written: str) -> date:
    """The first day of a year or month, or the day."""
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


# What is written


def basis(context: Context, rows: Sequence[StagedRow]) -> str:
    """The digest over whom and what the list is checked against; a few statements however long it is."""
    told = [clock.today(), list(known_to(context.assembly, rows)), _bodies_of(context.assembly)]
    return digest(repr(told).encode())


def _bodies_of(assembly: Assembly) -> list[Any]:
    models = (Sector, SpecialCommittee, Body)
    here = [model._base_manager.filter(assembly=assembly).order_by("pk") for model in models]
    return [list(rows.values_list("pk", "name")) for rows in here]


def prepare(context: Context, rows: Sequence[StagedRow]) -> Prepared:
    """Bodies, people, seats, posts, accounts and identity numbers, so that writing them holds the lock for a moment."""
    writing = _Writing(context, rows)
    applied = [*writing.bodies(), *writing.new_seats(), *writing.changed_seats()]
    return Prepared(applied, partial(store_roster, writing.roster), writing.tables)


class _Writing:
    """One roster being made ready."""

    def __init__(self, context: Context, rows: Sequence[StagedRow]):
        self.assembly = context.assembly
        self.actor = context.actor
        self.rows = rows
        self.term = _term(context)
        self.known = Bodies(context.assembly)
        self.changed = [row for row in rows if _is_change(row)]
        self.seated = [row for row in rows if not _is_change(row)]
        self.tables: list[Ready] = []
        self.roster = ReadyRoster(context.assembly, self._unknown(), self.tables)

    def _unknown(self) -> dict[str, Sequence[Sector | SpecialCommittee | Body]]:
        """What the roster names and nobody knows, with keys that its rows can point at."""
        sectors = self.known.new_sectors(row["sector"] for row in self.rows)
        named = (text for row in self.rows for text in committees_of(row))
        committees = self.known.new_committees(committee_and_post(text)[0] for text in named)
        wanted = (text for row in self.rows for text in row.get("groups", []))
        groups = self.known.new_groups(
            (group_and_post(text)[0] for text in wanted), self.term.starts_on
        )
        for founded in (sectors, committees, groups):
            give_keys(founded)
        self.known.take_in(sectors, committees, groups)
        return {"sectors": sectors, "committees": committees, "bodies": groups}

    def bodies(self) -> Iterator[Applied]:
        """Each is noted at the first row."""
        for founded in self.roster.founded.values():
            yield from (Applied.created(self.rows[0], row) for row in founded)

    def new_seats(self) -> Iterator[Applied]:
        """Those without a seat in this term: new people, and people known from elsewhere."""
        new = [row for row in self.seated if row.decision == Decision.CREATE]
        created = [_person(row) for row in new]
        self.tables += ready_people(created, actor=self.actor)
        people = {row.id: person for row, person in zip(new, created, strict=True)}
        people |= self._known_people()
        seats = self._seats(people)
        members = [seat.member for seat in seats]
        self.tables += ready_seats(seats, actor=self.actor)
        self._appoint(zip(self.seated, members, strict=True))
        opened, accounts = ready_accounts(list(people.values()), actor=self.actor)
        self.tables += accounts
        users = {user.person_id: user for user in opened}
        fresh = {person.pk for person in created}
        yield from self._numbers({row.id: people[row.id].pk for row in self.seated})
        for row, member in zip(self.seated, members, strict=True):
            yield Applied.created(row, member)
            if member.person_id in fresh:
                yield Applied.created(row, member.person)
            if member.person_id in users:
                yield Applied.created(row, users[member.person_id])

    def _numbers(self, people: Mapping[int | None, int]) -> Iterator[Applied]:
        """Identity numbers, which stand in the rows only if the importer may bring them in."""
        rows = {
            people[row.id]: row for row in self.rows if row.get("identity") and row.id in people
        }
        if rows:
            numbers = {person: row["identity"] for person, row in rows.items()}
            kept, tables = ready_numbers(numbers, actor=self.actor)
            self.tables += tables
            yield from (Applied.created(rows[one.person_id], one) for one in kept)

    def _known_people(self) -> dict[int | None, Person]:
        keys = {row.id: _key(row) for row in self.seated if row.decision == Decision.UPDATE}
        people = Person.objects.in_bulk(keys.values())
        return {row_id: people[key] for row_id, key in keys.items()}

    def _seats(self, people: dict[int | None, Person]) -> list[Seat]:
        cards = free_cards(self.term)
        seats = []
        for row in self.seated:
            starts_on = _day(row["seated_on"]) if row.get("seated_on") else self.term.starts_on
            late = starts_on > self.term.starts_on
            member = Member(
                assembly=self.assembly,
                person=people[row.id],
                term=self.term,
                **{"card_number": row.get("card") or next(cards)} | self._told(row),
            )
            reason = MandateStart.CO_OPTED if late else MandateStart.ELECTED
            seats.append(Seat(member, max(starts_on, self.term.starts_on), reason))
        return seats

    @cached_property
    def left_cards(self) -> set[str]:
        """The numbers of seats that were entered twice: they stay with the entry that was merged."""
        rows = Member._base_manager.filter(merged_away(), term=self.term)
        return set(rows.values_list("card_number", flat=True))

    def _told(self, row: StagedRow) -> dict[str, Any]:
        """The fields of the seat that the row fills."""
        sector, party = self.known.sector(row["sector"]), self.known.party(row.get("party", ""))
        told = {
            "sector_id": sector.pk if sector else None,
            "card_number": None if row.get("card") in self.left_cards else row.get("card"),
            "party_id": party.pk if party else None,
            "party_name": row.get("party"),
            "employer": employer_of(row),
            "born_in": _day(row["born"]) if row.get("born") else None,
            **{name: row.get(name) for name in PLAIN_FIELDS},
            "is_standing": is_standing(row),
        }
        return {name: value for name, value in told.items() if value not in (None, "")}

    def _appoint(self, seats: Iterable[tuple[StagedRow, Member]]) -> None:
        posts = [post for row, member in seats for post in self._posts(row, member)]
        self.tables += ready_posts(posts, actor=self.actor)

    def _posts(self, row: StagedRow, member: Member) -> Iterator[Appointment]:
        """The posts that a row names, in committees and groups."""
        given = {"assembly": self.assembly, "member": member, "starts_on": self.term.starts_on}
        for name, post in map(committee_and_post, committees_of(row)):
            yield Appointment(committee=self.known.committee(name), post=post, **given)
        for name, post in map(group_and_post, row.get("groups", [])):
            yield Appointment(body=self.known.group(name), post=post, **given)

    def changed_seats(self) -> Iterator[Applied]:
        """Seats of this term that the roster fills in; numbers to sign in with stay as they are."""
        known = Member.objects.select_related("person").in_bulk(map(_key, self.changed))
        members = [known[_key(row)] for row in self.changed]
        for row, member in zip(self.changed, members, strict=True):
            yield Applied.updated(row, member, _as_json(put(member, self._told(row))))
            missing = {name: row.get(column, "") for name, column in OF_PEOPLE.items()}
            yield Applied.updated(row, member.person, complete(member.person, missing))
        self.tables += ready_changes_of(members, [one.person for one in members])
        yield from self._numbers(
            {row.id: one.person_id for row, one in zip(self.changed, members, strict=True)}
        )


def _is_change(row: StagedRow) -> bool:
    """Whether the row fills in a seat, rather than giving one."""
    return row.decision == Decision.UPDATE and row.ref.startswith(MEMBER)


def _key(row: StagedRow) -> int:
    return int(row.ref.partition(":")[2])


def _person(row: StagedRow) -> Person:
    return prepared_person(
        row["name"],
        phone=row.get("mobile", ""),
        email=row.get("email", ""),
        gender=row.get("gender", ""),
    )


def _as_json(former: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in former.items()
    }


# What is taken back


def touched(context: Context, results: Sequence[Applied]) -> Iterator[str]:
    """Members who signed in, got another identity, or have anything to their name by now."""
    trace = _trace(results)
    people = _those(Member.objects.all(), "pk", trace.members, "person_id")
    signed_in = User.objects.filter(last_login__isnull=False)
    for person in Person.objects.filter(pk__in=_those(signed_in, "person", people, "person_id")):
        yield _("%(name)s 已经登录过") % {"name": person}
    others = RoleAssignment.objects.exclude(role=Role.MEMBER)
    for person in Person.objects.filter(pk__in=_those(others, "person", trace.people, "person_id")):
        yield _("%(name)s 已有其他身份") % {"name": person}
    pointed_at = used(Member, trace.members, own=[Mandate, Appointment])
    for member in Member.objects.filter(pk__in=pointed_at).select_related("person"):
        yield _("%(name)s 已有“%(what)s”记录") % {"name": member, "what": pointed_at[member.pk]}
    yield from _bodies_in_use(trace)


def _those(rows: QuerySet, name: str, keys: Collection[int], wanted: str) -> set[int]:
    """One column of the rows whose `name` is one of thousands of keys."""
    found = (rows.filter(condition) for condition in among(name, keys))
    return {value for part in found for value in part.order_by().values_list(wanted, flat=True)}


def _bodies_in_use(trace: RosterTrace) -> Iterator[str]:
    ours = set(trace.members)
    seats = Member._base_manager.filter(sector__in=trace.sectors)
    busy = {sector for member, sector in seats.values_list("pk", "sector_id") if member not in ours}
    busy |= set(used(Sector, list(trace.sectors), own=[Member]))
    for sector in Sector._base_manager.filter(pk__in=busy):
        yield _("“%(name)s”已在使用") % {"name": sector.name}
    posts = Appointment._base_manager.filter(committee__in=trace.committees)
    held = posts.values_list("member_id", "committee_id")
    taken = {committee for member, committee in held if member not in ours}
    taken |= set(used(SpecialCommittee, list(trace.committees), own=[Appointment]))
    for committee in SpecialCommittee._base_manager.filter(pk__in=taken):
        yield _("“%(name)s”已在使用") % {"name": committee.name}


def prepare_undo(context: Context, results: Sequence[Applied]) -> Callable[..., None]:
    """All but the removal itself is looked up before the transaction."""
    trace = _trace(results)
    own = (IdentityNumber, Member, RoleAssignment, User)
    attached = replace(
        trace,
        attached_users=set(used(User, trace.users)),
        attached_people=set(used(Person, trace.people, own=own)),
        roles=derived_roles(trace),
    )
    return partial(take_back_roster, attached, ready_to_forget(trace))


def _trace(results: Sequence[Applied]) -> RosterTrace:
    def new(model: type) -> list[int]:
        return [one.record_id for one in _of(results, model) if one.is_new]

    def before(model: type) -> dict[int, dict[str, Any]]:
        return {one.record_id: dict(one.before) for one in _of(results, model) if one.before}

    return RosterTrace(
        members=new(Member),
        users=new(User),
        people=new(Person),
        sectors=new(Sector),
        committees=new(SpecialCommittee),
        bodies=new(Body),
        numbers=new(IdentityNumber),
        members_before=before(Member),
        people_before=before(Person),
    )


def _of(results: Sequence[Applied], model: type) -> list[Applied]:
    label = model._meta.label_lower
    return [one for one in results if one.record_type == label]


ROSTER = ImportKind(
    code="members.roster",
    label=gettext_lazy("委员名册"),
    columns=COLUMNS,
    validate=validate,
    prepare=prepare,
    basis=basis,
    touched=touched,
    prepare_undo=prepare_undo,
    permission="members.keep",
    options=OPTIONS,
    help=gettext_lazy("导入后到“委员”页选中委员，打印一次性口令。"),
)
