"""Figures as markup: one in a sentence, a row of them in a table; each a link to the rows that it counts."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongxin.core import drawn
from tongxin.figures.answers import Answered
from tongxin.figures.charts import Bar

register = template.Library()

CELL = '<td role="cell" data-label="{}" class="is-numeric"><a href="{}">{}</a></td>'
BAR = (
    '<li><a class="bar" href="{}"><span class="bar__label">{}</span>'
    '<svg class="bar__mark" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect width="{}" height="10"/></svg>'
    '<span class="bar__value">{}<span class="sr-only"> {}</span></span></a></li>'
)
BLANK = '<td role="cell" data-label="{}" class="is-numeric is-blank">—</td>'


@register.simple_tag(takes_context=True)
def figure(context: Context, code: str, *, bare: bool = False) -> SafeString:
    """The figure's number and unit; a share brings the numbers behind it along unless it stands bare."""
    number = context["figures"][code].as_number(bare=bare)
    shown = drawn.number(number)
    if not number.detail:
        return shown
    parts = format_html_join(
        " / ", "{} {}", ((one.label, drawn.number(one)) for one in number.detail)
    )
    return format_html(_("{shown}({parts})"), shown=shown, parts=parts)


@register.simple_tag
def figure_cells(answers: Sequence[Answered | None], columns: Sequence[str]) -> SafeString:
    """The cells of a table's row; one that its part knows nothing of is left out where rows are cards."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html(CELL, label, one.url, one.shown) if one else format_html(BLANK, label),)
            for label, one in zip(columns, answers, strict=True)
        ),
    )


@register.simple_tag
def figure_bars(bars: Sequence[Bar]) -> SafeString:
    """The bars of a chart, each a link to the rows that it counts."""
    shown = ((bar.answer, bar) for bar in bars)
    return format_html_join(
        "", BAR, ((one.url, bar.label, bar.width, one.shown, one.unit) for one, bar in shown)
    )
