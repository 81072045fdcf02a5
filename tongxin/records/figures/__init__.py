"""The figures of the record book: one or more for every kind, those of own kinds made when they are asked for."""

from tongxin.figures import declare as engine
from tongxin.figures import history
from tongxin.records.figures import bases, chapter, of_kinds
from tongxin.records.models import RecordFacts


def declare() -> None:
    """Called once, when the app is ready."""
    history.track(RecordFacts)
    engine.register(*of_kinds.shipped_figures())
    engine.provide(of_kinds.own_figure)
    engine.register_breakdowns(*bases.BREAKDOWNS)
    engine.offer_chapter(chapter.chapter_for)
