"""Which analyses of a conversation are shown, and which conversations want a new one."""

from django.db.models import Q, QuerySet

from tongxin.deliberation.models import Analysis, Conversation
from tongxin.deliberation.terms import ConversationState, Parting

FOUND = "found"
"""Groups as the votes show them; the other ways to look are values of `Parting`."""


def latest(conversation: Conversation, by: str = FOUND) -> Analysis | None:
    """What is shown now."""
    return history(conversation, by).first()


def history(conversation: Conversation, by: str = FOUND) -> QuerySet[Analysis]:
    """All that was computed, newest first."""
    rows = Analysis._base_manager.filter(conversation=conversation, by=by)
    return rows.select_related("conversation").order_by("-pk")


def ways(conversation: Conversation) -> list[str]:
    """The ways to look at a conversation: by views, and by the own parts that the opening act allows."""
    allowed = [] if conversation.parting == Parting.NONE else [conversation.parting]
    return [FOUND, *allowed]


def to_look_after() -> QuerySet[Conversation]:
    """Conversations of which the clock sees to it that their analysis is up to date."""
    lively = Q(state__in=[ConversationState.VOTING, ConversationState.DISCUSSING])
    ended = Q(state=ConversationState.CLOSED) & ~Q(analyses__is_final=True)
    return Conversation._base_manager.filter(lively | ended).order_by("pk")
