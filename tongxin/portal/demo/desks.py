"""What lies on the desks on the demonstration's morning: steps that the stories pass through too quickly to be met at."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.perform import perform, refusal
from tongxin.lifecycle.table import Act
from tongxin.members.models import PlenarySession
from tongxin.portal.demo.material.story_shapes import Story
from tongxin.portal.demo.stage import Stage
from tongxin.proposals.actions.clearing.asking import ask_clearing
from tongxin.proposals.actions.decide_list import open_list, put_on_list
from tongxin.proposals.lifecycle import (
    COMMITMENT,
    DECISION_LIST,
    HANDLING,
    NOMINATION,
    PROPOSAL,
    URGING,
)
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.queries.examination import ready_for_list
from tongxin.proposals.terms import ClearingPart, ClearingReason

LONGER = timedelta(days=45)
BATCH = 12
PATHS = {"proposals": "pk", "urgings": "handling__proposal_id"}
"""How the records of a noun lead to their proposal, where not by a field of that name."""


def lay_out(stage: Stage) -> None:
    """Leave something of every kind waiting in the city; what has no record to be done on is left out."""
    desks = Desks(stage)
    for lay in (
        desks.letters,
        desks.extension_to_grant,
        desks.urgings,
        desks.promises,
        desks.nominations,
        desks.lists,
        desks.clearing_to_confirm,
    ):
        lay()


class Desks:
    """The city's desks: finds records on which an act is possible, and who does it."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self.slug = stage.cast.city.assemblies[0].slug
        self.assembly = stage.cast.assemblies[self.slug]
        self.codes = {pk: code for code, pk in stage.proposals.items()}

    def letters(self) -> None:
        """One draft lies with the inspection room; another was looked at there, and the unit's leader signs it."""
        for handling in self._on(HANDLING.send_for_review, 2):
            perform(HANDLING.send_for_review, handling, self._clerk(handling))
        for handling in self._on(HANDLING.clear, 1):
            perform(HANDLING.clear, handling, self._assigner(handling))

    def extension_to_grant(self) -> None:
        for handling in self._on(HANDLING.ask_extension, 2):
            if handling.due_on and handling.owes_reply:
                perform(
                    HANDLING.ask_extension,
                    handling,
                    self._clerk(handling),
                    until=handling.due_on + LONGER,
                    reason="涉及多个部门，正在会商，需要更多时间。",
                )

    def urgings(self) -> None:
        """Two were sent, one was found to be needless; the others wait for the inspection room."""
        rows = self._on(URGING.send, 3)
        for urging in (next(rows, None), next(rows, None)):
            if urging is not None:
                perform(URGING.send, urging, self._assigner(urging.handling), text=urging.text)
        for urging in rows:
            reason = "单位已电话说明进展，不再发函。"
            perform(URGING.drop, urging, self._assigner(urging.handling), reason=reason)

    def promises(self) -> None:
        """One is drawn and not confirmed, one reported as done, one was let go."""
        active = self._on(COMMITMENT.report_done, 2)
        for commitment in active:
            perform(
                COMMITMENT.report_done,
                commitment,
                self._clerk(commitment.handling),
                text="已全部完成，请提案者查看。",
            )
            break
        for commitment in active:
            reason = "项目并入全市统一规划，另行实施。"
            perform(COMMITMENT.lift, commitment, self._office(commitment.proposal), reason=reason)
        for proposal in self._on(PROPOSAL.draw_commitment, 1):
            handling = proposal.handlings.filter(replied_on__isnull=False).first()
            perform(
                PROPOSAL.draw_commitment,
                proposal,
                self._office(proposal),
                handling=handling,
                text="年内完成改造并向社会公布结果",
                promised_for=clock.today() + 4 * LONGER,
            )

    def nominations(self) -> None:
        """Priority proposals on their way: recommended, endorsed, considered, decided; one dropped, one reported on."""
        vice, general = self._holder(Role.VICE_CHAIR), self._holder(Role.SECRETARY_GENERAL)
        way = (
            (NOMINATION.endorse, vice),
            (NOMINATION.consider, general),
            (NOMINATION.decide, general),
        )
        for steps, proposal in enumerate(self._on(PROPOSAL.recommend, 5), start=-1):
            perform(
                PROPOSAL.recommend,
                proposal,
                self._office(proposal),
                reason="选题重大，群众关切，建议具体。",
            )
            nomination = proposal.nominations.get()
            for act, actor in way[: max(steps, 0)]:
                nomination = perform(act, nomination, actor)
        for nomination in self._on(NOMINATION.drop, 1):
            perform(NOMINATION.drop, nomination, vice, reason="与另一件合并督办。")
        for nomination in self._on(NOMINATION.report, 1):
            perform(
                NOMINATION.report,
                nomination,
                self._office(nomination.proposal),
                report="督办三次，建议均已列入计划，办理结果已向主席会议报告。",
            )

    def lists(self) -> None:
        """Of the plenary's examined proposals a first batch was passed on by the chair, a second is being collected."""
        office, chair = self._holder(Role.PROPOSALS_OFFICE), self._holder(Role.PROPOSALS_CHAIR)
        session = PlenarySession._base_manager.filter(assembly=self.assembly).first()
        ready = ready_for_list(session)
        batches = (ready[:BATCH], ready[BATCH : 2 * BATCH])
        for name, proposals in zip(("第一批", "第二批"), batches, strict=True):
            if proposals:
                batch = open_list(self.assembly, actor=office, session=session, title=name)
                put_on_list(batch, actor=office, proposals=proposals)
        for decision_list in self._possible(DECISION_LIST.pass_on, 1):
            perform(DECISION_LIST.pass_on, decision_list, chair)

    def clearing_to_confirm(self) -> None:
        """Somebody was unsure about an attachment's origin; the security manager decides."""
        played = Proposal._base_manager.filter(pk__in=self.codes, assembly=self.assembly)
        proposal = played.filter(docketed_on__isnull=False).last()
        if proposal is not None:
            ask_clearing(
                proposal,
                actor=self._holder(Role.SECRETARY_GENERAL),
                part=ClearingPart.WHOLE,
                part_id=None,
                reason=ClearingReason.WORK_SECRET,
                paper_number=f"澜政协办〔{clock.today().year}〕5号",
            )

    def _on(self, act: Act, most: int) -> Iterator[Any]:
        """The first records of played stories on which the act is possible."""
        path = PATHS.get(act.lifecycle.noun, "proposal_id")
        return self._possible(act, most, **{f"{path}__in": list(self.codes)})

    def _possible(self, act: Act, most: int, **where: Any) -> Iterator[Any]:
        model = act.lifecycle.model
        rows = model._base_manager.filter(act.open_to, assembly=self.assembly, **where)
        office = self._holder(Role.PROPOSALS_OFFICE)
        possible = (row for row in rows.order_by("id") if refusal(act, row, office) is None)
        return islice(possible, most)

    def _story(self, proposal: Proposal) -> Story:
        return self.stage.stories[self.codes[proposal.pk]]

    def _holder(self, role: str) -> Actor:
        return self.stage.cast.holders(role, self.slug)[0]

    def _office(self, proposal: Proposal) -> Actor:
        return self.stage.office(self._story(proposal))

    def _assigner(self, handling: Handling) -> Actor:
        return self.stage.assigner(self._story(handling.proposal), handling.channel)

    def _clerk(self, handling: Handling) -> Actor:
        codes = {unit.pk: code for code, unit in self.stage.cast.units.items()}
        return self.stage.clerk(codes[handling.unit_id])
