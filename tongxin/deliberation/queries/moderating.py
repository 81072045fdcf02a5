"""Reads for those who moderate: what waits, what is asked again, what a check finds in the words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, visible
from tongxin.core.models import Link
from tongxin.core.text import Hit, personal_numbers, secrecy_marks
from tongxin.deliberation.lifecycle import APPEAL, STATEMENT
from tongxin.deliberation.models import Appeal, Conversation, Statement, StatementResult
from tongxin.deliberation.queries.talking import Likeness, similar_to
from tongxin.lifecycle.offers import Offer, available_acts
from tongxin.search.kinds import Shown
from tongxin.search.kinds import kinds as found_kinds


def queue_of(conversation: Conversation) -> QuerySet[Statement]:
    """What waits for moderation, the oldest first."""
    rows = Statement.objects.filter(Statement.offered(), conversation=conversation)
    return rows.select_related("assembly", "conversation", "author", "claimed_by").order_by(
        "number"
    )


def open_appeals(conversation: Conversation) -> QuerySet[Appeal]:
    """Appeals that nobody decided yet."""
    rows = Appeal.objects.filter(Appeal.asked(), statement__conversation=conversation)
    return rows.select_related("statement__assembly", "statement__moderated_by")


@dataclass(frozen=True)
class Outcome:
    """What became of a statement, and the records it was taken into, as far as this reader may see them."""

    result: StatementResult
    records: list[Shown]


class StatementPage:
    """A statement as one reader sees it; every part is asked for once."""

    def __init__(self, statement: Statement, actor: Actor):
        self.statement = statement
        self.actor = actor

    @cached_property
    def is_moderator(self) -> bool:
        return can(self.actor, "conversations.moderate", self.statement.conversation)

    @cached_property
    def is_author(self) -> bool:
        author = self.statement.author_id
        return author is not None and author == self.actor.person_id

    @cached_property
    def offers(self) -> list[Offer]:
        return available_acts(STATEMENT, self.statement, self.actor)

    @cached_property
    def appeal(self) -> Appeal | None:
        """The appeal, for its author and for those who judge."""
        row = Appeal.objects.filter(statement=self.statement).select_related("assembly").first()
        may_read = row and (self.is_author or can(self.actor, "appeals.view", row))
        return row if may_read else None

    @cached_property
    def appeal_offers(self) -> list[Offer]:
        if self.appeal is None:
            return []
        return available_acts(APPEAL, self.appeal, self.actor)

    @property
    def may_appeal(self) -> bool:
        under_way = self.statement.conversation.is_under_way
        return self.is_author and self.statement.is_held_back and under_way and not self.appeal

    @property
    def may_note_result(self) -> bool:
        return self.is_moderator and self.statement.is_shown

    @cached_property
    def hits(self) -> list[Hit]:
        """Marks and personal numbers in the words."""
        words = self.statement.words
        return [*secrecy_marks(words), *personal_numbers(words)]

    @cached_property
    def similar(self) -> list[Likeness]:
        statement = self.statement
        return similar_to(statement.conversation, statement.words, besides=statement.pk)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        results = StatementResult.objects.filter(statement=self.statement)
        return [Outcome(one, list(self._records(one))) for one in results]

    def _records(self, result: StatementResult) -> Iterator[Shown]:
        links = Link.objects.filter(source_type=result._meta.label_lower, source_id=result.pk)
        for link in links.order_by("id"):
            yield from self._shown(link.target_type, link.target_id)

    def _shown(self, record_type: str, key: int) -> Iterator[Shown]:
        kind = next(
            (one for one in found_kinds() if one.model._meta.label_lower == record_type), None
        )
        if kind is not None:
            rows = kind.load(kind.model._base_manager.filter(pk=key))
            seen = list(visible(self.actor, kind.permission, rows))
            yield from kind.show(seen, self.actor)
