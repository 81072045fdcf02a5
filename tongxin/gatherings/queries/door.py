"""What happens at a sitting's door: when it is open, who came and who is missing, by group and by name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock, formats
from tongxin.gatherings.models import Gathering, Invitation, SignIn, Sitting
from tongxin.gatherings.parameters import doors as parameters_door
from tongxin.gatherings.queries.lists import excused_at, expected_at
from tongxin.gatherings.terms import Direction, Duty, GatheringState, SignInWay
from tongxin.organisations.models import Assembly

BY_NAME = (F("person__pinyin").asc(nulls_last=True), "name", "id")
"""As rolls are written: by sound, guests without an account last."""

MOST_PAST = 20
GOING = timedelta(hours=12)
"""A gate notes people going home long after the end."""


@dataclass(frozen=True)
class Window:
    """When a sitting's door takes sign-ins: from a while before it starts until it ends."""

    opens_at: datetime
    starts_at: datetime
    ends_at: datetime

    def refusal(self, at: datetime, direction: str = Direction.IN) -> str | None:
        """Why nobody signs in (or out) at a moment, or None."""
        if at < self.opens_at:
            return _("还没有到签到时间，%(time)s 开始。") % {"time": _time(self.opens_at, at)}
        if direction == Direction.OUT:
            return None if at <= self.ends_at + GOING else _("已经散会多时。")
        if at > self.ends_at:
            return _("签到已经结束（%(time)s 散会）。请找主办的办公室补记。") % {
                "time": _time(self.ends_at, at)
            }
        return None

    def is_open(self, at: datetime) -> bool:
        return self.refusal(at) is None


def window_of(sitting: Sitting, opens_before: timedelta | None = None) -> Window:
    """The sitting's window by today's rulebook; `opens_before` saves asking it for each of many sittings."""
    before = opening(sitting.assembly_id) if opens_before is None else opens_before
    return Window(sitting.starts_at - before, sitting.starts_at, sitting.ends_at)


def opening(assembly_id: int) -> timedelta:
    """How long before the start an assembly's doors open."""
    return timedelta(minutes=parameters_door.minutes(parameters_door.OPENS_BEFORE, assembly_id))


def door_refusal(sitting: Sitting, at: datetime, direction: str = Direction.IN) -> str | None:
    """Why nobody signs in (or out) at a moment, or None. In the rush before the start the rulebook need not be asked."""
    always_from = sitting.starts_at - timedelta(minutes=parameters_door.ALWAYS_OPEN)
    if always_from <= at <= sitting.ends_at:
        return None
    return window_of(sitting).refusal(at, direction)


def not_taking(gathering: Gathering) -> str | None:
    """Why a gathering takes no sign-ins any more, or not yet."""
    return {
        GatheringState.DRAFTED: _("这次活动还没有发出通知，不能签到。"),
        GatheringState.CANCELLED: _("这次活动已经取消。"),
        GatheringState.CLOSED: _("这次活动已经办结。要改正出席情况，请找主办的办公室。"),
    }.get(GatheringState(gathering.state))


def is_meant(sitting: Sitting, invitation: Invitation) -> bool:
    """Whether an invitation stands and concerns this sitting: in a group's room only its people sit."""
    of_group = sitting.group_id is None or invitation.group_id == sitting.group_id
    same = invitation.gathering_id == sitting.gathering_id
    return same and of_group and not invitation.is_withdrawn


def invitation_of(sitting: Sitting, actor: Actor) -> Invitation | None:
    """One's own standing invitation to this sitting."""
    if actor.person_id is None:
        return None
    found = Invitation._base_manager.filter(
        Invitation.standing(), gathering_id=sitting.gathering_id, person_id=actor.person_id
    ).first()
    return found if found and is_meant(sitting, found) else None


def came(sitting: Sitting, invitation: Invitation) -> SignIn | None:
    """The first that was noted of somebody's coming."""
    rows = SignIn._base_manager.filter(SignIn.comings(), sitting=sitting, invitation=invitation)
    return rows.order_by("at", "id").first()


def reachable(actor: Actor) -> QuerySet[Sitting]:
    """Sittings whose door somebody may stand at: of their own assemblies, and wherever they are invited.

    A person has one body and several identities: which one is chosen at the moment plays no part at a door.
    """
    if actor.person_id is None:
        return Sitting._base_manager.none()
    homes = {one.assembly_id for one in actor.identities} | set(actor.assembly_ids)
    invited = Invitation._base_manager.filter(
        Invitation.standing(), gathering=OuterRef("gathering_id"), person_id=actor.person_id
    )
    rows = Sitting._base_manager.select_related("gathering__assembly", "gathering__kind", "group")
    return rows.filter(Q(assembly_id__in=homes) | Q(Exists(invited)))


@dataclass(frozen=True)
class Line:
    """One person on a sitting's roll: their invitation, what was noted of them, whether leave was granted."""

    invitation: Invitation
    marks: tuple[SignIn, ...] = ()
    is_excused: bool = False

    @property
    def came(self) -> SignIn | None:
        return next((one for one in self.marks if one.direction == Direction.IN), None)

    @property
    def left(self) -> SignIn | None:
        """The last mark, if it says that they went."""
        last = self.marks[-1] if self.marks else None
        return last if last and last.direction == Direction.OUT else None

    @property
    def is_expected(self) -> bool:
        return self.invitation.duty == Duty.MUST and not self.is_excused

    @property
    def is_missing(self) -> bool:
        return self.is_expected and not self.marks

    @property
    def place(self) -> str:
        """Under which heading the person stands."""
        invitation = self.invitation
        return str(invitation.group or invitation.get_capacity_display())


