"""Reads about speeches: whose they may be, in whose name, and the two orders of those taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import can, visible
from tongxin.core import clock
from tongxin.gatherings.models import Gathering, Invitation, Speech
from tongxin.gatherings.terms import Output, SpeechForm
from tongxin.members.models import Appointment, Collective, Member, Representative
from tongxin.members.queries import in_force


def collectives_of(person: Person | None, gathering: Gathering) -> QuerySet[Collective]:
    """In whose name somebody may speak: bodies that they represent, their sector, their committees."""
    today = clock.today()
    rows = Collective.objects.filter(assembly_id=gathering.assembly_id)
    if person is None:
        return rows.none()
    seats = Member._base_manager.filter(assembly_id=gathering.assembly_id, person=person)
    posts = Appointment._base_manager.filter(in_force(today), member__in=seats)
    represented = Representative._base_manager.filter(in_force(today), person=person)
    return rows.filter(
        Q(pk__in=represented.values("collective_id"))
        | Q(sector__in=seats.values("sector_id"))
        | Q(committee__in=posts.filter(committee__isnull=False).values("committee_id"))
    )


def invited_speakers(gathering: Gathering) -> list[tuple[str, Person]]:
    """Everybody invited who has an account, by the name that an address would use; in the order of names."""
    invited = gathering.invitations.filter(Invitation.standing(), person__isnull=False)
    people = Person.objects.filter(pk__in=invited.values("person_id")).order_by("pinyin", "pk")
    return [(one.public_id, one) for one in people]


@dataclass(frozen=True)
class Order:
    """The speeches of one form in their order, with the time they take."""

    form: SpeechForm
    speeches: list[Speech]

    @property
    def minutes(self) -> int:
        return sum(one.minutes or 0 for one in self.speeches)


class Page:
    """The speeches of a gathering as one reader sees them."""

    def __init__(self, gathering: Gathering, actor: Actor):
        self.gathering = gathering
        self.actor = actor

    @cached_property
    def keeps(self) -> bool:
        """Whether this reader chooses and orders."""
        return can(self.actor, "gatherings.organise", self.gathering)

    @cached_property
    def may_write(self) -> bool:
        """Whether this reader may begin one today."""
        return self.is_called and can(self.actor, "gatherings.speak", self.gathering)

    @property
    def may_call(self) -> bool:
        return self.keeps and self.gathering.is_announced

    @property
    def may_enter(self) -> bool:
        return self.keeps and not (self.gathering.is_closed or self.gathering.is_cancelled)

    @property
    def may_order(self) -> bool:
        """Until the gathering is over."""
        return self.may_enter

    @property
    def due_on(self) -> date | None:
        return self.gathering.speeches_due_on

    @property
    def is_called(self) -> bool:
        """Whether the call is still open."""
        return self.due_on is not None and self.due_on >= clock.today()

    @cached_property
    def seen(self) -> list[Speech]:
        """Every speech that this reader may open, in order; two queries."""
        rows = self.gathering.speeches.select_related(
            "assembly", "gathering", "speaker", "collective", "sitting"
        )
        seen = visible(self.actor, "speeches.view", rows)
        return list(seen.order_by(F("position").asc(nulls_last=True), "pk"))

    @property
    def own(self) -> list[Speech]:
        """One's own, at the top of the page of whoever does not organise."""
        return [one for one in self.seen if one.speaker_id == self.actor.person_id]

    @property
    def orders(self) -> list[Order]:
        """Oral and written speeches that were taken."""
        taken = [one for one in self.seen if one.position is not None]
        orders = [Order(form, [one for one in taken if one.form == form]) for form in SpeechForm]
        return [order for order in orders if order.speeches]

    @property
    def to_choose(self) -> list[Speech]:
        """Handed in and not decided."""
        return [one for one in self.seen if one.is_handed_in]

    @property
    def others(self) -> list[Speech]:
        """Not taken; what was withdrawn is nobody's but its speaker's."""
        return [one for one in self.seen if one.is_passed_over]

    @property
    def waits_for_delivery(self) -> int:
        """How many of those taken were not noted as delivered yet."""
        return sum(one.is_chosen for one in self.seen)

    @property
    def has_begun(self) -> bool:
        return clock.today() >= self.gathering.happened_on


def has_speeches(gathering: Gathering) -> bool:
    """Whether gatherings of this kind leave speeches."""
    return Output.SPEECHES in gathering.kind.declared.outputs


def reordered(taken: Sequence[Speech], wanted: Mapping[str, str]) -> list[Speech]:
    """The order that a posted form asks for: numbers typed beside each (`at-<id>`), then one moved `up` or `down`.

    Two with the same number stay as they stood; what cannot be read stays where it was.
    """
    stood = sorted(taken, key=lambda one: (one.position or 0, one.pk))
    places = {one.pk: place for place, one in enumerate(stood, start=1)}
    ordered = sorted(stood, key=lambda one: (_typed(wanted, one, places[one.pk]), places[one.pk]))
    ids = [one.public_id for one in ordered]
    for name, step in (("up", -1), ("down", 1)):
        if (key := wanted.get(name)) in ids:
            start = ids.index(key)
            goal = min(max(start + step, 0), len(ids) - 1)
            ordered[start], ordered[goal] = ordered[goal], ordered[start]
    return ordered


def _typed(wanted: Mapping[str, str], one: Speech, stood: int) -> int:
    typed = wanted.get(f"at-{one.public_id}", "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else stood
