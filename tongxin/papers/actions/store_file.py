"""Keep a file that somebody handed in or the program made."""

from typing import BinaryIO

from tongxin.accounts.actor import Actor
from tongxin.organisations.models import Assembly
from tongxin.papers import files
from tongxin.papers.models import StoredFile


def store_file(
    kind: str,
    source: BinaryIO,
    name: str,
    *,
    assembly: Assembly,
    actor: Actor,
    max_bytes: int | None = None,
) -> StoredFile:
    """Check, scan and keep the bytes, then name them in a row. The bytes are synced before the row can be committed.

    Call it before opening the transaction that needs the file: writing is slow, and a lost row leaves only an orphan.
    """
    kept = files.keep(source, name, files.kind(kind), max_bytes)
    return StoredFile.objects.create(
        assembly=assembly,
        kind=kind,
        name=kept.name,
        content=kept.content,
        size=kept.size,
        algorithm=kept.algorithm,
        digest=kept.digest,
        scanned_by=kept.scanned_by,
        uploaded_by=actor.person,
    )
