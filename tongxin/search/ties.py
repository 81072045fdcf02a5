"""Ties of a record to others of any kind that can be found: looked for by words, named by a form, shown to a reader."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Model

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core.models import Link
from tongxin.search.finding import find
from tongxin.search.kinds import Kind, Shown, kinds

MOST_FOUND = 20
LONGEST_KEY = 15


@dataclass(frozen=True)
class Tie:
    """Another record, as this reader sees it."""

    type: str
    id: int
    shown: Shown


def tieable(actor: Actor, text: str) -> list[Tie]:
    """What this actor may find by these words, of every kind that can be found."""
    hits = find(actor, text, limit=MOST_FOUND) if text else []
    return [Tie(hit.record._meta.label_lower, hit.record.pk, hit.shown) for hit in hits]


def target_named(actor: Actor, record_type: str, key: str) -> Model | None:
    """The record that a form names, if it can be found and seen by this actor."""
    kind = _kinds().get(record_type)
    if kind is None or not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
        return None
    rows = kind.model._base_manager.filter(pk=int(key))
    return visible(actor, kind.permission, rows).first()


def ties_of(model: type[Model], keys: Collection[int], actor: Actor) -> dict[int, list[Tie]]:
    """What these rows are tied to, as far as this actor may see it, by row; one or two queries for each type."""
    links = Link.objects.filter(source_type=model._meta.label_lower, source_id__in=keys)
    by_type: dict[str, list[Link]] = defaultdict(list)
    for link in links.order_by("pk"):
        by_type[link.target_type].append(link)
    known, found = _kinds(), defaultdict(list)
    for record_type in (one for one in by_type if one in known):
        for link, tie in _seen(known[record_type], by_type[record_type], actor):
            found[link.source_id].append(tie)
    return found


def _kinds() -> dict[str, Kind]:
    return {one.model._meta.label_lower: one for one in kinds()}


def _seen(kind: Kind, links: Sequence[Link], actor: Actor) -> Iterator[tuple[Link, Tie]]:
    keys = {link.target_id for link in links}
    rows = kind.load(kind.model._base_manager.filter(pk__in=keys))
    seen = list(visible(actor, kind.permission, rows))
    shown = dict(zip([row.pk for row in seen], kind.show(seen, actor), strict=True))
    for link in links:
        if link.target_id in shown:
            yield link, Tie(link.target_type, link.target_id, shown[link.target_id])
