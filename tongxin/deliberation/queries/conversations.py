"""Reads about conversations: which one sees, their phases, how many take part, to which part a member belongs."""

from collections.abc import Iterator

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.core.pages import Step
from tongxin.deliberation.models import Conversation, StanceRow, Statement, Voice
from tongxin.deliberation.terms import Admission, ConversationState, Parting
from tongxin.members.models import Appointment
from tongxin.members.queries.contacts import sitting_members
from tongxin.members.queries.sitting import posts_on
from tongxin.members.terms import BodyKind
from tongxin.organisations.models import Assembly

S = ConversationState
LEAST_IN_PART = 5
"""A smaller committee or group is not kept with its members' voices: that would name them."""

PHASES = (
    (S.APPROVED, _("批准"), "approved_on"),
    (S.COLLECTING, _("征集观点"), "collects_on"),
    (S.VOTING, _("表态"), "votes_on"),
    (S.DISCUSSING, _("看圈讨论"), "discusses_on"),
    (S.CLOSED, _("结束"), "closes_on"),
)


def listed(actor: Actor, assembly: Assembly) -> QuerySet[Conversation]:
    """The conversations of an assembly that one sees, the latest first."""
    rows = Conversation.objects.filter(assembly=assembly).select_related("assembly", "prepared_by")
    return visible(actor, "conversations.view", rows)


def open_to_citizens() -> QuerySet[Conversation]:
    """What citizens may know of in the assembly at hand; those that run first, the one that ends first at the top."""
    rows = Conversation.objects.select_related("assembly").filter(Conversation.is_told())
    over = Case(When(state=ConversationState.CLOSED, then=1), default=0)
    return rows.order_by(over, "closes_on", "pk")


def steps() -> list[tuple[str, str | Promise, Q]]:
    """The tabs of the list: code, words, condition."""
    return [
        ("under_way", _("进行中"), Conversation.running()),
        ("coming", _("筹备和待开始"), Q(state__in=[S.DRAFTED, S.APPROVED])),
        ("over", _("已结束"), Q(state__in=[S.CLOSED, S.STOPPED])),
    ]


def timeline(conversation: Conversation) -> Iterator[Step]:
    """The phases as dots: what is over, what runs, what is still to come."""
    order = [state for state, _label, _day in PHASES]
    reached = order.index(S(conversation.state)) if conversation.state in order else -1
    for place, (_state, label, day) in enumerate(PHASES):
        done = place < reached or (place == reached and place in (0, len(order) - 1))
        status = "done" if done else "current" if place == reached else "coming"
        yield Step(label, getattr(conversation, day), status)


def voices_in(conversation: Conversation) -> int:
    """How many took at least one stance."""
    return _heard(conversation).count()


def statement_counts(conversation: Conversation) -> dict[str, int]:
    """How many statements stand in each state; one query."""
    rows = Statement.objects.filter(conversation=conversation).order_by()
    return dict(rows.values_list("state").annotate(Count("pk")))


def invited_people(conversation: Conversation) -> QuerySet[Person]:
    """The members who may take part today; citizens are nobody's rows."""
    members = sitting_members(conversation.assembly)
    if conversation.admission == Admission.COMMITTEE:
        members = members.filter(pk__in=_posted(committee=conversation.committee_id))
    elif conversation.admission == Admission.BODY:
        members = members.filter(pk__in=_posted(body=conversation.body_id))
    elif conversation.is_public:
        members = members.none()
    return Person.objects.filter(pk__in=members.order_by().values("person"))


def part_of(conversation: Conversation, person: Person) -> int:
    """The committee or group of a member by which the opening act allows to look; 0 where it would be too few."""
    column = {Parting.COMMITTEES: "committee", Parting.GROUPS: "body"}.get(
        Parting(conversation.parting)
    )
    if column is None:
        return 0
    places = _parts(conversation, column)
    mine = places.filter(member__person=person).order_by(column, "pk")
    part = mine.values_list(column, flat=True).first()
    if part is None or places.filter(**{column: part}).count() < LEAST_IN_PART:
        return 0
    return part


def took_part(conversation: Conversation, keys: dict[str, Person]) -> list[Person]:
    """Of people by the keys of their voices, those who took a stance."""
    found = set(_heard(conversation).values_list("key", flat=True))
    return [person for key, person in keys.items() if key in found]


def _heard(conversation: Conversation) -> QuerySet[Voice]:
    """The voices that took a stance: one look into an index for each, however many stances there are."""
    stances = StanceRow.objects.filter(voice=OuterRef("pk"))
    return Voice.objects.filter(Exists(stances), conversation=conversation)


def _posted(**place: int | None) -> QuerySet:
    return posts_on(clock.today(), **place).values("member")


def _parts(conversation: Conversation, column: str) -> QuerySet[Appointment]:
    posts = posts_on(clock.today(), assembly=conversation.assembly, **{f"{column}__isnull": False})
    return posts if column == "committee" else posts.filter(body__kind=BodyKind.GROUP)
