"""Identity numbers: sealed, beside the person and not in it, so that no page loads one by the way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.accounts.sealed import EncryptedField
from tongxin.core.models import Record


class IdentityNumber(Record):
    """A person's identity number. `lookup` finds it again without opening it; reading it is an act with an event."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="identity_number")
    number = EncryptedField(_("身份证号"), lookup="lookup")
    lookup = models.CharField(max_length=80, db_index=True, editable=False)

    class Meta:
        verbose_name = _("身份证号")

    def __str__(self):
        return f"{self.person_id}"
