"""The rows that the register's figures count: everything is asked of one day, the last of the period or today."""

from datetime import date

from django.db.models import Q

from tongxin.figures.declare import Base
from tongxin.figures.question import Question
from tongxin.members.figures import lists
from tongxin.members.models import (
    Appointment,
    Body,
    ContactPair,
    Mandate,
    Member,
    PairContact,
    SubmittedSeat,
)
from tongxin.members.queries import in_force
from tongxin.members.terms import BodyKind


def day_of(question: Question) -> date:
    """The day on which the roll is looked at."""
    return min(question.period.last, question.day)


def _seated(question: Question) -> Q:
    mandates = Mandate._base_manager.filter(in_force(day_of(question)))
    return Q(pk__in=question.known(mandates).values("member_id"))


def _standing(question: Question) -> Q:
    return in_force(day_of(question))


def _branches(question: Question) -> Q:
    return in_force(day_of(question)) & Q(kind=BodyKind.BRANCH)


def _counted(question: Question) -> Q:
    """Of the submissions in force on that day."""
    day = day_of(question)
    return Q(counted_from__lte=day) & (Q(counted_until__isnull=True) | Q(counted_until__gt=day))


def holding(question: Question, **which: object) -> Q:
    """A condition on members: they hold such a post on that day."""
    posts = Appointment._base_manager.filter(in_force(day_of(question)), **which)
    return Q(pk__in=question.known(posts).values("member_id"))


def contacted(question: Question, kind: str) -> Q:
    """A condition on members: somebody keeps contact with them on that day."""
    pairs = ContactPair._base_manager.filter(in_force(day_of(question)), kind=kind)
    return Q(pk__in=question.known(pairs).values("other_member_id"))


ROLL = Base("roll", Member, "", "members.view", lists.members, only=_seated)
PRIVATE_ROLL = Base("private_roll", Member, "", "members.view_private", lists.members, only=_seated)
"""The same people, parted by what only the offices may read of each."""

BRANCHES = Base("branches", Body, "", "bodies.view", lists.branches, only=_branches)
PAIRS = Base("pairs", ContactPair, "", "pairs.view", lists.pairs, only=_standing)
CONTACTS = Base("contacts", PairContact, "on", "pair_contacts.view", lists.contacts)
SEATS = Base(
    "submitted_seats", SubmittedSeat, "", "submitted_seats.view", lists.seats, only=_counted
)
