"""Who enters the discipline team's requests, who decides them, and that nobody does who is asked about (practice 16)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.permissions import NOTHING, roles
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.table import Audience, Holder
from tongxin.proposals import rules as r
from tongxin.proposals.models import Extract

enter_extract = roles(Role.PROPOSALS_OFFICE)


def asked_about(extract: Extract) -> int | None:
    """The person whom the question is about: the member, or who leads the proposal."""
    if extract.member_id:
        return extract.member.person_id
    if extract.proposal_id and extract.proposal.lead_proposer_id:
        return extract.proposal.lead_proposer.person_id
    return None


def _about(people: QuerySet | list) -> Q:
    return Q(member__person__in=people) | Q(proposal__lead_proposer__person__in=people)


def _not_about(actor: Actor) -> Q:
    return ~_about([actor.person_id])


def _secretaries(assembly_ids: frozenset[int]) -> QuerySet:
    held = RoleAssignment.objects.in_force(clock.today())
    return held.filter(role=Role.SECRETARY_GENERAL, assembly_id__in=assembly_ids)


def enters(actor: Actor) -> Q:
    """The Proposals office, but nobody of it whom the request asks about."""
    return r.only_if(_not_about(actor), r.role_holder(Role.PROPOSALS_OFFICE))(actor)


def decides(actor: Actor) -> Q:
    """The secretary general; the chair where a secretary general is asked about."""
    if not actor.is_any({Role.SECRETARY_GENERAL, Role.CHAIR}):
        return NOTHING  # every page's menu asks this of everybody
    barred = _about(_secretaries(actor.assembly_ids).values("person_id"))
    return r.any_of(
        r.only_if(~barred, r.role_holder(Role.SECRETARY_GENERAL)),
        r.only_if(barred & _not_about(actor), r.role_holder(Role.CHAIR)),
    )(actor)


def _deciding(extract: Extract) -> list[Holder]:
    person = asked_about(extract)
    barred = _secretaries(frozenset({extract.assembly_id})).filter(person_id=person).exists()
    role = Role.CHAIR if barred else Role.SECRETARY_GENERAL
    return [Holder(role=role, assembly_id=extract.assembly_id)]


take_extract = r.any_of(enters, decides)
"""Who is handed the files."""

view_extract = r.any_of(enters, decides, r.role_holder(Role.SECURITY_MANAGER))
"""Who reads that there is a request; the security manager reads no extract."""

ENTERER = Audience(
    "extract_enterer",
    gettext_lazy("登记人"),
    enters,
    lambda extract: [Holder(person_id=extract.entered_by_id)],
)
APPROVER = Audience("extract_approver", gettext_lazy("秘书长"), decides, _deciding)


def is_second_person(extract: Extract, actor: Actor) -> str | None:
    """Whoever entered a request never decides it, whatever roles they hold."""
    if actor.person_id is None or actor.person_id != extract.entered_by_id:
        return None
    return _("登记来函的人不能自己审批，请由另一人审批。")
