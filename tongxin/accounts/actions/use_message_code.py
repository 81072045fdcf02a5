"""Checks a code that came by message; every try counts before it is looked at."""

from django.db.models import F

from tongxin.accounts import codes
from tongxin.accounts.models import MessageCode, User
from tongxin.core import clock

TRIES = 5


def use_message_code(public_id: str, code: str) -> User | None:
    """The account that the code belongs to, or None: wrong, used, expired, tried too often, or sent to nobody.

    Tries are counted by an UPDATE that claims one of five, so guesses in parallel gain nothing. The first success
    uses the code up and proves that the phone is in its owner's hands.
    """
    now = clock.now()
    open_ = MessageCode.objects.filter(
        public_id=public_id, used_at__isnull=True, expires_at__gt=now
    )
    if not open_.filter(failures__lt=TRIES).update(failures=F("failures") + 1):
        return None
    row = MessageCode.objects.select_related("user__person").get(public_id=public_id)
    if not codes.matches(code, row.digest, bound_to=row.public_id) or row.user is None:
        return None
    if not open_.update(used_at=now):
        return None
    if not row.user.is_active or row.user.phone != row.phone:
        return None
    User.objects.filter(pk=row.user_id, phone_verified=False).update(phone_verified=True)
    return row.user
