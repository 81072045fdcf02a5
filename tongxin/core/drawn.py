"""The smallest drawn parts, for templates and for Python that fills a table's cell: icons, states, QR codes."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import segno
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tongxin.core.pages import Number

SPRITE = Path(__file__).parent / "static" / "core" / "icons.svg"
TONE_ICONS = {
    "grey": "pencil",
    "blue": "progress",
    "amber": "clock",
    "red": "alert",
    "green": "done",
    "violet": "star",
}


def icon(name: str, label: str = "") -> SafeString:
    """A drawing from the sprite; decoration unless it has a label."""
    if not label:
        return _decoration(name)
    return _drawing(name, format_html('role="img" aria-label="{}"', label))


@cache
def _decoration(name: str) -> SafeString:
    return _drawing(name, mark_safe('aria-hidden="true"'))


def _drawing(name: str, role: SafeString) -> SafeString:
    known("icon", name, icon_names())
    return format_html(
        '<svg class="icon" width="20" height="20" focusable="false" {}><use href="{}#{}"/></svg>',
        role,
        static("core/icons.svg"),
        name,
    )


def state(tone: str, label: str, icon_name: str = "") -> SafeString:
    """A state: colour, icon and word."""
    known("tone", tone, TONE_ICONS)
    drawing = icon(icon_name or TONE_ICONS[tone])
    return format_html('<span class="state tone--{}">{}{}</span>', tone, drawing, label)


def qr(words: str, scale: int = 4) -> SafeString:
    """A QR code as inline SVG, without style attributes; `scale` pixels a module, fewer where there is no room."""
    code = segno.make(words, error="m")
    side = code.symbol_size(scale, border=2)[0]
    drawing = code.svg_inline(border=2, omitsize=True)
    sized = drawing.replace("<svg ", f'<svg width="{side}" height="{side}" ', 1)
    return mark_safe(sized)  # noqa: S308 — segno writes the markup, the words are inside as modules


def number(figure: Number) -> SafeString:
    """A figure and its unit; the figure leads to the rows that it counts."""
    mark = '<a class="number" href="{0}">{1}</a>' if figure.url else '<b class="number">{1}</b>'
    shown = format_html(mark, figure.url, figure.value)
    return format_html("{} {}", shown, figure.unit) if figure.unit else shown


def known(prop: str, value: str, values: Iterable[str]) -> str:
    """The value of a component's prop, refused when it is none of the known ones."""
    if value not in values:
        raise ValueError(f"unknown {prop} {value!r}; known: {', '.join(sorted(values))}")
    return value


@cache
def icon_names() -> frozenset[str]:
    """The drawings in the sprite."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
