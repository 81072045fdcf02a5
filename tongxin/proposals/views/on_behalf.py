"""One address for everything that is entered for a unit on paper: the act's own form, with the paper's day and grounds."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Conflict, Refused
from tongxin.core.posting import refuse, request_key
from tongxin.lifecycle.forms import ActForm, form_class
from tongxin.lifecycle.perform import refusal
from tongxin.lifecycle.table import Act
from tongxin.proposals.actions.enter_for_unit import enter_for_unit, refusal_to_enter
from tongxin.proposals.forms.exchange import EntryForm
from tongxin.proposals.lifecycle import COMMITMENT, HANDLING
from tongxin.proposals.models import Commitment, Handling
from tongxin.proposals.queries.exchange import is_enterable
from tongxin.proposals.rules.exchange import exchanges

LIFECYCLES = {lifecycle.noun: lifecycle for lifecycle in (HANDLING, COMMITMENT)}


@dataclass
class Entry:
    """An act that an office wants to enter for a unit."""

    http: HttpRequest
    act: Act
    record: Handling | Commitment

    @property
    def handling(self) -> Handling:
        return self.record if isinstance(self.record, Handling) else self.record.handling

    @property
    def stand_in(self) -> Actor:
        actor = self.http.actor
        return actor.standing_in_for(self.handling.unit, actor.day)

    def forms(self) -> tuple[EntryForm, ActForm | None]:
        """What every entry states, and what the act itself asks."""
        is_post = self.http.method == "POST"
        data, files = (self.http.POST, self.http.FILES) if is_post else (None, None)
        kind = form_class(self.act)
        own = kind(data, files, record=self.record, actor=self.stand_in) if kind else None
        return EntryForm(data, act=self.act), own


@requires("handlings.enter")
@require_http_methods(["GET", "POST"])
def enter(
    request: HttpRequest, assembly: str, noun: str, public_id: str, code: str
) -> HttpResponse:
    """GET asks; POST enters. Units that handle online are refused with the rule (403)."""
    entry = Entry(request, _act(noun, code), _record(request, assembly, noun, public_id))
    if not can(request.actor, "handlings.enter", entry.handling):
        return _page(entry, None, None, refusal_to_enter(entry.handling), status=403)
    stated, own = entry.forms()
    if request.method == "POST" and stated.is_valid() and (own is None or own.is_valid()):
        try:
            _carry_out(entry, stated, own)
        except Refused as refused:
            return _refused(entry, stated, own, refused)
        words = {"unit": entry.handling.unit, "act": entry.act.label}
        messages.success(request, _("已代%(unit)s登记：%(act)s。") % words)
        return redirect(entry.record)
    faulty = bool(stated.errors or (own and own.errors))
    why = refusal(entry.act, entry.record, entry.stand_in)
    return _page(entry, stated, own, _not_yet(entry, why), status=422 if faulty else 200)


def _carry_out(entry: Entry, stated: EntryForm, own: ActForm | None) -> None:
    data: dict[str, Any] = own.data_for_act() if own else {}
    version = entry.http.POST.get("version", "")
    enter_for_unit(
        entry.act,
        entry.record,
        actor=entry.http.actor,
        paper_on=stated.cleaned_data.get("paper_on") or data["on"],
        basis=stated.cleaned_data["basis"],
        request_key=request_key(entry.http),
        seen=int(version) if version.isdecimal() and len(version) < 10 else None,
        **data,
    )


def _not_yet(entry: Entry, why: str | None) -> str:
    """A paper reply brings its own text: that it is not drafted yet stands in nobody's way."""
    return "" if entry.act is HANDLING.enter_reply else why or ""


def _refused(
    entry: Entry, stated: EntryForm, own: ActForm | None, refused: Refused
) -> HttpResponse:
    """The page again with what was typed and the sentence of the rule, at its field where it has one."""
    form = own if own is not None and refused.field in own.fields else stated
    refuse(form, refused)
    return _page(entry, stated, own, "", status=409 if isinstance(refused, Conflict) else 403)


def _page(
    entry: Entry, stated: EntryForm | None, own: ActForm | None, sentence: str, *, status: int
) -> HttpResponse:
    context = {
        "entry": entry,
        "act": entry.act,
        "handling": entry.handling,
        "record": entry.record,
        "stated": stated,
        "own": own,
        "answers": own.rows() if own is not None and hasattr(own, "rows") else [],
        "boxes": own.plain_fields() if own is not None and hasattr(own, "plain_fields") else own,
        "sentence": sentence,
    }
    return render(entry.http, "proposals/exchange/enter.html", context, status=status)


def _act(noun: str, code: str) -> Act:
    lifecycle = LIFECYCLES.get(noun)
    act = lifecycle.acts.get(code) if lifecycle else None
    if act is None or not is_enterable(act):
        raise Http404
    return act


def _record(
    request: HttpRequest, assembly: str, noun: str, public_id: str
) -> Handling | Commitment:
    """A part this actor exchanges paper about, whether its unit works on paper or not: then the rule is said."""
    lifecycle = LIFECYCLES[noun]
    rows = visible(request.actor, lifecycle.view, lifecycle.model.objects.all())
    mine = Handling._base_manager.filter(exchanges(request.actor)).values("pk")
    rows = rows.filter(**{"pk__in" if noun == HANDLING.noun else "handling__in": mine})
    prefix = "" if noun == HANDLING.noun else "handling__"
    related = [f"{prefix}{name}" for name in ("assembly", "unit", "proposal__assembly")]
    return get_object_or_404(
        rows.select_related("assembly", *related), public_id=public_id, assembly__slug=assembly
    )
