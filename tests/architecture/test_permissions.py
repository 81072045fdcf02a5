"""Nobody asks for a permission that no app declared; every address says who may open it."""

import ast
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import Module, modules, text_of
from tongxin.accounts import permissions
from tongxin.accounts.access import PUBLIC, SIGNED_IN
from tongxin.accounts.permissions import UnknownPermission, can
from tongxin.lifecycle.table import lifecycles

ASKING = {"can": 1, "visible": 1, "demand": 1, "requires": 0, "permission": 0}
"""Functions that take a permission's name, and the place of it among their arguments."""

BY_TABLE = "of the act"
"""What the view of acts declares: the table's row names the permission."""


def asked(among: Iterable[Module]) -> list[tuple[str, str]]:
    """Every permission name that code asks for, with its place; constants are followed to where they are set."""
    among = list(among)
    constants = {module.name: dict(_constants(module)) for module in among}
    found = []
    for module in among:
        known = constants[module.name] | dict(_imported(module, constants))
        for call in module.nodes(ast.Call):
            position = ASKING.get(_function(call))
            if position is None or len(call.args) <= position:
                continue
            argument = call.args[position]
            name = text_of(argument) or known.get(getattr(argument, "id", ""))
            if name:
                found.append((module.at(call), name))
    return found


def unknown(among: Iterable[Module]) -> list[str]:
    declared = set(permissions.names())
    return [f"{place}: {name}" for place, name in asked(among) if name not in declared]


def undeclared_views(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    """Addresses whose view names neither a permission, nor `public`, nor `signed in`."""
    allowed = {PUBLIC, SIGNED_IN, BY_TABLE, *permissions.names()}
    return [
        address
        for address, view in _views(patterns, prefix)
        if getattr(view, "permission", None) not in allowed
    ]


def _views(patterns, prefix: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _views(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def _function(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _constants(module: Module) -> Iterator[tuple[str, str]]:
    for node in module.tree.body:
        is_constant = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if is_constant and (text := text_of(node.value)):
            yield node.targets[0].id, text


def _imported(module: Module, constants: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    for node in module.nodes(ast.ImportFrom):
        for alias in node.names:
            if text := constants.get(node.module or "", {}).get(alias.name):
                yield alias.asname or alias.name, text


def test_names_asked_for_are_declared():
    assert len(asked(modules())) > 20
    assert unknown(modules()) == []


@pytest.mark.parametrize(
    "source",
    [
        "can(actor, 'proposals.veiw', proposal)",
        "permissions.visible(actor, 'proposal.view', rows)",
        "@requires('acounts.people')\ndef page(request): ...",
        "NAME = 'trail.rewrite'\ndemand(actor, NAME)",
    ],
)
def test_unknown_name_would_be_found(source):
    assert len(unknown([Module("tongxin/members/planted.py", source)])) == 1


def test_unknown_name_raises_when_asked(db, city):
    with pytest.raises(UnknownPermission):
        can(city.office, "proposals.veiw")


def test_each_lifecycle_names_a_permission_to_view_it():
    assert [one.noun for one in lifecycles() if one.view not in permissions.names()] == []


def test_every_address_says_who_may_open_it():
    assert undeclared_views(get_resolver().url_patterns) == []


def test_silent_address_would_be_found():
    silent = SimpleNamespace(pattern="planted/", callback=lambda request: None)
    wrong = SimpleNamespace(pattern="wrong/", callback=SimpleNamespace(permission="proposal.veiw"))
    fine = SimpleNamespace(pattern="fine/", callback=SimpleNamespace(permission=PUBLIC))
    assert undeclared_views([silent, wrong, fine]) == ["planted/", "wrong/"]
