"""Who records, who reads, who signs, who reviews: predicates `actor → Q`, and audiences asked in both directions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import KEEPERS, LEADERS, OFFICES, Readers, Recorders
from tongxin.accounts.permissions import EVERYTHING, NOTHING
from tongxin.accounts.terms import Role
from tongxin.kinds.rules import used_here
from tongxin.lifecycle.combining import here, holders_of_role, role_holder, whoever_is
from tongxin.lifecycle.table import Audience, Holder
from tongxin.organisations.terms import Tier
from tongxin.records.terms import PublicationState, RecordState

# Records


def records_here(actor: Actor) -> Q:
    """Records that one's own office keeps; what came from a county is never changed."""
    kinds = Recorders.open_to(actor.role)
    if not kinds:
        return NOTHING
    return here(actor) & Q(kind__recorders__in=kinds, intake__isnull=True)


def view_record(actor: Actor) -> Q:
    """What stands in the book, as far as the kind is open to one's role; withdrawn ones for the offices, drafts and
    everything of kinds that one records for those who record them."""
    kinds = Readers.open_to(actor.role)
    if not kinds:
        return NOTHING
    told = [RecordState.RECORDED]
    if actor.is_any(OFFICES | LEADERS):
        told.append(RecordState.WITHDRAWN)
    readable = Q(kind__readers__in=kinds, state__in=told)
    return here(actor) & (readable | Q(kind__recorders__in=Recorders.open_to(actor.role)))


def keep(actor: Actor) -> Q:
    """Whether one records anything at all."""
    return EVERYTHING if Recorders.open_to(actor.role) and actor.assembly else NOTHING


def record_in(actor: Actor) -> Q:
    """The kinds in use in which one may record."""
    kinds = Recorders.open_to(actor.role)
    if not kinds or actor.assembly is None:
        return NOTHING
    return used_here(actor) & Q(recorders__in=kinds, state="in_use")


def view_kind(actor: Actor) -> Q:
    """The kinds of which one may read anything."""
    readers, recorders = Readers.open_to(actor.role), Recorders.open_to(actor.role)
    if actor.assembly is None or not (readers or recorders):
        return NOTHING
    return used_here(actor) & (Q(readers__in=readers) | Q(recorders__in=recorders))


def attach(actor: Actor) -> Q:
    """Records that one keeps, as long as they are not withdrawn."""
    kept = records_here(actor)
    return kept if kept == NOTHING else kept & ~Q(state=RecordState.WITHDRAWN)


export = permissions.roles(*((OFFICES | LEADERS) - Role.temporary()))


def _recorder_holders(record: Any) -> Iterable[Holder]:
    return holders_of_role(*sorted(Recorders(record.kind.recorders).roles))(record)


RECORDERS = Audience("recorders", _("登记这一种类的办公室"), records_here, _recorder_holders)

# Submissions


def compile_submission(actor: Actor) -> Q:
    """The office of an assembly below another one."""
    assembly = actor.assembly
    is_below = assembly is not None and assembly.tier == Tier.COUNTY and assembly.parent_id
    return EVERYTHING if is_below and actor.is_any(KEEPERS) else NOTHING


view_submission = role_holder(*OFFICES, *LEADERS)
COUNTY_DESK = whoever_is("county_desk", _("县（市）区政协办公室"), *KEEPERS)
CITY_DESK = whoever_is("city_desk", _("市政协办公室（接收报送）"), Role.GENERAL_OFFICE)

# Publications

FIRST_ROLES = OFFICES
SECOND_ROLES = KEEPERS | {Role.RESEARCH_OFFICE}
FINAL_ROLES = LEADERS

view_publication = role_holder(*OFFICES, *LEADERS)


def write_publication(actor: Actor) -> Q:
    """Whether one may begin a piece for the public."""
    return EVERYTHING if actor.is_any(OFFICES) and actor.assembly else NOTHING


def wrote(actor: Actor) -> Q:
    """One wrote it, and still works in an office here."""
    if not actor.is_any(OFFICES) or actor.person_id is None:
        return NOTHING
    return here(actor) & Q(written_by_id=actor.person_id)


def reviews(actor: Actor) -> Q:
    """The review that a piece waits for is one's own to give."""
    steps = [
        state
        for state, roles in (
            (PublicationState.FIRST, FIRST_ROLES),
            (PublicationState.SECOND, SECOND_ROLES),
            (PublicationState.FINAL, FINAL_ROLES),
        )
        if actor.is_any(roles)
    ]
    return here(actor) & Q(state__in=steps) if steps else NOTHING


WRITER = Audience(
    "publication_writer",
    _("撰写人"),
    wrote,
    lambda piece: [Holder(person_id=piece.written_by_id)] if piece.written_by_id else [],
)
FIRST_REVIEWERS = whoever_is("first_reviewers", _("初审人"), *FIRST_ROLES)
SECOND_REVIEWERS = whoever_is("second_reviewers", _("复审人"), *SECOND_ROLES)
FINAL_REVIEWERS = whoever_is("final_reviewers", _("终审人（领导）"), *FINAL_ROLES)
REVIEWERS = Audience("reviewers", _("轮到的审核人"), reviews)
PUBLISHERS = whoever_is("publishers", _("研究室、办公室"), *SECOND_ROLES)
