"""What citizens may read: published proposals and published replies, and nothing that tells how they came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tongxin.core.pages import Step
from tongxin.core.text import personal_numbers, tidy
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly
from tongxin.organisations.scope import all_assemblies
from tongxin.proposals import labels
from tongxin.proposals.labels import StateLabel
from tongxin.proposals.models import Category, Handling, Proposal, Reply, ReplyItem
from tongxin.proposals.terms import (
    CoSignatureState,
    HandlingState,
    ItemAnswer,
    ProposalState,
    UnitRole,
)

LONGEST_SEARCH = 60
MOST_WORDS = 6

ITEM_TONES = {
    ItemAnswer.ADOPTED: "green",
    ItemAnswer.PARTLY: "blue",
    ItemAnswer.NOT_ADOPTED: "grey",
}

SHOWN_HANDLING = Q(role__in=UnitRole.replying(), assigned_on__isnull=False) & ~Q(
    state__in=[*HandlingState.before_assignment(), HandlingState.ENDED]
)
"""The units that answer the proposer. Whom it was with before is between the offices (practice 12)."""
PUBLISHED = Q(published_on__isnull=False, may_publish=True)


def published() -> QuerySet[Proposal]:
    """The scope's proposals that citizens may read; every page, list and feed starts from here."""
    return Proposal.objects.filter(
        PUBLISHED, released_at__isnull=False, state__in=ProposalState.docketed_ones()
    )


def published_replies() -> QuerySet[Reply]:
    """Each unit's latest published reply: earlier rounds would tell that the first one did not content."""
    later = Reply.objects.filter(
        PUBLISHED, handling=OuterRef("handling"), round__gt=OuterRef("round")
    )
    shown = Handling.objects.filter(SHOWN_HANDLING, proposal__in=published().values("pk"))
    return Reply.objects.filter(
        PUBLISHED, ~Exists(later), replied_on__isnull=False, handling__in=shown.values("pk")
    )


def assemblies() -> list[Assembly]:
    """The assemblies that have published something, each with the number of its proposals."""
    with all_assemblies(reason="the public index counts what every assembly has published"):
        counts = dict(published().values_list("assembly").annotate(Count("pk")))
    rows = list(Assembly.objects.filter(pk__in=counts))
    for assembly in rows:
        assembly.published_count = counts[assembly.pk]
    return rows


