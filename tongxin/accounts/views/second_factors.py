"""A person's second factors: allauth's pages, with the trail kept in the same transaction."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tongxin.accounts.access import signed_in
from tongxin.accounts.actions.note_factor import note_factor
from tongxin.accounts.adapter import MFAAdapter


@signed_in
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a second factor: the door for everybody whose identity needs two."""
    return render(request, "accounts/enrol.html", {"secure": request.is_secure()})


class Noted:
    """What the form does stands in the trail."""

    act: str
    kind: Authenticator.Type
    request: HttpRequest

    @transaction.atomic
    def form_valid(self, form: BaseForm) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]
        note_factor(self.act, self.request.user, actor=self.request.actor, kind=self.kind)
        return response


class Enrolment(Noted):
    """Enrolling proves possession, so the session counts as signed in with two factors from here on."""

    act = "add_factor"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=self.kind)
        return response


class EnrolApp(Enrolment, ActivateTOTPView):
    kind = Authenticator.Type.TOTP


class EnrolPasskey(Enrolment, AddWebAuthnView):
    kind = Authenticator.Type.WEBAUTHN


class RemoveApp(Noted, DeactivateTOTPView):
    """The form itself refuses where it is the last factor of somebody who needs one."""

    act = "remove_factor"
    kind = Authenticator.Type.TOTP


class RemovePasskey(Noted, RemoveWebAuthnView):
    act = "remove_factor"
    kind = Authenticator.Type.WEBAUTHN

    def form_valid(self, form: BaseForm) -> HttpResponse:
        adapter = MFAAdapter()
        if adapter.can_delete_authenticator(self.object):
            return super().form_valid(form)
        messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("accounts:security")


class ShowRecoveryCodes(ViewRecoveryCodesView):
    """To be printed; then on to where everybody's day begins."""

    extra_context = {"home": settings.LOGIN_REDIRECT_URL}


class RenewRecoveryCodes(Noted, GenerateRecoveryCodesView):
    act = "add_factor"
    kind = Authenticator.Type.RECOVERY_CODES
