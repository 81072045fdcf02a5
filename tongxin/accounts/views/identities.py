"""Switching between one's identities."""

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongxin.accounts import identity
from tongxin.accounts.access import signed_in
from tongxin.accounts.models import RoleAssignment
from tongxin.core.errors import Refused


@signed_in
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act under another identity; the trail names it from here on."""
    try:
        chosen = identity.choose(request, request.POST.get(identity.FIELD, ""))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(settings.LOGIN_REDIRECT_URL)
    messages.success(request, _("现在的身份：%(identity)s") % {"identity": identity.label(chosen)})
    return redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)


@signed_in
@require_safe
def none(request: HttpRequest) -> HttpResponse:
    """All identities have ended, or none was granted yet."""
    past = RoleAssignment.objects.filter(person=request.user.person).select_related(
        "assembly", "organisation"
    )
    context = {"past": [(identity.label(each), each) for each in past.order_by("-ends_on")]}
    return render(request, "accounts/no_identity.html", context)
