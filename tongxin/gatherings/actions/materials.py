"""Materials of a gathering, photos and evidence: hung on it, taken off it; who opened a material and when first."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.gatherings.models import Gathering, Material, MaterialRead, Sitting
from tongxin.gatherings.terms import MaterialUse
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.models import StoredFile

FILE_KINDS = {
    MaterialUse.READING: "gatherings.material",
    MaterialUse.PHOTO: "gatherings.photo",
    MaterialUse.EVIDENCE: "gatherings.evidence",
}
MOST = 100


def attach_material(
    gathering: Gathering,
    *,
    actor: Actor,
    source: BinaryIO,
    name: str,
    use: MaterialUse,
    title: str = "",
    sitting: Sitting | None = None,
) -> Material:
    """Store the file and hang it on the gathering (or one sitting of it); the same bytes for the same use hang once.

    Without a title it is called as its file. Refused for who does not organise it, once it is cancelled, with a mark of
    secrecy in title or file, and above the most that a gathering carries.
    """
    _check_may_keep(gathering, actor)
    title = title.strip() or name.rpartition(".")[0] or name
    if sentence := forbidden([title]):
        raise Refused(sentence, field="title")
    stored = store_file(FILE_KINDS[use], source, name, assembly=gathering.assembly, actor=actor)
    with transaction.atomic():
        Gathering._base_manager.select_for_update().get(pk=gathering.pk)
        hanging = gathering.materials.filter(removed_at__isnull=True)
        if same := hanging.filter(file__digest=stored.digest, use=use).first():
            return same
        if hanging.count() >= MOST:
            raise Refused(_("一次活动最多附 %(most)d 个文件。") % {"most": MOST}, field="files")
        material = Material(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            sitting=sitting,
            file=stored,
            title=title[:120],
            use=use,
        )
        material.save(force_insert=True)
        trail.record("gatherings.attach", gathering, actor, file=stored.digest, use=use.value)
    return material


@transaction.atomic
def detach_material(material: Material, *, actor: Actor) -> None:
    """Take a file off; its row and who has read it stay, the trail says who did it."""
    _check_may_keep(material.gathering, actor)
    hanging = Material._base_manager.filter(pk=material.pk, removed_at__isnull=True)
    if hanging.update(removed_at=clock.now()):
        trail.record("gatherings.detach", material.gathering, actor, file=material.file.digest)


def note_reading(actor: Actor, stored: StoredFile) -> None:
    """Keep that somebody took a material and when first; called at the files' one door."""
    material = Material._base_manager.filter(file=stored, removed_at__isnull=True).first()
    if material is None or actor.person_id is None:
        return
    mark = MaterialRead(
        assembly_id=material.assembly_id,
        material=material,
        person_id=actor.person_id,
        at=clock.now(),
    )
    MaterialRead._base_manager.bulk_create([mark], ignore_conflicts=True)


def _check_may_keep(gathering: Gathering, actor: Actor) -> None:
    if not can(actor, "gatherings.organise", gathering):
        raise Refused(_("只有主办的办公室能增减活动的材料。"))
    if gathering.is_cancelled:
        raise Refused(_("活动已取消，不能再增减材料。"))
