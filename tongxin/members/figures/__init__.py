"""The figures of the register: declared once, counted by the engine, cited by code everywhere."""

from tongxin.figures import declare as engine
from tongxin.members.figures import party, structure, tiers
from tongxin.members.figures.chapter import CHAPTER


def declare() -> None:
    """Called once, when the app is ready."""
    for module in (structure, party, tiers):
        engine.register(*module.FIGURES)
    engine.register_chapter(CHAPTER)
