"""Who may print what (practice 12): the rules of the papers, made of those of the records."""

from django.db.models import Model, Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import EVERYTHING, NOTHING, Rule
from tongxin.accounts.terms import Role
from tongxin.proposals import rules
from tongxin.proposals.models import Evaluation, Handling, Nomination, Reply
from tongxin.proposals.terms import UnitRole

STAFF = Role.proposals_staff()
UNITS = frozenset({Role.UNIT_CLERK, Role.UNIT_LEADER})

staff = rules.role_holder(*STAFF)
batches = rules.role_holder(*STAFF, Role.ASSIGNER)
reads_contacts = rules.any_of(rules.proposes, rules.entered, staff)
"""Contacts of the proposer: the proposer and the Proposals office, nobody else."""


def admits(rule: Rule, actor: Actor, record: Model) -> bool:
    """Whether a rule holds for one record."""
    condition = rule(actor)
    if condition == NOTHING:
        return False
    return type(record)._base_manager.filter(condition, pk=record.pk).exists()


handed_in = rules.only_if(Q(handed_in_on__isnull=False), reads_contacts)
_TOLD = Q(released_at__isnull=False)
_DECIDED = Q(decided_on__isnull=False, withdrawn_on__isnull=True)
told_results = rules.any_of(
    rules.only_if(_DECIDED & _TOLD, rules.proposes), rules.only_if(_DECIDED, staff)
)
"""A notice is its proposer's once the results were released; the office prepares it before."""

case_files = rules.only_if(
    _TOLD & Q(docketed_on__isnull=False, withdrawn_on__isnull=True),
    rules.any_of(
        rules.proposes,
        staff,
        rules.hands_out_proposal,
        rules.works_on_proposal,
    ),
)


def supervised(actor: Actor) -> Q:
    """Priority proposals, once decided, whose plan this actor may read."""
    condition = rules.view_nomination(actor)
    if condition == NOTHING:
        return NOTHING
    return rules.here(actor) & rules.some(Nomination, condition & Q(decided_on__isnull=False))


_OWES = Q(role__in=UnitRole.replying(), ended_on__isnull=True)
_SIGNED = Q(replied_on__isnull=False)
reply_letters = rules.only_if(
    _OWES,
    rules.any_of(
        rules.view_handling,
        rules.only_if(
            _SIGNED, rules.through("proposal", rules.any_of(rules.proposes, rules.co_signs))
        ),
    ),
)
_OPEN = rules.some(Reply, Q(may_publish=True, replied_on__isnull=False), "handling")
published_replies = rules.only_if(_OWES & _SIGNED & _OPEN, rules.view_handling)
opinions_of_units = rules.only_if(
    Q(role=UnitRole.ASSIST, ended_on__isnull=True), rules.view_handling
)
feedback_forms = rules.only_if(
    _OWES & Q(assigned_on__isnull=False),
    rules.any_of(rules.view_handling, rules.through("proposal", rules.proposes)),
)
urgings = rules.view_urging


def units(actor: Actor) -> Q:
    """Every unit that serves the assembly for the office, those of its channel for an assigner, itself for a unit."""
    if actor.is_any(STAFF):
        return EVERYTHING
    if actor.role == Role.ASSIGNER:
        return Q(pk__in=Handling._base_manager.filter(rules.hands_out(actor)).values("unit_id"))
    return Q(pk=actor.organisation_id) if actor.is_any(UNITS) else NOTHING


def given_form(actor: Actor, handling: Handling) -> Evaluation | None:
    """The lead proposer's form of the present round, if it was given and this reader may see it."""
    condition = rules.view_evaluation(actor)
    if condition == NOTHING:
        return None
    forms = handling.evaluations.filter(counts=True, round=handling.round, given_on__isnull=False)
    return forms.filter(condition).first()
