"""Reads about drafts: paragraphs with their remarks, as one page shows them in few queries."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.deliberation.lifecycle import REMARK
from tongxin.deliberation.models import DraftText, Paragraph, Remark
from tongxin.deliberation.terms import DraftState, RemarkState
from tongxin.lifecycle.offers import Offer, available_acts


@dataclass
class Said:
    """A remark with the wording it was made on, where that was replaced, and what the reader may do with it."""

    remark: Remark
    on: Paragraph | None
    offers: list[Offer]


@dataclass
class Place:
    """A paragraph as it stands, its earlier wordings, and all remarks on any of them."""

    paragraph: Paragraph
    earlier: list[Paragraph] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def places_in(draft: DraftText, actor: Actor) -> list[Place]:
    """The whole draft, in its order; the same number of queries however long it is."""
    paragraphs = list(Paragraph._base_manager.filter(draft=draft).order_by("position", "pk"))
    following = {one.pk: one.replaced_by_id for one in paragraphs}
    standing = {key: _last(key, following) for key in following}
    places = {one.pk: Place(one) for one in paragraphs if one.replaced_by_id is None}
    for one in paragraphs:
        if one.replaced_by_id is not None:
            places[standing[one.pk]].earlier.append(one)
    for remark in remarks_on(draft):
        place = places[standing[remark.paragraph_id]]
        on = remark.paragraph if remark.paragraph.replaced_by_id else None
        remark.draft = draft
        place.said.append(Said(remark, on, available_acts(REMARK, remark, actor)))
    return list(places.values())


def _last(key: int, following: dict[int, int | None]) -> int:
    """The key of the wording that stands now in a paragraph's place."""
    while (later := following[key]) is not None:
        key = later
    return key


def remarks_on(draft: DraftText) -> QuerySet[Remark]:
    """All remarks with their replies, oldest first; withdrawn ones aside."""
    related = _standing(draft).select_related("author", "paragraph", "assembly")
    return related.prefetch_related("replies__author").order_by("paragraph__position", "pk")


def _standing(draft: DraftText) -> QuerySet[Remark]:
    return Remark._base_manager.filter(~Q(state=RemarkState.WITHDRAWN), draft=draft)


def tally(draft: DraftText) -> list[tuple[str | Promise, int, str]]:
    """In words: how many remarks stand in which state, and the first of them, by its public id."""
    rows = _standing(draft).order_by("paragraph__position", "pk")
    told = list(rows.values_list("state", "public_id"))
    counts = Counter(state for state, _first in told)
    first = dict(reversed(told))
    return [(state.label, counts[state], first[state]) for state in RemarkState if counts[state]]


def steps() -> list[tuple[str, str | Promise, Q]]:
    """The tabs of the list: code, words, condition."""
    return [
        ("open", _("征求意见中"), DraftText.in_state(DraftState.OPEN)),
        ("closed", _("已截止"), DraftText.in_state(DraftState.CLOSED)),
        ("prepared", _("准备中"), DraftText.in_state(DraftState.PREPARED)),
    ]
