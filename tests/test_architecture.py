"""Who may know whom: the order of apps, and the floors inside each. Every check plants a violation it must find."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from tests.architecture.source import Module, modules, planted, templates, text_of

ORDER = [
    "config",
    "core",
    "trail",
    "organisations",
    "accounts",
    "lifecycle",
    "kinds",
    "notifications",
    "figures",
    "papers",
    "search",
    "members",
    "gatherings",
    "records",
    "workplans",
    "deliberation",
    "opinions",
    "proposals",
    "consultations",
    "duties",
    "reports",
    "portal",
]
"""Each app imports only from those before it. `config` reads the environment and knows apps by name only."""

FLOORS = [
    {"terms"},
    {"models"},
    {"rules", "conditions", "parameters"},
    {"lifecycle"},
    {"queries"},
    {"actions"},
    {"figures", "forms"},
    {"views"},
]
"""Inside an app a floor imports from itself and those before it."""

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField", "get_model"}
LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names}
DOTTED = re.compile(r"^tongxin\.(\w+)(\.\w+)*$")
OF_APP = re.compile(rf"^({'|'.join(ORDER)})\.\w+(\.\w+)*$")
TEMPLATE_USE = re.compile(r"{%-?\s*(?:include|extends)\s+[\"'](\w+)/")


@cache
def imports(module: Module) -> tuple[tuple[str, str], ...]:
    """What a module knows, as (place, dotted name): imports anywhere in it, relative ones, names in strings."""
    return tuple(_imports(module))


def _imports(module: Module) -> Iterator[tuple[str, str]]:
    for node in module.nodes(ast.Import, ast.ImportFrom, ast.Call, ast.Constant):
        match node:
            case ast.Import():
                yield from ((module.at(node), alias.name) for alias in node.names)
            case ast.ImportFrom():
                base = _absolute(module, node)
                yield from ((module.at(node), f"{base}.{alias.name}") for alias in node.names)
            case ast.Call():
                yield from ((module.at(node), name) for name in _related(node))
            case ast.Constant() if DOTTED.match(text_of(node) or ""):
                yield module.at(node), node.value


def upward_imports(among: Iterable[Module]) -> list[str]:
    """Imports from an app that stands later in the order."""
    found = []
    for module in among:
        if not module.app or module.app == "config":
            continue
        if module.app not in ORDER:
            found.append(f"{module.path}: {module.app} has no place in the order")
            continue
        for place, name in imports(module):
            app = _app_of(name)
            if app in ORDER and ORDER.index(app) > ORDER.index(module.app):
                found.append(f"{place}: {module.app} knows {name}")
    return found


def climbing_imports(among: Iterable[Module]) -> list[str]:
    """Imports within an app from a floor above, also by way of a module that stands on no floor."""
    known = {module.name: module for module in among}
    heights = _heights(known)
    return [
        f"{place}: {module.floor} imports {target.name}"
        for module in known.values()
        if module.floor in LEVEL
        for place, target in _within_app(module, known)
        if heights[target.name] > LEVEL[module.floor]
    ]


def upward_templates(among: Iterable[tuple[str, str]]) -> list[str]:
    """Templates that include or extend one of a later app."""
    found = []
    for path, source in among:
        app = path.split("/")[1]
        for used in TEMPLATE_USE.findall(source):
            if used in ORDER and ORDER.index(used) > ORDER.index(app):
                found.append(f"{path}: {app} uses a template of {used}")
    return found


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    if not module.path.endswith("__init__.py"):
        package = package[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def _related(call: ast.Call) -> list[str]:
    """Models named by string: `"accounts.User"`, `get_model("accounts", "User")`."""
    function = (
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    )
    if function not in RELATIONS:
        return []
    named = [
        *call.args[:2],
        *(word.value for word in call.keywords if word.arg in ("to", "through")),
    ]
    words = [text for text in map(text_of, named) if text]
    if function == "get_model" and len(words) == 2:
        words = [".".join(words)]
    return [f"tongxin.{word}" for word in words if OF_APP.match(word)]


def _app_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "tongxin" and len(parts) > 1 else ""


def _module_of(name: str, known: dict[str, Module]) -> Module | None:
    """The module that a dotted name lies in: itself, or its parent when the last part is something inside it."""
    return known.get(name) or known.get(name.rpartition(".")[0])


def _within_app(module: Module, known: dict[str, Module]) -> Iterator[tuple[str, Module]]:
    """The other modules of its app that a module imports, with the place."""
    for place, name in imports(module):
        target = _module_of(name, known)
        if target and target.app == module.app and target.name != module.name:
            yield place, target


def _heights(known: dict[str, Module]) -> dict[str, int]:
    """Each module's floor; one without stands as high as the highest thing of its app that it imports."""
    heights = {name: LEVEL.get(module.floor, 0) for name, module in known.items()}
    free = [module for module in known.values() if module.floor and module.floor not in LEVEL]
    below = {module.name: [one.name for _, one in _within_app(module, known)] for module in free}
    while True:
        raised = {
            name: height
            for name, names in below.items()
            if (height := max((heights[one] for one in names), default=0)) > heights[name]
        }
        if not raised:
            return heights
        heights |= raised


def test_apps_import_only_from_those_before_them():
    assert upward_imports(modules()) == []


@pytest.mark.parametrize(
    "source",
    [
        "from tongxin.proposals.models import Proposal",
        "import tongxin.portal",
        "def late():\n    from tongxin.members import queries",
        "from ..members.queries import sitting",
        "from .. import portal",
        "one = models.ForeignKey('proposals.Proposal', models.PROTECT)",
        "many = models.ManyToManyField(to='members.Member')",
        "model = apps.get_model('proposals', 'Proposal')",
        "loaded = import_module('tongxin.proposals.queries')",
    ],
)
def test_upward_import_would_be_found(source):
    assert len(upward_imports(planted("tongxin/lifecycle/planted.py", source))) == 1


def test_app_without_a_place_would_be_found():
    assert len(upward_imports(planted("tongxin/utils/planted.py", ""))) == 1


def test_floors_import_only_from_those_before_them():
    assert climbing_imports(modules()) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("tongxin/proposals/terms.py", "from tongxin.proposals.models import Proposal"),
        ("tongxin/proposals/models/planted.py", "from ..rules import proposes"),
        (
            "tongxin/proposals/queries.py",
            "def late():\n    from tongxin.proposals.actions import reply",
        ),
        ("tongxin/proposals/actions/planted.py", "from tongxin.proposals import forms"),
    ],
)
def test_climbing_import_would_be_found(path, source):
    assert any(path in one for one in climbing_imports(planted(path, source)))


def test_climbing_by_way_of_a_module_without_floor_would_be_found():
    smuggled = planted("tongxin/proposals/smuggler.py", "from tongxin.proposals import forms")
    smuggled += (
        Module("tongxin/proposals/actions/planted.py", "from tongxin.proposals import smuggler"),
    )
    assert any("actions/planted.py" in one for one in climbing_imports(smuggled))


def test_templates_use_only_those_of_apps_before_them():
    assert upward_templates(templates()) == []


def test_upward_template_would_be_found():
    source = "{% include 'proposals/_table.html' %}"
    assert len(upward_templates([("tongxin/core/templates/core/planted.html", source)])) == 1
