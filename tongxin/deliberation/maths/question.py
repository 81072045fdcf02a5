"""What is asked of the votes: who is grouped, what is hidden, which settings; and the keys that every answer has."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .canonical import Bools, Floats, Ints, Votes
from .circle import Counts, Population
from .components import Components

ENOUGH_VOTES = 7
ENOUGH_PEOPLE = 15
FEWEST_GROUPED = 4

Progress = Callable[[str], None]


def quiet(_step: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, eq=False)
class Question:
    """What was asked of the votes: hidden statements (m), who is grouped (n), given labels, and the settings."""

    hidden: Bools
    meta: Bools
    grouped: Bools
    labels: list[Any]
    given: Ints | None
    force_k: int | None = None
    seed: int = 0
    population: Population = None
    cohorts: Mapping[int, Any] | None = None
    resample: bool = True
    progress: Progress = quiet

    @property
    def allowed(self) -> Bools:
        """Statements that may stand in a list."""
        return ~self.hidden


def ask(
    votes: Votes,
    *,
    moderated_out: Collection[int] = (),
    meta: Collection[int] = (),
    keep: Collection[int] = (),
    groups: Mapping[int, Any] | None = None,
    **settings: Any,
) -> Question:
    """The question that the arguments of `analyse` put."""
    background = np.isin(votes.statements, _ids(meta))
    hidden = background | np.isin(votes.statements, _ids(moderated_out))
    labels, given = _given(votes, groups)
    grouped = _grouped(votes, keep) if given is None else given >= 0
    return Question(hidden, background, grouped, labels, given, **settings)


def _ids(ids: Collection[int]) -> Ints:
    return np.fromiter((int(one) for one in ids), np.int64)


def _grouped(votes: Votes, keep: Collection[int]) -> Bools:
    """Who is grouped: seven votes, or all there are; those kept; and the most active until there are fifteen."""
    per = votes.per_participant
    grouped = (per >= min(ENOUGH_VOTES, votes.m)) | np.isin(votes.participants, _ids(keep))
    missing = ENOUGH_PEOPLE - int(grouped.sum())
    if missing > 0 and not grouped.all():
        order = votes.by_content[np.argsort(-per[votes.by_content], kind="stable")]
        grouped = grouped.copy()
        grouped[order[~grouped[order]][:missing]] = True
    return grouped


def _given(votes: Votes, groups: Mapping[int, Any] | None) -> tuple[list[Any], Ints | None]:
    """Labels of given groups in order, and everybody's place among them (n), -1 for none."""
    if groups is None:
        return [], None
    named = {label for label in groups.values() if label is not None and label != -1}
    labels = sorted(named, key=lambda label: (str(type(label)), label))
    place = {label: at for at, label in enumerate(labels)}
    people = votes.participants.tolist()
    return labels, np.array([place.get(groups.get(one), -1) for one in people], dtype=np.int64)


def outline(
    votes: Votes,
    group: Ints,
    labels: list[Any],
    counts: Counts,
    positions: Floats,
    found: Components,
) -> dict[str, Any]:
    """The keys that both profiles give, lists and digest aside."""
    return {
        "participants": votes.participants,
        "statements": votes.statements,
        "votes": votes.size,
        "group": group,
        "group_labels": labels,
        "positions": positions,
        "pca": {"center": found.center, "components": found.directions},
        "group_votes": {"agree": counts.agree, "disagree": counts.disagree, "seen": counts.seen},
    }
