"""The English catalogue: which sentences the program holds, which still lack English, and the file that gettext reads.

Needs no gettext tools on the machine: Python is read by its syntax tree, templates by Django's own reader.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
METADATA = {
    "Language": "en",
    "Project-Id-Version": "tongxin",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

READERS = {
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "npgettext": "csp",
    "npgettext_lazy": "csp",
}
"""What the first arguments of each function are: context, sentence, plural."""

LITERAL = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
TEMPLATE_CALL = re.compile(
    rf"(?<!\w)(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL
)
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}")


@dataclass(frozen=True)
class Sentence:
    """Something said on a screen, as gettext looks it up."""

    text: str
    context: str | None = None
    plural: str | None = None


def sentences(package: Path = PACKAGE) -> dict[Sentence, list[str]]:
    """Every sentence marked for translation, with the files that say it, in reading order."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted(_sources(package)):
        read = in_python if path.suffix == ".py" else in_template
        place = path.relative_to(package.parent).as_posix()
        for sentence in dict.fromkeys(read(path.read_text(encoding="utf-8"))):
            found.setdefault(sentence, []).append(place)
    for counted in [sentence for sentence in found if sentence.plural]:
        found[counted] += found.pop(Sentence(counted.text, counted.context), [])
    return found


def in_python(source: str) -> Iterator[Sentence]:
    """The sentences of a module: calls of gettext functions under whatever name it imported them."""
    tree = ast.parse(source)
    names = marking_functions(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            reader = names[node.func.id]
            words = [
                arg.value
                for arg in node.args[: len(reader)]
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
            if len(words) == len(reader):
                yield _sentence(reader, words)


def marking_functions(tree: ast.AST) -> dict[str, str]:
    """What a module calls gettext's functions, and what each one's arguments are."""
    return {
        alias.asname or alias.name: READERS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in READERS
    }


def in_template(source: str) -> Iterator[Sentence]:
    """The sentences of a template: translate, blocktranslate and `_("…")` in tags."""
    for function, arguments in TEMPLATE_CALL.findall(templatize(source)):
        reader = READERS.get(function, "s")
        words = [ast.literal_eval(literal) for literal in re.findall(LITERAL, arguments, re.DOTALL)]
        yield _sentence(reader, words[: len(reader)])


def update(path: Path = CATALOGUE) -> tuple[int, int]:
    """Add new sentences without English and drop unused ones; how many of each."""
    catalogue = _read(path)
    wanted = sentences()
    known = {_key(entry): entry for entry in catalogue}
    fresh = [sentence for sentence in wanted if sentence not in known]
    unused = [entry for key, entry in known.items() if key not in wanted]
    for entry in unused:
        catalogue.remove(entry)
    for sentence in fresh:
        catalogue.append(_entry(sentence))
    for entry in catalogue:
        entry.occurrences = [(place, "") for place in wanted[_key(entry)]]
    catalogue.sort(key=lambda entry: (entry.occurrences[0], entry.msgid, entry.msgctxt or ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(fresh), len(unused)


def faults(path: Path = CATALOGUE) -> list[str]:
    """What is wrong with the catalogue: sentences without English, unused ones, lost placeholders."""
    entries = {_key(entry): entry for entry in _read(path)}
    wanted = sentences()
    found = [
        f"not used any more: {sentence.text}" for sentence in entries if sentence not in wanted
    ]
    for sentence, places in wanted.items():
        said = _said(entries.get(sentence))
        if not said or not all(said):
            found.append(f"{places[0]}: no English for: {sentence.text}")
        elif any(_placeholders(words) != _placeholders(sentence.text) for words in said):
            found.append(f"{places[0]}: other placeholders in the English of: {sentence.text}")
    return found


def compile_catalogue(path: Path = CATALOGUE) -> Path:
    """Write the .mo file beside the catalogue, unless it is newer already."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
        polib.pofile(str(path)).save_as_mofile(str(compiled))
    return compiled


def _sources(package: Path) -> list[Path]:
    patterns = ("*.py", "templates/**/*.html", "templates/**/*.txt")
    return [path for pattern in patterns for path in package.rglob(pattern)]


def _sentence(reader: str, words: list[str]) -> Sentence:
    parts = dict(zip(reader, words, strict=True))
    return Sentence(parts["s"], parts.get("c"), parts.get("p"))


def _read(path: Path) -> polib.POFile:
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = dict(METADATA)
    return catalogue


def _key(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgid, entry.msgctxt, entry.msgid_plural or None)


def _entry(sentence: Sentence) -> polib.POEntry:
    flags = ["python-format"] if "%(" in sentence.text else []
    if sentence.plural is None:
        return polib.POEntry(msgid=sentence.text, msgctxt=sentence.context, flags=flags)
    return polib.POEntry(
        msgid=sentence.text,
        msgctxt=sentence.context,
        msgid_plural=sentence.plural,
        msgstr_plural={0: "", 1: ""},
        flags=flags,
    )


def _said(entry: polib.POEntry | None) -> list[str]:
    if entry is None or entry.fuzzy:
        return []
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _placeholders(words: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(words)}
