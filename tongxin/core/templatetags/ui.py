"""The components of the screens. Each declares its props: an unknown or missing one raises, so does an unknown tone."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongxin.core import clock, drawn, formats, pages, text
from tongxin.core.drawn import TONE_ICONS, known
from tongxin.core.workdays import Span, reason_label, workdays_between

register = template.Library()

BUTTON_KINDS = ("plain", "main", "quiet", "danger")
LEVEL_TONES = {
    "debug": "grey",
    "info": "blue",
    "success": "green",
    "warning": "amber",
    "error": "red",
}
SOON = 3

register.simple_tag(drawn.icon)
register.simple_tag(drawn.state)
register.simple_tag(drawn.number)
register.filter("qr", drawn.qr)
register.filter("cn_date", formats.day)
register.filter("until", formats.stretch)
register.filter("cn_date_long", formats.long_day)
register.filter("cn_moment", formats.moment)
register.filter("money_fen", formats.money)
register.filter("workdays_left", formats.days_left)


@register.filter
def level_tone(level_tag: str) -> str:
    """The tone of a Django message."""
    return LEVEL_TONES[level_tag]


@register.simple_tag(takes_context=True)
def menu_links(context: Context, links: Iterable[pages.MenuLink]) -> SafeString:
    """Entries of the menu, drawn once for the rail and the phone's menu."""
    return _render(context, "menu_links", {"links": links})


@register.inclusion_tag("core/components/button.html")
def button(
    label: str,
    url: str = "",
    kind: str = "plain",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    key: str = "",
) -> dict[str, Any]:
    """A verb of the field: a link when it has an address, else the submit button of its form."""
    known("kind", kind, BUTTON_KINDS)
    return {
        "label": label,
        "url": url,
        "kind": kind,
        "icon": icon,
        "name": name,
        "value": value,
        "form": form,
        "key": key,
    }


@register.inclusion_tag("core/components/act_button.html", takes_context=True)
def act_button(
    context: Context, offer: Any, hint: str = "", key: str = "", back: str = ""
) -> dict[str, Any]:
    """One act on a record: posted at once, opened when it has a form, grey with its reason when refused.

    `back`: the page to return to afterwards, where that is not the record's own.
    """
    return _act_fields(context, offer.record.version) | {
        "offer": offer,
        "kind": "main" if offer.main else "danger" if offer.tone == "red" else "plain",
        "hint": hint,
        "key": key,
        "back": back,
        "dom_id": f"act-{secrets.token_hex(4)}",
    }


@register.inclusion_tag("core/components/act_fields.html", takes_context=True)
def act_fields(context: Context, version: int | str = "") -> dict[str, Any]:
    """The hidden part of every form that acts: csrf token, request key, version seen, identity."""
    return _act_fields(context, version)


@register.simple_block_tag(takes_context=True)
def card(
    context: Context,
    content: str,
    title: str = "",
    level: int = 2,
    id: str = "",  # noqa: A002 — the name it has in HTML
    count: int | None = None,
    more_url: str = "",
    more_label: str = "",
) -> SafeString:
    """A quiet surface with a heading, a count and a way to more."""
    props = {
        "content": content,
        "title": title,
        "tag": f"h{level}",
        "id": id,
        "count": count,
        "more_url": more_url,
        "more_label": more_label,
    }
    return _render(context, "card", props)


@register.simple_block_tag(takes_context=True)
def page_head(
    context: Context,
    content: str,
    title: str,
    lead: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
) -> SafeString:
    """The page's one headline; its content stands at the right: states, buttons."""
    props = {"content": content, "title": title, "lead": lead, "crumbs": crumbs}
    return _render(context, "page_head", props)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, tone: str, title: str = "") -> SafeString:
    """A word on what happened, what comes next, who sees it."""
    props = {"content": content, "tone": _tone(tone), "title": title, "icon": TONE_ICONS[tone]}
    return _render(context, "notice", props)


@register.simple_block_tag(takes_context=True)
def next_step(
    context: Context,
    content: str,
    sentence: str,
    who: str = "",
    due_on: date | None = None,
    why: Span | None = None,
    reasons: Sequence[str] = (),
    tone: str = "",
) -> SafeString:
    """The largest thing on a record's page: what is next, who waits, until when and why that day."""
    props = {
        "content": content,
        "sentence": sentence,
        "who": who,
        "due_on": due_on,
        "why": why,
        "skipped": _skipped(why) if why else [],
        "reasons": reasons,
        "tone": _tone(tone or _urgency(due_on)),
    }
    return _render(context, "next_step", props)


@register.inclusion_tag("core/components/due.html")
def due(day: date) -> dict[str, Any]:
    """A day by which something is due, with how long that is; red once it has passed, amber when it is near."""
    urgency = _urgency(day)
    return {"day": day, "tone": "grey" if urgency == "blue" else urgency}


