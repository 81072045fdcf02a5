"""The whole analysis of a conversation: one call, plain arrays and dictionaries out."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from . import polis, selection
from .canonical import Floats, Ints, Votes, canonical
from .circle import Population
from .components import Components, components, projections
from .digest import digest
from .native import native
from .question import FEWEST_GROUPED, Progress, Question, ask, outline, quiet
from .representative import counted_by


def analyse(
    participants: ArrayLike,
    statements: ArrayLike,
    votes: ArrayLike,
    *,
    moderated_out: Collection[int] = (),
    meta: Collection[int] = (),
    keep: Collection[int] = (),
    force_k: int | None = None,
    groups: Mapping[int, Any] | None = None,
    seed: int = 0,
    profile: str = "native",
    population: Population = None,
    cohorts: Mapping[int, Any] | None = None,
    resample: bool = True,
    progress: Progress = quiet,
) -> dict[str, Any]:
    """Opinion groups and common ground in votes.

    participants, statements: ids (L); votes: 1 agree, -1 disagree, 0 pass (L). One row is one vote; of a repeated
    (participant, statement) the last row counts, otherwise the order of rows changes nothing.
    moderated_out, meta: statements hidden by moderation, and background facts; neither enters the mathematics.
    keep: participants who are grouped however few votes they cast. force_k: this many groups. groups: {participant:
    group}, then nothing is clustered and every statistic is about these groups (-1 and None: in no group).
    profile: `native`, or `polis` for the mathematics as Polis publishes it.
    population (native): how many members there are, a number or {group: number}, where everybody could have voted;
    intervals then are those of a finite assembly. cohorts (native): {participant: cohort} for the alarms; without it
    twentieths in the order of ids. resample (native): False leaves out shuffled votes and subsamples, so that
    `structure_p` and `stability` are None and groups are reported untested. progress: told each step in a word.

    Both profiles give participants, statements (ids, ascending), votes (how many count), group (n; -1 not grouped), positions (n, 2), pca
    {center (m), components (2, m)}, group_votes {agree, disagree, seen: (k, m)}, group_labels (k),
    group_informed_consensus (m), representative {group: [(statement, 'agree' | 'disagree')]}, consensus {agree,
    disagree: [statement]} and digest. `polis` adds priority (m). `native` adds what `native.native` lists.

    Raises ValueError for malformed votes, an unknown profile, force_k below 1 or too small a population.
    """
    if profile not in ("native", "polis"):
        raise ValueError(f"unknown profile {profile!r}: there are 'native' and 'polis'")
    if force_k is not None and force_k < 1:
        raise ValueError("force_k must be at least 1")
    progress("sorting")
    cast = canonical(participants, statements, votes)
    question = ask(
        cast,
        moderated_out=moderated_out,
        meta=meta,
        keep=keep,
        groups=groups,
        force_k=force_k,
        seed=seed,
        population=population,
        cohorts=cohorts,
        resample=resample,
        progress=progress,
    )
    progress("components")
    found = components(cast, question.hidden)
    answer = _polis(cast, question, found) if profile == "polis" else native(cast, question, found)
    answer["digest"] = digest(answer)
    return answer


def _polis(votes: Votes, question: Question, found: Components) -> dict[str, Any]:
    """The profile `polis`."""
    projected = projections(votes, found.center, found.directions)
    positions = polis.positions(votes, question.hidden, projected)
    group, labels = _polis_groups(question, positions)
    counts = counted_by(votes, group, len(labels))
    voted = question.allowed & (votes.tally.sum(axis=1) > 0)
    extremes = selection.extremity(found.center, found.directions)
    return outline(votes, group, labels, counts, positions, found) | {
        "group_informed_consensus": selection.share(counts.agree, counts.seen).prod(axis=0),
        "representative": selection.representative(counts, voted, votes.statements),
        "consensus": selection.consensus(votes.tally, voted, votes.statements),
        "priority": selection.priority(counts, extremes, question.meta),
    }


def _polis_groups(question: Question, positions: Floats) -> tuple[Ints, list[Any]]:
    if question.given is not None:
        return question.given, question.labels
    group = np.full(len(positions), -1, dtype=np.int64)
    people = np.flatnonzero(question.grouped)
    if len(people) < FEWEST_GROUPED:
        group[people] = 0
    else:
        group[people], _centers = polis.groups(positions[people], question.force_k)
    return group, list(range(int(group.max(initial=-1)) + 1))
