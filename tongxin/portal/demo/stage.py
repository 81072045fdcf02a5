"""The stage on which stories are played: who is who, what was made so far, and which function plays which step."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.models import Organisation, Succession
from tongxin.portal.demo.found import Cast
from tongxin.portal.demo.material.story_shapes import Story
from tongxin.portal.demo.material.timeline import Step, steps
from tongxin.proposals.actions.publish import publish_with_replies
from tongxin.proposals.clockwork import tick
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.terms import ContactForm, HandlingState, ProposalState

FORMS = {
    "面谈": ContactForm.VISIT,
    "走访": ContactForm.VISIT,
    "座谈会": ContactForm.MEETING,
    "电话": ContactForm.PHONE,
    "书信": ContactForm.LETTER,
    "邮件": ContactForm.MAIL,
}

Play = Callable[["Stage", Story, Any], None]

_plays: dict[str, Play] = {}


def plays(act: str) -> Callable[[Play], Play]:
    """Make a function the one that plays steps of this name."""

    def register(play: Play) -> Play:
        _plays[act] = play
        return play

    return register


class Stage:
    """One run over chosen stories; `refused` counts what the rules would not let happen, by act and sentence."""

    def __init__(self, cast: Cast, stories: Iterable[Story]):
        self.cast = cast
        self.stories = {story.code: story for story in stories}
        self.proposals: dict[str, int] = {}
        self.lists: dict[tuple[str, datetime, int], Any] = {}
        self.refused: Counter[str] = Counter()
        self.batches: dict[tuple[str, datetime], list[Story]] = defaultdict(list)
        for story in self.stories.values():
            if story.decision:
                self.batches[story.assembly, story.decision.at].append(story)
        self._half_month = (0, 0, 0)

    def run(self, on_step: Callable[[int], None] = lambda number: None) -> None:
        """Everything in the order in which it happened; twice a month silence lapses and the offices publish."""
        for number, step in enumerate(steps(self.stories.values())):
            with clock.frozen(step.at):
                self._at_half_month(step.at)
                self.play(step)
            on_step(number)
        with clock.frozen(self.cast.city.now):
            tick()

    def play(self, step: Step) -> None:
        """One step, if this program has a word for it."""
        act = _plays.get(step.act)
        if act is None:
            return
        story = self.stories[step.story]
        if story.code not in self.proposals and step.act != "draft":
            return
        try:
            act(self, story, step.part)
        except Refused as refused:
            self.refused[f"{step.act}:{refused.message}"] += 1

    def _at_half_month(self, at: datetime) -> None:
        half = (at.year, at.month, at.day > 15)
        if half != self._half_month:
            self._half_month = half
            tick()
            self._review_for_publishing()

    def _review_for_publishing(self) -> None:
        """The offices look through what was answered and evaluated, and publish what may go out."""
        codes = {pk: code for code, pk in self.proposals.items()}
        rows = Proposal._base_manager.filter(
            pk__in=codes, state__in=ProposalState.settled(), published_on__isnull=True
        )
        for proposal in rows.filter(may_publish=True):
            publish_with_replies(proposal, actor=self.office(self.stories[codes[proposal.pk]]))

    def proposal(self, story: Story) -> Proposal:
        return Proposal._base_manager.get(pk=self.proposals[story.code])

    def proposer(self, story: Story) -> Actor:
        if story.kind == "collective":
            contact = self.cast.city.find(story.proposer).contact
            return self.cast.actor(contact, Role.COLLECTIVE, story.assembly)
        return self.cast.actor(story.proposer, Role.MEMBER, story.assembly)

    def somebody(self, role: str, story: Story) -> Actor:
        return self.cast.holders(role, story.assembly)[0]

    def office(self, story: Story, code: str = "") -> Actor:
        key = (code, Role.PROPOSALS_OFFICE, story.assembly)
        return self.cast.actors.get(key) or self.somebody(Role.PROPOSALS_OFFICE, story)

    def assigner(self, story: Story, channel: str) -> Actor:
        desk = self.cast.desks[story.assembly, channel]
        return next(
            actor
            for actor in self.cast.holders(Role.ASSIGNER, story.assembly)
            if actor.organisation_id == desk.pk
        )

    def clerk(self, unit: str) -> Actor:
        return self.cast.holders(Role.UNIT_CLERK, unit)[0]

    def clerk_of(self, organisation: Organisation) -> Actor:
        """The same, by the record."""
        units = self.cast.units
        return self.clerk(next(code for code, unit in units.items() if unit == organisation))

    def handling(self, story: Story, unit: str) -> Handling:
        """The unit's part: its own, or that of a unit whose successor it is."""
        answering = self.cast.units[unit]
        former = Succession.objects.filter(successor=answering).values("predecessor")
        rows = Handling._base_manager.filter(
            Q(unit=answering) | Q(unit__in=former), proposal_id=self.proposals[story.code]
        ).exclude(state=HandlingState.ENDED)
        found = sorted(
            rows.select_related("proposal", "unit"), key=lambda row: row.unit_id != answering.pk
        )
        if not found:
            raise Refused("no handling")
        return found[0]


def unit_at(story: Story, part: Any) -> str:
    """The unit whose part this is; of what belongs to a reply the unit that replies, which may be a successor."""
    for shape in story.handlings:
        for reply in shape.replies:
            if part in (*reply.checks, reply.issued, *reply.evaluations, reply.hearing):
                return reply.unit
        if part in _own_parts(shape):
            return shape.unit
    raise Refused("no unit")


def _own_parts(shape: Any) -> list:
    given = [shape.acknowledgement, shape.objection, shape.extension, shape.opinion]
    return [*given, *shape.contacts]
