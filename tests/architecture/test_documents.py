"""The documents say what the code says: generated ones letter for letter, the glossary name for name."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.architecture.test_database import our_models
from tongxin.lifecycle import docs

GLOSSARY = ROOT / "docs" / "domain.md"
ROW = re.compile(r"^\|[^|]+\| `(\w+)` \|", re.MULTILINE)


def glossary_names(text: str) -> list[str]:
    """The identifiers in the glossary's tables."""
    return ROW.findall(text)


def unexplained(text: str) -> set[str]:
    """Models that the glossary does not name."""
    models = {model.__name__ for model in our_models() if not model._meta.auto_created}
    return models - set(glossary_names(text))


def vanished(text: str) -> set[str]:
    """Names of models in the glossary that no model bears."""
    models = {model.__name__ for model in our_models()}
    return {name for name in glossary_names(text) if name[0].isupper()} - models


def test_generated_documents_match_the_tables():
    assert docs.differing(docs.folder()) == []


def test_changed_document_would_be_found(tmp_path):
    docs.write(tmp_path)
    assert docs.differing(tmp_path) == []
    page = tmp_path / "lifecycles" / "proposals.md"
    page.write_text(page.read_text(encoding="utf-8").replace("立案", "备案"), encoding="utf-8")
    (tmp_path / "lifecycles" / "gone.md").write_text("", encoding="utf-8")
    assert docs.differing(tmp_path) == ["lifecycles/gone.md", "lifecycles/proposals.md"]


def test_glossary_names_every_model_and_no_other():
    text = GLOSSARY.read_text(encoding="utf-8")
    assert (unexplained(text), vanished(text)) == (set(), set())


def test_glossary_explains_each_name_once():
    names = glossary_names(GLOSSARY.read_text(encoding="utf-8"))
    assert sorted(names) == sorted(set(names))


def test_missing_model_would_be_found():
    text = "| 提案 | `Proposal` | x |\n| 议案 | `Motion` | y |"
    assert "Handling" in unexplained(text)
    assert vanished(text) == {"Motion"}


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")))
def test_links_between_documents_lead_somewhere(path: Path):
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [target for target in targets if not (path.parent / target).exists()] == []
