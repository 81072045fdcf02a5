"""The vocabulary in which a domain declares a lifecycle: one table, data only."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.trail import sentences

Text = str | Promise
Condition = Callable[[Any, Actor], str | None]


@dataclass(frozen=True)
class Holder:
    """Somebody who is waited for or told: a person, or whoever holds a role (at an organisation, in an assembly).

    A person with a role is waited for under that identity: one who is a member and in the office finds it as a member.
    """

    person_id: int | None = None
    role: str = ""
    organisation_id: int | None = None
    assembly_id: int | None = None


@dataclass(frozen=True)
class Audience:
    """A group of people in relation to a record, declared once and asked in both directions.

    records: actor → Q over the model: the records for which this actor belongs to the audience.
             Must not join to-many relations; use Exists.
    holders: record → the persons and roles that belong to it.
    """

    code: str
    label: Text
    records: Callable[[Actor], Q]
    holders: Callable[[Any], Iterable[Holder]] = lambda record: ()

    def includes(self, actor: Actor, record: models.Model) -> bool:
        """Whether this actor belongs to the audience of this record."""
        condition = self.records(actor)
        if condition == permissions.NOTHING:
            return False
        if condition == permissions.EVERYTHING:
            return True
        return bool(permissions.which(record, {self.code: condition}))


CLOCK = Audience(
    "clock",
    _("时钟"),
    records=lambda actor: permissions.EVERYTHING if actor.is_system else permissions.NOTHING,
)
CONSEQUENCE = Audience(
    "consequence", _("随前一动作自动发生"), records=lambda actor: permissions.NOTHING
)


@dataclass(frozen=True)
class Due:
    """Performing the act starts the clock for `act`, as the rulebook's `parameter` (kind length) says.

    parameter: its code, or a function of the record that picks one.
    anchor: the day from which it counts (default: today).
    on: a function of the record that names the day itself, such as the day somebody promised.
    through: states in which the clock goes on although `act` is not possible in them yet.
    only: a function of the record that says whether the clock concerns it at all.
    Nothing starts where the record's new state neither offers `act` nor stands in `through`.
    """

    act: str
    parameter: str | Callable[[Any], str] = ""
    anchor: Callable[[Any], date] | None = None
    on: Callable[[Any], date] | None = None
    through: tuple[str, ...] = ()
    only: Callable[[Any], bool] = lambda record: True

    def parameter_of(self, record: models.Model) -> str:
        return self.parameter if isinstance(self.parameter, str) else self.parameter(record)


@dataclass(frozen=True)
class Tell:
    """A notice: to whom, and whether it is held until its batch is released (practice 2)."""

    audience: Audience
    held: bool = False


@dataclass(eq=False)
class Act:
    """One row of a lifecycle: from these states to that one, by whom, under which conditions, with what consequences.

    target None: the act leaves the state as it is. awaited: the record waits for this act (True, or when the
    function of the record says so), so it stands on home pages. when: conditions, each answering with the sentence
    that refuses, or None. given: conditions of the same kind that say whether the act makes sense for this record
    at all: where one refuses, there is no button, not even a grey one. meets: other acts whose running clocks this
    one meets too. page: the address where people prepare the record for the act; where they are led when it waits for
    them. parents: rows to claim first, because conditions or effects read their other children.
    """

    code: str
    label: Text
    sources: tuple[str, ...]
    target: str | None
    by: tuple[Audience, ...]
    when: tuple[Condition, ...] = ()
    given: tuple[Condition, ...] = ()
    form: str = ""
    awaited: bool | Callable[[Any], bool] = False
    due: tuple[Due, ...] = ()
    tell: tuple[Tell, ...] = ()
    meets: tuple[str, ...] = ()
    page: Callable[[Any], str] | None = None
    parents: Callable[[Any], Iterable[models.Model]] = lambda record: ()
    tone: str = ""
    done: Text = ""
    lifecycle: "Lifecycle" = field(init=False, repr=False)
    effect: Callable[..., Any] | None = field(default=None, init=False, repr=False)
    follow: Callable[..., Any] | None = field(default=None, init=False, repr=False)

    @property
    def name(self) -> str:
        """The full name, `proposals.docket`: in the trail, as a permission, in addresses."""
        return f"{self.lifecycle.noun}.{self.code}"

    @property
    def is_consequence(self) -> bool:
        """Whether it only ever follows another act."""
        return self.by == (CONSEQUENCE,)

    def makes_no_sense(self, record: models.Model, actor: Actor) -> str | None:
        """Why there is not even a grey button for it on this record's page, or None."""
        return _first(self.given, record, actor)

    def is_blocked(self, record: models.Model, actor: Actor) -> str | None:
        """The sentence that greys its button, or None."""
        return _first(self.when, record, actor)

    @property
    def open_to(self) -> Q:
        """The records that stand in a state from which it leads."""
        return Q(**{f"{self.lifecycle.state_field}__in": self.sources})

    def awaits(self, record: models.Model) -> bool:
        return self.awaited(record) if callable(self.awaited) else self.awaited

    def __str__(self) -> str:
        return self.name


