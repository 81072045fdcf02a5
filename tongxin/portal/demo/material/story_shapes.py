"""What happens to a proposal, as nested dated parts: whatever carries `at` has happened then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Text:
    matter: str
    situation: str
    analysis: str
    suggestions: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.situation) + len(self.analysis) + sum(map(len, self.suggestions))


@dataclass(frozen=True, slots=True)
class Duty:
    """A unit and its part: lead (主办), parallel (分办), assist (会办), reference (参阅).

    Two units in parallel share the suggestions: `place` 0 answers the odd, 1 the even ones.
    """

    unit: str
    role: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """Base of everything that happens: when, and by whom (code of a person, body or unit)."""

    at: datetime
    by: str
    act: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Draft(Dated):
    text: Text
    act: ClassVar[str] = "draft"


@dataclass(frozen=True, slots=True)
class CosignAnswer(Dated):
    confirmed: bool
    act: ClassVar[str] = "answer_invitation"


@dataclass(frozen=True, slots=True)
class Invitation(Dated):
    """An invitation to co-sign; without an answer it lapses when the proposal is handed in."""

    member: str
    answer: CosignAnswer | None
    act: ClassVar[str] = "invite"


@dataclass(frozen=True, slots=True)
class Submission(Dated):
    text: Text
    entered_by: str | None
    wants: tuple[Duty, ...]
    act: ClassVar[str] = "submit"


@dataclass(frozen=True, slots=True)
class Examination(Dated):
    """An examiner's opinion: docket, return, merge or decline. It decides nothing."""

    round: int
    opinion: str
    reason: str | None
    note: str
    duties: tuple[Duty, ...]
    act: ClassVar[str] = "examine"


@dataclass(frozen=True, slots=True)
class Resubmission(Dated):
    text: Text
    act: ClassVar[str] = "resubmit"


@dataclass(frozen=True, slots=True)
class Withdrawal(Dated):
    act: ClassVar[str] = "withdraw"


@dataclass(frozen=True, slots=True)
class SendBack(Dated):
    """Returned for changes; answered by a changed text, a withdrawal, or not at all."""

    note: str
    answer: Resubmission | Withdrawal | None
    act: ClassVar[str] = "send_back"


@dataclass(frozen=True, slots=True)
class Call(Dated):
    """The telephone call that is logged before a proposer reads a refusal."""

    note: str
    act: ClassVar[str] = "call_proposer"


@dataclass(frozen=True, slots=True)
class Release(Dated):
    act: ClassVar[str] = "release"


@dataclass(frozen=True, slots=True)
class Decision(Dated):
    """What the meeting decided: docketed, declined or merged; told when released."""

    meeting: str
    outcome: str
    reason: str | None
    route: str | None
    into: str | None
    call: Call | None
    release: Release | None
    act: ClassVar[str] = "decide"


@dataclass(frozen=True, slots=True)
class Trial(Dated):
    act: ClassVar[str] = "try_out"


@dataclass(frozen=True, slots=True)
class Issue(Dated):
    act: ClassVar[str] = "assign"


@dataclass(frozen=True, slots=True)
class Assignment(Dated):
    """The office's draft of who handles; tried out with the units, then issued."""

    duties: tuple[Duty, ...]
    trial: Trial | None
    issue: Issue | None
    act: ClassVar[str] = "draft_assignment"


@dataclass(frozen=True, slots=True)
class Acknowledgement(Dated):
    act: ClassVar[str] = "acknowledge"


@dataclass(frozen=True, slots=True)
class Ruling(Dated):
    granted: bool
    note: str
    act: ClassVar[str] = "rule"


@dataclass(frozen=True, slots=True)
class Objection(Dated):
    reason: str
    instead: str
    ruling: Ruling | None
    act: ClassVar[str] = "request_reassignment"


@dataclass(frozen=True, slots=True)
class Contact(Dated):
    form: str
    theme: str
    act: ClassVar[str] = "contact"


@dataclass(frozen=True, slots=True)
class Extension(Dated):
    until: date
    reason: str
    ruling: Ruling | None
    act: ClassVar[str] = "ask_extension"


@dataclass(frozen=True, slots=True)
class AssistOpinion(Dated):
    text: str
    act: ClassVar[str] = "give_opinion"


@dataclass(frozen=True, slots=True)
class Answer:
    """One suggestion answered: adopted, partly or declined; what, by when, who."""

    number: int
    verdict: str
    done: bool
    text: str
    reason: str | None
    what: str | None
    due_on: date | None
    who: str


@dataclass(frozen=True, slots=True)
class Check(Dated):
    """The inspection room's look at a drafted reply."""

    passed: bool
    note: str
    act: ClassVar[str] = "check_reply"


@dataclass(frozen=True, slots=True)
class Issued(Dated):
    number: str
    signer: str
    act: ClassVar[str] = "reply"


