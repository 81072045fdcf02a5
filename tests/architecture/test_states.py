"""States are compared where they are declared; elsewhere the number of comparisons may only fall."""

import ast
from collections.abc import Iterable

from tests.architecture.source import Module, modules, templates

FLOORS = {"terms", "models", "rules", "conditions", "lifecycle", "queries"}
"""Where a state may be named."""

MOST = 71
"""Comparisons left elsewhere. Lower this when one goes; never raise it."""


def comparisons(among: Iterable[Module]) -> list[str]:
    """Comparisons of a state and filters by one, outside the floors that declare and read states."""
    found = []
    for module in among:
        if module.floor in FLOORS or module.app in ("lifecycle", "core"):
            continue
        for node in module.nodes(ast.Compare, ast.keyword):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                hit = any(
                    isinstance(side, ast.Attribute) and side.attr == "state" for side in sides
                )
                place = module.at(node)
            else:
                hit = (node.arg or "").split("__")[
                    -1 if "__in" not in (node.arg or "") else -2
                ] == "state"
                place = f"{module.path}:{node.value.lineno}"
            if hit:
                found.append(place)
    return found


def in_templates(among: Iterable[tuple[str, str]]) -> list[str]:
    """Templates that compare a state: they get offers, labels and tones instead."""
    return [
        f"{path}:{number}"
        for path, source in among
        for number, line in enumerate(source.splitlines(), start=1)
        if "{%" in line and ".state ==" in line.replace("!=", "==")
    ]


def test_comparisons_of_states_only_become_fewer():
    found = comparisons(modules())
    assert len(found) <= MOST, "\n".join(found)


def test_comparison_would_be_found():
    source = "if proposal.state == 'draft':\n    rows.filter(state__in=['x'], handling__state='y')"
    assert len(comparisons([Module("tongxin/proposals/views/planted.py", source)])) == 3


def test_templates_compare_no_state():
    assert in_templates(templates()) == []


def test_comparison_in_a_template_would_be_found():
    assert in_templates([("x.html", "{% if proposal.state != 'draft' %}")]) == ["x.html:1"]
