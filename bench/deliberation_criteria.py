"""What the engine promises, measured on real conversations: prints a number for each promise, fails when one is broken.

    TONGXIN_VOTES=FOLDER:FOLDER PYTHONPATH=. python bench/deliberation_criteria.py

The folders hold Polis exports. Speed and memory are measured by bench_deliberation.py, edge cases and invariants by
tests/deliberation/maths.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from deliberation_runs import export
from scipy.optimize import linear_sum_assignment
from scipy.stats import hypergeom

from tests.deliberation.maths.conversations import (
    Made,
    adjusted_rand,
    dense,
    dense_components,
    shuffled_votes,
)
from tongxin.deliberation.maths import analyse
from tongxin.deliberation.maths.intervals import finite

RUNS = int(os.environ.get("TONGXIN_RUNS", "100"))
SHOWN, MUCH = 7, 40
PROFILES = ("polis", "native")
Promise = tuple[str, str, bool]


def main() -> int:
    broken = 0
    folders = [Path(one) for one in os.environ.get("TONGXIN_VOTES", "").split(":") if one]
    for folder in folders:
        rows, hidden = export(folder)
        for name, said, kept in promises(Made(*rows), hidden):
            print(f"{folder.name}: {name}: {said}{'' if kept else '  BROKEN'}", flush=True)
            broken += not kept
    name, said, kept = intervals_cover()
    print(f"{name}: {said}{'' if kept else '  BROKEN'}")
    return int(broken + (not kept) > 0)


def promises(made: Made, hidden: list[int]) -> Iterator[Promise]:
    for profile in PROFILES:
        yield exact(made, hidden, profile)
        yield counted(made, hidden, profile)
    yield unordered(made, hidden)
    yield from honest(made, hidden)
    yield from foreseen(made, hidden)
    yield justified(made, hidden)
    for seed in range(4):
        yield pushed(made, hidden, seed)


def quick(made: Made, hidden: list[int], **options: Any) -> dict[str, Any]:
    return analyse(*made.rows, moderated_out=hidden, resample=False, **options)


def exact(made: Made, hidden: list[int], profile: str) -> Promise:
    """A: means and components are those of the dense matrix."""
    found = analyse(*made.rows, moderated_out=hidden, profile=profile, resample=False)
    columns = np.flatnonzero(np.isin(found["statements"], hidden))
    means, _values, vectors, _centred = dense_components(dense(made), columns)
    off = np.abs(found["pca"]["center"] - means).max()
    turned = max(
        min(np.abs(mine - sign * theirs).max() for sign in (1, -1))
        for mine, theirs in zip(found["pca"]["components"], vectors[:2], strict=True)
    )
    return f"A {profile}", f"means {off:.0e}, components {turned:.0e}", off < 1e-9 and turned < 1e-6


def counted(made: Made, hidden: list[int], profile: str) -> Promise:
    """B: counts are exact, lists short and without hidden or unvoted statements."""
    found = analyse(*made.rows, moderated_out=hidden, profile=profile, resample=False)
    matrix, votes = dense(made), found["group_votes"]
    right = all(
        np.array_equal((matrix[found["group"] == group] == vote).sum(axis=0), votes[name][group])
        for name, vote in (("agree", 1), ("disagree", -1))
        for group in range(len(votes["agree"]))
    )
    informed = ((votes["agree"] + 1) / (votes["seen"] + 2)).prod(axis=0)
    right &= np.allclose(informed, found["group_informed_consensus"], rtol=1e-9, atol=0)
    lists = [[one for one, _way in mine] for mine in found["representative"].values()]
    lists += list(found["consensus"].values())
    right &= all(len(one) <= 5 and not set(one) & set(hidden) for one in lists)
    return f"B {profile}", f"{len(lists)} lists", right


def unordered(made: Made, hidden: list[int]) -> Promise:
    """D: order of rows and names of people change nothing."""
    draw = np.random.default_rng(0)
    found = analyse(*made.rows, moderated_out=hidden)
    order = draw.permutation(len(made.votes))
    again = analyse(*made.permuted(order), moderated_out=hidden)
    names = draw.permutation(int(made.participants.max()) + 1)
    renamed = analyse(names[made.participants], *made.rows[1:], moderated_out=hidden)
    places = np.searchsorted(renamed["participants"], names[found["participants"]])
    index = adjusted_rand(found["group"], renamed["group"][places])
    same = found["digest"] == again["digest"]
    return "D", f"digest equal {same}, ARI of renamed {index:.3f}", same and index == 1.0


def honest(made: Made, hidden: list[int]) -> Iterator[Promise]:
    """J, L: shuffled votes have no groups, and nothing special to two groups that are forced on them."""
    one_group, flagged, empty = 0, [], 0
    for seed in range(RUNS):
        mixed = shuffled_votes(made, seed)
        one_group += len(analyse(*mixed.rows, moderated_out=hidden)["group_labels"]) == 1
        found = quick(mixed, hidden, force_k=2)
        allowed = np.isin(np.arange(len(found["statements"])), found["circle"]["ranking"])
        flagged.append((found["special"]["p"][:, allowed] <= 0.10).any(axis=2).mean())
        empty += not any(found["representative"].values())
    yield "J", f"one group in {one_group} of {RUNS}", one_group >= 0.95 * RUNS
    said = f"{np.median(flagged):.3f} of cells flagged, lists empty in {empty} of {RUNS}"
    yield "L", said, np.median(flagged) <= 0.10 and empty >= 0.90 * RUNS


def foreseen(made: Made, hidden: list[int]) -> Iterator[Promise]:
    """K: seven votes of those who cast forty foretell the others, and the group."""
    full = quick(made, hidden)
    k = max(len(full["group_labels"]), 2)
    full = quick(made, hidden, force_k=k)
    draw = np.random.default_rng(0)
    per = np.bincount(np.searchsorted(full["participants"], made.participants))
    active = np.flatnonzero(per >= min(MUCH, len(full["statements"])))
    kept = np.ones(len(made.votes), dtype=bool)
    for row in active:
        mine = np.flatnonzero(
            (made.participants == full["participants"][row]) & ~np.isin(made.statements, hidden)
        )
        kept[draw.permutation(mine)[SHOWN:]] = False
    few = quick(Made(*(row[kept] for row in made.rows)), hidden, force_k=k)
    who = np.searchsorted(few["participants"], made.participants[~kept])
    what = np.searchsorted(few["statements"], made.statements[~kept])
    model = few["factors"]
    means = model["center"][what]
    told = means + (model["loadings"][what] * few["positions"][who]).sum(axis=1)
    errors = [np.sqrt(((made.votes[~kept] - guess) ** 2).mean()) for guess in (told, means)]
    change = errors[0] / errors[1] - 1
    yield "K votes", f"error {100 * change:+.1f} % against the mean vote", change <= 0
    one, two = full["group"][active], few["group"][active]
    table = np.zeros((k, k))
    np.add.at(table, (one, two), 1)
    right = table[linear_sum_assignment(-table)].sum() / len(active)
    lift = right - np.bincount(one).max() / len(active)
    yield "K group", f"{k} groups, {100 * lift:+.0f} points over the largest", lift >= 0


def justified(made: Made, hidden: list[int]) -> Promise:
    """N: the slate's certificate, and how many find something on it they agree with."""
    found = quick(made, hidden)
    ranked = np.argsort(-found["group_informed_consensus"], kind="stable")
    best = [at for at in ranked if found["statements"][at] not in hidden][:10]
    beside = (dense(made)[:, best] == 1).any(axis=1).mean()
    slate = found["slate"]
    said = (
        f"certificate {slate['certificate']:.2f}, covered {slate['covered']:.2f} (GIC {beside:.2f})"
    )
    return "N", said, slate["certificate"] < 1 and slate["covered"] >= beside


