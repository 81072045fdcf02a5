"""A case of an earlier year as unsaved records, with the doubts that a person should see before they are saved.

Historic: days are those of the list. A day that the list does not tell is taken from the nearest fact it does tell
(hand-in: docketing, cutoff or opening of the session, first of the year); replies and evaluations never get a day nobody wrote.
All cases are closed: `closed_on` is the day of the evaluation or reply, and empty for what was never answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tongxin.core import clock
from tongxin.members.models import Collective, Member, PlenarySession
from tongxin.organisations.models import Organisation
from tongxin.organisations.terms import Channel
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.proposals.imports.books import Books, Found
from tongxin.proposals.imports.cases import Case
from tongxin.proposals.imports.cells import suggestions_in
from tongxin.proposals.models import CoSignature, Evaluation, Handling, Proposal, Reply
from tongxin.proposals.terms import (
    CoSignatureState,
    EvaluationState,
    HandlingState,
    ProposalState,
    ProposerKind,
    UnitRole,
)

NOON = time(12)
DOCKETED_WITHIN = timedelta(days=60)
"""After the closing; what is docketed later was handed in between the sessions."""


@dataclass
class PastProposal:
    """Unsaved records of one proposal; the units still go by name where they are not known."""

    proposal: Proposal
    handlings: list[tuple[str, Handling]] = field(default_factory=list)
    co_signatures: list[CoSignature] = field(default_factory=list)
    reply: Reply | None = None
    evaluation: Evaluation | None = None

    @property
    def answering(self) -> Handling | None:
        """The part to which reply and evaluation belong."""
        return next((one for _name, one in self.handlings if one.owes_reply), None)


class Draft:
    """Reads one case by the batch's books."""

    def __init__(self, case: Case, books: Books, year: int | None = None):
        self.case = case
        self.books = books
        self.assembly_id = books.assembly.pk
        self.default_year = year

    @cached_property
    def session(self) -> PlenarySession | None:
        """The assembly's own session; what the list says of another assembly stays text."""
        if text := self.case.get("session"):
            return self.books.sessions.find(text)
        organisation = self.case.get("organisation")
        is_ours = self.books.assembly.place in organisation or organisation == str(
            self.books.assembly
        )
        return self.books.sessions.find(organisation) if is_ours else None

    @cached_property
    def year_on(self) -> date | None:
        year = self.case.get("year", None) or self.default_year
        return date(year, 1, 1) if year else None

    @cached_property
    def is_session(self) -> bool:
        """What the list says; else by the session's window; else by the docketing, which follows the session soon."""
        if (told := self.case.told("is_session")) is not None:
            return told
        if self.session is None:
            return False
        if day := self.case.day("handed_in_on"):
            return self.session.window_opens_on <= day <= self._cutoff_on
        day = self.case.day("docketed_on")
        return day is None or day <= self.session.closes_on + DOCKETED_WITHIN

    @property
    def _cutoff_on(self) -> date:
        return clock.day_of(self.session.cutoff_at)

    @cached_property
    def handed_in_on(self) -> date | None:
        """What nobody wrote down is taken from the nearest fact; a session's proposals came by its cutoff."""
        docketed_on = self.case.day("docketed_on")
        if docketed_on and self.session and self.is_session:
            docketed_on = min(docketed_on, self._cutoff_on)
        told = (
            self.case.day("handed_in_on"),
            docketed_on,
            self.session and self.session.opens_on,
            self.year_on,
            self.case.day("assigned_on"),
            self.case.day("replied_on"),
        )
        return next((day for day in told if day), None)

    @cached_property
    def docketed_on(self) -> date | None:
        return self.case.day("docketed_on") or self.handed_in_on

    @cached_property
    def assigned_on(self) -> date | None:
        return self.case.day("assigned_on") or (self.docketed_on if self.parts else None)

    @cached_property
    def replied_on(self) -> date | None:
        return self.case.day("replied_on")

    @cached_property
    def evaluated_on(self) -> date | None:
        if not self.case.get("satisfaction"):
            return None
        return self.case.day("evaluated_on") or self.replied_on

    @cached_property
    def is_replied(self) -> bool:
        return bool(self.replied_on or self.case.get("reply_class"))

    # Proposers

    @cached_property
    def collective(self) -> Collective | None:
        alone = self.case.names[0] if len(self.case.names) == 1 else ""
        return self.books.roll.body(self.case.get("collective")) or self.books.roll.body(alone)

    @cached_property
    def found(self) -> dict[str, Found]:
        """The members by the names written, looked for in the term of the session, else of the day."""
        if self.collective:
            return {}
        term = self._term()
        return {
            name: self._member(name, term, is_lead=place == 0)
            for place, name in enumerate(self.case.names)
        }

    def _member(self, name: str, term: int | None, *, is_lead: bool) -> Found:
        if not is_lead:
            return self.books.roll.member(name, term)
        return self.books.roll.member(name, term, self.case.get("sector"), self.case.get("card"))

    def _term(self) -> int | None:
        if self.session:
            return self.session.term_id
        return self.books.sessions.term_on(self.handed_in_on) if self.handed_in_on else None

    @cached_property
    def lead(self) -> Member | None:
        return self.found[self.case.names[0]].member if self.found else None

    @cached_property
    def co_signers(self) -> list[Member]:
        return [
            found.member
            for name, found in self.found.items()
            if found.member and name != self.case.names[0]
        ]

    @cached_property
    def unlinked(self) -> list[str]:
        """Names under which nobody is linked; they stay as text."""
        return [name for name, found in self.found.items() if found.member is None]

    def _proposer_name(self) -> str:
        if self.collective:
            return self.collective.name
        if self.lead:
            return str(self.lead)
        names = _("、").join(self.case.names) or self.case.get("collective")
        return names[:120] or _("未注明提案者")

    def _proposer_kind(self) -> str:
        if self.collective:
            return self.collective.kind
        return ProposerKind.JOINT if len(self.case.names) > 1 else ProposerKind.INDIVIDUAL

    # Units

    @cached_property
    def parts(self) -> dict[str, UnitRole]:
        return self.case.parts(lambda name: self.books.units.find(name) or simplified(name))

    @cached_property
    def units(self) -> dict[str, Organisation | None]:
        return {name: self.books.units.find(name) for name in self.parts}

    @property
    def unknown_units(self) -> list[str]:
        return [name for name, unit in self.units.items() if unit is None]

    # Records

    def records(self) -> PastProposal:
        """Everything that the case becomes; units that are not known yet are filled in by the action."""
        proposal = self._proposal()
        past = PastProposal(proposal, handlings=self._handlings(proposal))
        past.co_signatures = [self._co_signature(proposal, member) for member in self.co_signers]
        if (handling := past.answering) is not None:
            past.reply = self._reply(handling)
            past.evaluation = self._evaluation(proposal, handling)
        return past

    def _proposal(self) -> Proposal:
        case, text = self.case, self.case.get("suggestions")
        released = self.docketed_on
        return Proposal(
            assembly_id=self.assembly_id,
            state=ProposalState.CLOSED,
            session=self.session,
            is_session=self.is_session,
            proposer_kind=self._proposer_kind(),
            lead_proposer=self.lead,
            collective=self.collective,
            proposer_name=self._proposer_name(),
            matter=case.matter,
            situation=case.get("situation") or case.get("content"),
            analysis=case.get("analysis"),
            suggestions=suggestions_in(text) if text else [],
            category=self.books.categories.find(case.get("category")),
            may_publish=self._may_publish(),
            case_number=case.get("case_number", None),
            handed_in_on=self.handed_in_on,
            decided_on=self.docketed_on,
            docketed_on=self.docketed_on,
            released_at=_noon(released) if released else clock.now(),
            assigned_on=self.assigned_on,
            replied_on=self.replied_on,
            reply_class=case.get("reply_class"),
            satisfaction=case.get("satisfaction"),
            evaluated_on=self.evaluated_on,
            closed_on=self.evaluated_on or self.replied_on,
            is_priority=bool(case.get("is_priority")),
            source_note=self.source_note(),
        )

    def _may_publish(self) -> bool:
        """A list that does not say otherwise may be read inside; the public sees only what the office publishes."""
        return all(row.get("may_publish", True) for row in self.case.rows)

    def source_note(self) -> str:
        """What the list says and no field holds; never empty, for it marks what was imported."""
        case = self.case
        parts = [
            case.get("organisation"),
            case.get("session") if self.session is None else "",
            str(case.get("year")),
            case.get("category") if self._has_unknown_category else "",
            _("、").join(self.unlinked) if self.lead else "",
            case.get("collective") if self.collective is None and case.names else "",
            case.get("remark"),
            *dict.fromkeys(row.get("source", "") for row in case.rows),
        ]
        return "\n".join(part for part in parts if part) or _("历年提案")

    @property
    def _has_unknown_category(self) -> bool:
        name = self.case.get("category")
        return bool(name) and self.books.categories.find(name) is None

    def _handlings(self, proposal: Proposal) -> list[tuple[str, Handling]]:
        return [(name, self._handling(proposal, name, role)) for name, role in self.parts.items()]

    def _handling(self, proposal: Proposal, name: str, role: UnitRole) -> Handling:
        """A part that is over: the list does not tell what an assisting unit said, nor why nobody replied."""
        unit = self.units[name]
        answers = role in UnitRole.replying()
        replied_on = self.replied_on if answers else None
        return Handling(
            assembly_id=self.assembly_id,
            state=HandlingState.REPLIED if answers else HandlingState.OPINED,
            proposal=proposal,
            unit=unit,
            role=role,
            channel=self.books.units.channels.get(unit.pk if unit else 0, Channel.GOVERNMENT),
            assigned_on=self.assigned_on,
            replied_on=replied_on,
            first_replied_on=replied_on,
            reply_class=self.case.get("reply_class") if answers else "",
        )

    def _co_signature(self, proposal: Proposal, member: Member) -> CoSignature:
        on = self.handed_in_on or clock.today()
        return CoSignature(
            assembly_id=self.assembly_id,
            state=CoSignatureState.CONFIRMED,
            proposal=proposal,
            member=member,
            invited_on=on,
            answered_on=on,
        )

    def _reply(self, handling: Handling) -> Reply | None:
        case = self.case
        if not (self.replied_on or case.get("reply")):
            return None
        return Reply(
            assembly_id=self.assembly_id,
            handling=handling,
            opening=case.get("reply"),
            reply_class=case.get("reply_class"),
            may_publish=self._may_publish(),
            document_number=case.get("document_number"),
            replied_on=self.replied_on,
        )

    def _evaluation(self, proposal: Proposal, handling: Handling) -> Evaluation | None:
        if self.evaluated_on is None:
            return None
        return Evaluation(
            assembly_id=self.assembly_id,
            state=EvaluationState.GIVEN,
            proposal=proposal,
            handling=handling,
            member=self.lead,
            collective=self.collective,
            counts=True,
            result=self.case.get("satisfaction"),
            given_on=self.evaluated_on,
            shown_to_unit_on=self.evaluated_on,
        )

    # Doubts

    def doubts(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Message, column and its parameters; none of them keeps the case out."""
        yield from self._doubts_about_proposers()
        text = self.case.get("session")
        if text and self.session is None:
            yield noop("没有登记“%(value)s”这次会议，将只留作文字"), "session", {"value": text}
        if self._has_unknown_category:
            name = self.case.get("category")
            yield noop("没有“%(value)s”这个类别，将只留作文字"), "category", {"value": name}
        if self.handed_in_on is None:
            yield noop("没有年度和任何日期：不计入按年度的统计"), "year", {}
        if self.parts and not any(role in UnitRole.replying() for role in self.parts.values()):
            yield noop("没有主办单位，只登记会办单位"), "lead", {}
        if self.case.get("reply") and self.replied_on is None:
            yield noop("有答复内容而没有答复日期，补上日期后才会显示"), "reply", {}
        if self.case.get("satisfaction") and self.evaluated_on is None:
            yield noop("没有答复日期和评价日期，满意度不计入统计"), "satisfaction", {}

    def _doubts_about_proposers(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        missing = [name for name, found in self.found.items() if not found.candidates]
        if missing:
            names = "、".join(missing)
            yield noop("委员名册里没有“%(names)s”，将只登记姓名"), "proposer", {"names": names}
        for name, found in self.found.items():
            if len(found.candidates) > 1:
                sectors = "、".join(str(one.sector) for one in found.candidates)
                params = {"name": name, "count": len(found.candidates), "sectors": sectors}
                yield (
                    noop(
                        "有 %(count)d 位委员叫“%(name)s”（%(sectors)s），"
                        "将只登记姓名；写明界别或委员证号可以区分"
                    ),
                    "proposer",
                    params,
                )


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, tzinfo=clock.SHANGHAI)
