"""What is written: each module registers its effects with the acts of the tables."""

from tongxin.gatherings.actions import answer, decide_leave

__all__ = ["answer", "decide_leave"]
