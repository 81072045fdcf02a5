"""Voices and their stances: nothing here names a person, and no moment is kept that could be laid beside another log.

Keys are drawn at random: rows in the order of their coming could be laid beside whatever else happened in that order.
"""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.models.conversations import Conversation
from tongxin.deliberation.models.statements import Statement
from tongxin.deliberation.terms import Stance

LARGEST = 2**62


def random_key() -> int:
    """A key that tells nothing of when its row came."""
    return secrets.randbelow(LARGEST) + 1


class Voice(models.Model):
    """Whoever takes part, under a name made from person and secret (`key`). `number` is random: it tells no order.

    `part`: the committee, group or county by which the opening act allows to look, else 0. `cohort`: for citizens, the
    day of coming or the batch of the code, for the alarms. The cookie holds the key, files show the number: neither
    leads to the other.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="voices")
    key = models.CharField(max_length=64)
    number = models.BigIntegerField(default=random_key)
    part = models.BigIntegerField(default=0)
    cohort = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("参与者")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "key"], name="deliberation_voice_once"),
            models.UniqueConstraint(
                fields=["conversation", "number"], name="deliberation_number_once"
            ),
        ]

    def __str__(self):
        return f"{self.number}"


class StanceRow(models.Model):
    """The last stance of a voice on a statement; an undone one is deleted."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="+")
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="stances")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="stances")
    stance = models.SmallIntegerField(_("态度"), choices=Stance)

    class Meta:
        verbose_name = _("态度")
        indexes = [models.Index(fields=["conversation"])]
        constraints = [
            models.UniqueConstraint(fields=["voice", "statement"], name="deliberation_stance_once")
        ]

    def __str__(self):
        return f"{self.voice_id} · {self.statement_id}"


class ServedStatement(models.Model):
    """Which statement was put before a voice at which step, so that the choice can be replayed (specification 5.10)."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="served")
    step = models.PositiveIntegerField()
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    state_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("出示记录")
        constraints = [
            models.UniqueConstraint(fields=["voice", "step"], name="deliberation_served_once")
        ]

    def __str__(self):
        return f"{self.voice_id} · {self.step}"
