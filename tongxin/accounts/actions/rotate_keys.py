"""Changes the key with which secrets are sealed."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from tongxin.accounts import crypto
from tongxin.accounts.adapter import SEALED_FOR

SECRETS = ("secret", "seed")


def rotate_keys() -> tuple[str, int]:
    """A new active key, and every secret sealed with it; the old keys stay in the keyring for older backups.

    Safe to repeat after a failure: what an earlier run left behind is sealed anew by the next.
    """
    key_id = crypto.add_key()
    return key_id, sum(_reseal(pk) for pk in Authenticator.objects.values_list("pk", flat=True))


@transaction.atomic
def _reseal(pk: int) -> int:
    """One row at a time, locked: its owner may be signing in with it this moment."""
    authenticator = Authenticator.objects.select_for_update().filter(pk=pk).first()
    data = authenticator.data if authenticator else {}
    old = {name: data[name] for name in SECRETS if name in data}
    if not old or all(crypto.is_current(token) for token in old.values()):
        return 0
    for name, token in old.items():
        data[name] = crypto.seal(crypto.unseal(token, bound_to=SEALED_FOR), bound_to=SEALED_FOR)
    authenticator.save(update_fields=["data"])
    return 1
