"""`{% figure "code" %}`: a number from the context's sheet, as a link to the rows that it counts."""

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongxin.core import drawn

register = template.Library()


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
