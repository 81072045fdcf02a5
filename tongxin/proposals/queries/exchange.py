"""Reads of the exchange with units on paper: what waits to be packed, what went out, what came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, visible
from tongxin.lifecycle.offers import Offer, available_acts
from tongxin.lifecycle.table import Act, Lifecycle
from tongxin.organisations.models import Assembly, Organisation
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Attachment, Commitment, Handling, PackedHandling, PaperEntry
from tongxin.proposals.on_paper import by_units_on_paper
from tongxin.proposals.terms import AttachmentKind

ONLINE_ONLY = (HANDLING.send_for_review, HANDLING.reply)
"""Steps of a reply written in the program; a unit on paper takes them outside, and its sealed reply is entered."""

OUTER_ENTRIES = ("handlings.acknowledge", "handlings.log_contact", "handlings.enter_reply")
"""Entries that proposers read too; disputes, assisting opinions and inner steps are not theirs (practice 12)."""


def is_enterable(act: Act) -> bool:
    """Whether an act is one that units do and that may be entered for them."""
    audiences = {audience.code for audience in act.by}
    return bool(audiences & {"unit", "stand_in"}) and act not in ONLINE_ONLY


def not_packed() -> Q:
    """Handlings that no package of the present round has taken out yet."""
    packed = PackedHandling._base_manager.filter(handling=OuterRef("pk"), round=OuterRef("round"))
    return ~Q(Exists(packed))


def to_pack(assembly: Assembly) -> QuerySet[Handling]:
    """Assigned parts of units on paper, at work in whatever step, with what packages print of them."""
    rows = Handling._base_manager.filter(by_units_on_paper(), Handling.at_work(), assembly=assembly)
    printed = rows.select_related(
        "unit",
        "assembly",
        "proposal__assembly",
        "proposal__category",
        "proposal__collective",
        "proposal__lead_proposer__person",
        "proposal__lead_proposer__sector",
        "proposal__session__assembly",
        "proposal__session__term",
    )
    given = Handling._base_manager.filter(Handling.given()).select_related("unit").order_by("id")
    annexes = Attachment._base_manager.filter(
        kind=AttachmentKind.ANNEX, removed_at__isnull=True, file__cleared_at__isnull=True
    ).select_related("file")
    hanging = printed.prefetch_related(
        Prefetch("proposal__handlings", given, to_attr="given_parts"),
        Prefetch("proposal__attachments", annexes, to_attr="open_annexes"),
        "proposal__co_signatures__member__person",
        "proposal__decisions__list",
    )
    return hanging.order_by("unit__code", "unit_id", "proposal__case_number", "id")


def on_paper(actor: Actor, assembly: Assembly) -> QuerySet[Handling]:
    """Every handling that this actor exchanges paper about, with the moment of its last package."""
    rows = visible(actor, "handlings.enter", Handling.objects.filter(assembly=assembly))
    known = rows.filter(Handling.given()).select_related(
        "assembly", "unit", "proposal__assembly", "proposal__lead_proposer"
    )
    packings = PackedHandling._base_manager.filter(handling=OuterRef("pk")).order_by("-id")
    return known.annotate(packed_at=Subquery(packings.values("package__cut_off")[:1]))


@dataclass(frozen=True)
class UnitToPack:
    """A unit on paper with how much waits for it, and how much went out before."""

    unit: Organisation
    waiting: int
    open: int


def units_to_pack(actor: Actor, assembly: Assembly) -> list[UnitToPack]:
    """Units on paper that have work, those with something to pack first; two queries."""
    rows = visible(actor, "handlings.enter", to_pack(assembly)).order_by()
    counted = rows.values("unit_id").annotate(
        open=Count("pk"), waiting=Count("pk", filter=not_packed())
    )
    counts = {row["unit_id"]: row for row in counted}
    units = Organisation.objects.filter(pk__in=counts)
    found = [
        UnitToPack(unit, counts[unit.pk]["waiting"], counts[unit.pk]["open"]) for unit in units
    ]
    return sorted(found, key=lambda one: (not one.waiting, one.unit.code, one.unit.pk))


def days_to_pack(actor: Actor, assembly: Assembly) -> list:
    """The days of assignment of what is not packed, latest first: the batches of the assignment meetings."""
    rows = visible(actor, "handlings.enter", to_pack(assembly)).filter(not_packed())
    days = rows.order_by().values_list("assigned_on", flat=True).distinct()
    return sorted((day for day in days if day), reverse=True)


def entries_of(
    actor: Actor, handlings: Sequence[Handling], inner: set[int], *, is_concerned: bool
) -> list[PaperEntry]:
    """What was entered for the units of these handlings, as far as this actor may read it."""
    allowed = Q(handling__in=inner)
    if is_concerned:
        allowed |= Q(act__in=OUTER_ENTRIES)
    rows = PaperEntry._base_manager.filter(allowed, handling__in=[row.pk for row in handlings])
    return list(rows.select_related("unit", "entered_by").order_by("id"))


def offers_on_behalf(
    lifecycle: Lifecycle, record: Handling | Commitment, actor: Actor
) -> list[Offer]:
    """The unit's acts that this actor may enter for it now; none for units that handle online."""
    handling = record if isinstance(record, Handling) else record.handling
    if actor.for_unit is not None or not can(actor, "handlings.enter", handling):
        return []
    stand_in = actor.standing_in_for(handling.unit, actor.day)
    mine = {offer.act for offer in available_acts(lifecycle, record, actor)}
    return [
        offer
        for offer in available_acts(lifecycle, record, stand_in)
        if offer.act not in mine and is_enterable(offer.act)
    ]
