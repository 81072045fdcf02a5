"""Members ask to have own data corrected; the liaison office adopts it or says why not."""

from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import search, trail
from tongxin.accounts import phones
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import tidy
from tongxin.lifecycle.perform import begin, performs
from tongxin.lifecycle.table import Tell
from tongxin.members.fields import BY_CODE, own_texts
from tongxin.members.lifecycle import CORRECTION
from tongxin.members.models import Correction, Member
from tongxin.members.rules import ROLL_KEEPERS
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.models import StoredFile

PHOTO = "members.photo"


def ask_correction(
    member: Member,
    *,
    actor: Actor,
    wished: dict[str, str],
    photo: BinaryIO | None = None,
    request_key: str | None = None,
) -> Correction:
    """Open a correction of one's own seat: only what differs is kept. Refused where nothing does, and while one waits."""
    demand(actor, "members.correct", member)
    stored = _stored_photo(member, photo, actor)
    with transaction.atomic():
        Member._base_manager.select_for_update().get(pk=member.pk)
        if first := trail.earlier(actor, request_key):
            return Correction._base_manager.get(pk=first.record_id)
        found = {field.code: field.value(member) for field in own_texts()}
        differing = _differing(wished, found)
        if not differing and stored is None:
            raise Refused(_("没有改动，不用提交。"))
        if member.corrections.filter(Correction.waiting()).exists():
            raise Refused(_("您已有一份更正等待审核。请先撤回，或等审核之后再提。"))
        correction = Correction(
            assembly_id=member.assembly_id,
            member=member,
            asked_by=actor.person,
            wished=differing,
            found={code: found[code] for code in differing},
            photo=stored,
            asked_on=clock.today(),
        )
        begun: Any = begin(
            CORRECTION,
            correction,
            actor,
            request_key=request_key,
            tell=(Tell(ROLL_KEEPERS),),
            fields=sorted([*differing, *(["photo"] if stored else [])]),
        )
    return begun


def _stored_photo(member: Member, photo: BinaryIO | None, actor: Actor) -> StoredFile | None:
    if photo is None:
        return None
    name = getattr(photo, "name", "photo")
    return store_file(PHOTO, photo, name, assembly=member.assembly, actor=actor)


def _differing(wished: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    if foreign := set(wished) - set(found):
        raise ValueError(f"these fields are not the member's own: {sorted(foreign)}")
    tidied = {code: _tidied(code, text) for code, text in wished.items()}
    return {code: text for code, text in tidied.items() if text != found[code]}


def _tidied(code: str, text: str) -> str:
    return phones.plain(text) if code == "phone" else tidy(text)


@performs(CORRECTION.approve)
def approve(correction: Correction, *, actor: Actor) -> dict[str, Any]:
    """Write the wished values where they belong; the sign-in number does not move."""
    member, person = correction.member, correction.member.person
    for code, text in correction.wished.items():
        field = BY_CODE[code]
        setattr(person if field.is_of_person else member, field.column, text)
    if correction.photo_id:
        member.photo = correction.photo
    member.save()
    person.save()
    correction.decided_on = clock.today()
    search.touch(member)
    return {"fields": sorted(correction.wished)}


@performs(CORRECTION.refuse)
def refuse(correction: Correction, *, actor: Actor, reason: str) -> None:
    """Nothing changes; the member reads why."""
    correction.reason = reason
    correction.decided_on = clock.today()
