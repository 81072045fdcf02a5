"""Take the content of a file away for good: staging copies, and what should never have come in."""

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.papers import files
from tongxin.papers.models import StoredFile


@transaction.atomic
def clear_file(stored: StoredFile, *, actor: Actor, reason: str, forget_name: bool = True) -> None:
    """Mark the row as cleared and, after commit, remove the bytes unless an equal file still needs them.

    `reason` is a code for the trail, which keeps that it happened, never the name or the content.
    """
    cleared = StoredFile._base_manager.filter(pk=stored.pk, cleared_at=None)
    if not cleared.update(cleared_at=clock.now(), name="" if forget_name else stored.name):
        return
    trail.record("papers.clear_file", stored, actor, kind=stored.kind, reason=reason)
    transaction.on_commit(lambda: files.remove_bytes(stored))
