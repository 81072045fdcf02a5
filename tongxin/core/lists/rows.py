"""A list's rows as markup: half a thousand cells a page, too many to send each through the template engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tongxin.core.lists.declare import NOTHING, Column


class Place:
    """A column as it stands on a page: what all its cells carry, written once."""

    def __init__(self, column: Column, is_headline: bool):
        self.column = column
        self.is_headline = is_headline

    @cached_property
    def full(self) -> SafeString:
        """The opening tag of a cell with a value."""
        return self._opening()

    @cached_property
    def blank(self) -> SafeString:
        """The opening tag of a cell without one; it is left out where rows are cards."""
        return self._opening("is-blank")

    def _opening(self, *more: str) -> SafeString:
        kinds = {"is-numeric": self.column.numeric, "is-wrapping": self.column.wraps}
        classes = " ".join([*more, *(name for name, holds in kinds.items() if holds)])
        carried = format_html(' class="{}"', classes) if classes else ""
        return format_html('<td role="cell" data-label="{}"{}>', self.column.label, carried)


@dataclass(frozen=True)
class Cell:
    """One value in its place."""

    place: Place
    value: Any

    def drawn(self, url: str) -> str:
        """The cell; the headline names the row and carries its link."""
        value = conditional_escape(localize(self.value))
        if self.place.is_headline:
            link = format_html('<a href="{}">{}</a>', url, value) if url else value
            return f'<th scope="row" role="rowheader">{link}</th>'
        opening = self.place.blank if self.value == NOTHING else self.place.full
        return f"{opening}{value}</td>"


@dataclass(frozen=True)
class Row:
    """A record as the list shows it."""

    key: str
    url: str
    tone: str
    cells: Sequence[Cell]

    def drawn(self, form: str) -> SafeString:
        """The row, with a tick box for the form of this id unless there is none."""
        tone = format_html(' class="tone--{}"', self.tone) if self.tone else ""
        parts = [cell.drawn(self.url) for cell in self.cells]
        if form:
            parts.insert(0, self._tick(form))
        return mark_safe(f'<tr role="row"{tone}>{"".join(parts)}</tr>')  # noqa: S308 — each part is escaped above

    def _tick(self, form: str) -> str:
        return format_html(
            '<td class="is-tick" role="cell"><label class="choice">'
            '<input type="checkbox" name="ids" value="{}" form="{}" aria-label="{}"></label></td>',
            self.key,
            form,
            _("选中 %(name)s") % {"name": self._name},
        )

    @property
    def _name(self) -> str:
        return next(strip_tags(str(cell.value)) for cell in self.cells if cell.place.is_headline)
