"""List, thread and home for the Proposals office: queries and templates, nothing between them."""

from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tongxin.accounts.models import RoleAssignment
from tongxin.core import clock
from tongxin.core.script_words import script_words
from tongxin.core.workdays import workdays_between
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.members.models import PlenarySession, Sector
from tongxin.notifications.models import Notice
from tongxin.organisations.models import RulebookEntry
from tongxin.proposals.models import Category, Commitment, Handling, Proposal, Reply
from tongxin.proposals.terms import (
    PROPOSAL_TONES,
    ProposalState,
    ProposerKind,
    ReplyClass,
    Satisfaction,
    UnitRole,
)

TABS = {
    "all": ("全部", Q()),
    "examined": ("待审查", Q(state="submitted")),
    "docketed": ("待交办", Q(state="docketed")),
    "handling": ("办理中", Q(state="handling")),
    "overdue": ("逾期", None),
    "replied": ("待评价", Q(state__in=["replied", "dissatisfied"])),
    "tracking": ("跟踪落实", Q(state="tracking")),
    "closed": ("办结", Q(state="closed")),
    "priority": ("重点提案", Q(is_priority=True)),
    "elsewhere": ("未立案", Q(state__in=["declined", "merged", "withdrawn", "returned"])),
}
COLUMNS = [
    "案号",
    "提案者",
    "界别",
    "类别",
    "承办单位",
    "状态",
    "办理结果",
    "满意度",
    "届次",
    "提交日期",
    "立案日期",
    "答复日期",
]
PAGE_SIZE = 50
LOOKED_AT = 200
SHOWN = 8
VERBS = {"proposals.hear": "听取双方意见"}
STEPS = ("提出", "立案", "交办", "签收", "答复", "评价", "办结")