def listed(queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With what a row shows of its units and their replies, in as many queries for 3 rows as for 300."""
    replies = Prefetch("replies", published_replies(), to_attr="public_replies")
    handlings = Handling.objects.filter(SHOWN_HANDLING).select_related("unit").order_by("id")
    return queryset.select_related("session__term").prefetch_related(
        Prefetch("handlings", handlings.prefetch_related(replies), to_attr="public_handlings")
    )


def detailed(queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With what a proposal's own page shows."""
    return listed(queryset.select_related("category")).prefetch_related(
        "public_handlings__public_replies__items"
    )


def found(queryset: QuerySet[Proposal], text: str) -> QuerySet[Proposal]:
    """The search box: a case number, or words that all stand in matter or proposer.

    Texts are not searched: numbers masked on the page could be guessed digit by digit.
    """
    text = searchable(text)
    digits = text.strip("第号 ")
    if digits.isdecimal() and len(digits) < 9:
        return queryset.filter(case_number=int(digits))
    for word in text.split()[:MOST_WORDS]:
        queryset = queryset.filter(Q(matter__icontains=word) | Q(proposer_name__icontains=word))
    return queryset


def with_unit(text: str) -> Q:
    """Proposals that a unit with this name, short name or initials answers."""
    text = searchable(text)
    named = (
        Q(unit__name__icontains=text)
        | Q(unit__short_name__icontains=text)
        | Q(unit__initials__istartswith=text)
    )
    return Q(pk__in=Handling.objects.filter(SHOWN_HANDLING, named).values("proposal_id"))


def with_class(classes: list[str]) -> Q:
    """Proposals with a published reply of one of these classes."""
    replies = published_replies().filter(reply_class__in=classes)
    return Q(pk__in=replies.values("handling__proposal_id"))


def sessions() -> list[tuple[int, str]]:
    """The sessions that published proposals belong to, the latest first."""
    rows = PlenarySession.objects.filter(pk__in=published().values("session"))
    return [(row.pk, str(row)) for row in rows.select_related("term").order_by("-opens_on")]


def categories() -> list[tuple[int, str]]:
    """The categories of published proposals."""
    rows = Category.objects.filter(pk__in=published().values("category"))
    return list(rows.values_list("pk", "name"))


def searchable(text: str) -> str:
    """What a visitor typed, without what a database would stumble over."""
    return tidy(text)[:LONGEST_SEARCH]


def without_numbers(text: str) -> str:
    """A text with identity, bank card and telephone numbers masked."""
    parts, end = [], 0
    for hit in personal_numbers(text):
        parts += [text[end : hit.start], hit.found]
        end = hit.end
    return "".join([*parts, text[end:]])


def is_replied(proposal: Proposal) -> bool:
    """Whether all its units replied once. The class stays where a reply is asked for again, so this never turns back."""
    return bool(proposal.replied_on or proposal.reply_class)


def state_of(proposal: Proposal) -> StateLabel:
    """Four states for citizens: whatever follows a reply reads as replied until the case is closed."""
    if proposal.state == ProposalState.CLOSED:
        return StateLabel("closed", _("办结"), "green")
    if is_replied(proposal):
        return StateLabel("replied", _("已答复"), "blue")
    if proposal.assigned_on:
        return StateLabel("handling", _("办理中"), "blue")
    return StateLabel("docketed", _("已立案"), "blue")


def units_of(handlings: Iterable[Handling]) -> str:
    """The units that answer, the lead one first."""
    order = UnitRole.values.index
    rows = sorted(handlings, key=lambda row: order(row.role))
    return _("、").join(str(row.unit) for row in rows)


def classes_of(handlings: Iterable[Handling]) -> str:
    """The classes of the published replies, each once."""
    replies = [reply for row in handlings for reply in row.public_replies]
    return _("、").join(sorted({reply.reply_class for reply in replies if reply.reply_class}))


@dataclass(frozen=True)
class PublicItem:
    """One unit's answer to one suggestion, as it may be read."""

    unit: str
    label: str
    tone: str
    text: str
    reason: str
    promised_for: date | None


@dataclass(frozen=True)
class PublicAnswer:
    """A numbered suggestion with the published answers to it."""

    suggestion: str
    items: tuple[PublicItem, ...]


class PublicProposal:
    """A published proposal's page. It takes no actor: signed in or not, everybody reads the same here."""

    def __init__(self, proposal: Proposal):
        self.proposal = proposal
        self.number = labels.number_for(proposal)
        self.state = state_of(proposal)
        self.handlings = proposal.public_handlings

    @property
    def matter(self) -> str:
        return without_numbers(self.proposal.matter)

    @property
    def situation(self) -> str:
        return without_numbers(self.proposal.situation)

    @property
    def analysis(self) -> str:
        return without_numbers(self.proposal.analysis)

    @cached_property
    def co_signers(self) -> list[str]:
        """Names of those who confirmed; never how to reach them."""
        confirmed = self.proposal.co_signatures.filter(state=CoSignatureState.CONFIRMED)
        return list(confirmed.values_list("member__person__name", flat=True))

    @cached_property
    def replies(self) -> list[Reply]:
        """The published replies by their day."""
        rows = [(reply, row) for row in self.handlings for reply in row.public_replies]
        for reply, row in rows:
            reply.handling = row
            reply.public_opening = without_numbers(reply.opening)
        return sorted((reply for reply, _row in rows), key=lambda one: (one.replied_on, one.pk))

    @cached_property
    def answers(self) -> list[PublicAnswer]:
        """Each suggestion beside what was answered to it."""
        by_number: dict[int, list[PublicItem]] = {}
        for reply in self.replies:
            for row in reply.items.all():
                by_number.setdefault(row.number, []).append(_item(reply, row))
        return [
            PublicAnswer(without_numbers(text), tuple(by_number.get(number, ())))
            for number, text in enumerate(self.proposal.suggestions, start=1)
        ]

    @property
    def is_answered_by_item(self) -> bool:
        """Whether a published reply takes the suggestions one by one; earlier years' replies are whole letters."""
        return any(answer.items for answer in self.answers)

    @property
    def facts(self) -> list[tuple[str, str | None]]:
        """Who, when, under what heading, and who answers."""
        proposal = self.proposal
        return [
            (_("提案者"), without_numbers(proposal.proposer_name)),
            (_("联名"), _("、").join(self.co_signers) or None),
            (_("届次"), str(proposal.session) if proposal.session else None),
            (_("类别"), str(proposal.category) if proposal.category else None),
            (_("承办单位"), units_of(self.handlings) or None),
        ]

    @property
    def steps(self) -> list[Step]:
        """提出, 立案, 交办, 答复, 办结: days that passed, none that are due."""
        proposal, handlings = self.proposal, self.handlings
        first_replies = [row.first_replied_on for row in handlings if row.first_replied_on]
        replied_on = max(first_replies, default=proposal.replied_on)
        is_closed = self.state.state == "closed"
        replied = is_replied(proposal) or is_closed
        line = [
            (_("提出"), proposal.handed_in_on, True),
            (_("立案"), proposal.docketed_on, True),
            (_("交办"), proposal.assigned_on, bool(proposal.assigned_on) or replied),
            (_("答复"), replied_on, replied),
            (_("办结"), proposal.closed_on, is_closed),
        ]
        reached = sum(1 for _label, _on, is_reached in line if is_reached)
        return [
            Step(label, on=on) if place < reached else Step(label, status=_still(place, reached))
            for place, (label, on, _is_reached) in enumerate(line)
        ]


def _still(place: int, reached: int) -> str:
    return "current" if place == reached else "coming"


def _item(reply: Reply, row: ReplyItem) -> PublicItem:
    return PublicItem(
        unit=str(reply.handling.unit),
        label=row.get_answer_display(),
        tone=ITEM_TONES.get(row.answer, "grey"),
        text=without_numbers(row.text),
        reason=without_numbers(row.reason),
        promised_for=row.promised_for,
    )