@register.inclusion_tag("core/components/timeline.html")
def timeline(steps: Iterable[pages.Step], label: str = "") -> dict[str, Any]:
    """The line of a thread: dots filled where something happened, hollow where it is to come."""
    steps = list(steps)
    for step in steps:
        known("status", step.status, pages.STEP_STATUSES)
    return {"steps": steps, "label": label or _("办理过程")}


@register.inclusion_tag("core/components/facts.html")
def facts(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Labels and values; a value of None leaves its line out."""
    return {"pairs": [pair for pair in pairs if pair[1] is not None]}


@register.inclusion_tag("core/components/field.html")
def field(bound_field: BoundField, hint: str = "", hints_url: str = "") -> dict[str, Any]:
    """A form field whose help, errors and gentle hints are tied to it."""
    parts = {
        "help": bound_field.help_text,
        "hint": hint,
        "errors": bound_field.errors,
        "hints": hints_url,
    }
    described = " ".join(f"{bound_field.auto_id}-{name}" for name, part in parts.items() if part)
    widget = bound_field.field.widget
    attrs = {"aria-describedby": described} if described else {}
    if bound_field.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound_field,
        "control": bound_field.as_widget(attrs=attrs),
        "is_optional": not bound_field.field.required and not may_wait(bound_field),
        "is_group": widget.use_fieldset,
        "is_tick": getattr(widget, "input_type", "") == "checkbox" and not widget.use_fieldset,
        "described": described,
        "hint": hint,
        "hints_url": hints_url,
    }


def may_wait(bound_field: BoundField) -> bool:
    """Whether a form asks for the field later: a draft is saved without it, handing in needs it."""
    return bound_field.name in getattr(bound_field.form, "needed_later", ())


@register.inclusion_tag("core/components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """What is wrong with a form, at its top, each line leading to its field."""
    return {"form": form, "wrong": [field for field in form if field.errors]}


@register.inclusion_tag("core/components/empty.html")
def empty(
    title: str,
    text: str = "",
    action_url: str = "",
    action_label: str = "",
    sample_url: str = "",
    sample_label: str = "",
) -> dict[str, Any]:
    """An empty place that teaches: what will stand here, who puts it there, how to begin."""
    return {
        "title": title,
        "text": text,
        "action_url": action_url,
        "action_label": action_label,
        "sample_url": sample_url,
        "sample_label": sample_label,
    }


@register.inclusion_tag("core/components/tabs.html")
def tabs(items: Iterable[pages.TabLink], label: str, target: str = "") -> dict[str, Any]:
    """Views of the same thing with their counts; with a target they change only that part."""
    return {"items": items, "label": label, "target": target}


@register.inclusion_tag("core/components/pager.html")
def pager(page: Any, target: str = "") -> dict[str, Any]:
    """Which rows these are and the way to the others; takes a `core.lists.Pager`."""
    return {"page": page, "target": target}


@register.inclusion_tag("core/components/figure_sentence.html")
def figure_sentence(numbers: Iterable[pages.Number]) -> dict[str, Any]:
    """Figures as a sentence; every number leads to the rows it counts, a share shows what is behind it."""
    return {"numbers": list(numbers)}


@register.inclusion_tag("core/components/secrecy_check.html")
def secrecy_check() -> dict[str, Any]:
    """What a page with a `data-secrecy` form loads: the rules by which the device looks before anything leaves it."""
    return {"rules": text.browser_rules()}


@register.inclusion_tag("core/components/back_to_list.html")
def back_to_list(code: str, url: str, label: str) -> dict[str, Any]:
    """The way back to the place in a list that one came from."""
    return {"code": code, "url": url, "label": label}


def _act_fields(context: Context, version: int | str) -> dict[str, Any]:
    frame = context.get("frame")
    return {
        "csrf_token": context.get("csrf_token"),
        "request_key": secrets.token_urlsafe(12),
        "version": version,
        "identity": frame.identity_key if frame else "",
    }


def _render(context: Context, name: str, props: dict[str, Any]) -> SafeString:
    component = context.template.engine.get_template(f"core/components/{name}.html")
    return component.render(context.new(props))


def _tone(tone: str) -> str:
    return known("tone", tone, TONE_ICONS)


def _urgency(due_on: date | None) -> str:
    if due_on is None:
        return "blue"
    today = clock.today()
    if due_on < today:
        return "red"
    return "amber" if workdays_between(today, due_on) <= SOON else "blue"


def _skipped(span: Span) -> list[str]:
    """The days left out, told by reason in the order in which each first occurs."""
    by_reason: dict[str, list[date]] = {}
    for day, reason in span.skipped:
        by_reason.setdefault(reason, []).append(day)
    return [_skipped_for(reason, days) for reason, days in by_reason.items()]


def _skipped_for(reason: str, days: list[date]) -> str:
    first, last = min(days), max(days)
    span = formats.day(first) if first == last else f"{formats.day(first)} – {formats.day(last)}"
    return _("%(reason)s %(n)d 天（%(days)s）") % {
        "reason": reason_label(reason),
        "n": len(days),
        "days": span,
    }
