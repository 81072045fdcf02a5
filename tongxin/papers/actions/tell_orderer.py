"""Tell whoever ordered a long import how it ended; in the inbox only, for it is their own doing."""

from tongxin.lifecycle.table import Holder
from tongxin.notifications.actions.tell import notice_for, post
from tongxin.papers.models import ImportBatch


def tell_orderer(
    batch: ImportBatch, act: str, *, event_id: int | None = None, **facts: int
) -> None:
    """A notice about the end of `act`, in the caller's transaction; without an event nothing was done."""
    holder = Holder(person_id=batch.ordered_by_id)
    told = {"kind": batch.kind, "is_done": event_id is not None, **facts}
    notice = notice_for(act, batch, holder, facts=told, event_id=event_id)
    post([notice], silent_for=batch.ordered_by_id)
