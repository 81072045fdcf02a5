"""Write a granted extract, once: both files from one moment, kept for good, their digests in the trail."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.core import clock
from tongxin.core.errors import Conflict
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.organisations.scope import scope
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.models import StoredFile
from tongxin.proposals.lifecycle import EXTRACT
from tongxin.proposals.models import Clearing, Extract
from tongxin.proposals.papers import extract as papers
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.queries.extract import Contents

FILE = "proposals.extract"
CHINESE = "zh-hans"


@task
def produce_in_background(extract_id: int) -> None:
    """The worker's job; safe to run again, and when somebody else has written the extract by then."""
    found = Extract._base_manager.filter(Extract.granted(), pk=extract_id).first()
    if found is not None:
        produce(found)


def produce_granted() -> int:
    """Write what was granted and has no files yet: for the clock, after a job was lost. How many."""
    waiting = list(Extract._base_manager.filter(Extract.granted()))
    return sum(produce(extract) for extract in waiting)


def produce(extract: Extract) -> bool:
    """Write the files and hand them to the act; False where another run, or a clearing, was faster."""
    with scope([extract.assembly_id]), translation.override(CHINESE):
        contents, order = Contents(extract), Order(SYSTEM, clock.now())
        workbook, document = _kept(contents, order)
        try:
            perform(
                EXTRACT.produce,
                extract,
                SYSTEM,
                workbook=workbook,
                document=document,
                cut_off=order.at,
                proposals=[row.pk for row in contents.proposals],
            )
        except Conflict:
            return False
    return True


def _kept(contents: Contents, order: Order) -> tuple[StoredFile, StoredFile]:
    """The workbook, and the PDF that names its digest."""
    extract = contents.extract
    name = f"{papers.TITLE} {extract.paper_number}"
    keep = {"assembly": extract.assembly, "actor": SYSTEM}
    with papers.workbook(contents, order) as stream:
        workbook = store_file(FILE, stream, f"{name}.xlsx", **keep)
    pdf = BytesIO(papers.document(contents, order, workbook.digest))
    return workbook, store_file(FILE, pdf, f"{name}.pdf", **keep)


@performs(EXTRACT.produce)
def keep_files(
    extract: Extract,
    *,
    actor: Actor,
    workbook: StoredFile,
    document: StoredFile,
    cut_off: datetime,
    proposals: Sequence[int],
) -> dict[str, Any]:
    """The trail keeps digests and how many proposals the extract tells of. What was cleared while it was being
    written must not come back: then it is written again."""
    if Clearing._base_manager.filter(proposal__in=proposals, cleared_at__gte=cut_off).exists():
        raise Conflict(_("刚有内容按规定清除，摘录将重新制作。"))
    extract.workbook, extract.document, extract.cut_off = workbook, document, cut_off
    return {
        "algorithm": workbook.algorithm,
        "workbook": workbook.digest,
        "document": document.digest,
        "proposals": len(proposals),
    }


@follows(EXTRACT.produce)
def note_contents(
    extract: Extract, *, actor: Actor, event: Any, proposals: Sequence[int], **_files: Any
) -> None:
    """Which proposals it tells of: a clearing takes away every copy of theirs."""
    extract.proposals.set(proposals)