@dataclass(frozen=True)
class Meter:
    """How full a sitting is. `others` came without having to: observers, guests, walk-ins."""

    expected: int = 0
    present: int = 0
    excused: int = 0
    others: int = 0
    left: int = 0

    @property
    def missing(self) -> int:
        return self.expected - self.present

    @property
    def there(self) -> int:
        return self.present + self.others


@dataclass(frozen=True)
class Part:
    """A group's people with their meter."""

    name: str
    lines: list[Line]
    meter: Meter

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.is_missing]


@dataclass(frozen=True)
class Roll:
    """Everybody whom a sitting concerns, with what was noted of them."""

    sitting: Sitting
    lines: list[Line] = field(default_factory=list)

    @property
    def meter(self) -> Meter:
        return meter_of(self.lines)

    @property
    def parts(self) -> list[Part]:
        """By group, in the order of their names; people of no group by the capacity in which they come."""
        ordered = sorted(self.lines, key=lambda line: line.place)
        named = ((name, list(lines)) for name, lines in groupby(ordered, lambda line: line.place))
        return [Part(name, lines, meter_of(lines)) for name, lines in named]

    @property
    def waited_for(self) -> list[Line]:
        """Those who have not come: first those who must, then the others and those with leave."""
        absent = [line for line in self.lines if not line.marks]
        return sorted(absent, key=lambda line: not line.is_expected)

    @property
    def arrived(self) -> list[Line]:
        """Those who came, the latest first."""
        there = [line for line in self.lines if line.marks]
        return sorted(there, key=lambda line: line.marks[0].at, reverse=True)


def roll_of(sitting: Sitting) -> Roll:
    """The roll as it stands; three queries whatever its length."""
    marks = marks_at(sitting)
    excused = set(excused_at(sitting).values_list("pk", flat=True))
    rows = expected_at(sitting).select_related("group").order_by(*BY_NAME)
    lines = [Line(one, tuple(marks.get(one.pk, ())), one.pk in excused) for one in rows]
    return Roll(sitting, lines)


def marks_at(sitting: Sitting) -> dict[int, list[SignIn]]:
    """What was noted at a sitting, by invitation, in the order in which it happened."""
    found: dict[int, list[SignIn]] = {}
    rows = SignIn._base_manager.filter(SignIn.standing(), sitting=sitting).order_by("at", "id")
    for row in rows:
        found.setdefault(row.invitation_id, []).append(row)
    return found


def gate_marks(gathering: Gathering) -> dict[tuple[int, str], SignIn]:
    """What gates' exports brought before, by invitation and mark; what was taken back, too."""
    rows = SignIn._base_manager.filter(sitting__gathering=gathering, way=SignInWay.GATE)
    return {(row.invitation_id, row.mark): row for row in rows}


def meter_of(lines: Iterable[Line]) -> Meter:
    """How many of these were expected, came, are excused."""
    told = Counter(name for line in lines for name in _counted(line))
    return Meter(**told)


def _counted(line: Line) -> Iterator[str]:
    if line.is_expected:
        yield "expected"
        if line.marks:
            yield "present"
    elif line.marks:
        yield "others"
    elif line.is_excused:
        yield "excused"
    if line.left:
        yield "left"


def meters_of(sittings: Iterable[Sitting]) -> list[tuple[Sitting, Meter]]:
    """Each sitting with its meter, for a gathering's door page."""
    return [(sitting, roll_of(sitting).meter) for sitting in sittings]


def sittings_without_anybody(gathering: Gathering) -> QuerySet[Sitting]:
    """Those at which nobody was noted."""
    noted = SignIn._base_manager.filter(SignIn.standing(), sitting=OuterRef("pk"))
    rows = Sitting._base_manager.filter(~Exists(noted), gathering=gathering)
    return rows.select_related("group", "gathering").order_by("starts_at", "id")


def days_of(sittings: Sequence[Sitting]) -> tuple[list[Sitting], list[Sitting]]:
    """Those of the day that matters now, the running ones first, and all others; a plenary has dozens."""
    now = clock.now()
    ahead = [one for one in sittings if one.ends_at >= now] or sittings[-1:]
    day = clock.day_of(ahead[0].starts_at) if ahead else None
    near = [one for one in sittings if clock.day_of(one.starts_at) == day]
    others = [one for one in sittings if one not in near]
    return sorted(near, key=lambda one: one.ends_at < now), others


def called_by(actor: Actor, assembly: Assembly, *, past: bool = False) -> QuerySet[Sitting]:
    """The sittings of announced gatherings that name the actor as liaison officer: those to come, or those over."""
    rows = Sitting.objects.select_related("gathering", "group", "assembly").filter(
        assembly=assembly,
        liaison_id=actor.person_id,
        gathering__state__in=(GatheringState.ANNOUNCED, GatheringState.CLOSED),
    )
    if past:
        return rows.filter(ends_at__lt=clock.now()).order_by("-starts_at")[:MOST_PAST]
    return rows.filter(ends_at__gte=clock.now()).order_by("starts_at", "id")


def ways_in(gathering: Gathering) -> tuple[SignInWay, ...]:
    """How people of this gathering's kind sign in."""
    return gathering.kind.declared.sign_in


def not_by(gathering: Gathering, way: SignInWay) -> str | None:
    """Why a way of signing in is none of this kind of gathering, or None."""
    if way in ways_in(gathering):
        return None
    return _("这种活动不用“%(way)s”签到。") % {"way": way.label}


def time_of(moment: datetime) -> str:
    """08:31, in Shanghai."""
    return f"{moment.astimezone(clock.SHANGHAI):%H:%M}"


def _time(moment: datetime, now: datetime) -> str:
    """The time, with the day where it is another one."""
    same_day = clock.day_of(moment) == clock.day_of(now)
    return time_of(moment) if same_day else formats.moment(moment)
