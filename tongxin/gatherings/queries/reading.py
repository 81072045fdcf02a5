"""The page of a gathering as one reader sees it: facts, schedule, numbers of its other pages, corrections."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import LEADERS
from tongxin.accounts.permissions import can, visible
from tongxin.core import clock, formats
from tongxin.core.fields import Field, restored, shown
from tongxin.gatherings.conditions.gatherings import was_to_come
from tongxin.gatherings.kinds import Kind, kind_of
from tongxin.gatherings.lifecycle import GATHERING, INVITATION
from tongxin.gatherings.models import (
    Gathering,
    GatheringVersion,
    Invitation,
    Material,
    Outcome,
)
from tongxin.gatherings.queries.sittings import Day, schedule_of
from tongxin.gatherings.terms import InvitationState, MaterialUse, Output, PresenceState
from tongxin.gatherings.values import OF_CLOSING, PLAIN, value_of
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.offers import Offer, available_acts
from tongxin.organisations.models import Assembly


def listed(actor: Actor, assembly: Assembly) -> QuerySet[Gathering]:
    """The gatherings of an assembly that this reader may open."""
    rows = Gathering.objects.filter(assembly=assembly)
    return visible(actor, "gatherings.view", rows)


def repeatable(actor: Actor, kind: Kind) -> QuerySet[Gathering]:
    """Gatherings of a kind that this actor may begin a new one from, the latest first."""
    rows = Gathering.objects.filter(assembly=kind.assembly, kind=kind.row)
    organised = visible(actor, "gatherings.organise", rows)
    return organised.select_related("committee", "sector", "body", "assembly").order_by(
        "-happened_on", "-pk"
    )


@dataclass(frozen=True)
class Tally:
    """A number about another page of the gathering: what, how many, and that page's address name."""

    label: Promise
    value: int
    place: str


@dataclass(frozen=True)
class Next:
    """The next step: its sentence, the acts that take it, and until when."""

    sentence: str
    offers: Sequence[Offer]
    due_on: date | None


Counting = Callable[[Gathering], int]


def invited_of(gathering: Gathering) -> dict[str, int]:
    """How many invitations stand, by answer; one query."""
    standing = gathering.invitations.filter(Invitation.standing())
    return dict(standing.order_by().values_list("state").annotate(Count("pk")))


def people_there(gathering: Gathering) -> int:
    """How many people were at it at all."""
    rows = gathering.presences.filter(state__in=PresenceState.there(), is_first=True)
    return rows.count()


def _materials(gathering: Gathering) -> int:
    rows = Material._base_manager.filter(gathering=gathering, removed_at__isnull=True)
    return rows.filter(use=MaterialUse.READING).count()


def _outcomes(gathering: Gathering) -> int:
    return Outcome._base_manager.filter(Outcome.in_force(), gathering=gathering).count()


OF_OUTPUTS: dict[Output, tuple[Promise, str, Counting]] = {
    Output.SPEECHES: (_("发言"), "gatherings:speeches", lambda g: g.speeches.count()),
    Output.QUESTIONS: (_("提问"), "gatherings:questions", lambda g: g.questions.count()),
    Output.OUTCOMES: (_("成果"), "gatherings:outcomes", _outcomes),
}
ANSWERS = (
    (InvitationState.COMING, _("参加")),
    (InvitationState.LEAVE_ASKED, _("请假待批")),
    (InvitationState.EXCUSED, _("准假")),
    (InvitationState.UNABLE, _("不参加")),
    (InvitationState.INVITED, _("待答复")),
)
PEOPLE = "gatherings:people"
MOVES = frozenset({"arrange", "lay_out", "reschedule"})


@dataclass(frozen=True)
class Change:
    """One version: when, by whom, why, and what it said otherwise than the one before."""

    version: GatheringVersion
    lines: Sequence[tuple[str, str, str]]


