"""The result of a conversation: the list of what all share, pictures, table, talk, history, and what is taken along."""

import csv
from collections.abc import Callable
from io import BytesIO, TextIOWrapper

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from tongxin.accounts.access import public, requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.core.pages import TabLink
from tongxin.core.posting import refuse, request_key
from tongxin.deliberation.actions.note_alarm import note_alarm
from tongxin.deliberation.actions.speak_at_circle import hide_comment, speak_at_circle
from tongxin.deliberation.forms.circle import AlarmForm, HideForm, SpeakForm
from tongxin.deliberation.models import CircleComment, Conversation
from tongxin.deliberation.papers import TABLE, VOTES
from tongxin.deliberation.papers.summary import PAPER
from tongxin.deliberation.queries.analyses import FOUND, history, latest, ways
from tongxin.deliberation.queries.comments import comments_on, notes_on
from tongxin.deliberation.queries.readings import reading_of
from tongxin.deliberation.results.listing import Listing
from tongxin.deliberation.results.pictures import circles, positions
from tongxin.deliberation.results.reading import Reading
from tongxin.deliberation.results.tables import statements, worksheets
from tongxin.deliberation.results.voting import offers_votes, recipe_of, rows_of
from tongxin.deliberation.terms import Parting
from tongxin.deliberation.views.places import conversation_at, open_conversation
from tongxin.papers.documents import Format, produce
from tongxin.papers.files import hand_out
from tongxin.papers.spreadsheets.writing import write_workbook

CHINESE = "zh-hans"
MOST_RUNS = 50
SEEN = "circle.view"


