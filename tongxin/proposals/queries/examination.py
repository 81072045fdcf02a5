"""What the examiners', the chair's and the assigners' screens show: queue, list, board, previews."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform, refusal
from tongxin.lifecycle.table import Act
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly
from tongxin.proposals import labels
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import (
    DecisionItem,
    DecisionList,
    ExaminerClaim,
    ExaminerOpinion,
    Handling,
    Proposal,
)
from tongxin.proposals.terms import HandlingState, Outcome, ProposalState, Stage

SHOWN = 100
PACE_OVER = timedelta(hours=1)


def _in_force() -> QuerySet:
    return ExaminerOpinion._base_manager.filter(proposal=OuterRef("pk"), superseded_at__isnull=True)


def _waiting(assembly: Assembly) -> QuerySet:
    """Handed in, not yet decided, marked with which opinions there are."""
    return Proposal._base_manager.filter(assembly=assembly, state=ProposalState.SUBMITTED).annotate(
        has_first=Exists(_in_force().filter(stage=Stage.FIRST)),
        has_second=Exists(_in_force().filter(stage=Stage.SECOND)),
    )


def free_ones(assembly: Assembly, actor: Actor) -> QuerySet:
    """In which order an examiner gets the next one: without any opinion first, then for a second look at others'."""
    rows = visible(actor, PROPOSAL.note_opinion.name, _waiting(assembly))
    mine = _in_force().filter(examiner_id=actor.person_id)
    open_elsewhere = ExaminerClaim._base_manager.filter(
        proposal=OuterRef("pk"), until__gte=clock.now()
    ).exclude(examiner_id=actor.person_id)
    return (
        rows.filter(~Exists(mine), ~Exists(open_elsewhere), has_second=False)
        .select_related("assembly")
        .order_by("has_first", "serial_number")[:20]
    )


@dataclass(frozen=True)
class Progress:
    """How far the night is: received, with an opinion, cut-off, pace per hour and the expected end."""

    received: int
    examined: int
    cutoff: object
    per_hour: int
    ends_at: object


class Queue:
    """The shared queue of one assembly."""

    def __init__(self, assembly: Assembly, actor: Actor, tab: str = ""):
        self.assembly = assembly
        self.actor = actor
        self.tab = tab if tab in {"first", "second", *Outcome.values} else "first"

    @cached_property
    def counts(self) -> dict[str, int]:
        """待审, 待复审, and how many opinions lead to each outcome; one query."""
        marked = _waiting(self.assembly).annotate(
            **{
                f"has_{value}": Exists(_in_force().filter(outcome=value))
                for value in Outcome.values
            }
        )
        return marked.aggregate(
            first=Count("pk", filter=Q(has_first=False)),
            second=Count("pk", filter=Q(has_first=True, has_second=False)),
            total=Count("pk"),
            **{value: Count("pk", filter=Q(**{f"has_{value}": True})) for value in Outcome.values},
        )

    @cached_property
    def tabs(self) -> list[tuple[str, str, int]]:
        named = [("first", _("待初审")), ("second", _("待复审"))]
        named += [(one.value, one.suggestion) for one in Outcome]
        return [(code, label, self.counts[code]) for code, label in named]

    @cached_property
    def rows(self) -> list[Proposal]:
        """The first rows of the tab, with who has them open."""
        rows = _waiting(self.assembly)
        if self.tab == "first":
            rows = rows.filter(has_first=False)
        elif self.tab == "second":
            rows = rows.filter(has_first=True, has_second=False)
        else:
            rows = rows.filter(Exists(_in_force().filter(outcome=self.tab)))
        opinions = ExaminerOpinion._base_manager.filter(superseded_at__isnull=True)
        return list(
            visible(self.actor, "proposals.view", rows)
            .select_related("assembly", "category", "claim__examiner")
            .prefetch_related(
                Prefetch("opinions", opinions.select_related("examiner"), to_attr="in_force")
            )
            .order_by("serial_number")[:SHOWN]
        )

    @cached_property
    def progress(self) -> Progress:
        session = (
            PlenarySession._base_manager.filter(assembly=self.assembly)
            .order_by("-opens_on")
            .first()
        )
        received, left = self.counts["total"], self.counts["first"]
        now = clock.now()
        pace = ExaminerOpinion._base_manager.filter(
            assembly=self.assembly, stage=Stage.FIRST, created_at__gte=now - PACE_OVER
        ).count()
        ends_at = now + PACE_OVER * left / pace if pace and left else None
        return Progress(
            received, received - left, session.cutoff_at if session else None, pace, ends_at
        )

    @property
    def now(self):
        return clock.now()


def opinions_of(proposal: Proposal) -> list[ExaminerOpinion]:
    """First and second opinion in force."""
    rows = proposal.opinions.filter(superseded_at__isnull=True)
    return list(rows.select_related("examiner", "category", "merge_into"))


def ready_for_list(session: PlenarySession) -> list[Proposal]:
    """The session's examined ones that stand on no list."""
    on_list = DecisionItem._base_manager.filter(proposal=OuterRef("pk"), taken_back_on__isnull=True)
    rows = (
        _waiting(session.assembly)
        .filter(session=session)
        .filter(Q(has_first=True) | Q(has_second=True), ~Exists(on_list))
    )
    return list(rows.order_by("serial_number"))