class Page:
    """A gathering as one reader sees it; every part is asked for once."""

    def __init__(self, gathering: Gathering, actor: Actor):
        self.gathering = gathering
        self.actor = actor

    @cached_property
    def kind(self) -> Kind:
        return kind_of(self.gathering.kind, self.gathering.assembly)

    @cached_property
    def organises(self) -> bool:
        return can(self.actor, "gatherings.organise", self.gathering)

    @property
    def facts(self) -> Iterator[tuple[str, Any]]:
        """What holds something: the organiser, the plain columns, then the kind's own fields."""
        gathering = self.gathering
        yield str(_("主办")), str(gathering.organiser)
        if gathering.session_id:
            yield str(_("届次")), str(gathering.session)
        for name in FACTS:
            if value := getattr(gathering, name):
                yield _label(name), _words(value)
        for one in self.kind.fields:
            if told := shown(one, value_of(gathering, one)):
                yield str(one.label), told

    @cached_property
    def schedule(self) -> list[Day]:
        return schedule_of(self.gathering)

    @cached_property
    def offers(self) -> list[Offer]:
        return available_acts(GATHERING, self.gathering, self.actor)

    @property
    def moves(self) -> list[Offer]:
        """Acts that change the schedule."""
        return [offer for offer in self.offers if offer.code in MOVES]

    @property
    def others(self) -> list[Offer]:
        """Other acts that it does not wait for."""
        return [offer for offer in self.offers if not offer.main and offer.code not in MOVES]

    @cached_property
    def next(self) -> Next | None:
        """What comes next: for whoever organises with the act and its day, for others when it takes place."""
        if self.gathering.is_closed or self.gathering.cancelled_on:
            return None
        main = [offer for offer in self.offers if offer.main]
        deadline = open_deadlines(self.gathering).first() if main else None
        sentence = self._sentence(has_act=bool(main))
        return Next(sentence, main, deadline.due_on if deadline else None)

    def _sentence(self, *, has_act: bool) -> str:
        gathering = self.gathering
        if gathering.is_draft:
            if was_to_come(gathering):
                return str(_("排好日程、定好名单，就发出通知。"))
            return str(_("补录的活动：填好内容，连同名单一起办结。"))
        if has_act:
            return str(_("已经结束：核对签到、纪要和成果，然后办结。"))
        if gathering.happened_on <= clock.today() and gathering.ends_on > gathering.happened_on:
            told = {"last": formats.long_day(gathering.ends_on)}
            return str(_("正在举行，到%(last)s结束。")) % told
        return str(_("%(day)s举行。")) % {"day": formats.long_day(gathering.happened_on)}

    @cached_property
    def own(self) -> Invitation | None:
        """This reader's own invitation."""
        if self.actor.person_id is None:
            return None
        rows = self.gathering.invitations.filter(
            Invitation.standing(), person_id=self.actor.person_id
        )
        return rows.select_related("gathering__assembly", "gathering__kind").first()

    @property
    def own_tone(self) -> str:
        return InvitationState(self.own.state).tone if self.own else ""

    @property
    def is_open(self) -> bool:
        """Whether its agenda may still change."""
        return self.gathering.is_draft or self.gathering.is_announced

    @cached_property
    def own_offers(self) -> list[Offer]:
        """What one may answer while it lies ahead."""
        if self.own is None or not self.gathering.is_announced:
            return []
        return available_acts(INVITATION, self.own, self.actor)

    @cached_property
    def answers(self) -> list[Tally]:
        """How those invited answered, for whoever reads the lists; once it is closed, who came says more."""
        if self.gathering.is_closed or not self._reads_lists:
            return []
        counts = invited_of(self.gathering)
        return [
            Tally(label, counts[state], PEOPLE) for state, label in ANSWERS if counts.get(state)
        ]

    @property
    def _reads_lists(self) -> bool:
        """Whether this reader reads more of the list than themselves."""
        return self.organises or self.actor.is_any(LEADERS)

    @cached_property
    def numbers(self) -> list[Tally]:
        """How much stands on its other pages; nothing for those that are empty."""
        found = [Tally(_("材料"), _materials(self.gathering), "gatherings:materials")]
        for output, (label, place, count) in OF_OUTPUTS.items():
            if output in self.kind.declared.outputs:
                found.append(Tally(label, count(self.gathering), place))
        if self.gathering.is_closed:
            found.append(Tally(_("到会"), people_there(self.gathering), "gatherings:presence"))
        return [one for one in found if one.value]

    @cached_property
    def changes(self) -> list[Change]:
        """The corrections, the latest first; told to whoever organises and to leaders."""
        if not self.organises:
            return []
        versions = list(self.gathering.versions.select_related("by"))
        pairs = zip(versions[1:], versions, strict=False)
        return [Change(later, self._differing(earlier, later)) for later, earlier in pairs][::-1]

    def _differing(
        self, earlier: GatheringVersion, later: GatheringVersion
    ) -> list[tuple[str, str, str]]:
        """(label, before, after) of everything that changed."""
        before, after = self._told(earlier), self._told(later)
        return [
            (label, before.get(label, ""), after.get(label, ""))
            for label in {**before, **after}
            if before.get(label) != after.get(label)
        ]

    def _told(self, version: GatheringVersion) -> dict[str, str]:
        values = version.values
        told = {
            _label(name): str(values["plain"].get(name) or "") for name in (*PLAIN, *OF_CLOSING)
        }
        told |= {str(one.label): _shown(one, values["fields"]) for one in self.kind.fields}
        told[str(_("主办"))] = values["organiser"]
        told[str(_("日期"))] = " – ".join(dict.fromkeys(values["days"]))
        return told


FACTS = (
    "theme",
    "place",
    "place_note",
    "dress",
    "transport",
    "contact_words",
    "speeches_due_on",
    "guests",
    "closing_words",
)


def _label(name: str) -> str:
    return str(Gathering._meta.get_field(name).verbose_name)


def _words(value: Any) -> str:
    return formats.day(value) if hasattr(value, "isoformat") else str(value)


def _shown(one: Field, stored: dict[str, Any]) -> str:
    return shown(one, restored([one], stored).get(one.code))
