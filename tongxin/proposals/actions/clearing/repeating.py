"""Clear again what had been cleared, in a database restored from an older backup: by the list of ids beside it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from tongxin.accounts.actor import SYSTEM
from tongxin.core.digests import DEFAULT_ALGORITHM
from tongxin.lifecycle.perform import begin, perform
from tongxin.organisations.scope import scope
from tongxin.papers import files
from tongxin.papers.models import StoredFile
from tongxin.papers.models.files import path_of
from tongxin.proposals.actions.clearing.finishing import finish
from tongxin.proposals.actions.clearing.ledger import entries, keep_ledger
from tongxin.proposals.lifecycle import CLEARING
from tongxin.proposals.models import Clearing, Proposal


def clear_again(ledger: Path | None = None) -> tuple[int, int]:
    """How many of the listed clearings this database lacked and has now, and how many proposals it does not know."""
    keep_ledger()
    wanted = entries(ledger) if ledger else entries()
    missing = [entry for entry in wanted if not _is_done(entry)]
    known = [entry for entry in missing if _proposal(entry)]
    for entry in known:
        _repeat(entry)
    _remove_bytes(digest for entry in wanted for digest in entry["files"])
    finish()
    return len(known), len(missing) - len(known)


def _is_done(entry: dict[str, Any]) -> bool:
    return Clearing._base_manager.filter(Clearing.cleared(), public_id=entry["clearing"]).exists()


def _proposal(entry: dict[str, Any]) -> Proposal | None:
    return Proposal._base_manager.filter(public_id=entry["proposal"]).first()


@transaction.atomic
def _repeat(entry: dict[str, Any]) -> None:
    proposal = _proposal(entry)
    if proposal is None:
        return
    with scope([proposal.assembly_id]):
        asked = Clearing._base_manager.filter(public_id=entry["clearing"]).first()
        perform(CLEARING.repeat, asked or _begin(entry, proposal), SYSTEM)


def _begin(entry: dict[str, Any], proposal: Proposal) -> Any:
    """The row as it stood before; a request that still waits there is given up for it."""
    for waiting in proposal.clearings.filter(Clearing.asked()):
        perform(CLEARING.give_up, waiting, SYSTEM)
    moment = entry["cleared_at"]
    clearing = Clearing(
        assembly_id=proposal.assembly_id,
        public_id=entry["clearing"],
        proposal=proposal,
        part=entry["part"],
        part_id=entry["part_id"],
        reason=entry["reason"],
        paper_number=entry["paper_number"],
        asked_on=date.fromisoformat(entry["asked_on"]),
        cleared_at=datetime.fromisoformat(moment) if moment else None,
    )
    return begin(CLEARING, clearing, SYSTEM, part=entry["part"], reason=entry["reason"])


def _remove_bytes(digests: Iterable[str]) -> None:
    """Files that came back with the backup and that no live record names."""
    for digest in digests:
        alive = StoredFile._base_manager.filter(digest=digest, cleared_at=None)
        if not alive.exists():
            (files.root() / path_of(DEFAULT_ALGORITHM, digest)).unlink(missing_ok=True)
