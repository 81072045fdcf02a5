"""Whoever changes what figures count past `perform` notes the new facts at once: the clock's catch-up is for accidents."""

import ast
from collections.abc import Iterable

from django.apps import apps

from tests.architecture.source import Module, chain, modules
from tests.architecture.writes import QUERYING
from tongxin.figures import history

KEEPING = {"keep", "keep_new"}


def counted() -> dict[str, set[str]]:
    """Counted columns by the names under which code reaches their rows: the model's own, and relations to it."""
    found: dict[str, set[str]] = {}
    for facts in history.tracked():
        model = facts._meta.get_field("record").related_model
        columns = {*facts.counted, *(name.removesuffix("_id") for name in facts.counted)}
        for name in {model.__name__, *_accessors(model)}:
            found.setdefault(name, set()).update(columns)
    return found


def _accessors(model: type) -> set[str]:
    """The names by which other records lead to rows of this model: `proposal.handlings`."""
    return {
        relation.get_accessor_name()
        for other in apps.get_models()
        for relation in other._meta.get_fields()
        if relation.one_to_many and relation.related_model is model
        if relation.get_accessor_name()
    }


def unkept(among: Iterable[Module]) -> list[str]:
    """Functions that update counted columns, or columns that cannot be told, and do not keep their facts."""
    columns = counted()
    return [
        f"{module.path} {function.name}"
        for module in among
        for function in module.nodes(ast.FunctionDef)
        if any(_changes_facts(call, columns) for call in _calls(function))
        and not any(_name(call) in KEEPING for call in _calls(function))
    ]


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    return [node for node in ast.walk(function) if isinstance(node, ast.Call)]


def _name(call: ast.Call) -> str:
    return chain(call.func)[-1] if chain(call.func) else ""


def _changes_facts(call: ast.Call, columns: dict[str, set[str]]) -> bool:
    names = chain(call.func)
    if names[-1:] != ["update"] or not QUERYING & set(names):
        return False
    reached = set().union(*(columns.get(name, set()) for name in names))
    told = {keyword.arg for keyword in call.keywords}
    return bool(reached) and (None in told or bool(told & reached))


def test_changed_facts_are_kept():
    assert unkept(modules()) == []


def test_change_without_keeping_would_be_found():
    path = "tongxin/proposals/actions/planted.py"
    changes = (
        "Proposal._base_manager.filter(pk=1).update(is_priority=True)",
        "proposal.handlings.filter(pk=1).update(due_on=None)",
        "Evaluation.objects.filter(pk=1).update(**{axis: answer})",
    )
    for change in changes:
        source = f"def change():\n    {change}\n"
        assert unkept([Module(path, source)]) == [f"{path} change"]
        assert unkept([Module(path, f"{source}    history.keep(Proposal, [1])\n")]) == []


def test_change_of_what_is_not_counted_needs_no_keeping():
    source = "def change():\n    Handling.objects.filter(pk=1).update(replaced_by=other)\n"
    assert unkept([Module("tongxin/proposals/actions/planted.py", source)]) == []
