"""A model field whose values only the keyring opens: sealed to the row that holds them, found again by a keyed digest."""

from collections import Counter
from collections.abc import Iterator
from functools import partialmethod
from typing import Any

from django.apps import apps
from django.db import models

from tongxin.accounts import crypto


class EncryptedField(models.TextField):
    """Holds the sealed token; loading a row opens nothing.

    The model gets `seal_<name>(text)` and `unseal_<name>()`, as choices give it `get_<name>_display`. What one row
    holds cannot be read in another: model, row and field are part of the seal, and so is the key's id. `lookup` names
    the column for a keyed digest, by which equal texts are found without opening any.
    """

    def __init__(self, *args: Any, lookup: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lookup = lookup

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"lookup": self.lookup} if self.lookup else {})

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any, **rest: Any):
        super().contribute_to_class(cls, name, *args, **rest)
        setattr(cls, f"seal_{name}", partialmethod(_seal, field=self))
        setattr(cls, f"unseal_{name}", partialmethod(_unseal, field=self))

    @property
    def purpose(self) -> str:
        """What digests of this column are bound to: the same number in two columns reads differently."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def bound_to(self, row: models.Model) -> str:
        """The place that a sealed text belongs to."""
        return f"{self.purpose}:{row.public_id}"

    def lookups(self, text: str) -> list[str]:
        """The digests under which a text may stand, one for each key of the keyring."""
        return crypto.lookups(text, bound_to=self.purpose)


def _seal(row: models.Model, text: str, *, field: EncryptedField) -> None:
    """Put a text into the field, sealed with the active key, and its digest beside it."""
    setattr(row, field.attname, crypto.seal(text, bound_to=field.bound_to(row)))
    if field.lookup:
        setattr(row, field.lookup, crypto.lookup(text, bound_to=field.purpose))


def _unseal(row: models.Model, *, field: EncryptedField) -> str:
    """The text; UnreadableError where the row was tampered with or its key is gone."""
    token = getattr(row, field.attname)
    return crypto.unseal(token, bound_to=field.bound_to(row)) if token else ""


def unreadable() -> Counter[str]:
    """How many sealed texts of the database no key opens, by the id of the key that each asks for."""
    missing: Counter[str] = Counter()
    for field in encrypted_fields():
        rows = field.model._base_manager.exclude(**{field.attname: ""})
        for row in rows.only("public_id", field.attname).iterator():
            try:
                getattr(row, f"unseal_{field.name}")()
            except crypto.UnreadableError as error:
                missing[error.key_id] += 1
    return missing


def encrypted_fields() -> Iterator[EncryptedField]:
    """Every field of this kind in any app."""
    for model in apps.get_models():
        yield from (
            field for field in model._meta.concrete_fields if isinstance(field, EncryptedField)
        )