def office_only(view):
    """Signed in, and holding the office's role; the role's assembly is the one whose pages one reads."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str = "", **kwargs) -> HttpResponse:
        held = RoleAssignment.objects.filter(
            person=request.user.person, role="proposals_office", starts_on__lte=clock.today()
        ).select_related("assembly", "person")
        request.held = held.filter(assembly__slug=slug).get() if slug else held[0]
        return view(request, request.held.assembly, **kwargs)

    return guarded


def page(request: HttpRequest, template: str, **context) -> HttpResponse:
    """The template within the frame: who one is, and how many notices are unread."""
    person, assembly = request.held.person, request.held.assembly
    told = Notice._base_manager.filter(
        Q(person=person) | Q(person=None, role=request.held.role, assembly=assembly),
        Q(batch="") | Q(released_at__isnull=False),
        withdrawn_at=None,
        read_at=None,
    )
    frame = {
        "held": request.held,
        "assembly": assembly,
        "unread": told.count(),
        "words": script_words(),
    }
    return render(request, f"plain/{template}.html", {**frame, **context})


def readable(assembly):
    """What the office reads: everything handed in."""
    return Proposal._base_manager.filter(assembly=assembly).exclude(handed_in_on=None)


@office_only
def proposals(request, assembly):
    rows = readable(assembly)
    late = Deadline._base_manager.filter(
        record_type="proposals.handling", status="open", due_on__lt=clock.today()
    )
    overdue = Q(
        pk__in=Handling._base_manager.filter(pk__in=late.values("record_id")).values("proposal")
    )
    conditions = {code: overdue if q is None else q for code, (_label, q) in TABS.items()}
    counts = rows.aggregate(
        **{code: Count("pk", filter=q) if q else Count("pk") for code, q in conditions.items()}
    )
    tab = request.GET.get("tab", "all")
    paginator = Paginator(rows.order_by("pk"), PAGE_SIZE)
    paginator.count = counts[tab]
    shown = paginator.get_page(request.GET.get("page"))
    keys = list(
        rows.filter(conditions[tab])
        .order_by("-handed_in_on", "-pk")
        .values_list("pk", flat=True)[shown.start_index() - 1 : shown.end_index()]
    )
    units = Handling._base_manager.exclude(state="ended").select_related("unit").order_by("id")
    found = (
        Proposal._base_manager.select_related("assembly", "category", "session__term")
        .prefetch_related(Prefetch("handlings", units, to_attr="units"))
        .in_bulk(keys)
    )
    pattern = number_pattern(assembly)
    return page(
        request,
        "list",
        tabs=[(code, label, counts[code]) for code, (label, _q) in TABS.items()],
        tab=tab,
        total=counts[tab],
        pager=shown,
        pages=paginator.get_elided_page_range(shown.number, on_each_side=2, on_ends=1),
        rows=[row_of(found[key], pattern) for key in keys],
        columns=COLUMNS,
        sessions=PlenarySession.objects.filter(assembly=assembly).select_related("term"),
        categories=Category.objects.filter(assembly=assembly),
        sectors=Sector.objects.filter(assembly=assembly),
        kinds=ProposerKind.choices,
        states=ProposalState.choices,
        classes=ReplyClass.choices,
        satisfactions=Satisfaction.choices,
    )


def row_of(proposal: Proposal, pattern: str) -> dict:
    order = list(UnitRole.values)
    units = sorted(
        (row for row in proposal.units if row.state not in ("drafted", "tried")),
        key=lambda row: order.index(row.role),
    )
    return {
        "proposal": proposal,
        "number": number_of(proposal, pattern),
        "units": "、".join(str(row.unit) for row in units),
        "state": state_of(proposal),
        "tone": PROPOSAL_TONES[proposal.state],
    }


def number_pattern(assembly) -> str:
    entry = RulebookEntry._base_manager.filter(
        assembly=assembly, code="proposals.number_pattern", valid_from__lte=clock.today()
    )
    row = entry.order_by("-valid_from", "-id").first()
    return row.value if row else "第{number:04d}号"


def number_of(proposal: Proposal, pattern: str) -> str:
    if proposal.case_number:
        return pattern.format(number=proposal.case_number)
    return f"流水号 {proposal.serial_number}"


def state_of(proposal: Proposal) -> str:
    held = proposal.decided_on and not proposal.released_at
    return proposal.get_state_display() + ("(未下发)" if held else "")


@office_only
def home(request, assembly):
    mine = Q(person=request.held.person) | Q(role="proposals_office", organisation=None)
    waiting = Waiting._base_manager.filter(mine, assembly=assembly).order_by(
        F("due_on").asc(nulls_last=True), "since_on", "id"
    )
    rows = list(waiting[:LOOKED_AT])
    groups: dict[str, list[Waiting]] = {}
    for row in rows:
        groups.setdefault(row.act, []).append(row)
    keys = [row.record_id for group in groups.values() for row in group[:SHOWN]]
    records = Proposal._base_manager.in_bulk(keys)
    today = clock.today()
    return page(
        request,
        "home",
        total=waiting.count(),
        groups=[
            {
                "verb": VERBS.get(act, act),
                "count": len(group),
                "hidden": len(group) - SHOWN,
                "lines": [
                    (records[row.record_id], row.due_on, days_left(row.due_on, today))
                    for row in group[:SHOWN]
                    if row.record_id in records
                ],
            }
            for act, group in groups.items()
        ],
        counts=readable(assembly).aggregate(
            examined=Count("pk", filter=Q(state="submitted")),
            docketed=Count("pk", filter=Q(state="docketed")),
            handling=Count("pk", filter=Q(state="handling")),
            replied=Count("pk", filter=Q(state__in=["replied", "dissatisfied"])),
        ),
        late=Commitment._base_manager.filter(
            assembly=assembly, state="active", promised_for__lt=today
        ).count(),
    )


def days_left(due: date | None, today: date) -> int | None:
    return workdays_between(today, due) if due else None


@office_only
def thread(request, assembly, public_id):
    proposal = get_object_or_404(
        readable(assembly).select_related(
            "session__term", "category", "lead_proposer__person", "lead_proposer__sector"
        ),
        public_id=public_id,
    )
    handlings = list(proposal.handlings.exclude(state="ended").select_related("unit"))
    keys = [row.pk for row in handlings]
    clocked = Q(record_type="proposals.proposal", record_id=proposal.pk) | Q(
        record_type="proposals.handling", record_id__in=keys
    )
    replies = (
        Reply._base_manager.filter(handling__in=keys, replied_on__isnull=False)
        .select_related("handling__unit", "sealed_file")
        .prefetch_related("items")
        .order_by("replied_on", "id")
    )
    commitments = list(proposal.commitments.select_related("unit").prefetch_related("steps"))
    return page(
        request,
        "thread",
        proposal=proposal,
        number=number_of(proposal, number_pattern(assembly)),
        state=state_of(proposal),
        tone=PROPOSAL_TONES[proposal.state],
        steps=steps_of(proposal, handlings),
        handlings=handlings,
        replies=replies,
        answers=answers_of(proposal, replies),
        commitments=commitments,
        open_promises=sum(1 for one in commitments if one.state == "active"),
        nominations=proposal.nominations.all(),
        evaluations=proposal.evaluations.select_related("member__person", "handling__unit"),
        hearings=proposal.hearings.all(),
        opinions=proposal.opinions.select_related("examiner"),
        waiting=Waiting._base_manager.filter(clocked).select_related("person", "organisation")[:8],
        deadlines=Deadline._base_manager.filter(clocked, status="open").order_by("due_on"),
        contacts=[contact for row in handlings for contact in row.contacts.all()],
        co_signatures=proposal.co_signatures.select_related("member__person", "member__sector"),
        attachments=proposal.attachments.filter(removed_at=None).select_related("file"),
        versions=proposal.versions.select_related("author"),
        following=proposal.descendants.filter(ended_on=None).select_related("target"),
        followed=proposal.ancestors.filter(ended_on=None).select_related("source"),
    )


def answers_of(proposal: Proposal, replies) -> list[tuple]:
    items = [(reply, item) for reply in replies for item in reply.items.all()]
    return [
        (text, [(reply, item) for reply, item in items if item.number == number])
        for number, text in enumerate(proposal.suggestions, start=1)
    ]


def steps_of(proposal: Proposal, handlings: list[Handling]) -> list[tuple]:
    signed = max((row.acknowledged_on for row in handlings if row.acknowledged_on), default=None)
    days = (
        proposal.handed_in_on,
        proposal.docketed_on,
        proposal.assigned_on,
        signed,
        proposal.replied_on,
        proposal.evaluated_on,
        proposal.closed_on,
    )
    units = "、".join(str(row.unit) for row in handlings)
    people = (proposal.proposer_name, "", units, "", "", "", "")
    return list(zip(STEPS, days, people, strict=True))
