"""The figures of meetings and activities: those of every kind, made from its declaration."""

from tongxin.figures import declare as engine
from tongxin.figures import history
from tongxin.gatherings.figures import bases, chapter, of_kinds
from tongxin.gatherings.models import GatheringFacts, OutcomeFacts, PresenceFacts


def declare() -> None:
    """Called once, when the app is ready."""
    history.track(GatheringFacts, PresenceFacts, OutcomeFacts)
    engine.register(*of_kinds.shipped_figures())
    engine.provide(of_kinds.own_figure)
    engine.register_breakdowns(*bases.BREAKDOWNS)
    engine.offer_chapter(chapter.chapter_for)
