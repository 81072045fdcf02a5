"""The append-only trail: who did what to which record, when; never what they wrote."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.core.models import new_public_id


class Event(models.Model):
    """One act, as codes, ids and dates only. The database itself refuses to change it (see `trail.guard`).

    Ids instead of foreign keys: the trail stands below everything it tells of.
    """

    id = models.BigAutoField(primary_key=True)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    at = models.DateTimeField(_("时间"), default=clock.now)
    on = models.DateField(_("日期"), default=clock.today)
    assembly_id = models.BigIntegerField(null=True)
    act = models.CharField(_("动作"), max_length=80)
    schema = models.PositiveSmallIntegerField(default=1)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    person_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    request_key = models.CharField(max_length=40, null=True)
    algorithm = models.CharField(max_length=10)
    leaf = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "request_key"],
                condition=models.Q(request_key__isnull=False),
                name="trail_event_request_once",
            )
        ]
        indexes = [
            models.Index(fields=["record_type", "record_id", "id"]),
            models.Index(fields=["assembly_id", "id"]),
            models.Index(fields=["person_id", "id"]),
        ]

    def __str__(self):
        return f"{self.act} {self.record_type}:{self.record_id}"
