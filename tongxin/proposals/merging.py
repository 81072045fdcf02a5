"""Two entries of one person on one proposal: as lead and co-signer, as co-signers twice, as those who evaluate."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.merge_plan import Plan
from tongxin.accounts.merging import Once, declare, left
from tongxin.members.models import Member
from tongxin.proposals.models import CoSignature, Evaluation, Proposal

Signed = Iterator[tuple[CoSignature, CoSignature | Proposal]]


def declare_all() -> None:
    """Make the rules known."""
    once = gettext_lazy(
        "同一件提案两席都联名、或一席领衔一席联名的：只转移一份，"
        "另一份留在并入的席位；没有提交的提案不再计它。"
    )
    declare(
        Once("proposals.cosignature.member", left(once), _signed_twice),
        Once("proposals.proposal.lead_proposer", _led_and_signed, _signed_by_the_other),
        Once("proposals.evaluation.member", _one_evaluation),
    )


def _signed_twice(rows: models.QuerySet[CoSignature], kept: Member) -> Signed:
    """Co-signatures on proposals that the seat that stays signed too, or leads."""
    held = {one.proposal_id: one for one in kept.co_signatures.all()}
    for row in rows.select_related("proposal"):
        if row.proposal_id in held:
            yield row, held[row.proposal_id]
        elif row.proposal.lead_proposer_id == kept.pk:
            yield row, row.proposal


def _signed_by_the_other(
    rows: models.QuerySet[Proposal], kept: Member
) -> Iterator[tuple[Proposal, CoSignature]]:
    """Proposals that the seat that goes leads and the one that stays co-signed."""
    for signature in kept.co_signatures.filter(proposal__in=rows).select_related("proposal"):
        yield signature.proposal, signature


def _led_and_signed(plan: Plan, proposal: Proposal, signature: CoSignature) -> str:
    kept, gone = signature.member, proposal.lead_proposer
    plan.hand_over(proposal, "lead_proposer", kept)
    plan.hand_over(signature, "member", gone)
    return _("并入的席位领衔、保留的席位联名的提案：转为保留的席位领衔，联名留在并入的席位。")


def _one_evaluation(plan: Plan, row: Evaluation, twin: Evaluation) -> str:
    if row.counts:
        plan.change_places(row, twin, "member")
    return _(
        "同一答复两席都有评价表的：计入统计的一份归保留的席位，另一份留在并入的席位，满意率不变。"
    )
