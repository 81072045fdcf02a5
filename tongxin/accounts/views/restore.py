"""The liaison officer's page: let a member in again on the spot."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongxin.accounts import phones, queries
from tongxin.accounts.access import requires
from tongxin.accounts.actions.restore_access import restore_access
from tongxin.accounts.forms.people import RestoreForm
from tongxin.accounts.forms.refusals import refusals
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import visible

SHOWN = 20


@requires("accounts.restore")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Who stands before the desk? By name, initials or the end of the number."""
    text = request.GET.get("q", "")
    people = visible(request.actor, "accounts.restore", Person.objects.filter(user__isnull=False))
    found = queries.find_people(text, people).select_related("user").order_by("pinyin")[:SHOWN]
    rows = [(each, phones.shown(each.user.phone or "")) for each in found] if text.strip() else []
    return render(request, "accounts/restore_list.html", {"rows": rows, "text": text})


@requires("accounts.restore")
@never_cache
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """After looking at the card: a new number, or a one-time code."""
    people = visible(request.actor, "accounts.restore", Person.objects.select_related("user"))
    shown = get_object_or_404(people, public_id=public_id, user__isnull=False)
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            row = restore_access(
                shown,
                actor=request.actor,
                card_seen=form.cleaned_data["card_seen"],
                phone=form.cleaned_data["phone"],
            )
            if row:
                return _code(request, row)
            said = _("已改用新手机号。请%(name)s现在用新号码收验证码登录。") % {"name": shown.name}
            messages.success(request, said)
            return redirect("accounts:restore_list")
    context = {"form": form, "shown": shown, "phone": phones.shown(shown.user.phone or "")}
    return render(request, "accounts/restore.html", context)


def _code(request: HttpRequest, row) -> HttpResponse:
    response = render(request, "accounts/code_sheet.html", {"rows": [row]})
    response["Cache-Control"] = "no-store"
    return response
