"""The one way in which the register asks for something: a form on a page of its own, an action, a word afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from tongxin.accounts.permissions import visible
from tongxin.core.errors import Refused
from tongxin.members.forms.fields import PlainForm
from tongxin.members.models import Member
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class Asked:
    """The words of the page, and where one goes afterwards."""

    title: Any
    label: Any
    home: str
    done: Any
    lead: Any = ""
    note: Any = ""


def ask(
    request: HttpRequest, form: PlainForm, act: Callable[..., Any], asked: Asked
) -> HttpResponse:
    """Show the form; posted and in order, carry `act` out with what it says; a refusal stands at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.data_for_action())
        except Refused as refused:
            known = refused.field if refused.field in form.fields else None
            form.add_error(known, refused.message)
        else:
            messages.success(request, asked.done)
            return redirect(asked.home)
    status = 422 if form.errors else 200
    return render(request, "members/ask.html", {"form": form, "asked": asked}, status=status)


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: nothing on a GET."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def assembly_of(request: HttpRequest, slug: str) -> Assembly:
    """The assembly of the address, if one's identity reads it; else it does not exist."""
    return get_object_or_404(Assembly, slug=slug, pk__in=request.actor.assembly_ids)


def member_of(request: HttpRequest, slug: str, public_id: str, permission: str) -> Member:
    """The member of the address, if the permission holds for them; else they do not exist."""
    rows = Member.objects.filter(assembly__slug=slug)
    rows = rows.select_related("person", "sector", "term", "assembly", "photo")
    return get_object_or_404(visible(request.actor, permission, rows), public_id=public_id)
