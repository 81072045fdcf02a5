"""Co-signatures: each colleague reads and confirms for themself."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Member
from tongxin.proposals.models.proposals import Proposal
from tongxin.proposals.terms import CoSignatureState


class CoSignature(MachineRecord):
    """One member's answer to an invitation to co-sign; `text_digest` is the text that was confirmed."""

    state = models.CharField(
        max_length=20, choices=CoSignatureState, default=CoSignatureState.INVITED
    )
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="co_signatures")
    member = models.ForeignKey(Member, models.PROTECT, related_name="co_signatures")
    invited_on = models.DateField(_("邀请日期"))
    answered_on = models.DateField(_("答复日期"), null=True)
    text_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("联名")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "member"], name="proposals_co_signer_once")
        ]

    def __str__(self):
        return f"{self.member} · {self.proposal}"

    @staticmethod
    def confirmed() -> models.Q:
        """Those whose member stands by the words."""
        return models.Q(state=CoSignatureState.CONFIRMED)

    def get_absolute_url(self):
        return reverse("proposals:co_signature", args=[self.assembly.slug, self.public_id])
