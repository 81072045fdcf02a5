"""The rows that the figures of deliberation count. None of them is a voice: people are counted in sums only."""

from django.db.models import Min, Q

from tongxin.deliberation.figures import lists
from tongxin.deliberation.models import (
    Conversation,
    ConversationFacts,
    Remark,
    RemarkFacts,
    Statement,
    StatementFacts,
    StatementResult,
)
from tongxin.deliberation.terms import ResultKind
from tongxin.figures.declare import Base
from tongxin.figures.question import Question


def _ended(question: Question) -> Q:
    """Nothing counts before it came to its end; a stopped one has no result."""
    return Q(ended_on__isnull=False)


CONVERSATIONS = Base(
    "conversations",
    Conversation,
    "ended_on",
    "conversations.view",
    lists.conversations,
    ConversationFacts,
    only=_ended,
)
STATEMENTS = Base(
    "statements",
    Statement,
    "offered_on",
    "statements.view",
    lists.statements,
    StatementFacts,
)
RESULTS = Base("statement_results", StatementResult, "on", "statement_results.view", lists.results)
REMARKS = Base("remarks", Remark, "made_on", "remarks.view", lists.remarks, RemarkFacts)


def once_a_statement(question: Question) -> Q:
    """Of what became of statements, the first of each that was used: one that went two ways counts once."""
    used = ~Q(kind=ResultKind.NONE)
    rows = question.of(RESULTS).filter(question.within(RESULTS.on), used)
    first = rows.order_by().values("statement").annotate(first=Min("pk"))
    return used & Q(pk__in=first.values("first"))
