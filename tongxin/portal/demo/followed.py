"""Plays what follows a reply: promises, closing, priority and excellence."""

from typing import Any

from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform, refusal
from tongxin.portal.demo.material.story_shapes import Story
from tongxin.portal.demo.stage import Stage, plays
from tongxin.proposals.lifecycle import COMMITMENT, NOMINATION, PROPOSAL


@plays("draw_commitment")
def draw_commitment(stage: Stage, story: Story, part: Any) -> None:
    perform(
        PROPOSAL.draw_commitment,
        stage.proposal(story),
        stage.office(story, part.by),
        handling=stage.handling(story, part.unit),
        text=part.what,
        promised_for=part.due_on,
    )


@plays("confirm_commitment")
def confirm_commitment(stage: Stage, story: Story, part: Any) -> None:
    shape, commitment = _commitment(stage, story, part)
    perform(COMMITMENT.confirm, commitment, stage.clerk(shape.unit))


@plays("report_progress")
def report_progress(stage: Stage, story: Story, part: Any) -> None:
    shape, commitment = _commitment(stage, story, part)
    perform(
        COMMITMENT.report_progress,
        commitment,
        stage.clerk(shape.unit),
        percent=part.percent,
        text=part.text,
    )


@plays("fulfil_commitment")
def fulfil_commitment(stage: Stage, story: Story, part: Any) -> None:
    shape, commitment = _commitment(stage, story, part)
    reported = perform(
        COMMITMENT.report_done, commitment, stage.clerk(shape.unit), text=part.evidence
    )
    perform(COMMITMENT.confirm_kept, reported, stage.proposer(story))
    if story.closure and story.closure.at <= clock.now():
        close(stage, story, story.closure)


@plays("close")
def close(stage: Stage, story: Story, part: Any) -> None:
    """Once every promise is settled; one that outlives the story's own closing is waited for."""
    proposal, office = stage.proposal(story), stage.office(story)
    if refusal(PROPOSAL.close, proposal, office) is None:
        perform(PROPOSAL.close, proposal, office)


@plays("recommend_priority")
def recommend_priority(stage: Stage, story: Story, part: Any) -> None:
    perform(
        PROPOSAL.recommend,
        stage.proposal(story),
        stage.office(story),
        reason="选题重大,群众关切,建议具体。",
    )


@plays("approve")
def approve(stage: Stage, story: Story, part: Any) -> None:
    if story.priority and story.priority.approval is part:
        _approve_priority(stage, story)
    elif story.excellent and story.excellent.approval is part:
        perform(
            PROPOSAL.mark_excellent,
            stage.proposal(story),
            stage.office(story),
            reason=part.meeting,
        )


def _approve_priority(stage: Stage, story: Story) -> None:
    nomination = stage.proposal(story).nominations.get()
    vice, general = (
        stage.somebody(Role.VICE_CHAIR, story),
        stage.somebody(Role.SECRETARY_GENERAL, story),
    )
    for act, actor in (
        (NOMINATION.endorse, vice),
        (NOMINATION.consider, general),
        (NOMINATION.decide, general),
    ):
        nomination = perform(act, nomination, actor)
    supervisor = stage.cast.people[story.priority.supervisor].name
    perform(
        NOMINATION.issue,
        nomination,
        stage.office(story),
        leaders=f"{supervisor}(副主席)",
        document=f"政协办发〔{story.year}〕3号",
        months=str(story.priority.month),
    )


@plays("supervise")
def supervise(stage: Stage, story: Story, part: Any) -> None:
    perform(
        NOMINATION.log_visit,
        stage.proposal(story).nominations.get(),
        stage.office(story),
        on=part.at.date(),
        way=part.form[:40],
        leader=stage.cast.people[story.priority.supervisor].name,
        outcome=part.text,
    )


def _commitment(stage: Stage, story: Story, part: Any) -> tuple[Any, Any]:
    for number, shape in enumerate(story.commitments, start=1):
        if part in (shape.confirmation, shape.fulfilment, *shape.progress):
            rows = stage.proposal(story).commitments.filter(text=shape.what)
            commitment = rows.first()
            if commitment is None:
                raise Refused(f"no commitment {number}")
            return shape, commitment
    raise Refused("no commitment")
