from tongxin.deliberation.models.analyses import AlarmNote, Analysis
from tongxin.deliberation.models.conversations import ContactCheck, Conversation, Ticket
from tongxin.deliberation.models.drafts import DraftText, Paragraph, Remark, RemarkReply
from tongxin.deliberation.models.facts import ConversationFacts, RemarkFacts, StatementFacts
from tongxin.deliberation.models.statements import Appeal, CircleComment, Statement, StatementResult
from tongxin.deliberation.models.voices import ServedStatement, StanceRow, Voice

__all__ = [
    "AlarmNote",
    "Analysis",
    "Appeal",
    "CircleComment",
    "ContactCheck",
    "Conversation",
    "ConversationFacts",
    "DraftText",
    "Paragraph",
    "Remark",
    "RemarkFacts",
    "RemarkReply",
    "ServedStatement",
    "StanceRow",
    "Statement",
    "StatementFacts",
    "StatementResult",
    "Ticket",
    "Voice",
]