@dataclass
class ItemRow:
    """One line of a list: what it says, the opinions behind it, whether they differ."""

    item: DecisionItem
    opinions: list[ExaminerOpinion] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        return len({opinion.outcome for opinion in self.opinions} | {self.item.outcome}) > 1


def items_of(decision_list: DecisionList) -> list[ItemRow]:
    """The list's lines, those with different opinions on top."""
    opinions = ExaminerOpinion._base_manager.filter(superseded_at__isnull=True)
    items = (
        decision_list.items.filter(taken_back_on__isnull=True)
        .select_related("assembly", "proposal__assembly", "proposal__category", "merge_into")
        .prefetch_related(
            Prefetch("proposal__opinions", opinions.select_related("examiner"), to_attr="in_force")
        )
        .order_by("proposal__serial_number")
    )
    rows = [ItemRow(item, item.proposal.in_force) for item in items]
    return sorted(rows, key=lambda row: not row.differs)


def counts_of(decision_list: DecisionList) -> list[tuple[str, int]]:
    """How many items lead to which outcome."""
    counted = dict(
        decision_list.items.filter(taken_back_on__isnull=True)
        .values_list("outcome")
        .annotate(Count("pk"))
        .order_by()
    )
    return [(label, counted.get(value, 0)) for value, label in Outcome.choices]


class Board:
    """Docketed proposals on their way to units."""

    TABS = ("undrafted", "drafted", "tried", "declined")

    def __init__(self, proposals: QuerySet, actor: Actor, tab: str = ""):
        self.actor = actor
        self.all = proposals.filter(state=ProposalState.DOCKETED)
        self.tab = tab if tab in self.TABS else ""

    @cached_property
    def conditions(self) -> dict[str, Q]:
        live = Handling._base_manager.filter(proposal=OuterRef("pk")).exclude(
            state=HandlingState.ENDED
        )
        declined = live.filter(state=HandlingState.DRAFTED, objections__isnull=False)
        return {
            "undrafted": ~Q(Exists(live)),
            "drafted": Q(Exists(live.filter(state=HandlingState.DRAFTED))),
            "tried": Q(Exists(live.filter(state=HandlingState.TRIED))),
            "declined": Q(Exists(declined)),
        }

    @cached_property
    def counts(self) -> dict[str, int]:
        marked = self.all.annotate(
            **{
                f"is_{code}": ExpressionWrapper(condition, BooleanField())
                for code, condition in self.conditions.items()
            }
        )
        return marked.aggregate(
            all=Count("pk"),
            **{code: Count("pk", filter=Q(**{f"is_{code}": True})) for code in self.conditions},
        )

    @cached_property
    def tabs(self) -> list[tuple[str, str, int]]:
        named = [
            ("", _("全部")),
            ("undrafted", _("待拟办")),
            ("drafted", _("已拟办")),
            ("tried", _("预交办中")),
            ("declined", _("单位退回")),
        ]
        return [(code, label, self.counts[code or "all"]) for code, label in named]

    @cached_property
    def rows(self) -> list[Proposal]:
        rows = self.all.filter(self.conditions[self.tab]) if self.tab else self.all
        live = Handling._base_manager.exclude(state=HandlingState.ENDED).select_related("unit")
        return list(
            rows.select_related("assembly", "category", "lead_proposer")
            .prefetch_related(
                Prefetch("handlings", live.prefetch_related("objections"), to_attr="live")
            )
            .order_by("case_number")[:SHOWN]
        )

    @cached_property
    def pattern(self) -> str:
        """How the assembly writes its case numbers."""
        return labels.case_pattern(self.rows[0].assembly_id) if self.rows else ""

    @cached_property
    def loads(self) -> dict[int, int]:
        """How many proposals each unit has at work, for the chips."""
        rows = Handling._base_manager.filter(
            assembly_id__in=self.actor.assembly_ids, state__in=HandlingState.at_work()
        )
        return dict(rows.values_list("unit_id").annotate(Count("pk")).order_by())


class Preview:
    """A bulk act before it happens: what will be done to each record, what is refused and why."""

    def __init__(self, act: Act, records: list[Proposal], actor: Actor):
        self.act = act
        self.actor = actor
        allowed = set(
            visible(
                actor, act.name, Proposal._base_manager.filter(pk__in=[one.pk for one in records])
            ).values_list("pk", flat=True)
        )
        self.rows = [
            (record, refusal(act, record, actor) if record.pk in allowed else self._not_mine())
            for record in records
        ]
        self.refused: list[tuple[Proposal, str]] = []

    @property
    def possible(self) -> list[Proposal]:
        return [record for record, why in self.rows if why is None]

    def carry_out(self, **data) -> int:
        """The same act, once per record, each in its own transaction; the number done."""
        done = 0
        for record in self.possible:
            try:
                perform(self.act, record, self.actor, **(data if self.act.form else {}))
                done += 1
            except Refused as refused:
                self.refused.append((record, refused.message))
        return done

    @staticmethod
    def _not_mine() -> str:
        return _("不在您的办理范围内。")