@requires("circle.view")
@require_GET
def circle(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Everything about a result in one page, in the order in which it should be read."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    result = _result(request, conversation)
    if request.htmx and result["reading"] and _has(request, result["reading"]):
        return HttpResponse(status=204)
    return _page(request, conversation, result)


def _page(
    request: HttpRequest, conversation: Conversation, result: dict, status: int = 200, **forms: Form
) -> HttpResponse:
    """The page; `forms`: those that came back with errors, in place of empty ones."""
    organises = can(request.actor, "conversations.moderate", conversation)
    speaks = can(request.actor, "circle.speak", conversation)
    context = result | {
        "organises": organises,
        "may_take_out": can(request.actor, "circle.take_out", conversation),
        "may_take_votes": organises and offers_votes(conversation),
        "comments": comments_on(conversation),
        "speaking": SpeakForm(conversation=conversation) if speaks else None,
        "hiding": HideForm() if organises else None,
        "noting": AlarmForm() if organises else None,
        "is_live": conversation.takes_stances and status == 200,
        "crumbs": [(_("网络协商"), conversation.get_absolute_url())],
    }
    return render(request, "deliberation/circle.html", context | forms, status=status)


def _has(request: HttpRequest, reading: Reading) -> bool:
    """Whether the page shows this result already: then what somebody types there stays as it is."""
    return request.GET.get("have") == reading.analysis.digest


@public
@require_safe
@open_conversation
def public_circle(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The same for everybody, of a conversation of citizens, from its discussion on; without the talk."""
    if not conversation.shows_result:
        raise Http404
    return render(request, "deliberation/public_circle.html", _result(request, conversation))


def _result(request: HttpRequest, conversation: Conversation) -> dict:
    """The result as the address asks for it: by views, or by the own parts that may be looked at."""
    by = request.GET.get("by", FOUND)
    if by not in ways(conversation):
        raise Http404
    reading = reading_of(conversation, by)
    found = latest(conversation)
    return {
        "conversation": conversation,
        "reading": reading,
        "notes": notes_on(conversation),
        "listing": Listing(reading, request.GET) if reading else None,
        "picture": circles(reading) if reading else None,
        "map": positions(reading) if reading else None,
        "ways": _tabs(request, conversation, by),
        "recipe": recipe_of(found) if found and by == FOUND else None,
    }


def _tabs(request: HttpRequest, conversation: Conversation, by: str) -> list[TabLink]:
    names = {FOUND: _("按看法"), **{one.value: one.label for one in Parting}}
    offered = ways(conversation)
    if len(offered) < 2:
        return []
    return [TabLink(names[one], f"{request.path}?by={one}", active=one == by) for one in offered]


@requires("circle.view")
@require_GET
def runs(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """How the result came about: the latest analyses, each with its first sentence."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    analyses = history(conversation)[:MOST_RUNS]
    readings = [Reading(analysis, {}, {}) for analysis in analyses]
    context = {
        "conversation": conversation,
        "readings": readings,
        "crumbs": [(conversation.question, _address(conversation))],
    }
    return render(request, "deliberation/runs.html", context)


@requires("circle.take_out")
@require_GET
def table(request: HttpRequest, assembly: str, public_id: str, form: str) -> HttpResponse:
    """The numbers as a workbook, or the statements alone as text."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    reading = reading_of(conversation, request.GET.get("by", FOUND))
    if reading is None or not can(request.actor, "circle.take_out", conversation):
        raise Http404
    if form == "xlsx":
        stream = write_workbook(worksheets(reading))
    else:
        sheet = statements(reading)
        stream = _text([str(column.label) for column in sheet.columns], sheet.rows)
    name = f"{_('网络协商结果')}_{conversation.question}.{form}"
    kind = form if form == "xlsx" else "text"
    return hand_out(TABLE, conversation, request.actor, stream, name, kind)


@requires("circle.take_out_votes")
@require_GET
def votes(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Person by random number, statement, stance: where the rulebook offers it."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    may = can(request.actor, "circle.take_out_votes", conversation)
    if not may or not offers_votes(conversation):
        raise Http404
    stream = _text(["participant", "statement", "vote"], rows_of(latest(conversation)))
    return hand_out(VOTES, conversation, request.actor, stream, "votes.csv", "text")


@requires("circle.take_out")
@require_GET
def summary(request: HttpRequest, assembly: str, public_id: str, form: str) -> HttpResponse:
    """The summary as PDF or DOCX; Chinese whatever language the screen speaks."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    with translation.override(CHINESE):
        reading = reading_of(conversation)
        if reading is None or not can(request.actor, "circle.take_out", conversation):
            raise Http404
        printed = produce(PAPER.code, conversation, reading, form=Format(form))
    stream = BytesIO(printed.content)
    return hand_out(PAPER.code, conversation, request.actor, stream, printed.name, form)


@requires("circle.view")
@require_POST
def speak(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Write a comment; what was typed stays in the form when it is refused."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    form = SpeakForm(request.POST, conversation=conversation)
    if _done(request, conversation, form, speak_at_circle):
        messages.success(request, _("已发表，参加这次协商的人都能看到。"))
        return redirect(f"{_address(conversation)}#talk")
    result = _result(request, conversation)
    return _page(request, conversation, result, status=422, speaking=form)


@requires("conversations.moderate")
@require_POST
def note(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Note what was found out about the alarms."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    form = AlarmForm(request.POST)
    if _done(request, conversation, form, note_alarm):
        messages.success(request, _("已记下，和结果放在一起，看结果的人都能看到。"))
        return redirect(f"{_address(conversation)}#notes")
    result = _result(request, conversation)
    return _page(request, conversation, result, status=422, noting=form)


def _done(
    request: HttpRequest, conversation: Conversation, form: Form, action: Callable[..., object]
) -> bool:
    """Whether what the form says was carried out; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        action(
            conversation,
            actor=request.actor,
            request_key=request_key(request),
            **form.cleaned_data,
        )
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


@requires("conversations.moderate")
@require_POST
def hide(request: HttpRequest, assembly: str, public_id: str, comment: str) -> HttpResponse:
    """Take a comment off the page."""
    conversation = conversation_at(request, assembly, public_id, SEEN)
    rows = CircleComment._base_manager.filter(conversation=conversation)
    row = get_object_or_404(rows, public_id=comment)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择依据。"))
        return redirect(f"{_address(conversation)}#talk")
    try:
        hide_comment(row, actor=request.actor, rule=form.cleaned_data["rule"])
        messages.success(request, _("已从页面上隐去，原文留存备查。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(f"{_address(conversation)}#talk")


def _address(conversation: Conversation) -> str:
    return reverse("deliberation:circle", args=[conversation.assembly.slug, conversation.public_id])


def _text(head: list[str], rows) -> BytesIO:
    """Comma separated, with the mark by which spreadsheets know the encoding."""
    stream = BytesIO()
    writing = TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(writing)
    writer.writerow(head)
    writer.writerows(rows)
    writing.detach()
    stream.seek(0)
    return stream
