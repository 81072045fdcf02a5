"""Plays the examination: opinions, the list that a meeting decides, the release."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.lifecycle.perform import perform
from tongxin.portal.demo.material.story_shapes import Story
from tongxin.portal.demo.stage import Stage, plays
from tongxin.proposals.actions.decide_list import open_list, put_on_list, settle_item
from tongxin.proposals.lifecycle import DECISION_LIST, PROPOSAL
from tongxin.proposals.terms import DeclineReason, DeclineRoute, Outcome, ProposalState

OUTCOMES = {
    "docket": Outcome.DOCKET,
    "docketed": Outcome.DOCKET,
    "merge": Outcome.MERGE,
    "merged": Outcome.MERGE,
    "decline": Outcome.DECLINE,
    "declined": Outcome.DECLINE,
    "return": Outcome.RETURN,
}
REASONS = {
    "no_suggestions": DeclineReason.EMPTY,
    "outside_power": DeclineReason.BEYOND_POWERS,
    "in_proceedings": DeclineReason.PROCEEDINGS,
    "personal_matter": DeclineReason.PERSONAL,
    "names_person": DeclineReason.DENUNCIATION,
    "promotes_product": DeclineReason.PROMOTION,
    "academic_discussion": DeclineReason.ACADEMIC,
    "inner_organisation": DeclineReason.OWN_PARTY,
}
ROUTES = {
    "social_opinion": DeclineRoute.OPINION,
    "letter": DeclineRoute.LETTER,
    "opinion": DeclineRoute.SUGGESTION,
}


@plays("examine")
def examine(stage: Stage, story: Story, part: Any) -> None:
    outcome = OUTCOMES[part.opinion]
    into = None
    if outcome == Outcome.MERGE and story.decision and story.decision.into in stage.proposals:
        into = stage.proposal(stage.stories[story.decision.into])
    if outcome == Outcome.MERGE and into is None:
        outcome = Outcome.DOCKET
    key = (part.by, Role.REVIEWER, story.assembly)
    actor = stage.cast.actors.get(key) or stage.office(story, part.by)
    declined = outcome == Outcome.DECLINE
    perform(
        PROPOSAL.note_opinion,
        stage.proposal(story),
        actor,
        outcome=outcome,
        decline_reason=REASONS.get(part.reason, DeclineReason.EMPTY) if declined else "",
        decline_route=DeclineRoute.OPINION if declined else "",
        merge_into=into,
        note=part.note,
        units=tuple(stage.cast.units[duty.unit] for duty in part.duties),
    )


@plays("decide")
def decide(stage: Stage, story: Story, part: Any) -> None:
    """The whole list at once, on its first story; what belongs to the coming session has a list of its own."""
    session = stage.proposal(story).session
    key = (story.assembly, part.at, session.pk)
    if key in stage.lists:
        return
    chair, office = stage.somebody(Role.PROPOSALS_CHAIR, story), stage.office(story)
    decision_list = open_list(
        stage.cast.assemblies[story.assembly],
        actor=office,
        session=session,
        title=f"{part.meeting}清单"[:80],
    )
    stage.lists[key] = decision_list
    stories = [
        one
        for one in stage.batches[story.assembly, part.at]
        if one.code in stage.proposals and stage.proposal(one).session_id == session.pk
    ]
    ready = {
        one.code: one
        for one in stories
        if stage.proposal(one).state == ProposalState.SUBMITTED
        and stage.proposal(one).opinions.filter(superseded_at__isnull=True).exists()
    }
    put_on_list(
        decision_list, actor=office, proposals=[stage.proposal(one) for one in ready.values()]
    )
    for item in decision_list.items.select_related("proposal", "list"):
        code = next(c for c, pk in stage.proposals.items() if pk == item.proposal_id)
        _settle(stage, item, ready[code], ready, chair)
    perform(DECISION_LIST.pass_on, decision_list, chair)
    perform(
        DECISION_LIST.decide,
        decision_list,
        chair,
        meeting=part.meeting[:80],
        decided_on=part.at.date(),
    )


def _settle(stage: Stage, item: Any, story: Story, ready: dict, chair: Actor) -> None:
    decision = story.decision
    outcome = OUTCOMES[decision.outcome]
    into = None
    if outcome == Outcome.MERGE:
        target = ready.get(decision.into)
        is_main = target is not None and target.decision.outcome == "docketed"
        into = stage.proposal(target) if is_main else None
        outcome = outcome if into else Outcome.DOCKET
    settle_item(
        item,
        actor=chair,
        outcome=outcome,
        decline_reason=REASONS.get(decision.reason, DeclineReason.EMPTY),
        decline_route=ROUTES.get(decision.route, DeclineRoute.SUGGESTION),
        merge_into=into,
        note=decision.call.note if decision.call else "",
    )


@plays("release")
def release(stage: Stage, story: Story, part: Any) -> None:
    session = stage.proposal(story).session_id
    decision_list = stage.lists[story.assembly, story.decision.at, session]
    decision_list.refresh_from_db()
    if decision_list.state == "decided":
        perform(DECISION_LIST.release, decision_list, stage.office(story, part.by))
