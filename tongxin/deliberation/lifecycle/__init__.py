from tongxin.deliberation.lifecycle.conversations import CONVERSATION
from tongxin.deliberation.lifecycle.drafts import DRAFT, REMARK
from tongxin.deliberation.lifecycle.statements import APPEAL, STATEMENT

__all__ = ["APPEAL", "CONVERSATION", "DRAFT", "REMARK", "STATEMENT"]
