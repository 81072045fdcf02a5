"""The office corrects a slip of the pen: a new version with its reason, the old one stays."""

from tongxin.accounts.actor import Actor
from tongxin.lifecycle.perform import performs
from tongxin.proposals.actions.hand_in import keep_version
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal


@performs(PROPOSAL.correct_text)
def correct_text(
    proposal: Proposal,
    *,
    actor: Actor,
    reason: str,
    matter: str,
    situation: str,
    analysis: str,
    suggestions: list[str],
) -> dict:
    """The number of suggestions cannot change once units answer them; the receipt's digest keeps its version."""
    proposal.matter = matter
    proposal.situation = situation
    proposal.analysis = analysis
    proposal.suggestions = suggestions
    version = keep_version(proposal, actor, reason=reason)
    return {"version": version.number, "text": version.digest}
