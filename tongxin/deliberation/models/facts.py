"""Versions of what figures count of conversations, statements and remarks; stances have none: nobody's voice is counted."""

from tongxin.deliberation.models.conversations import Conversation
from tongxin.deliberation.models.drafts import Remark
from tongxin.deliberation.models.statements import Statement
from tongxin.figures.models import facts_of

ConversationFacts = facts_of(
    Conversation,
    "admission",
    "invited",
    "spoke",
    "ended_on",
    begin="ended_on",
    doc="What was counted of a conversation for a while.",
    module=__name__,
)
StatementFacts = facts_of(
    Statement,
    "conversation",
    "is_seed",
    "offered_on",
    "shown_on",
    begin="offered_on",
    doc="What was counted of a statement for a while.",
    module=__name__,
)
RemarkFacts = facts_of(
    Remark,
    "draft",
    "made_on",
    "decided_on",
    "state",
    begin="made_on",
    doc="What was counted of a remark for a while.",
    module=__name__,
)
