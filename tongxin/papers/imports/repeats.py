"""Recognises a request that was already answered: the act is not done twice."""

from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core.errors import Conflict
from tongxin.papers.models import ImportBatch


def repeated(act: str, actor: Actor, request_key: str | None) -> ImportBatch | None:
    """The batch that this request led to before, as it is now; None for a new request."""
    event = trail.earlier(actor, request_key)
    if event is None:
        return None
    if event.act != act:
        raise Conflict(_("这个操作编号已用于别的动作，请刷新页面后再办。"))
    return current(event.record_id)


def current(batch_id: int) -> ImportBatch:
    """The batch as it is now, whatever the caller held."""
    return ImportBatch._base_manager.select_related("assembly", "file").get(pk=batch_id)
