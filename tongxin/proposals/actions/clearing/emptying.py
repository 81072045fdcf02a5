"""The clearing itself, in one transaction: rows, lists, files, memories, the index; and what the trail keeps of it."""

from typing import Any

from django.db.models import F

from tongxin import search
from tongxin.accounts.actor import Actor
from tongxin.proposals.actions.clearing.lists import clear_lists
from tongxin.proposals.actions.clearing.memories import clear_memories
from tongxin.proposals.actions.clearing.records import Emptied, empty_records
from tongxin.proposals.actions.clearing.stored import clear_files
from tongxin.proposals.actions.clearing.words import Words
from tongxin.proposals.models import Clearing, Handling, Proposal, Reply
from tongxin.proposals.search import PROPOSALS, REPLIES
from tongxin.proposals.terms import ClearingPart
from tongxin.search.queue import forget


def clear(clearing: Clearing, actor: Actor) -> dict[str, Any]:
    """Empty everything the clearing names. Answers with facts for the trail: kinds of places, counts, digests."""
    emptied = empty_records(clearing)
    clear_lists(clearing, Words(emptied.texts), emptied)
    clear_files(emptied, actor=actor)
    clear_memories(clearing, Words(emptied.texts), emptied)
    _take_down(clearing)
    _forget(clearing)
    return facts(clearing, emptied)


def facts(clearing: Clearing, emptied: Emptied) -> dict[str, Any]:
    return {
        "part": clearing.part,
        "reason": clearing.reason,
        "places": {name: count for name, count in sorted(emptied.counts.items()) if count},
        "versions": emptied.versions,
        "files": emptied.digests,
    }


def _replies(clearing: Clearing) -> list[Reply]:
    if clearing.part == ClearingPart.REPLY:
        return list(Reply._base_manager.filter(pk=clearing.part_id))
    return list(Reply._base_manager.filter(handling__proposal=clearing.proposal))


def _take_down(clearing: Clearing) -> None:
    """What was cleared is read outside no longer, and is not published again."""
    if clearing.part == ClearingPart.WHOLE:
        rows = Proposal._base_manager.filter(pk=clearing.proposal_id)
        rows.update(published_on=None, may_publish=False)
    if clearing.part in (ClearingPart.WHOLE, ClearingPart.REPLY):
        keys = [reply.pk for reply in _replies(clearing)]
        Reply._base_manager.filter(pk__in=keys).update(published_on=None, may_publish=False)
        open_editors = Handling._base_manager.filter(replies__in=keys)
        open_editors.update(version=F("version") + 1)


def _forget(clearing: Clearing) -> None:
    """Out of the index with everything; what stays of the records is indexed anew."""
    replies = _replies(clearing)
    forget(PROPOSALS, [clearing.proposal_id])
    forget(REPLIES, [reply.pk for reply in replies])
    search.touch(*replies)
