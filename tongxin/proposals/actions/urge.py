"""Urging sheets: the clock drafts them, the assigner sends them (practice 9)."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.core import clock
from tongxin.core.sequences import take
from tongxin.lifecycle.models import Deadline
from tongxin.lifecycle.perform import begin, performs
from tongxin.proposals.lifecycle import HANDLING, URGING
from tongxin.proposals.models import Handling, Urging

URGED_ACTS = ("acknowledge", "reply", "opine")


def draft_urgings(on: date) -> int:
    """Write a sheet for every unit that is late today; once per deadline. The number of new sheets."""
    acts = [HANDLING.acts[code].name for code in URGED_ACTS]
    late = Deadline._base_manager.filter(
        record_type=HANDLING.record_type, act__in=acts, status="open", due_on__lt=on
    )
    made = 0
    for deadline in late:
        known = Urging._base_manager.filter(
            handling_id=deadline.record_id, act=deadline.act, due_on=deadline.due_on
        )
        if known.exists():
            continue
        handling = Handling._base_manager.select_related("proposal", "unit").get(
            pk=deadline.record_id
        )
        begin(
            URGING,
            Urging(
                assembly_id=deadline.assembly_id,
                handling=handling,
                act=deadline.act,
                due_on=deadline.due_on,
                text=_draft_text(handling, deadline),
            ),
            SYSTEM,
        )
        made += 1
    return made


@performs(URGING.send)
def send(urging: Urging, *, actor: Actor, text: str) -> dict:
    urging.text = text
    urging.number = take(f"proposals.urging:{urging.assembly_id}:{clock.today().year}")
    urging.sent_on = clock.today()
    urging.sent_by = actor.person
    return {"number": urging.number}


@performs(URGING.drop)
def drop(urging: Urging, *, actor: Actor, reason: str) -> None:
    """Not sent; the reason stays with the sheet."""
    urging.drop_reason = reason


def _draft_text(handling: Handling, deadline: Deadline) -> str:
    return _(
        "贵单位承办的《%(matter)s》应于%(day)s前%(act)s，至今尚未办理，请抓紧办理并说明情况。"
    ) % {
        "matter": handling.proposal.matter,
        "day": deadline.due_on.isoformat(),
        "act": HANDLING.acts[deadline.act.rpartition(".")[2]].label,
    }
