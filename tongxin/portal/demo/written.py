"""Plays how proposals are written, co-signed, handed in, returned and withdrawn."""

from typing import Any

from tongxin.accounts.terms import Role
from tongxin.lifecycle.perform import perform
from tongxin.portal.demo.material.story_shapes import Resubmission, Story
from tongxin.portal.demo.stage import Stage, plays
from tongxin.proposals.actions.co_sign import ask_again_after_change
from tongxin.proposals.actions.co_sign import invite as ask_to_co_sign
from tongxin.proposals.actions.save_draft import save_draft, start_draft
from tongxin.proposals.lifecycle import CO_SIGNATURE, PROPOSAL


@plays("draft")
def draft(stage: Stage, story: Story, part: Any) -> None:
    text = story.submission.text if story.submission else part.text
    actor = stage.proposer(story)
    named = (
        {"collective": stage.cast.collectives[story.proposer]}
        if story.kind == "collective"
        else {"member": stage.cast.members[story.proposer, story.assembly]}
    )
    proposal = start_draft(
        stage.cast.assemblies[story.assembly],
        actor=actor,
        category=stage.cast.categories[story.assembly, story.category],
        may_publish=story.publish,
        no_publish_reason="" if story.publish else "涉及尚未公开的数据",
        **named,
        **_words(text),
    )
    stage.proposals[story.code] = proposal.pk


@plays("invite")
def invite(stage: Stage, story: Story, part: Any) -> None:
    member = stage.cast.members[part.member, story.assembly]
    ask_to_co_sign(stage.proposal(story), actor=stage.proposer(story), members=[member])


@plays("answer_invitation")
def answer_invitation(stage: Stage, story: Story, part: Any) -> None:
    member = stage.cast.members[part.by, story.assembly]
    signature = stage.proposal(story).co_signatures.get(member=member)
    act = CO_SIGNATURE.confirm if part.confirmed else CO_SIGNATURE.refuse
    perform(act, signature, stage.cast.actor(part.by, Role.MEMBER, story.assembly))


@plays("submit")
def submit(stage: Stage, story: Story, part: Any) -> None:
    proposal = stage.proposal(story)
    wished = [stage.cast.units[duty.unit] for duty in part.wants]
    saved = save_draft(
        proposal, actor=stage.proposer(story), seen=proposal.version, wished_units=wished
    )
    perform(PROPOSAL.hand_in, saved, stage.proposer(story))


@plays("withdraw")
def withdraw(stage: Stage, story: Story, part: Any) -> None:
    perform(
        PROPOSAL.withdraw, stage.proposal(story), stage.proposer(story), reason="另行完善后再提"
    )


@plays("send_back")
def send_back(stage: Stage, story: Story, part: Any) -> None:
    perform(
        PROPOSAL.return_alone, stage.proposal(story), stage.office(story, part.by), note=part.note
    )


@plays("resubmit")
def resubmit(stage: Stage, story: Story, part: Resubmission) -> None:
    proposal, actor = stage.proposal(story), stage.proposer(story)
    saved = save_draft(proposal, actor=actor, seen=proposal.version, **_words(part.text))
    ask_again_after_change(saved, actor=actor)
    for signature in list(saved.co_signatures.filter(state="invited").select_related("member")):
        code = next(c for c, p in stage.cast.people.items() if p.pk == signature.member.person_id)
        perform(
            CO_SIGNATURE.confirm, signature, stage.cast.actor(code, Role.MEMBER, story.assembly)
        )
    perform(PROPOSAL.hand_in_again, stage.proposal(story), actor)


def _words(text: Any) -> dict[str, Any]:
    return {
        "matter": text.matter,
        "situation": text.situation,
        "analysis": text.analysis or "详见情况部分。",
        "suggestions": list(text.suggestions) or ["请有关部门研究解决。"],
    }
