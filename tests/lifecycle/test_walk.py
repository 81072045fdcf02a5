"""Walks the tables: every state reached, labelled and left again; every (state, act, role) as written down."""

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pytest

from tests.architecture.source import modules
from tests.ground import built_once
from tests.lifecycle.cast import Cast, make_cast, put
from tongxin.accounts.permissions import can
from tongxin.lifecycle.forms import form_class
from tongxin.lifecycle.table import CLOCK, CONSEQUENCE, Act, Lifecycle, lifecycles
from tongxin.organisations import rulebook

pytestmark = pytest.mark.once

WRITTEN = Path(__file__).parent / "permissions.txt"
HEADER = """\
Who may do what, in which state. Written by `bin/test tests/lifecycle/test_walk.py --rewrite-permissions`,
reviewed by people, asserted by the suite. Each line: act or permission, [states], who.
`held`: decided but not released; other lines hold after the release.
"""
FINAL = {
    "proposals": {"withdrawn"},
    "handlings": {"opined", "silent", "ended"},
    "co_signatures": set(),
    "decision_lists": {"released"},
    "extensions": {"granted", "refused"},
    "evaluations": {"given", "lapsed"},
    "commitments": {"kept", "lifted"},
    "nominations": {"reported", "dropped"},
    "urgings": {"sent", "dropped"},
    "clearings": {"cleared", "dropped"},
    "extracts": {"produced", "refused", "withdrawn"},
    "records": {"withdrawn"},
    "record_kinds": {"closed"},
    "submissions": {"returned", "superseded", "dropped"},
    "intakes": {"returned", "superseded"},
    "publications": {"retracted", "dropped"},
    "gatherings": {"closed", "cancelled"},
    "gathering_kinds": {"closed"},
    "speeches": {"delivered", "withdrawn"},
    "questions": {"settled", "withdrawn"},
    "minutes": {"passed"},
    "invitations": set(),
    "leaves": {"refused", "withdrawn"},
    "corrections": {"approved", "refused", "withdrawn"},
    "roll_submissions": {"sent_back", "superseded"},
    "conversations": {"closed", "stopped"},
    "statements": {"withdrawn"},
    "appeals": {"upheld", "reversed"},
    "drafts": set(),
    "remarks": {"taken_up", "withdrawn"},
}
"""States that nothing leaves but a correction."""

CORRECTIONS = {"take_back", "correct_result", "reopen"}
HELD_STATES = {"docketed", "declined", "merged", "returned"}

every_lifecycle = pytest.mark.parametrize("lifecycle", lifecycles(), ids=lambda one: one.noun)
every_act = pytest.mark.parametrize(
    "act", [act for one in lifecycles() for act in one.acts.values()], ids=str
)


def reachable(lifecycle: Lifecycle) -> set[str]:
    """The states that acts lead to from the initial one."""
    reached = {str(lifecycle.initial)}
    while True:
        more = {
            str(act.target)
            for act in lifecycle.acts.values()
            if act.target and reached.intersection(map(str, act.sources))
        } - reached
        if not more:
            return reached
        reached |= more


def left(lifecycle: Lifecycle) -> set[str]:
    """The states that some act leaves."""
    return {
        str(source)
        for act in lifecycle.acts.values()
        if act.target and act.code not in CORRECTIONS
        for source in act.sources
        if act.target != source
    }


@every_lifecycle
def test_every_state_is_reached(lifecycle):
    assert reachable(lifecycle) == set(lifecycle.states.values)


@every_lifecycle
def test_every_state_is_left_again_unless_final(lifecycle):
    assert set(lifecycle.states.values) - left(lifecycle) == FINAL[lifecycle.noun] | (
        {"closed"} if lifecycle.noun == "proposals" else set()
    )


@every_lifecycle
def test_every_state_and_act_has_a_word(lifecycle):
    assert str(lifecycle.label)
    assert all(str(state.label) not in ("", state.value) for state in lifecycle.states)
    assert all(str(act.label) not in ("", act.code) for act in lifecycle.acts.values())


@every_lifecycle
def test_machines_stay_small(lifecycle):
    assert len(lifecycle.states) <= 12


def test_unreachable_state_would_be_found():
    class Hole:
        initial = "a"
        acts = {"go": Act("go", "走", ("b",), "c", ())}

    assert reachable(Hole) == {"a"}
    assert left(Hole) == {"b"}


