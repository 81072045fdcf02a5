"""One address for every act of every lifecycle, made from the tables: shown, asked, carried out, explained."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from tongxin.accounts import permissions
from tongxin.core.errors import Conflict, Refused
from tongxin.core.pages import draft_done
from tongxin.lifecycle import sentences
from tongxin.lifecycle.forms import ActForm, form_class
from tongxin.lifecycle.perform import perform, refusal
from tongxin.lifecycle.table import Act, lifecycle_of


@dataclass
class Request:
    """An act that somebody wants to carry out on a record."""

    http: HttpRequest
    act: Act
    record: models.Model

    @property
    def home(self) -> str:
        """Where to go afterwards: the page it came from, else the record's own."""
        wanted = self.http.POST.get("next") or self.http.GET.get("next") or ""
        if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None):
            return wanted
        return self.record.get_absolute_url()


def act(request: HttpRequest, assembly: str, noun: str, public_id: str, code: str) -> HttpResponse:
    """GET asks (form, or one button); POST carries out. Unseen records and acts are 404, refused ones 403."""
    wanted = Request(request, _act(noun, code), _record(request, assembly, noun, public_id))
    if not any(audience.includes(request.actor, wanted.record) for audience in wanted.act.by):
        raise Http404
    if request.method == "POST":
        return _carry_out(wanted)
    return _ask(wanted, _form(wanted))


act.permission = "of the act"  # the table's row names it


def _carry_out(wanted: Request) -> HttpResponse:
    form = _form(wanted, bound=True)
    if form is not None and not form.is_valid():
        return _ask(wanted, form, status=422)
    try:
        record = perform(
            wanted.act,
            wanted.record,
            wanted.http.actor,
            request_key=wanted.http.POST.get("request_key") or None,
            seen=_seen(wanted.http),
            **(form.data_for_act() if form is not None else {}),
        )
    except Refused as refused:
        return _refuse(wanted, form, refused)
    messages.success(wanted.http, sentences.after(wanted.act, record))
    response = redirect(wanted.home)
    return draft_done(response, _draft_key(wanted))


def _refuse(wanted: Request, form: ActForm | None, refused: Refused) -> HttpResponse:
    """The page again with what was typed and the sentence of the rule, at its field where it has one."""
    if form is not None:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, refused.message)
    status = 409 if isinstance(refused, Conflict) else 403
    return _ask(wanted, form, status=status, sentence=refused.message if form is None else "")


def _ask(
    wanted: Request, form: ActForm | None, *, status: int = 200, sentence: str = ""
) -> HttpResponse:
    context = {
        "act": wanted.act,
        "record": wanted.record,
        "form": form,
        "sentence": sentence or refusal(wanted.act, wanted.record, wanted.http.actor),
        "home": wanted.home,
        "draft_key": _draft_key(wanted),
    }
    template = getattr(form, "template", None) or "lifecycle/act.html"
    return render(wanted.http, template, context, status=status)


def _act(noun: str, code: str) -> Act:
    try:
        found = lifecycle_of(noun).acts[code]
    except KeyError:
        raise Http404 from None
    if found.is_consequence:
        raise Http404
    return found


def _record(request: HttpRequest, assembly: str, noun: str, public_id: str) -> models.Model:
    lifecycle = lifecycle_of(noun)
    seen = permissions.visible(request.actor, lifecycle.view, lifecycle.model.objects.all())
    return get_object_or_404(seen, public_id=public_id, assembly__slug=assembly)


def _form(wanted: Request, *, bound: bool = False) -> ActForm | None:
    kind = form_class(wanted.act)
    if kind is None:
        return None
    data = (wanted.http.POST, wanted.http.FILES) if bound else (None, None)
    return kind(*data, record=wanted.record, actor=wanted.http.actor)


def _seen(request: HttpRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def _draft_key(wanted: Request) -> str:
    return f"{wanted.act.name}.{wanted.record.public_id}"