def pushed(made: Made, hidden: list[int], seed: int) -> Promise:
    """O: 5 % new accounts push a statement of the middle ranks: ranks gained, and whether an alarm is raised."""
    draw, before = np.random.default_rng(seed), quick(made, hidden)
    ranking = ranks(before, "group_informed_consensus")
    target = ranking[len(ranking) // 2]
    others = before["statements"][[one for one in ranking if one != target]]
    count = max(1, round(0.05 * len(before["participants"])))
    first, each = int(before["participants"].max()) + 1, min(9, len(others))
    who = np.repeat(np.arange(first, first + count), each + 1)
    what = np.concatenate(
        [
            np.append(draw.choice(others, each, replace=False), before["statements"][target])
            for _ in range(count)
        ]
    )
    how = np.where(what == before["statements"][target], 1, draw.choice([-1, 1], len(what)))
    grown = Made(
        *(np.concatenate([old, new]) for old, new in zip(made.rows, (who, what, how), strict=True))
    )
    after = quick(grown, hidden)
    gains = [
        ranks(before, key).index(target) - ranks(after, key).index(target)
        for key in ("group_informed_consensus", "circle")
    ]
    told = any(
        one["statement"] == before["statements"][target] for one in after["alarms"]["pushes"]
    )
    said = f"{count} accounts: gain {gains[0]} by GIC, {gains[1]} in the circle, alarm {told}, without them {before['alarms']['raised']}"
    return f"O {seed}", said, told and 2 * max(gains[1], 0) <= max(gains[0], 0) + 1


def ranks(found: dict[str, Any], key: str) -> list[int]:
    """Columns that may be listed, best first."""
    score = found[key]["score"] if key == "circle" else found[key]
    allowed = set(found["circle"]["ranking"].tolist())
    return [int(at) for at in np.argsort(-score, kind="stable") if int(at) in allowed]


def intervals_cover() -> Promise:
    """M: the exact interval holds the true share at least 95 % of the time, at every share and number of votes."""
    least = 1.0
    for size in (10, 30, 60, 100, 300):
        true = np.arange(size + 1)
        for n in range(size + 1):
            x = np.arange(n + 1)
            bounds = finite(x, n, size)[:, None] * size
            chance = hypergeom.pmf(x[:, None], size, true, n)
            holds = (bounds[..., 0] <= true + 1e-9) & (true <= bounds[..., 1] + 1e-9)
            least = min(least, float((chance * holds).sum(axis=0).min()))
    return "M", f"coverage at least {least:.4f}", least >= 0.95


if __name__ == "__main__":
    sys.exit(main())
