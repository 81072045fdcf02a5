"""The list of clearings beside the database: ids only, so that an older backup can be cleared again."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from tongxin.proposals.models import Clearing
from tongxin.proposals.queries.clearing import done

NAME = "clearings.jsonl"


def path() -> Path:
    return Path(settings.DATA) / NAME


def entries(file: Path | None = None) -> list[dict[str, Any]]:
    """What the list holds, oldest first."""
    file = file or path()
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def keep_ledger() -> None:
    """Add the clearings of this database that the list does not name yet; synced when this returns."""
    known = {entry["clearing"] for entry in entries()}
    rows = Clearing._base_manager.filter(Clearing.cleared()).exclude(public_id__in=known)
    lines = [_line(row) for row in rows.select_related("proposal").order_by("cleared_at", "pk")]
    if not lines:
        return
    handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def _line(clearing: Clearing) -> str:
    event = done(clearing)
    entry = {
        "clearing": clearing.public_id,
        "proposal": clearing.proposal.public_id,
        "part": clearing.part,
        "part_id": clearing.part_id,
        "reason": clearing.reason,
        "paper_number": clearing.paper_number,
        "asked_on": clearing.asked_on.isoformat(),
        "cleared_at": clearing.cleared_at.isoformat() if clearing.cleared_at else None,
        "files": event.facts.get("files", []) if event else [],
    }
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)
