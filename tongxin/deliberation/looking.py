"""What the circle and the drafts declare to the engines; `apps` calls it once."""

from datetime import timedelta

from tongxin.core import periodic
from tongxin.core.periodic import Duty
from tongxin.deliberation import suppression
from tongxin.deliberation.actions.analyse_conversation import order_after, order_missing
from tongxin.lifecycle.perform import on_change


def declare() -> None:
    """Called once, when the app is ready."""
    suppression.declare()
    on_change(order_after)
    periodic.declare(Duty("deliberation.analyses", timedelta(minutes=1), order_missing))
