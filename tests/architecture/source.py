"""The program as its checks read it: every module with its app, its floor and its syntax tree; planted ones, too."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tongxin"


@dataclass(frozen=True)
class Module:
    """A file of the program, or source planted to prove that a check would find it."""

    path: str
    source: str

    @property
    def parts(self) -> tuple[str, ...]:
        """`tongxin/proposals/models/handling.py` → proposals, models, handling."""
        parts = Path(self.path).with_suffix("").parts[1:]
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def app(self) -> str:
        return self.parts[0] if self.parts else ""

    @property
    def floor(self) -> str:
        """The part after the app: terms, models, actions …"""
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def name(self) -> str:
        return ".".join(("tongxin", *self.parts))

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, filename=self.path)

    def nodes(self, *kinds: type) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{node.lineno}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program but migrations."""
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def templates() -> tuple[tuple[str, str], ...]:
    """Every template: its path and its source."""
    return tuple(
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("templates/**/*"))
        if path.is_file()
    )


def planted(path: str, source: str) -> tuple[Module, ...]:
    """The program with one more module."""
    return (*modules(), Module(path, source))


def text_of(node: ast.AST | None) -> str | None:
    """The value of a string literal."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


def chain(node: ast.AST) -> list[str]:
    """The names along `a.b.filter(...).update`: ["a", "b", "filter", "update"]."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call | ast.Subscript):
            node = node.func if isinstance(node, ast.Call) else node.value
        else:
            return [node.id, *reversed(names)] if isinstance(node, ast.Name) else names[::-1]
