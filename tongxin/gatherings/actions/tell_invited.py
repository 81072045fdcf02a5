"""Tell everybody who is invited of something that happened to their gathering, in a few statements whatever their number."""

from tongxin.accounts.actor import Actor
from tongxin.gatherings.models import Gathering, Invitation
from tongxin.lifecycle.table import Holder
from tongxin.notifications.actions.tell import tell


def tell_invited(
    gathering: Gathering, act: str, *, actor: Actor, event_id: int | None = None
) -> int:
    """`act`: the full name, such as `gatherings.cancel`; its words are declared in `notices`. Gives how many are told."""
    rows = Invitation._base_manager.filter(
        Invitation.standing(), gathering=gathering, person__isnull=False
    )
    people = rows.order_by("id").values_list("person_id", flat=True)
    holders = [Holder(person_id=person_id) for person_id in people]
    return len(tell(act, gathering, holders, actor=actor, event_id=event_id))
