"""The look keeps its promises: contrast in both modes, size, nothing inline, vendored files unchanged."""

import hashlib
import json
import re
from itertools import product
from pathlib import Path

import pytest

import tongxin.core

CORE = Path(tongxin.core.__file__).parent
STATIC = CORE / "static" / "core"
VENDOR = CORE / "static" / "vendor"
TONES = ("grey", "blue", "amber", "red", "green", "violet")

WORDS = [
    *product(["text", "quiet", "accent-ink"], ["canvas", "surface", "sunken"]),
    *product(["on-accent"], ["accent-fill", "accent-fill-hover"]),
    *product(["on-band", "on-band-quiet"], ["band", "band-deep"]),
    *((f"{tone}-ink", ground) for tone in TONES for ground in (f"{tone}-ground", "surface")),
    *product(["text", "accent-ink"], [f"{tone}-ground" for tone in TONES]),
    ("text", "found-ground"),
]
LINES = [*product(["control", "accent"], ["canvas", "surface"]), ("on-band", "band")]


def block(selector):
    """The tokens of one rule."""
    css = (STATIC / "tokens.css").read_text()
    body = re.search(re.escape(selector) + r" \{(.*?)\n\s*\}", css, re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


LIGHT = block(":root")
DARK = block(':root[data-theme="dark"]')


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_keep_aa_contrast(tokens):
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in WORDS}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_marks_keep_three_to_one(tokens):
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in LINES}
    assert {pair: value for pair, value in weak.items() if value < 3} == {}


def test_dark_by_system_and_dark_by_choice_are_the_same():
    assert block(':root:not([data-theme="light"])') == DARK


def test_the_look_of_the_house():
    assert (LIGHT["accent"], LIGHT["band"], LIGHT["canvas"]) == ("#1677ff", "#a61b1f", "#f5f6f8")
    assert (LIGHT["border"], LIGHT["radius"], LIGHT["leading"]) == ("#e5e7eb", "6px", "1.7")
    assert (LIGHT["size-1"], LIGHT["size-2"], LIGHT["size-3"]) == ("1.25rem", "1.5rem", "1.75rem")


def test_sheets_stay_small_and_use_only_tokens():
    sheets = {path.name: path.read_text() for path in STATIC.glob("*.css")}
    assert sum(map(len, sheets.values())) <= 35_000
    colours = re.findall(
        r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", sheets["app.css"].replace("rgb(20 22 26 / 50%)", "")
    )
    assert colours == []
    used = set(re.findall(r"var\(--([\w-]+)", sheets["app.css"]))
    assert used - set(LIGHT) == {"ink", "ground"}


def test_every_token_is_used():
    css = "".join(path.read_text() for path in STATIC.glob("*.css"))
    assert [name for name in LIGHT if f"var(--{name}" not in css] == []


def test_sheets_keep_to_what_chromium_100_understands():
    css = (STATIC / "app.css").read_text().split("*/", 1)[1]
    assert not re.search(r":has\(|@container|color-mix|\bdvh\b|@scope|&", css)


def test_templates_carry_no_inline_script_or_style():
    for path in (CORE / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:", source), path.name
        assert re.findall(r"<script(?![^>]*src=)", source) == [], path.name


def test_components_are_all_used_by_a_tag():
    tags = (CORE / "templatetags" / "ui.py").read_text()
    templates = (CORE / "templates" / "core" / "components").glob("*.html")
    unused = [
        path.stem
        for path in templates
        if f"components/{path.name}" not in tags and f'_render(context, "{path.stem}"' not in tags
    ]
    assert unused == []


def test_vendored_files_are_what_the_manifest_says():
    manifest = json.loads((VENDOR / "VENDOR.json").read_text())
    listed = {name: digest for package in manifest for name, digest in package["files"].items()}
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*.js")
    }
    assert found == listed