def _first(conditions: Iterable[Condition], record: models.Model, actor: Actor) -> str | None:
    return next((why for one in conditions if (why := one(record, actor))), None)


def T(  # noqa: N802 — the house's name for a row of the table
    code: str,
    sources: Sequence[str],
    target: str | None,
    *,
    label: Text,
    by: Audience | Sequence[Audience],
    when: Sequence[Condition] = (),
    given: Sequence[Condition] = (),
    due: Due | Sequence[Due] = (),
    tell: Sequence[Tell | Audience] = (),
    **rest: Any,
) -> Act:
    """A row of the table, with single things allowed where sequences are meant."""
    return Act(
        code=code,
        label=label,
        sources=tuple(sources),
        target=target,
        by=(by,) if isinstance(by, Audience) else tuple(by),
        when=tuple(when),
        given=tuple(given),
        due=(due,) if isinstance(due, Due) else tuple(due),
        tell=tuple(one if isinstance(one, Tell) else Tell(one) for one in tell),
        **rest,
    )


BEGUN = _("建立")
"""How the trail calls the beginning of a record whose table says nothing else."""


class Lifecycle:
    """A noun's table. Attribute access gives its acts: `PROPOSAL.docket`."""

    def __init__(
        self,
        noun: str,
        model: type[models.Model],
        *,
        states: type[models.TextChoices],
        initial: str,
        acts: Sequence[Act],
        state_field: str = "state",
        view: str = "",
        label: Text = "",
        related: Sequence[str] = ("assembly",),
        headline: Callable[[Any], str] = str,
        begun: Text = BEGUN,
    ):
        """`related` and `headline`: what a line about a record loads and says, on home pages and in notices.

        `begun`: how the trail calls a record's beginning.
        """
        self.noun = noun
        self.model = model
        self.states = states
        self.initial = initial
        self.state_field = state_field
        self.view = view or f"{noun}.view"
        self.label = label
        self.related = tuple(related)
        self.headline = headline
        self.acts = {act.code: act for act in acts}
        if len(self.acts) != len(acts):
            raise ValueError(f"{noun}: an act is declared twice")
        for act in acts:
            act.lifecycle = self
            permissions.declare(act.name, model, _permission(act), act.label)
            sentences.declare(act.name, _saying(act.label))
        self.beginning = T("begin", (), initial, label=begun, by=CONSEQUENCE)
        self.beginning.lifecycle = self
        sentences.declare(self.beginning.name, _saying(self.beginning.label))
        _lifecycles[noun] = self

    def __getattr__(self, code: str) -> Act:
        try:
            return self.__dict__["acts"][code]
        except KeyError:
            raise AttributeError(f"no act {code!r}") from None

    def state_of(self, record: models.Model) -> str:
        return getattr(record, self.state_field)

    def from_state(self, state: str) -> list[Act]:
        """The acts that leave (or stay in) a state, in the table's order."""
        return [act for act in self.acts.values() if state in act.sources]

    def clocks_in(self, state: str) -> set[str]:
        """The full names of the acts whose deadlines may run in a state."""
        offered = {act.name for act in self.from_state(state)}
        lasting = {
            self.acts[due.act].name
            for act in self.acts.values()
            for due in act.due
            if state in due.through
        }
        return offered | lasting

    @property
    def record_type(self) -> str:
        return self.model._meta.label_lower


_lifecycles: dict[str, Lifecycle] = {}


def lifecycles() -> list[Lifecycle]:
    """Every declared lifecycle."""
    return list(_lifecycles.values())


def lifecycle_of(noun: str) -> Lifecycle:
    """The lifecycle of a noun; KeyError for an unknown one."""
    return _lifecycles[noun]


def lifecycle_for(record_type: str) -> Lifecycle:
    """The lifecycle of a model's label, such as `proposals.proposal`."""
    return next(one for one in _lifecycles.values() if one.record_type == record_type)


def act_named(name: str) -> Act:
    """The act `proposals.docket`; KeyError for an unknown one."""
    noun, _dot, code = name.rpartition(".")
    lifecycle = _lifecycles[noun]
    return lifecycle.beginning if code == lifecycle.beginning.code else lifecycle.acts[code]


def _saying(label: Text) -> sentences.Sentence:
    """The act's label; an entry on somebody's behalf says that it is one."""

    def sentence(event: Any) -> str:
        if "for_unit" in event.facts or "by_proxy" in event.facts:
            return gettext("%(act)s（代录）") % {"act": label}
        return str(label)

    return sentence


def _permission(act: Act) -> permissions.Rule:
    def rule(actor: Actor) -> Q:
        whose = [audience.records(actor) for audience in act.by]
        whose = [condition for condition in whose if condition != permissions.NOTHING]
        if not whose:
            return permissions.NOTHING
        allowed = whose[0]
        for condition in whose[1:]:
            allowed |= condition
        if permissions.EVERYTHING in whose:
            allowed = permissions.EVERYTHING
        return allowed & Q(**{f"{act.lifecycle.state_field}__in": act.sources})

    return rule
