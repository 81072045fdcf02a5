"""Finds what writes to the database: calls of managers, query sets, records and relations."""

import ast
from collections.abc import Iterable, Iterator

from django.apps import apps

from tests.architecture.source import Module, chain

ALWAYS = {
    "save",
    "delete",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "_raw_delete",
    "write_all",
    "write_rows",
}
ON_QUERIES = {"update", "add", "set", "remove", "clear"}
"""Also methods of dictionaries, sets and lists: writes only where the chain before them leads to rows."""

QUERYING = {
    "objects",
    "_base_manager",
    "_default_manager",
    "filter",
    "exclude",
    "all",
    "get_queryset",
}


def written(module: Module) -> list[str]:
    """The places in a module that write, as `path:line method`."""
    return [f"{module.at(call)} {names[-1]}" for call, names in _calls(module) if _writes(names)]


def writers(among: Iterable[Module]) -> dict[str, list[str]]:
    """Modules outside `actions` that write, with the places."""
    found = {
        module.path: written(module)
        for module in among
        if module.floor != "actions" and "management" not in module.parts
    }
    return {path: places for path, places in found.items() if places}


def _calls(module: Module) -> Iterator[tuple[ast.Call, list[str]]]:
    for call in module.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute):
            yield call, chain(call.func)
        elif isinstance(call.func, ast.Name) and call.func.id in ALWAYS:
            yield call, [call.func.id]


def _writes(names: list[str]) -> bool:
    if names[-1] in ALWAYS:
        return names[0] != "super"
    return names[-1] in ON_QUERIES and bool(_leading_to_rows() & set(names[1:-1]))


def _leading_to_rows() -> set[str]:
    """Attribute names that give a manager or query set: the usual ones, and every relation to many."""
    relations = {
        field.get_accessor_name() if field.auto_created else field.name
        for model in apps.get_models()
        for field in model._meta.get_fields(include_hidden=False)
        if field.one_to_many or field.many_to_many
    }
    return QUERYING | {name for name in relations if name}
