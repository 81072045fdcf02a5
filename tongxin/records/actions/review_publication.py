"""A piece for the public is written, sent to review, passed three times by three people, or sent back."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.lifecycle.perform import begin, performs
from tongxin.organisations.models import Assembly
from tongxin.records.lifecycle import PUBLICATION
from tongxin.records.models import Publication, PublicationReview
from tongxin.records.queries.publications import hits_in
from tongxin.records.terms import Review


def start_publication(
    assembly: Assembly, *, actor: Actor, request_key: str | None = None, **words: str
) -> Publication:
    """Begin a piece."""
    demand(actor, "publications.write")
    if assembly.pk not in actor.assembly_ids:
        raise Refused(_("只能撰写本级发布的信息。"))
    _refuse_marked(words)
    piece = Publication(assembly=assembly, written_by=actor.person, **words)
    begun: Any = begin(PUBLICATION, piece, actor, request_key=request_key)
    return begun


def save_publication(piece: Publication, *, actor: Actor, seen: int, **words: str) -> Publication:
    """Store what was typed while the piece is with its writer; another version seen is a Conflict and stores nothing."""
    if not piece.is_draft or not can(actor, PUBLICATION.offer.name, piece):
        raise Refused(_("送审以后不能再改；要改，请审核人退回。"))
    _refuse_marked(words)
    mine = Publication._base_manager.filter(Publication.drafts(), pk=piece.pk, version=seen)
    if not mine.update(version=F("version") + 1, **words):
        raise Conflict(_("这一篇刚在别处改过。请刷新后再改。"))
    return Publication._base_manager.get(pk=piece.pk)


@performs(PUBLICATION.pass_first)
def pass_first(piece: Publication, *, actor: Actor, ruling: str = "", note: str = "") -> dict:
    return _pass(piece, Review.FIRST, actor, ruling, note)


@performs(PUBLICATION.pass_second)
def pass_second(piece: Publication, *, actor: Actor, ruling: str = "", note: str = "") -> dict:
    return _pass(piece, Review.SECOND, actor, ruling, note)


@performs(PUBLICATION.pass_final)
def pass_final(piece: Publication, *, actor: Actor, ruling: str = "", note: str = "") -> dict:
    return _pass(piece, Review.FINAL, actor, ruling, note)


@performs(PUBLICATION.send_back)
def send_back(piece: Publication, *, actor: Actor, note: str) -> dict[str, Any]:
    """With its writer again; the next round begins with the first review."""
    step = list(Review)[piece.reviews.filter(round=piece.round).count()]
    review = PublicationReview(
        **_of(piece, actor), step=step, passed=False, note=note, found=_found(piece)
    )
    review.save(force_insert=True)
    piece.round += 1
    return {"round": piece.round}


def _pass(piece: Publication, step: Review, actor: Actor, ruling: str, note: str) -> dict[str, Any]:
    """What was found and what the reviewer decided about it stand together."""
    found = _found(piece)
    if found and not ruling.strip():
        raise Refused(_("文中查到需要核对的字词，请写明怎样处理。"), field="ruling")
    review = PublicationReview(
        **_of(piece, actor),
        step=step,
        passed=True,
        found=found,
        found_ruling=ruling if found else "",
        note=note,
    )
    review.save(force_insert=True)
    return {"step": step.value, "text": review.text_digest, "found": [one["code"] for one in found]}


def _of(piece: Publication, actor: Actor) -> dict[str, Any]:
    return {
        "assembly_id": piece.assembly_id,
        "publication": piece,
        "round": piece.round,
        "by": actor.person,
        "on": clock.today(),
        "text_digest": piece.text_digest,
    }


def _found(piece: Publication) -> list[dict[str, str]]:
    return [{"code": hit.code, "found": hit.found} for hit in hits_in(piece)]


def _refuse_marked(words: dict[str, str]) -> None:
    if sentence := forbidden(words.values()):
        raise Refused(sentence)
