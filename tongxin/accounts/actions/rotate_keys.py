"""Changes the key with which secrets are sealed."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from tongxin.accounts import crypto
from tongxin.accounts.adapter import SEALED_FOR
from tongxin.accounts.sealed import EncryptedField, encrypted_fields

SECRETS = ("secret", "seed")


def rotate_keys(*, with_new_key: bool = True) -> tuple[str, int]:
    """A new active key, and every secret sealed with it; the old keys stay in the keyring for older backups.

    Rows are sealed one by one: an interrupted run is finished by the next, without another key if so wished.
    """
    key_id = crypto.add_key() if with_new_key else crypto.keyring().active
    resealed = sum(_reseal(pk) for pk in Authenticator.objects.values_list("pk", flat=True))
    return key_id, resealed + sum(_reseal_column(field) for field in encrypted_fields())


def _reseal_column(field: EncryptedField) -> int:
    rows = field.model._base_manager
    stale = rows.exclude(**{f"{field.attname}__startswith": f"{crypto.keyring().active}:"})
    keys = stale.exclude(**{field.attname: ""}).values_list("pk", flat=True)
    return sum(_reseal_row(field, pk) for pk in list(keys))


@transaction.atomic
def _reseal_row(field: EncryptedField, pk: int) -> int:
    row = field.model._base_manager.select_for_update().filter(pk=pk).first()
    if row is None or crypto.is_current(getattr(row, field.attname)):
        return 0
    getattr(row, f"seal_{field.name}")(getattr(row, f"unseal_{field.name}")())
    row.save(update_fields=[field.attname, *filter(None, [field.lookup])])
    return 1


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
