"""The result of a deliberation informs; no condition, effect or consequence of any act reads it."""

import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tongxin.deliberation.models import Analysis
from tongxin.deliberation.queries.analyses import latest
from tongxin.lifecycle.table import Act, lifecycles

READERS = (
    "tongxin.deliberation.maths",
    "tongxin.deliberation.results",
    "tongxin.deliberation.queries.analyses",
    "tongxin.deliberation.queries.readings",
    "tongxin.deliberation.queries.votes",
)
"""Where results and stances are read."""

RELATIONS = {"analyses", "stances", "stancerow_set"}
"""Names under which rows lead to results and stances."""

every_act = pytest.mark.parametrize(
    "act", [act for one in lifecycles() for act in one.acts.values()], ids=str
)


def rules_of(act: Act) -> Iterator[Callable[..., Any]]:
    """Everything that decides whether an act is possible, and everything that it brings about."""
    yield from (*act.when, *act.given)
    yield from (audience.records for audience in act.by)
    yield from (one for one in (act.effect, act.follow, act.awaited) if callable(one))
    for due in act.due:
        yield from (one for one in (due.parameter, due.anchor, due.on, due.only) if callable(one))


def reading_results(function: Callable[..., Any]) -> list[str]:
    """Where a function, or anything of ours that it calls, reads results or stances.

    Ordering an analysis is no reading: what the worker will do is named in a task, which is no function.
    """
    found: list[str] = []
    met: set[int] = set()
    todo: list[Any] = [function]
    while todo:
        code = getattr(todo[-1], "__code__", None)
        one = todo.pop()
        if code is None or id(code) in met:
            continue
        met.add(id(code))
        if one.__module__.startswith(READERS):
            found.append(f"{one.__module__}.{one.__name__}")
            continue
        for name in names_in(code):
            used = one.__globals__.get(name)
            if used is Analysis or name in RELATIONS:
                found.append(f"{one.__module__}.{one.__name__}: {name}")
            if isinstance(used, types.FunctionType) and used.__module__.startswith("tongxin."):
                todo.append(used)
        todo += [
            cell.cell_contents
            for cell in one.__closure__ or ()
            if isinstance(cell.cell_contents, types.FunctionType)
        ]
    return found


def names_in(code: types.CodeType) -> set[str]:
    """Global names and attributes that a piece of code, and what is defined in it, mentions."""
    inner = [one for one in code.co_consts if isinstance(one, types.CodeType)]
    return set(code.co_names).union(*map(names_in, inner))


@every_act
def test_no_act_depends_on_results(act):
    assert [place for rule in rules_of(act) for place in reading_results(rule)] == []


def _enough_agree(record: Any, actor: Any) -> str | None:
    return None if _share(record) > 0.5 else "no"


def _share(record: Any) -> float:
    return latest(record).content["lines"][0]["score"]


def _by_relation(record: Any, actor: Any) -> str | None:
    return None if record.analyses.exists() else "no"


@pytest.mark.parametrize("planted", [_enough_agree, _by_relation])
def test_act_that_reads_results_would_be_found(planted):
    _share.__module__ = _enough_agree.__module__ = "tongxin.planted"
    assert reading_results(planted)
