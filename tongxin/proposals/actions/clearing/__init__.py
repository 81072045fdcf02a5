"""Clearing what must never have been written down (误入涉密清除): one asks, another confirms, then it is gone for good."""

from tongxin.proposals.actions.clearing import confirming  # noqa: F401 — registers the acts' effects
from tongxin.proposals.actions.clearing.asking import ask_clearing
from tongxin.proposals.actions.clearing.finishing import finish
from tongxin.proposals.actions.clearing.repeating import clear_again

__all__ = ["ask_clearing", "clear_again", "finish"]