@every_act
def test_form_of_the_act_exists(act):
    assert not act.form or form_class(act) is not None


@every_act
def test_act_with_a_form_does_something_with_it(act):
    assert not act.form or act.effect is not None or act.follow is not None


@every_act
def test_deadlines_of_the_act_name_known_acts_and_rules(act):
    for due in act.due:
        assert due.act in act.lifecycle.acts
        if isinstance(due.parameter, str) and due.parameter:
            assert rulebook.parameter(due.parameter).kind == "length"


@every_act
def test_act_that_nobody_presses_is_performed_by_the_program(act):
    if act.by not in ((CONSEQUENCE,), (CLOCK,)):
        return
    calls = re.compile(rf"\b[A-Z_]+\.{act.code}\b")
    effects = re.compile(rf"@(performs|follows)\([A-Z_]+\.{act.code}\)")
    used = sum(
        len(calls.findall(module.source)) - len(effects.findall(module.source))
        for module in modules()
        if module.app == act.lifecycle.model._meta.app_label
    )
    assert used > 0


@built_once
def cast(city) -> Cast:
    return make_cast()


def walked(cast: Cast) -> list[str]:
    """One line per act (or viewing) and group of states, with everybody who may."""
    return [
        line for one in lifecycles() for line in [*_viewing(cast, one), *_acting(cast, one), ""]
    ]


def _acting(cast: Cast, lifecycle: Lifecycle) -> list[str]:
    lines = []
    for act in lifecycle.acts.values():
        if act.is_consequence:
            continue
        lines += _lines(cast, lifecycle, act.name, _asked(lifecycle, act.sources))
    return lines


def _viewing(cast: Cast, lifecycle: Lifecycle) -> list[str]:
    return _lines(cast, lifecycle, lifecycle.view, _asked(lifecycle, lifecycle.states.values))


def _asked(lifecycle: Lifecycle, states: Iterable[str]) -> list[tuple[str, bool]]:
    """Each state as told; those a decision leads to also while it is held."""
    told = [(str(state), False) for state in states]
    held = [(state, True) for state, _held in told if state in HELD_STATES]
    return told + held if lifecycle.noun == "proposals" else told


def _lines(cast: Cast, lifecycle: Lifecycle, name: str, asked: list[tuple[str, bool]]) -> list[str]:
    answers = [(_who(cast, lifecycle, name, *one), _named(*one)) for one in asked]
    lines = []
    for who, group in groupby(sorted(answers), key=lambda answer: answer[0]):
        states = " ".join(state for _who, state in group)
        lines.append(f"{name} [{states}]: {who or 'nobody'}")
    return lines


def _who(cast: Cast, lifecycle: Lifecycle, name: str, state: str, held: bool) -> str:
    for records in (cast.records, cast.of_collective):
        put(lifecycle, records, state, released=not held)
    may = [
        actor_name
        for actor_name, actor in cast.actors.items()
        if can(actor, name, cast.record_for(lifecycle.noun, actor_name))
    ]
    return ", ".join(may)


def _named(state: str, held: bool) -> str:
    return f"{state}:held" if held else state


def test_everybody_may_what_is_written_down_and_nothing_else(cast, pytestconfig):
    text = "\n".join([HEADER, *walked(cast)])
    if pytestconfig.getoption("--rewrite-permissions"):
        WRITTEN.write_text(text, encoding="utf-8")
    assert WRITTEN.read_text(encoding="utf-8").splitlines() == text.splitlines()


@every_lifecycle
def test_nobody_may_outside_the_states_of_the_act(cast, lifecycle):
    for state in lifecycle.states.values:
        put(lifecycle, cast.records, state, released=True)
        record = cast.records[lifecycle.noun]
        for act in lifecycle.acts.values():
            if state in act.sources and not act.is_consequence:
                continue
            may = [name for name, actor in cast.actors.items() if can(actor, act.name, record)]
            assert (state, act.name, may) == (state, act.name, [])


@every_lifecycle
def test_another_assembly_may_nothing(cast, lifecycle):
    asked = [lifecycle.view, *(act.name for act in lifecycle.acts.values())]
    for state in lifecycle.states.values:
        put(lifecycle, cast.records, state, released=True)
        record = cast.records[lifecycle.noun]
        may = [
            (state, name, stranger)
            for name in asked
            for stranger, actor in cast.strangers.items()
            if can(actor, name, record)
        ]
        assert may == []
