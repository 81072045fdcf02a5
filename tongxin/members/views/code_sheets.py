"""One-time codes for many members at once: who gets one and who does not, then the sheet to print."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.actions.issue_sheet_codes import issue_sheet_codes
from tongxin.accounts.actions.open_accounts import open_accounts
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import visible
from tongxin.core.errors import Refused
from tongxin.members.models import Member
from tongxin.members.views.asking import assembly_of
from tongxin.members.views.roll import listed, page_for
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class Preview:
    """What printing would do: members who get a code, and those who may not have one from here."""

    possible: list[Member]
    refused: list[Member]


@requires("accounts.issue_codes")
@never_cache
@require_POST
def code_sheets(request: HttpRequest, assembly: str) -> HttpResponse:
    """First the preview; confirmed, the codes themselves, which are shown once and never stored."""
    here = assembly_of(request, assembly)
    preview = _preview(request, here)
    if "confirmed" not in request.POST:
        context = {"preview": preview, "assembly": here}
        return render(request, "members/code_sheets.html", context)
    try:
        rows = _issue(request, preview.possible)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("members:roll", assembly)
    return render(request, "accounts/code_sheet.html", {"rows": rows})


def _preview(request: HttpRequest, assembly: Assembly) -> Preview:
    chosen = page_for(request, assembly).selected(request, listed(request, assembly))
    members = list(chosen.order_by("sector__position", "card_number"))
    people = Person.objects.filter(pk__in=[member.person_id for member in members])
    mine = visible(request.actor, "accounts.issue_codes", people)
    allowed = set(mine.values_list("pk", flat=True))
    return Preview(
        [member for member in members if member.person_id in allowed],
        [member for member in members if member.person_id not in allowed],
    )


def _issue(request: HttpRequest, members: list[Member]):
    """Accounts for those who have none yet, then everybody's code."""
    if not members:
        raise Refused(_("选中的委员都不需要一次性口令。"))
    people = [member.person for member in members]
    with transaction.atomic():
        open_accounts(people, actor=request.actor)
        return issue_sheet_codes(people, actor=request.actor)
