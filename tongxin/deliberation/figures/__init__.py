"""The figures of deliberation: declared once, counted by the engine, cited by code everywhere."""

from tongxin.deliberation.figures import conversations, drafts
from tongxin.deliberation.figures.chapter import CHAPTER
from tongxin.deliberation.models import ConversationFacts, RemarkFacts, StatementFacts
from tongxin.figures import declare as engine
from tongxin.figures import history


def declare() -> None:
    """Called once, when the app is ready."""
    history.track(ConversationFacts, StatementFacts, RemarkFacts)
    engine.register(*conversations.FIGURES, *drafts.FIGURES)
    engine.register_chapter(CHAPTER)
