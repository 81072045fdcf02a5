"""The base of every row, relations against the import order, and runs of numbers."""

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12


def new_public_id() -> str:
    """A random name for addresses: 12 characters (59 bits) that nobody confuses when read aloud.

    Drawn as one number, since twelve draws take five times as long and lists have ten thousands of rows.
    """
    number, name = secrets.randbelow(len(ALPHABET) ** LENGTH), ""
    for _position in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        name += ALPHABET[place]
    return name


class Record(models.Model):
    """A stored thing with an address of its own."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.CharField(max_length=12, unique=True, editable=False, default=new_public_id)
    created_at = models.DateTimeField(_("记录时间"), default=clock.now, editable=False)

    class Meta:
        abstract = True


class Link(models.Model):
    """A relation that runs against the import order: `source` (a low app's row) to `target` (a higher one's)."""

    source_type = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    role = models.CharField(max_length=40)
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "role", "target_type", "target_id"],
                name="core_link_once",
            )
        ]
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self):
        return (
            f"{self.source_type}:{self.source_id} {self.role} {self.target_type}:{self.target_id}"
        )

    @staticmethod
    def between(source: models.Model, role: str, target: models.Model) -> dict[str, Any]:
        """The columns of a tie from one row to another."""
        return {
            "source_type": source._meta.label_lower,
            "source_id": source.pk,
            "role": role,
            "target_type": target._meta.label_lower,
            "target_id": target.pk,
        }


class Sequence(models.Model):
    """The last number given out of one run, such as the serial numbers of a session."""

    key = models.CharField(max_length=120, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.key}: {self.last}"
