"""What is findable, what waits to be made findable, and the marks by which near duplicates meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock


class SearchEntry(models.Model):
    """The findable text of one record. Its id is its row in the engine's index; later records have larger ones."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    keys = models.TextField(blank=True)
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id"], name="search_entry_once")
        ]

    def __str__(self):
        return f"{self.kind}:{self.record_id}"


class SearchTask(models.Model):
    """A record whose entry must be made anew; written in the transaction of the act that changed it."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    since = models.DateTimeField(_("自何时起"), default=clock.now)

    def __str__(self):
        return f"{self.kind}:{self.record_id}"


class SearchBand(models.Model):
    """One of the marks of a text: texts that share a mark are probably nearly the same."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="bands")
    mark = models.BigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.entry_id} {self.mark}"
