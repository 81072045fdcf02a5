"""Hears of every act and tells its audiences: the one seam between lifecycle and notices."""

from datetime import timedelta
from typing import Any

from django.db import models

from tongxin.accounts import codes
from tongxin.accounts.actor import Actor
from tongxin.accounts.codes import CodeMessage
from tongxin.core import loops, periodic
from tongxin.core.loops import Loop
from tongxin.core.periodic import Duty
from tongxin.lifecycle.perform import on_telling
from tongxin.lifecycle.table import Act, Tell
from tongxin.notifications import channels
from tongxin.notifications.actions.deliver import deliver_due
from tongxin.notifications.actions.remind import remind_due
from tongxin.notifications.actions.send_code import send_code
from tongxin.notifications.actions.tell import tell
from tongxin.notifications.terms import Channel


def connect() -> None:
    """Called once by the app's `ready`."""
    on_telling(tell_of)
    loops.declare(Loop("notifications.deliveries", deliver_due))
    periodic.declare(Duty("notifications.reminders", timedelta(minutes=10), remind_due))
    if Channel.SMS in channels.configured():
        codes.on_sending_code(_send_code)


def tell_of(
    act: Act, record: models.Model, actor: Actor, event: Any, tells: tuple[Tell, ...], batch: str
) -> None:
    """Tell the audiences of an act; those told at a release wait for their batch."""
    for held in (False, True):
        holders = [
            holder for one in tells if one.held == held for holder in one.audience.holders(record)
        ]
        if held and holders and not batch:
            raise ValueError(
                f"{act} holds notices back: perform it with the batch of their release"
            )
        if holders:
            tell(
                act.name,
                record,
                holders,
                actor=actor,
                batch=batch if held else "",
                event_id=event.pk,
            )


def _send_code(message: CodeMessage) -> None:
    send_code(message.phone, message.code, timedelta(minutes=message.valid_minutes))
