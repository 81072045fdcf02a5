"""Lets somebody in again on the spot, after an officer looked at their card (practice 20)."""

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import lockout, permissions, phones, queries
from tongxin.accounts.actions.end_sessions import end_sessions
from tongxin.accounts.actions.forget_device import forget_devices
from tongxin.accounts.actions.issue_sheet_codes import SheetRow, sheet_codes
from tongxin.accounts.actor import Actor, identities_of
from tongxin.accounts.models import Person, User
from tongxin.core.errors import Refused


@transaction.atomic
def restore_access(
    person: Person, *, actor: Actor, card_seen: bool, phone: str = ""
) -> SheetRow | None:
    """Give the account a new phone number, or (without one) a one-time code to hand over.

    Whatever was open elsewhere is signed out, bound devices and lock-outs are forgotten, and so is a second factor
    that a member took on freely: it may be lost with the phone. Staff's is reset by an act of its own. The trail names
    the officer. A locked account stays locked: that is the security manager's to lift.
    """
    permissions.demand(actor, "accounts.restore", person)
    if not card_seen:
        raise Refused(_("请先核对委员证或身份证件。"), field="card_seen")
    user = User.objects.select_for_update().filter(person=person).first()
    if user is None:
        raise Refused(_("此人还没有账号，请先开户。"))
    if not user.is_active:
        raise Refused(_("账号已被锁定，请与安全管理员联系。"))
    row = None if phone else sheet_codes([user])[0]
    if phone:
        _move_to(user, phone)
    end_sessions(user)
    forget_devices(user)
    lockout.lift(user)
    if not queries.needs_two_factors(identities_of(person)):
        Authenticator.objects.filter(user=user).delete()
    trail.record("accounts.restore_access", person, actor, way="phone" if phone else "code")
    return row


def _move_to(user: User, phone: str) -> None:
    number = phones.plain(phone)
    if not phones.is_mobile(number):
        raise Refused(_("手机号应为 11 位数字。"), field="phone")
    user.phone, user.phone_verified = number, False
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_verified"])
    except IntegrityError:
        raise Refused(_("这个手机号已用于另一个账号。"), field="phone") from None
