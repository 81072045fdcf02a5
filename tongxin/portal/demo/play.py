"""Plays the material's stories through the actions; importing the acts of the play registers them."""

from tongxin.portal.demo import examined, followed, handled, written
from tongxin.portal.demo.stage import Stage

ACTS = (written, examined, handled, followed)

__all__ = ["ACTS", "Stage"]