@dataclass(frozen=True, slots=True)
class Evaluation(Dated):
    lead: bool
    attitude: str
    result: str
    talked: str
    opinion: str
    act: ClassVar[str] = "evaluate"


@dataclass(frozen=True, slots=True)
class Hearing(Dated):
    """The Proposals office hears both sides after 不满意 and decides on handling again."""

    rehandle: bool
    note: str
    act: ClassVar[str] = "hear"


@dataclass(frozen=True, slots=True)
class Reply(Dated):
    """A reply, from its draft on; `round` 2 is the reply after being handled again."""

    unit: str
    round: int
    grade: str
    opening: str
    answers: tuple[Answer, ...]
    closing: str
    checks: tuple[Check, ...]
    issued: Issued | None
    evaluations: tuple[Evaluation, ...] = ()
    hearing: Hearing | None = None
    act: ClassVar[str] = "draft_reply"

    @property
    def body(self) -> str:
        return "\n".join((self.opening, *(answer.text for answer in self.answers), self.closing))


@dataclass(frozen=True, slots=True)
class Handling(Dated):
    """One unit's work on the proposal, from the day it was assigned."""

    unit: str
    role: str
    due_on: date
    clerk: str
    acknowledgement: Acknowledgement | None = None
    objection: Objection | None = None
    contacts: tuple[Contact, ...] = ()
    extension: Extension | None = None
    opinion: AssistOpinion | None = None
    replies: tuple[Reply, ...] = ()
    act: ClassVar[str] = "assign_unit"

    @property
    def given_up(self) -> bool:
        objection = self.objection
        return bool(objection and objection.ruling and objection.ruling.granted)

    @property
    def answers_proposer(self) -> bool:
        return self.role in ("lead", "parallel") and not self.given_up


@dataclass(frozen=True, slots=True)
class Confirmation(Dated):
    act: ClassVar[str] = "confirm_commitment"


@dataclass(frozen=True, slots=True)
class Progress(Dated):
    percent: int
    text: str
    act: ClassVar[str] = "report_progress"


@dataclass(frozen=True, slots=True)
class Fulfilment(Dated):
    evidence: str
    act: ClassVar[str] = "fulfil_commitment"


@dataclass(frozen=True, slots=True)
class Commitment(Dated):
    """A promise drawn out of a reply by the Proposals office and confirmed by the unit."""

    unit: str
    answer: int
    what: str
    due_on: date
    must_follow: bool
    confirmation: Confirmation | None
    progress: tuple[Progress, ...]
    fulfilment: Fulfilment | None
    act: ClassVar[str] = "draw_commitment"


@dataclass(frozen=True, slots=True)
class Approval(Dated):
    meeting: str
    act: ClassVar[str] = "approve"


@dataclass(frozen=True, slots=True)
class Supervision(Dated):
    form: str
    text: str
    act: ClassVar[str] = "supervise"


@dataclass(frozen=True, slots=True)
class Priority(Dated):
    """A key proposal (重点提案): who leads the handling (领办), who supervises (督办)."""

    approval: Approval | None
    leader: str
    supervisor: str
    month: str
    supervision: tuple[Supervision, ...]
    act: ClassVar[str] = "recommend_priority"


@dataclass(frozen=True, slots=True)
class Excellent(Dated):
    approval: Approval | None
    act: ClassVar[str] = "nominate_excellent"


@dataclass(frozen=True, slots=True)
class Tracking(Dated):
    act: ClassVar[str] = "track"


@dataclass(frozen=True, slots=True)
class Closure(Dated):
    act: ClassVar[str] = "close"


@dataclass(frozen=True, slots=True)
class Story:
    """A proposal and all that becomes of it."""

    code: str
    assembly: str
    session: str
    year: int
    season: str
    kind: str
    proposer: str
    topic: str | None
    category: str
    flaw: str | None
    twin_of: str | None
    publish: bool
    draft: Draft
    invitations: tuple[Invitation, ...]
    submission: Submission | None
    examinations: tuple[Examination, ...]
    send_back: SendBack | None
    decision: Decision | None
    assignment: Assignment | None = None
    handlings: tuple[Handling, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    priority: Priority | None = None
    excellent: Excellent | None = None
    tracking: Tracking | None = None
    closure: Closure | None = None

    @property
    def text(self) -> Text:
        """The text as it stands: the changed one if it was sent back and handed in again."""
        if self.send_back and isinstance(self.send_back.answer, Resubmission):
            return self.send_back.answer.text
        return self.submission.text if self.submission else self.draft.text

    @property
    def outcome(self) -> str | None:
        return self.decision.outcome if self.decision else None

    @property
    def cosigners(self) -> tuple[str, ...]:
        return tuple(
            invitation.member
            for invitation in self.invitations
            if invitation.answer and invitation.answer.confirmed
        )
