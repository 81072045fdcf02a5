"""What is written: each module registers its effects with the acts of the tables."""

from tongxin.gatherings.actions import edit_minutes, questions, speeches

__all__ = ["edit_minutes", "questions", "speeches"]
