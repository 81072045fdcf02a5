"""Likeness of texts: near duplicates by marks that edited copies share, related ones by the words of their matters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from django.db.models import Count
from rensa import RMinHash

from tongxin.accounts.actor import Actor
from tongxin.search.engines import engine
from tongxin.search.engines.seam import Condition
from tongxin.search.finding import Hit, hits, permitted
from tongxin.search.kinds import kind_of
from tongxin.search.models import SearchBand, SearchEntry
from tongxin.search.tokens import RUNS, pairs, plain

SHINGLE = 4
PERMUTATIONS, BANDS, SEED = 128, 32, 20260101
PER_BAND = PERMUTATIONS // BANDS
NEAR = 0.3
CANDIDATES = 50
COMMON = frozenset(pairs((Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8")))
"""Pairs that half of all matters contain."""


@dataclass(frozen=True)
class Likeness:
    """A record that is like a text; `share` of their passages is the same, 0 where only the matter is related."""

    hit: Hit
    share: float = 0.0

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def similar(
    actor: Actor,
    text: str,
    limit: int = 5,
    *,
    title: str = "",
    kind: str = "proposals",
    besides: Iterable[int] = (),
) -> list[Likeness]:
    """Records this actor may see that are nearly the same as `text`, then those whose matter is related to `title`."""
    allowed = permitted(actor, [kind_of(kind)])
    if allowed is None:
        return []
    without = _without(allowed, besides)
    near = _near(text, without, limit)
    keys = list(near)
    if title and len(keys) < limit:
        found = _related(title, without, limit)
        keys += [key for key in found if key not in near][: limit - len(keys)]
    shown = {hit.record.pk: hit for hit in hits(actor, keys)}
    shares = {entry.record_id: near.get(entry.pk, 0.0) for entry in _entries(keys)}
    return [Likeness(hit, shares[key]) for key, hit in shown.items()]


def marks(text: str) -> list[int]:
    """The marks of a text, one for each band; a text too short to compare has none."""
    parts = shingles(text)
    if not parts:
        return []
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(sorted(parts))
    digest = sketch.digest()
    return [_mark(band, digest[band * PER_BAND :][:PER_BAND]) for band in range(BANDS)]


def shingles(text: str) -> set[str]:
    """All stretches of four characters, blanks and signs left out."""
    letters = "".join(RUNS.findall(plain(text)))
    return {letters[start : start + SHINGLE] for start in range(len(letters) - SHINGLE + 1)}


def shared(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1 (Jaccard over their stretches)."""
    first, second = shingles(one), shingles(other)
    union = len(first | second)
    return len(first & second) / union if union else 0.0


def _near(text: str, allowed: Condition, limit: int) -> dict[int, float]:
    """Entries that share marks with the text, by how much of it they really share."""
    wanted = marks(text)
    if not wanted:
        return {}
    counted = SearchBand.objects.filter(mark__in=wanted).values("entry").annotate(n=Count("id"))
    candidates = [row["entry"] for row in counted.order_by("-n", "-entry")[:CANDIDATES]]
    shares = {entry.pk: shared(text, entry.body) for entry in _allowed(candidates, allowed)}
    near = sorted((pair for pair in shares.items() if pair[1] >= NEAR), key=lambda pair: -pair[1])
    return dict(near[:limit])


def _related(title: str, allowed: Condition, limit: int) -> list[int]:
    """Entries whose titles share at least two telling pairs, or all there are."""
    wanted = [word for word in pairs(title) if word not in COMMON]
    if not wanted:
        return []
    needed = min(2, len(wanted))
    found = engine().closest(wanted, allowed, 4 * limit)
    entries = SearchEntry.objects.in_bulk(found)
    overlaps = {key: len(set(wanted) & set(pairs(entries[key].title))) for key in found}
    return [key for key in found if overlaps[key] >= needed][:limit]


def _allowed(keys: Sequence[int], allowed: Condition) -> list[SearchEntry]:
    if not keys:
        return []
    places = ", ".join(["%s"] * len(keys))
    sql = f"SELECT e.* FROM search_searchentry e WHERE e.id IN ({places}) AND {allowed.sql}"  # noqa: S608 — placeholders and compiled rules only
    return list(SearchEntry.objects.raw(sql, [*keys, *allowed.params]))


def _without(allowed: Condition, besides: Iterable[int]) -> Condition:
    left_out = list(besides)
    if not left_out:
        return allowed
    places = ", ".join(["%s"] * len(left_out))
    sql = f"({allowed.sql} AND e.record_id NOT IN ({places}))"
    return Condition(sql, [*allowed.params, *left_out])


def _entries(keys: Sequence[int]) -> list[SearchEntry]:
    return list(SearchEntry.objects.filter(pk__in=keys))


def _mark(band: int, values: Sequence[int]) -> int:
    written = ",".join(map(str, (band, *values))).encode()
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "big") >> 1
