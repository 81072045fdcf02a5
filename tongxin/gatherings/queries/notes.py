"""Notes of a group's discussion: who may be noted, what was said, for the recorder and for the briefing."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, visible
from tongxin.gatherings.models import DiscussionNote, Gathering, Invitation, Sitting
from tongxin.gatherings.terms import Output


@dataclass(frozen=True)
class Voice:
    """One person of the group with what they said so far."""

    invitation: Invitation
    notes: list[DiscussionNote]


def has_notes(gathering: Gathering) -> bool:
    """Whether gatherings of this kind leave notes of group discussions."""
    return Output.NOTES in gathering.kind.declared.outputs


def sittings_noted(actor: Actor, gathering: Gathering) -> QuerySet[Sitting]:
    """The sittings whose notes this reader may read, with how many there are and of how many people."""
    rows = Sitting._base_manager.filter(gathering=gathering).select_related("group", "liaison")
    standing = Q(notes__replaced_by__isnull=True)
    seen = visible(actor, "notes.view", rows).order_by("starts_at", "pk")
    return seen.annotate(
        notes_taken=Count("notes", filter=standing),
        people_noted=Count("notes__invitation", filter=standing, distinct=True),
    )


def shows_notes(actor: Actor, gathering: Gathering) -> bool:
    """Whether there is a page of notes for this reader."""
    return has_notes(gathering) and sittings_noted(actor, gathering).exists()


def may_take(actor: Actor, sitting: Sitting) -> bool:
    """Whether this reader writes notes here now."""
    gathering = sitting.gathering
    is_open = not (gathering.is_closed or gathering.is_cancelled)
    return is_open and can(actor, "notes.take", sitting)


def voices_of(sitting: Sitting) -> list[Voice]:
    """Everybody whom the sitting concerns, with what they said; those who came stand first. Two queries."""
    invited = sitting.gathering.invitations.filter(Invitation.standing())
    if sitting.group_id:
        invited = invited.filter(group=sitting.group)
    came = Count("sign_ins", filter=Q(sign_ins__sitting=sitting))
    people = invited.annotate(came=came).select_related("person")
    said: dict[int, list[DiscussionNote]] = defaultdict(list)
    for note in notes_of(sitting):
        said[note.invitation_id or 0].append(note)
    ordered = sorted(people, key=lambda one: (one.came == 0, one.pk))
    return [Voice(one, said.get(one.pk, [])) for one in ordered]


def notes_of(sitting: Sitting) -> list[DiscussionNote]:
    """What stands of the discussion, in the order in which it was said."""
    rows = sitting.notes.filter(DiscussionNote.in_force())
    return list(rows.select_related("invitation__person", "recorded_by"))
