"""Cancel a gathering with its reason; nobody is waited for any more."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.actions.end_waiting import end_waiting
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import Gathering
from tongxin.lifecycle.perform import follows, performs


@performs(GATHERING.cancel)
def cancel(gathering: Gathering, *, actor: Actor, reason: str) -> None:
    gathering.cancelled_on = clock.today()
    gathering.cancel_reason = reason


@follows(GATHERING.cancel)
def let_go(gathering: Gathering, *, actor: Actor, event: Any, **data: Any) -> None:
    end_waiting(gathering)
