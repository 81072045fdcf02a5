"""No template lies about unused."""

from collections.abc import Iterable
from pathlib import Path

import allauth
import django

from tests.architecture.source import modules, templates

BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
"""Found by Django and allauth under these names."""

COMPONENTS = "core/components/"
"""The tags of `ui` name these without folder and ending."""

PACKAGES = [Path(allauth.__file__).parent, Path(django.__file__).parent]


def unused(among: Iterable[tuple[str, str]], code: str) -> list[str]:
    """Templates that neither code nor another template names, and no package asks for."""
    among = list(among)
    found = []
    for path, _source in among:
        name = path.split("/templates/")[1]
        others = "".join(source for other, source in among if other != path)
        if not (_named(name, code) or name in others or name in BY_NAME or _replaces(name)):
            found.append(path)
    return found


def _named(name: str, code: str) -> bool:
    short = name.removeprefix(COMPONENTS).removesuffix(".html")
    return name in code or (name.startswith(COMPONENTS) and f'"{short}"' in code)


def _replaces(name: str) -> bool:
    """Whether a package of ours ships a template that this one stands in for."""
    return any(next(package.rglob(f"templates/{name}"), None) for package in PACKAGES)


def _code() -> str:
    return "".join(module.source for module in modules())


def test_every_template_is_used():
    assert unused(templates(), _code()) == []


def test_unused_template_would_be_found():
    planted = ("tongxin/core/templates/core/planted.html", "")
    assert unused([*templates(), planted], _code()) == [planted[0]]
