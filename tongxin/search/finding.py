"""Finding: what the reader may see is part of the query itself; numbers and names first, then titles, then texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, permission
from tongxin.search.engines import engine
from tongxin.search.engines.seam import BODY, KEYS, TITLE, Condition
from tongxin.search.kinds import Kind, Shown, kind_of, kinds
from tongxin.search.models import SearchEntry
from tongxin.search.tokens import Phrase, phrases, plain

TIERS = ((KEYS,), (KEYS, TITLE), (KEYS, TITLE, BODY))
MOST_COUNTED = 1000
AROUND = 30


@dataclass(frozen=True)
class Hit:
    """One find: the record, how it is shown, and where in its text the words stand."""

    kind: Kind
    record: Model
    shown: Shown
    excerpt: tuple[str, str, str] = ("", "", "")


def find(actor: Actor, text: str, kinds: Sequence[str] | None = None, limit: int = 20) -> list[Hit]:
    """The newest records that hold all words of `text` and that this actor may see.

    Those where a number or a name matches stand first, then titles, then texts.
    """
    asked, allowed = phrases(text), permitted(actor, _chosen(kinds))
    if not asked or allowed is None:
        return []
    keys: list[int] = []
    for within in TIERS:
        if len(keys) < limit:
            found = engine().newest(asked, within, allowed, limit)
            keys += [key for key in found if key not in keys]
    return hits(actor, keys[:limit], asked)


def count(actor: Actor, text: str, kind: Kind) -> int:
    """How many records of a kind there are to find, counted up to a thousand."""
    asked, allowed = phrases(text), permitted(actor, [kind])
    if not asked or allowed is None:
        return 0
    return engine().count(asked, allowed, MOST_COUNTED)


def narrow(rows: QuerySet, text: str, kind: str) -> QuerySet:
    """The rows of a list that hold all words of `text`; what may be seen is the list's own affair."""
    return rows.filter(matching(text, kind)) if text.strip() else rows


def matching(text: str, kind: str) -> Q:
    """The condition on records of a kind that they hold all words of `text`; to be combined with others."""
    asked = phrases(text)
    if not asked:
        return NOTHING
    records = engine().records(kind, asked)
    return Q(pk__in=RawSQL(records.sql, records.params))  # noqa: S611 — the engine's own


def hits(actor: Actor, keys: Sequence[int], asked: Sequence[Phrase] = ()) -> list[Hit]:
    """The entries with these ids as the actor is shown them, in this order."""
    entries = SearchEntry.objects.in_bulk(keys)
    by_kind: dict[str, list[SearchEntry]] = {}
    for entry in entries.values():
        by_kind.setdefault(entry.kind, []).append(entry)
    found: dict[int, Hit] = {}
    for code, of_kind in by_kind.items():
        found |= _shown(kind_of(code), of_kind, actor, asked)
    return [found[key] for key in keys if key in found]


def permitted(actor: Actor, among: Iterable[Kind]) -> Condition | None:
    """Which entries the actor may see: each kind's permission, asked of the entry's own record. None: nothing."""
    parts = [part for kind in among if (part := _permitted(actor, kind))]
    if not parts:
        return None
    sql = " OR ".join(part.sql for part in parts)
    return Condition(f"({sql})", [param for part in parts for param in part.params])


def excerpt(body: str, asked: Sequence[Phrase]) -> tuple[str, str, str]:
    """The first place of the text where something asked for stands: before, itself, after."""
    text = plain(body)
    for phrase in asked:
        wanted = _as_written(phrase)
        start = text.find(wanted)
        if wanted and start >= 0:
            end = start + len(wanted)
            return text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
    return "", "", ""


def _permitted(actor: Actor, kind: Kind) -> Condition | None:
    condition = permission(kind.permission).rule(actor)
    if condition == NOTHING:
        return None
    rows = kind.model._base_manager.filter(condition)
    this = rows.filter(pk=RawSQL("e.record_id", ()))
    try:
        sql, params = this.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return Condition(f"(e.kind = %s AND EXISTS ({sql}))", [kind.code, *params])


def _shown(
    kind: Kind, entries: Sequence[SearchEntry], actor: Actor, asked: Sequence[Phrase]
) -> dict[int, Hit]:
    """The finds of one kind by their entries' ids."""
    rows = kind.load(kind.model._base_manager.all())
    records = rows.in_bulk([entry.record_id for entry in entries])
    standing = [entry for entry in entries if entry.record_id in records]
    shown = kind.show([records[entry.record_id] for entry in standing], actor)
    return {
        entry.pk: Hit(kind, records[entry.record_id], look, excerpt(entry.body, asked))
        for entry, look in zip(standing, shown, strict=True)
    }


def _chosen(codes: Sequence[str] | None) -> list[Kind]:
    if codes is None:
        return [kind for kind in kinds() if kind.offered]
    return [kind_of(code) for code in codes]


def _as_written(phrase: Phrase) -> str:
    """The words put together again: pairs overlap by a character."""
    text = ""
    for word in phrase.words:
        overlaps = bool(text) and text[-1] == word[0] and len(word) == 2 and not word.isascii()
        text += word[1:] if overlaps else word
    return text
