"""The list of conversations, and the page of one: each part is there only for those who may see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core.lists import Column, EmptyPlace, ListPage, Tab
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import Conversation
from tongxin.deliberation.parameters import OPENED
from tongxin.deliberation.queries import conversations as reads
from tongxin.deliberation.queries.talking import offered_by, shown_in
from tongxin.deliberation.views.places import conversation_at
from tongxin.lifecycle.offers import available_acts
from tongxin.organisations import rulebook
from tongxin.organisations.models import Assembly


@requires("conversations.view")
@require_http_methods(["GET", "POST"])
def conversations(request: HttpRequest, assembly: str) -> HttpResponse:
    """Those that run, those that are prepared, those that are over."""
    here = assembly_at(request, assembly)
    is_opened = rulebook.value(OPENED, here.pk)
    may_prepare = can(request.actor, "conversations.prepare")
    context = {"assembly": here, "is_opened": is_opened, "may_prepare": may_prepare}
    rows = reads.listed(request.actor, here)
    return page_for(here, may_prepare and is_opened).respond(request, rows, **context)


WAITING = Column(
    "waiting",
    _("待审核"),
    sort="waiting",
    numeric=True,
    prepare=reads.with_waiting,
)
"""Among twenty conversations, the one in which views lie unread."""


def page_for(here: Assembly, may_prepare: bool) -> ListPage:
    return ListPage(
        code="conversations",
        label=_("网络协商"),
        unit=_("项"),
        columns=[
            Column("question", _("议题"), headline=True, sort="question"),
            Column("admission", _("谁可以参加"), attr="get_admission_display", sort="admission"),
            Column("state", _("阶段"), attr="get_state_display", sort="state"),
            Column("votes_on", _("开始表态"), sort="votes_on"),
            Column("closes_on", _("最后一天"), sort="closes_on"),
            *([WAITING] if may_prepare else []),
        ],
        tabs=[Tab(code, label, condition) for code, label, condition in reads.steps()],
        search=lambda rows, text: rows.filter(question__icontains=text),
        default_sort="-votes_on",
        row_url=lambda one: one.get_absolute_url(),
        row_tone=lambda one: one.tone,
        empty=EmptyPlace(
            _("这里还没有网络协商"),
            _("由办公室筹备、领导小组批准以后开展；先看大家都赞成什么，再看分歧在哪里。"),
            _("筹备一项") if may_prepare else "",
            lambda _request: reverse("deliberation:new_conversation", args=[here.slug]),
        ),
        template="deliberation/conversations.html",
    )


@requires("conversations.view")
@require_GET
def conversation(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Question, background, phases; the next step of whoever reads it."""
    row = conversation_at(request, assembly, public_id)
    context = {
        "conversation": row,
        "steps": reads.timeline(row),
        "offers": available_acts(CONVERSATION, row, request.actor),
        "statements": shown_in(row).select_related("assembly").prefetch_related("results"),
        "may_take_part": row.is_under_way and can(request.actor, "conversations.take_part", row),
        "own": offered_by(row, request.actor.person),
        "crumbs": [(_("网络协商"), reverse("deliberation:conversations", args=[assembly]))],
        **(_for_office(row) if can(request.actor, "conversations.moderate", row) else {}),
    }
    return render(request, "deliberation/conversation.html", context)


def _for_office(row: Conversation) -> dict[str, Any]:
    return {
        "is_office": True,
        "counts": reads.statement_counts(row),
        "voices": reads.voices_in(row),
        "prints_codes": row.is_by_code and row.invites,
    }
