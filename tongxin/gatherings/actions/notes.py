"""What was said in a group's room: written down by its liaison officer or the organising office, put right by a new row."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.gatherings.models import DiscussionNote, Invitation, Sitting

Said = Sequence[tuple[Invitation | None, str]]
"""Who said what; None where nobody is named."""


@transaction.atomic
def take_notes(sitting: Sitting, *, actor: Actor, said: Said) -> list[DiscussionNote]:
    """Keep one note for each that says something, in the order given.

    A repeat of what this recorder noted of the same person before is left out: a form sent twice writes once. Refused
    for who keeps no notes here, once the gathering is closed or cancelled, and with a mark of secrecy.
    """
    _check(sitting, actor, [words for _one, words in said])
    before = set(sitting.notes.filter(recorded_by=actor.person).values_list("invitation", "words"))
    fresh = [
        DiscussionNote(
            assembly_id=sitting.assembly_id,
            sitting=sitting,
            invitation=one,
            words=words.strip(),
            recorded_by=actor.person,
        )
        for one, words in said
        if words.strip() and (one.pk if one else None, words.strip()) not in before
    ]
    written = DiscussionNote._base_manager.bulk_create(fresh)
    if written:
        trail.record("gatherings.take_notes", sitting, actor, notes=len(written))
    return written


@transaction.atomic
def correct_note(note: DiscussionNote, *, actor: Actor, words: str) -> DiscussionNote:
    """A new wording in place of the old one, which stays; a Conflict where somebody was faster."""
    _check(note.sitting, actor, [words])
    if not words.strip():
        raise Refused(_("请写下发言要点。"), field="words")
    Sitting._base_manager.select_for_update().get(pk=note.sitting_id)
    later = DiscussionNote(
        assembly_id=note.assembly_id,
        sitting=note.sitting,
        invitation=note.invitation,
        words=words.strip(),
        recorded_by=actor.person,
    )
    later.save(force_insert=True)
    standing = DiscussionNote._base_manager.filter(DiscussionNote.in_force(), pk=note.pk)
    if not standing.update(replaced_by=later):
        raise Conflict(_("这条记录刚在别处改过。请刷新后再改。"))
    trail.record("gatherings.correct_note", note.sitting, actor, note=note.pk, by=later.pk)
    return later


def _check(sitting: Sitting, actor: Actor, words: Sequence[str]) -> None:
    demand(actor, "notes.take", sitting)
    if sitting.gathering.is_closed or sitting.gathering.is_cancelled:
        raise Refused(_("活动已办结或取消，不能再改讨论记录。"))
    if sentence := forbidden(words):
        raise Refused(sentence)
