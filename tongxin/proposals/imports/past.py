"""The import kind of earlier years' proposals (历年提案): what is wrong, what repeats, what is written, how it is undone."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from tongxin.core import clock
from tongxin.core.bulk import among
from tongxin.members.imports.usage import used
from tongxin.organisations.models import Assembly, Organisation
from tongxin.papers.imports.kinds import Context, ImportKind, ImportOption
from tongxin.papers.imports.rows import Applied, Duplicate, Finding, Prepared, StagedRow
from tongxin.papers.imports.staging import in_chunks
from tongxin.papers.imports.terms import Decision
from tongxin.proposals.actions.import_past import (
    ReadyPast,
    make_ready_to_remove,
    store_past,
    take_back_past,
)
from tongxin.proposals.imports.basis import basis
from tongxin.proposals.imports.books import Books
from tongxin.proposals.imports.cases import Case, cases_of
from tongxin.proposals.imports.columns import COLUMNS
from tongxin.proposals.imports.drafts import Draft, PastProposal
from tongxin.proposals.models import (
    CoSignature,
    Evaluation,
    EvaluationFacts,
    Handling,
    HandlingFacts,
    Proposal,
    ProposalFacts,
    Reply,
)

YEARS_ON_OFFER = 30
PORTION = 1000

UNITS_OPTION = "units"
YEAR_OPTION = "year"
REGISTER, REFUSE = "register", "refuse"


def _ways_with_units(assembly: Assembly) -> list[tuple[str, str]]:
    return [
        (REGISTER, _("登记为历史承办单位，不列入现行交办名单")),
        (REFUSE, _("列为有错，先导入承办单位")),
    ]


def _years(assembly: Assembly) -> list[tuple[str, str]]:
    latest = clock.today().year
    return [
        (str(year), _("%(year)d 年") % {"year": year})
        for year in range(latest, latest - YEARS_ON_OFFER, -1)
    ]


OPTIONS = [
    ImportOption(UNITS_OPTION, gettext_lazy("没有登记过的单位"), _ways_with_units),
    ImportOption(
        YEAR_OPTION,
        gettext_lazy("没写年度和日期的提案算作"),
        _years,
        required=False,
        help=gettext_lazy("不选也可以导入，只是不计入按年度的统计。"),
    ),
]


# What is wrong or repeated


def validate(context: Context, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    """Faults, doubts and twins of every case; reads only."""
    books = Books(context.assembly)
    cases = cases_of(rows)
    known = _Known(context.assembly, cases)
    for case in cases:
        draft = _draft(case, books, context)
        yield from _faults(case, draft, context)
        yield from known.twins(case, draft)
        yield from (
            case.first.warning(message, column, **params)
            for message, column, params in draft.doubts()
        )


def _draft(case: Case, books: Books, context: Context) -> Draft:
    year = context.options.get(YEAR_OPTION)
    return Draft(case, books, int(year) if year else None)


def _faults(case: Case, draft: Draft, context: Context) -> Iterator[Finding]:
    """Faults of a case are faults of all its rows: half a proposal is not imported."""
    for message, column, params in [
        *_faults_of_days(case, draft),
        *_faults_of_units(draft, context),
    ]:
        yield from (row.error(message, column, **params) for row in case.rows)


def _faults_of_days(case: Case, draft: Draft) -> Iterator[tuple[str, str, dict[str, Any]]]:
    order = ("handed_in_on", "docketed_on", "assigned_on", "replied_on", "evaluated_on")
    days = [(code, day) for code in order if (day := case.day(code))]
    for code, day in days:
        if day > clock.today():
            yield noop("日期在今天之后（%(day)s）"), code, {"day": day.isoformat()}
    for (_earlier, before), (code, after) in pairwise(days):
        if after < before:
            params = {"day": after.isoformat(), "before": before.isoformat()}
            yield noop("%(day)s 早于前一步的日期 %(before)s"), code, params
    if _is_current(draft):
        yield noop("本次会议以来的提案正在系统里办理，不能作为历年提案导入"), "session", {}


def _is_current(draft: Draft) -> bool:
    """Of the session under way: those have deadlines and people who wait, and are entered on behalf instead."""
    current = draft.books.sessions.current
    if current is None:
        return False
    if draft.session is not None:
        return draft.session == current
    return draft.handed_in_on is not None and draft.handed_in_on >= current.window_opens_on


def _faults_of_units(draft: Draft, context: Context) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in draft.unknown_units:
        if len(name) > Organisation._meta.get_field("name").max_length:
            yield noop("单位名称太长（%(value)s）"), "lead", {"value": name[:40]}
        elif context.options.get(UNITS_OPTION) != REGISTER:
            yield noop("没有登记过“%(value)s”这个单位"), "lead", {"value": name}


class _Known:
    """What cases may repeat: other cases of the list, and proposals that are in the records already."""

    def __init__(self, assembly: Assembly, cases: Sequence[Case]):
        self.assembly = assembly
        self.earlier: dict[Hashable, Case] = {}
        self.numbers: dict[tuple[int, int], Case] = {}
        self.by_matter = _stored(assembly, [case.matter for case in cases])
        self.by_number = {(row.session_id, row.case_number): row for row in self._numbered(cases)}

    def _numbered(self, cases: Sequence[Case]) -> Iterable[Proposal]:
        if not any(case.get("case_number") for case in cases):
            return []
        numbered = Proposal.objects.filter(assembly=self.assembly, case_number__isnull=False)
        return numbered.only(*_SHOWN).select_related("assembly")

    def twins(self, case: Case, draft: Draft) -> Iterator[Finding]:
        number = case.get("case_number", None)
        key = (draft.session.pk, number) if draft.session and number else None
        earlier = self.earlier.setdefault(case.twin_signs, case)
        if key and (other := self.numbers.setdefault(key, case)) is not case:
            message = noop("与第 %(number)d 行案号相同")
            yield case.first.error(message, "case_number", number=other.first.number)
        elif key and (stored := self.by_number.get(key)):
            yield from _twin(case, draft, stored, [Decision.SKIP])
        elif stored := self._same_matter(case, draft):
            yield from _twin(case, draft, stored, [Decision.SKIP, Decision.CREATE])
        elif earlier is not case:
            label = _("第 %(number)d 行") % {"number": earlier.first.number}
            yield case.first.duplicate(label, allowed=[Decision.SKIP, Decision.CREATE])

    def _same_matter(self, case: Case, draft: Draft) -> Proposal | None:
        """A proposal of the same words, if nothing says that it is of another session or year."""
        for stored in self.by_matter.get(case.matter, ()):
            if draft.session and stored.session_id:
                is_same = draft.session.pk == stored.session_id
            else:
                is_same = _same_year(draft.handed_in_on, stored.handed_in_on)
            if is_same and case.get("organisation") in stored.source_note:
                return stored
        return None


_SHOWN = (
    "public_id",
    "assembly",
    "session",
    "case_number",
    "matter",
    "proposer_name",
    "handed_in_on",
    "reply_class",
    "source_note",
)


def _stored(assembly: Assembly, matters: Sequence[str]) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = defaultdict(list)
    for start in range(0, len(matters), PORTION):
        rows = Proposal.objects.filter(
            assembly=assembly, matter__in=matters[start : start + PORTION]
        )
        for row in rows.only(*_SHOWN).select_related("assembly"):
            found[row.matter].append(row)
    return found


def _same_year(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one.year == other.year


def _twin(
    case: Case, draft: Draft, stored: Proposal, allowed: Sequence[Decision]
) -> Iterator[Duplicate]:
    number = "" if stored.case_number is None else str(stored.case_number)
    compared = [
        ("case_number", number, str(case.get("case_number"))),
        ("matter", stored.matter, case.matter),
        ("proposer", stored.proposer_name, "、".join(case.names)),
        ("docketed_on", str(stored.handed_in_on or ""), str(draft.handed_in_on or "")),
        ("reply_class", stored.reply_class, case.get("reply_class")),
    ]
    for row in case.rows:
        yield row.duplicate(
            stored.matter,
            allowed=allowed,
            compared=compared,
            ref=str(stored.pk),
            url=stored.get_absolute_url(),
        )


# What is written, and taken back


def prepare(context: Context, rows: Sequence[StagedRow]) -> Prepared:
    """Every row leads to its proposal; a unit registered on the way is named at the first row that has it."""
    books = Books(context.assembly)
    made, done = ReadyPast(), 0
    applied: list[Applied] = []
    for cases in in_chunks(cases_of(rows), PORTION):
        past = [_draft(case, books, context).records() for case in cases]
        applied += _applied(cases, past, made.add(past))
        done += sum(len(case.rows) for case in cases)
        context.tell(done)
    return Prepared(applied, partial(store_past, made), list(made.tables))


def _applied(
    cases: Sequence[Case], past: Sequence[PastProposal], units: dict[str, Organisation]
) -> Iterator[Applied]:
    """`units` are those registered with these cases; each is taken out of it by its first row."""
    for case, one in zip(cases, past, strict=True):
        yield from (Applied.created(row, one.proposal) for row in case.rows)
        for name, _handling in one.handlings:
            if unit := units.pop(name, None):
                yield Applied.created(case.first, unit)


def touched(context: Context, results: Sequence[Applied]) -> Iterator[str]:
    """Proposals that were acted upon since, or that something else points at."""
    proposals, organisations = _written(results)
    matters = Proposal._base_manager.in_bulk(_acted_upon(proposals)).values()
    for proposal in sorted(matters, key=lambda one: one.pk):
        yield _("“%(matter)s”导入后已有办理或引用") % {"matter": proposal.matter}
    for unit in Organisation.objects.filter(pk__in=_used_elsewhere(proposals, organisations)):
        yield _("单位“%(name)s”已在别处使用") % {"name": unit.name}


def _acted_upon(proposals: Sequence[int]) -> set[int]:
    own = (CoSignature, Evaluation, EvaluationFacts, Handling, HandlingFacts, ProposalFacts, Reply)
    acted = set(used(Proposal, proposals, own=own))
    parts: dict[int, int] = {}
    for condition in among("pk", proposals):
        moved = Proposal._base_manager.filter(condition, version__gt=0)
        acted |= set(moved.values_list("pk", flat=True))
    for condition in among("proposal", proposals):
        told = Evaluation._base_manager.filter(condition, version__gt=0)
        acted |= set(told.values_list("proposal_id", flat=True))
        handlings = Handling._base_manager.filter(condition)
        acted |= set(handlings.filter(version__gt=0).values_list("proposal_id", flat=True))
        parts |= dict(handlings.values_list("pk", "proposal_id"))
    return acted | {parts[key] for key in used(Handling, parts, own=own)}


def _used_elsewhere(proposals: Sequence[int], organisations: Sequence[int]) -> set[int]:
    """The organisations that somebody else uses by now."""
    ours = set(proposals)
    answering = Handling._base_manager.filter(unit__in=organisations).order_by()
    found = answering.values_list("proposal_id", "unit_id")
    foreign = {unit for proposal, unit in found if proposal not in ours}
    return foreign | set(used(Organisation, organisations, own=(Handling, HandlingFacts)))


def prepare_undo(context: Context, results: Sequence[Applied]) -> Callable[..., None]:
    return partial(take_back_past, make_ready_to_remove(*_written(results)))


def _written(results: Sequence[Applied]) -> tuple[list[int], list[int]]:
    """The proposals and the organisations that the batch created, each once."""
    by_type: dict[str, dict[int, None]] = defaultdict(dict)
    for one in results:
        by_type[one.record_type][one.record_id] = None
    return (
        list(by_type[Proposal._meta.label_lower]),
        list(by_type[Organisation._meta.label_lower]),
    )


PAST_PROPOSALS = ImportKind(
    code="proposals.past",
    label=gettext_lazy("历年提案"),
    columns=COLUMNS,
    validate=validate,
    prepare=prepare,
    basis=basis,
    touched=touched,
    prepare_undo=prepare_undo,
    permission="proposals.import",
    options=OPTIONS,
    help=gettext_lazy("往年已经办完的提案，一行一件，或每个承办单位一行。不发通知，不产生待办。"),
)
