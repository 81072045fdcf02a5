"""Files and views stay short; longer ones are named with their reason."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.source import ROOT, Module, modules

MOST_LINES = 500
MOST_IN_VIEW = 25
LONG_FILES: dict[str, str] = {}
"""Files above the limit, with the reason; a split that only moves text is no answer."""

LONG_VIEWS = {
    "tongxin/core/views/samples.py components": "the gallery's sample data, one entry per component"
}
"""Views above the limit, with the reason."""

DECLARED = ("ListPage", "Filter", "Tab")
"""What functions give back that declare a list: data with many lines, not steps."""

SUFFIXES = {".py", ".html", ".css", ".js", ".typ", ".sh"}
FOLDERS = ("tongxin", "tests", "bench", "bin")
NOT_OURS = ("static/vendor/", "/migrations/")


def lengths() -> dict[str, int]:
    """Lines of each file that people write."""
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    ours = [path for path in paths if path.suffix in SUFFIXES or path.parent.name == "bin"]
    named = {path.relative_to(ROOT).as_posix(): path for path in ours}
    return {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in named.items()
        if not any(part in name for part in NOT_OURS)
    }


def too_long(files: dict[str, int]) -> list[str]:
    return sorted(name for name, lines in files.items() if lines > MOST_LINES)


def long_views(among: Iterable[Module]) -> list[str]:
    """Functions and methods of views with more than 25 lines: rules have crept in."""
    return [
        f"{module.path} {node.name}"
        for module in among
        if "views" in module.parts
        for node in module.nodes(ast.FunctionDef)
        if node.end_lineno - node.lineno >= MOST_IN_VIEW and not _declares(node)
    ]


def _declares(function: ast.FunctionDef) -> bool:
    given_back = ast.unparse(function.returns) if function.returns else ""
    return any(name in given_back for name in DECLARED)


def test_files_are_short(record_property):
    files = lengths()
    longest = sorted(files.items(), key=lambda file: -file[1])[:10]
    record_property("ten longest files", longest)
    assert too_long(files) == sorted(LONG_FILES)


def test_long_file_would_be_found():
    assert too_long({"tongxin/proposals/models.py": 501, "x.py": 500}) == [
        "tongxin/proposals/models.py"
    ]


def test_views_are_short():
    assert long_views(modules()) == sorted(LONG_VIEWS)


def test_long_view_would_be_found():
    source = "def show(request):\n" + "    x = 1\n" * 25
    assert long_views([Module("tongxin/proposals/views/planted.py", source)])


def test_nothing_is_called_utils():
    names = {Path(module.path).stem for module in modules()}
    assert not names & {"utils", "helpers", "misc", "common"}
