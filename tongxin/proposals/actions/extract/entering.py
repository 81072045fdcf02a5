"""Enter the discipline team's written request: by which paper, what about, why; nothing is written before it is granted."""

from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin
from tongxin.lifecycle.table import Tell
from tongxin.members.models import Member
from tongxin.organisations.models import Assembly, Organisation
from tongxin.papers.actions.store_file import store_file
from tongxin.proposals import paper_numbers
from tongxin.proposals.lifecycle import EXTRACT
from tongxin.proposals.models import Extract, Proposal
from tongxin.proposals.rules.extract import APPROVER, asked_about

LETTER = "proposals.extract_letter"


@dataclass(frozen=True)
class Letter:
    """The paper that asks: whose, under which number, of which day; the scan comes with its file name."""

    body: str
    contact: str
    paper_number: str
    paper_on: date
    scan: BinaryIO
    name: str


@dataclass(frozen=True)
class Question:
    """What it asks about: one member, unit or proposal, or nothing but the days; these narrow by handing in."""

    kind: str
    member: Member | None = None
    unit: Organisation | None = None
    proposal: Proposal | None = None
    starts_on: date | None = None
    ends_on: date | None = None


def enter_extract(
    assembly: Assembly,
    *,
    actor: Actor,
    letter: Letter,
    question: Question,
    reason: str,
    request_key: str | None = None,
) -> Extract:
    """Open a request that waits for the secretary general.

    Refused for a paper's number of another form, and when whoever enters it is asked about.
    """
    demand(actor, "extracts.enter")
    paper_numbers.check(letter.paper_number)
    extract = Extract(
        assembly=assembly,
        body=letter.body,
        contact=letter.contact,
        paper_number=letter.paper_number,
        paper_on=letter.paper_on,
        question=question.kind,
        member=question.member,
        unit=question.unit,
        proposal=question.proposal,
        starts_on=question.starts_on,
        ends_on=question.ends_on,
        reason=reason,
        entered_by_id=actor.person_id,
        entered_on=clock.today(),
    )
    if asked_about(extract) == actor.person_id:
        raise Refused(_("来函查询的是您本人，请由另一人登记。"))
    extract.scan = store_file(LETTER, letter.scan, letter.name, assembly=assembly, actor=actor)
    begun: Any = begin(
        EXTRACT,
        extract,
        actor,
        request_key=request_key,
        tell=(Tell(APPROVER),),
        question=question.kind,
    )
    return begun
