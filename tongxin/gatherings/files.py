"""The kinds of file that gatherings carry, and who may read each."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import LEADERS
from tongxin.accounts.permissions import visible
from tongxin.gatherings.actions.edit_minutes import SCAN
from tongxin.gatherings.actions.materials import FILE_KINDS, note_reading
from tongxin.gatherings.models import Gathering, Material, Minutes
from tongxin.gatherings.terms import MaterialUse
from tongxin.papers.files import FileKind
from tongxin.papers.models import StoredFile

PAPERS = frozenset({"pdf", "ofd", "docx", "xlsx", "pptx", "png", "jpg"})
SCANS = frozenset({"pdf", "ofd", "png", "jpg"})
PHOTOS = frozenset({"png", "jpg"})


def of_gathering(actor: Actor, stored: StoredFile) -> bool:
    """Whoever may read the gathering."""
    return visible(actor, "gatherings.view", _gatherings(stored)).exists()


def of_organisers(actor: Actor, stored: StoredFile) -> bool:
    """The organising office, and the leaders who may read the gathering."""
    rows = _gatherings(stored)
    permission = "gatherings.view" if actor.is_any(LEADERS) else "gatherings.organise"
    return visible(actor, permission, rows).exists()


def of_minutes(actor: Actor, stored: StoredFile) -> bool:
    """Whoever may read the minutes."""
    rows = Minutes._base_manager.filter(scan=stored)
    return visible(actor, "minutes.view", rows).exists()


def _gatherings(stored: StoredFile) -> QuerySet[Gathering]:
    hanging = Material._base_manager.filter(file=stored, removed_at__isnull=True)
    return Gathering._base_manager.filter(pk__in=hanging.values("gathering_id"))


KINDS = [
    FileKind(
        FILE_KINDS[MaterialUse.READING],
        _("会议材料"),
        PAPERS,
        of_gathering,
        on_taken=note_reading,
    ),
    FileKind(FILE_KINDS[MaterialUse.PHOTO], _("活动照片"), PHOTOS, of_gathering),
    FileKind(FILE_KINDS[MaterialUse.EVIDENCE], _("活动佐证材料"), PAPERS, of_organisers),
    FileKind(SCAN, _("会议纪要盖章件"), SCANS, of_minutes),
]
