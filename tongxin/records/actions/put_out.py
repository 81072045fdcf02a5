"""What three people passed goes out: the feed shows it, the record book gets its line."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.records.actions.enter_record import enter_record
from tongxin.records.lifecycle import PUBLICATION, RECORD
from tongxin.records.models import Publication, RecordKind
from tongxin.records.queries.kinds import kind_of
from tongxin.records.values import Entry

KIND, CHANNEL = "publication", "account"


@performs(PUBLICATION.put_out)
def put_out(piece: Publication, *, actor: Actor) -> dict[str, Any]:
    """From here citizens may read it."""
    piece.went_out_at = clock.now()
    piece.went_out_on = clock.today()
    return {"text": piece.text_digest}


@follows(PUBLICATION.put_out)
def note_in_book(piece: Publication, *, actor: Actor, event: Any) -> None:
    """One line of the record book; counted as an item on the official account."""
    kind = RecordKind.objects.get(assembly__isnull=True, code=KIND)
    values = {"title": piece.title, "happened_on": piece.went_out_on, "variety": CHANNEL}
    people = [piece.author_name] if piece.author_name else []
    record = enter_record(kind_of(kind, piece.assembly), actor=actor, entry=Entry(values, people))
    Publication._base_manager.filter(pk=piece.pk).update(record=record)


@performs(PUBLICATION.retract)
def retract(piece: Publication, *, actor: Actor, reason: str) -> None:
    """Citizens no longer find it."""
    piece.retracted_on = clock.today()


@follows(PUBLICATION.retract)
def withdraw_line(piece: Publication, *, actor: Actor, event: Any, reason: str) -> None:
    """Its line no longer counts."""
    if piece.record_id and piece.record.is_recorded:
        perform(RECORD.withdraw, piece.record, actor, reason=reason)
