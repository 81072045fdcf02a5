"""What somebody who takes part sees: the statement before them, how far they are, what they offered themselves."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from tongxin.accounts.models import Person
from tongxin.deliberation.models import (
    Conversation,
    ServedStatement,
    StanceRow,
    Statement,
    Voice,
)
from tongxin.search.tokens import pairs

SIMILAR = 0.35
MOST_SIMILAR = 3


@dataclass(frozen=True)
class Likeness:
    """A statement that says nearly the same; `share` of the character pairs of the shorter of the two."""

    statement: Statement
    share: float


@dataclass(frozen=True)
class Progress:
    """How many of the statements one has answered."""

    answered: int
    shown: int

    @property
    def is_done(self) -> bool:
        return self.answered >= self.shown


@dataclass(frozen=True)
class Standing:
    """How far a voice has come: what it may answer, what it has answered (keys of statements), the latest step."""

    shown: list[int]
    answered: set[int]
    latest: ServedStatement | None

    @property
    def waits(self) -> bool:
        """Whether the latest step still waits for an answer."""
        waiting = self.latest and self.latest.statement_id
        return waiting in self.shown and waiting not in self.answered

    def after(self, statement: int) -> "Standing":
        """The same, with one more statement answered."""
        return replace(self, answered=self.answered | {statement})


def standing_of(voice: Voice) -> Standing:
    """Where a voice stands now."""
    steps = ServedStatement.objects.filter(voice=voice).order_by("-step")
    return Standing(shown_keys(voice.conversation_id), answered_keys(voice), steps.first())


def shown_keys(conversation_id: int) -> list[int]:
    """The statements on which one may take a stance."""
    rows = Statement._base_manager.filter(Statement.shown(), conversation=conversation_id)
    return list(rows.order_by("number").values_list("pk", flat=True))


def answered_keys(voice: Voice) -> set[int]:
    """The statements on which this voice took a stance."""
    return set(StanceRow.objects.filter(voice=voice).values_list("statement", flat=True))


def progress_of(voice: Voice) -> Progress:
    shown = set(shown_keys(voice.conversation_id))
    return Progress(len(answered_keys(voice) & shown), len(shown))


def last_answered(voice: Voice) -> ServedStatement | None:
    """The step that can be undone."""
    answered = StanceRow.objects.filter(voice=voice).values("statement")
    steps = ServedStatement.objects.filter(voice=voice, statement__in=answered)
    return steps.select_related("statement").order_by("-step").first()


def shown_in(conversation: Conversation) -> QuerySet[Statement]:
    """What everybody may read, in the order of its coming."""
    return Statement.objects.filter(Statement.shown(), conversation=conversation)


def offered_by(conversation: Conversation, person: Person | None) -> list[Statement]:
    """What a member offered in this conversation, with what became of it."""
    if person is None:
        return []
    rows = Statement.objects.filter(conversation=conversation, author=person)
    return list(rows.select_related("assembly", "same_as").prefetch_related("results"))


def held_back_in(conversation: Conversation) -> QuerySet[Statement]:
    """What is not shown: its number, rule and reason are told to all, its words are not."""
    return Statement.objects.filter(Statement.held_back(), conversation=conversation)


def similar_to(
    conversation: Conversation, words: str, *, besides: int | None = None
) -> list[Likeness]:
    """The shown statements that share most character pairs with these words, the most alike first."""
    wanted = set(pairs(words))
    if not wanted:
        return []
    rows = shown_in(conversation).exclude(pk=besides) if besides else shown_in(conversation)
    found = [Likeness(one, _shared(wanted, set(pairs(one.words)))) for one in rows]
    near = sorted((one for one in found if one.share >= SIMILAR), key=lambda one: -one.share)
    return near[:MOST_SIMILAR]


def _shared(one: set[str], other: set[str]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0
