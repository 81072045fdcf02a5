"""Where an act is carried out."""

from django.db import models
from django.urls import reverse

from tongxin.lifecycle.table import Act


def act_url(act: Act, record: models.Model) -> str:
    """The address of an act on a record."""
    return reverse(
        "lifecycle:act",
        args=[record.assembly.slug, act.lifecycle.noun, record.public_id, act.code],
    )
