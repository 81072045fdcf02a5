"""The stage of signing in that asks a member with a password for a code, when the browser is not bound."""

from allauth.account.authentication import get_authentication_records
from allauth.account.stages import LoginStage
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from tongxin.accounts import codes, devices, entering, lockout, queries
from tongxin.accounts.actions.issue_message_code import issue_message_code
from tongxin.accounts.actor import identities_of
from tongxin.accounts.models import User
from tongxin.accounts.terms import CodePurpose
from tongxin.core.errors import Refused


class DeviceStage(LoginStage):
    """Only for members: everybody else shows a second factor anyway."""

    key = "tongxin_device"
    urlname = "accounts:confirm_device"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Answer and whether the sign-in goes on, as allauth asks of a stage."""
        user = self.login.user
        if not self._is_needed(user):
            return None, True
        try:
            address = lockout.address_of(self.request)
            row = issue_message_code(user.phone, purpose=CodePurpose.DEVICE, address=address)
        except Refused as refusal:
            messages.error(self.request, refusal.message)
            return redirect("accounts:sign_in_password"), False
        self.state["sent"] = {"id": row.public_id, "phone": row.phone, "next": None}
        return redirect(self.urlname), True

    def _is_needed(self, user: User) -> bool:
        records = get_authentication_records(self.request, user)
        if not records or records[-1]["method"] != entering.PASSWORD or user.must_change_password:
            return False
        if not (codes.can_send() and user.phone and user.phone_verified):
            return False
        if devices.is_bound(self.request, user):
            return False
        return not queries.needs_two_factors(identities_of(user.person))
