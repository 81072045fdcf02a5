"""Sends a code to a phone, for signing in or for confirming a new device."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts import codes, policy
from tongxin.accounts.models import MessageCode, User
from tongxin.accounts.terms import CodePurpose
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.models import new_public_id

PAUSE = timedelta(seconds=60)
PER_PHONE_AND_HOUR = 5
PER_ADDRESS_AND_HOUR = 600


@transaction.atomic
def issue_message_code(
    phone: str, *, purpose: CodePurpose = CodePurpose.SIGN_IN, address: str | None = None
) -> MessageCode:
    """Make and send a code. For a number without an account the same happens, only nothing is sent."""
    if not codes.can_send():
        raise Refused(_("本系统没有开通短信，请用密码登录，或与工作人员联系。"))
    _check_pace(phone, address)
    user = User.objects.filter(phone=phone, is_active=True).first()
    valid, code, public_id = policy.for_everybody().code_time, codes.new_digits(), new_public_id()
    row = MessageCode(
        public_id=public_id,
        phone=phone,
        user=user,
        purpose=purpose,
        digest=codes.digest(code, bound_to=public_id),
        address=address,
        expires_at=clock.now() + valid,
    )
    row.save()
    if user is not None:
        minutes = int(valid.total_seconds() // 60)
        codes.send(codes.CodeMessage(phone, code, purpose, minutes, user.person_id))
    return row


def _check_pace(phone: str, address: str | None) -> None:
    """One code a minute, five an hour for a number; an address may serve a whole hall, so it gets many more."""
    now = clock.now()
    recent = MessageCode.objects.filter(created_at__gt=now - timedelta(hours=1))
    sent = list(
        recent.filter(phone=phone).order_by("-created_at").values_list("created_at", flat=True)
    )
    if sent and sent[0] > now - PAUSE:
        left = int((sent[0] + PAUSE - now).total_seconds()) + 1
        raise Refused(_("验证码刚刚发过，请 %(left)d 秒后再试。") % {"left": left}, field="phone")
    if len(sent) >= PER_PHONE_AND_HOUR:
        raise Refused(_("这个号码一小时内发送次数已满，请稍后再试，或用密码登录。"), field="phone")
    if address and recent.filter(address=address).count() >= PER_ADDRESS_AND_HOUR:
        raise Refused(_("当前网络发送次数已满，请稍后再试，或用密码登录。"), field="phone")
