"""Dated posts in committees, sectors and other bodies: given, and taken back."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin import search, trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.bulk import Ready, give_keys, ready, write_all
from tongxin.core.errors import Refused
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.models import Appointment, Body, Member, Sector, SpecialCommittee
from tongxin.members.terms import BodyKind, Post, PostEnd

Place = SpecialCommittee | Sector | Body


@transaction.atomic
def appoint(appointments: Sequence[Appointment], *, actor: Actor) -> list[Appointment]:
    """Store prepared posts, as rosters bring them; one event each."""
    write_all(ready_posts(appointments, actor=actor))
    _note_standing([one.member_id for one in appointments if _is_standing(one)])
    return list(appointments)


def ready_posts(appointments: Sequence[Appointment], *, actor: Actor) -> list[Ready]:
    """Posts outside the standing committee, made ready before the transaction; the members have their keys by now."""
    demand(actor, "members.keep")
    give_keys(appointments)
    told = trail.ready_all("members.appoint", appointments, actor, lambda one: {"post": one.post})
    return [ready(appointments), told]


@transaction.atomic
def appoint_member(
    member: Member,
    *,
    actor: Actor,
    place: Place,
    post: str,
    starts_on: date,
    title: str = "",
    meeting: str = "",
) -> Appointment:
    """Give a member a post; refused in another assembly's body, for a post it does not have, and twice at a time."""
    demand_keeping(actor, member.assembly_id)
    wanted = Appointment(
        assembly_id=member.assembly_id,
        member=member,
        post=Post(post),
        title=title,
        starts_on=starts_on,
        meeting=meeting,
        **{_column(place): place},
    )
    if refusal := _refusal(wanted, place):
        raise Refused(refusal)
    return appoint([wanted], actor=actor)[0]


@transaction.atomic
def relieve(
    appointment: Appointment, *, actor: Actor, on: date, reason: str, meeting: str = ""
) -> Appointment:
    """Take a post back from a day on."""
    demand_keeping(actor, appointment.assembly_id)
    if appointment.ends_on is not None:
        raise Refused(_("这个职务已经免去。"))
    if on < appointment.starts_on:
        raise Refused(_("免职日期不能早于任职日期。"), field="on")
    appointment.ends_on = on
    appointment.end_reason = PostEnd(reason)
    appointment.end_meeting = meeting
    appointment.save(update_fields=["ends_on", "end_reason", "end_meeting"])
    if _is_standing(appointment):
        _note_standing([appointment.member_id])
    trail.record("members.relieve", appointment, actor, on=on, reason=reason)
    return appointment


def _column(place: Place) -> str:
    match place:
        case SpecialCommittee():
            return "committee"
        case Sector():
            return "sector"
    return "body"


def _refusal(wanted: Appointment, place: Place) -> str | None:
    if place.assembly_id != wanted.assembly_id:
        return _("请选择本级的机构。")
    if wanted.post not in place.posts:
        return _("%(place)s没有“%(post)s”这个职务。") % {
            "place": place,
            "post": wanted.get_post_display(),
        }
    if isinstance(place, Body) and place.ends_on and place.ends_on <= wanted.starts_on:
        return _("%(place)s已经撤销。") % {"place": place}
    held = wanted.member.appointments.filter(**{_column(place): place, "post": wanted.post})
    if held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=wanted.starts_on)).exists():
        return _("%(name)s已有这个职务。") % {"name": wanted.member}
    return None


def _is_standing(appointment: Appointment) -> bool:
    return appointment.body is not None and appointment.body.kind == BodyKind.STANDING_COMMITTEE


def _note_standing(keys: Collection[int]) -> None:
    """The roll's mark 常委 follows from posts in the standing committee that have no end yet."""
    if not keys:
        return
    posts = Appointment._base_manager.filter(
        body__kind=BodyKind.STANDING_COMMITTEE, ends_on__isnull=True
    )
    members = Member._base_manager.filter(pk__in=keys)
    members.filter(pk__in=posts.values("member")).update(is_standing=True)
    members.exclude(pk__in=posts.values("member")).update(is_standing=False)
    search.touch(*members)
