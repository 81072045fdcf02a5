"""What was decided on the points of the agenda."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.gatherings.models import AgendaItem, Gathering

LONGEST = 500


@transaction.atomic
def note_decisions(gathering: Gathering, *, actor: Actor, decisions: Mapping[int, str]) -> int:
    """Note what was decided, by the agenda item's id; the number of those that changed.

    Refused for who does not organise it, once it is closed or cancelled (a correction says why, `gatherings.correct`),
    and with a mark of secrecy.
    """
    demand(actor, "gatherings.organise", gathering)
    if gathering.is_closed or gathering.is_cancelled:
        raise Refused(_("活动已办结或取消，不能再改议定结果。"))
    if sentence := forbidden(decisions.values()):
        raise Refused(sentence)
    items = AgendaItem._base_manager.filter(sitting__gathering=gathering, pk__in=decisions)
    changed = []
    for item in items.select_for_update():
        words = decisions[item.pk].strip()[:LONGEST]
        if item.decision != words:
            item.decision = words
            changed.append(item)
    AgendaItem._base_manager.bulk_update(changed, ["decision"])
    if changed:
        keys = [item.pk for item in changed]
        trail.record("gatherings.decide", gathering, actor, items=keys)
    return len(changed)
