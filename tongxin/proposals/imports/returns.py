"""The import kind of return sheets (回件): matched to handlings, checked as a whole, entered for the units part by part.

A part is eight acts: all of a package in one transaction would keep every other writer of SQLite out for seconds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from tongxin import trail
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.models import RoleAssignment
from tongxin.core import formats
from tongxin.core.errors import Conflict, Refused
from tongxin.organisations.models import Organisation, Service
from tongxin.papers.actions.start_import import START
from tongxin.papers.imports.kinds import Context, ImportKind
from tongxin.papers.imports.rows import Applied, Finding, StagedRow, place
from tongxin.papers.imports.terms import Decision
from tongxin.papers.models import ImportBatch, StoredFile
from tongxin.proposals.actions.enter_for_unit import enter_for_unit
from tongxin.proposals.imports.return_columns import COLUMNS
from tongxin.proposals.imports.return_rows import ReturnedPart
from tongxin.proposals.models import Handling, ReturnedFile
from tongxin.proposals.on_paper import by_units_on_paper
from tongxin.proposals.rules.exchange import exchanges
from tongxin.proposals.terms import UnitRole

CODE = "handlings.returns"
AT_ONCE = 30
"""Some ten replies with their answers: each is eight acts and takes a tenth of a second, more is for the worker."""


class Desk:
    """What is known of the handlings, files and units that a batch names."""

    def __init__(self, context: Context, rows: Sequence[StagedRow]):
        here = Handling._base_manager.filter(assembly=context.assembly)
        named = here.filter(public_id__in={row["handling"] for row in rows}).select_related(
            "assembly", "unit", "proposal__assembly", "proposal__lead_proposer__person"
        )
        self.handlings = {handling.public_id: handling for handling in named}
        online = named.filter(Handling.known_to_unit()).exclude(by_units_on_paper())
        self.online = set(online.values_list("pk", flat=True))
        self.barred = _barred(named, context.batch_id)
        self.files = _files_of(context.batch_id)
        self.units = _units_by_name(context)
        self.parts: dict[str, ReturnedPart] = {}
        self.lonely: list[StagedRow] = []
        self.doubled: list[tuple[StagedRow, StagedRow]] = []
        self._sort(rows)

    def _sort(self, rows: Sequence[StagedRow]) -> None:
        """Rows to parts: a row without the number of a suggestion speaks of the whole part."""
        answers: dict[str, list[StagedRow]] = defaultdict(list)
        for row in rows:
            key = row["handling"]
            if row.get("item"):
                answers[key].append(row)
            elif key in self.parts:
                self.doubled.append((row, self.parts[key].row))
            elif key in self.handlings:
                handling = self.handlings[key]
                self.parts[key] = ReturnedPart(row, handling, self.files, self.units)
            else:
                self.lonely.append(row)
        opining = frozenset(
            part.handling.pk for part in self.parts.values() if part.row.get("opinion")
        )
        for key, part in self.parts.items():
            part.answers = answers.pop(key, [])
            part.opining = opining
        self.orphans = [row for some in answers.values() for row in some]


def _barred(handlings: QuerySet[Handling], batch_id: int) -> set[int]:
    """Handlings that whoever took the return in may not enter: an assigner enters those of its own channel alone."""
    batch = ImportBatch._base_manager.get(pk=batch_id)
    taken_in = trail.events_of(batch).get(act=START)
    identity = RoleAssignment.objects.select_related("person").get(pk=taken_in.assignment_id)
    mine = handlings.filter(exchanges(acting_as(identity)))
    return set(handlings.exclude(pk__in=mine.values("pk")).values_list("pk", flat=True))


def _files_of(batch_id: int) -> dict[str, StoredFile]:
    rows = ReturnedFile._base_manager.filter(batch=batch_id).select_related("file")
    return {row.name: row.file for row in rows}


def _units_by_name(context: Context) -> dict[str, Organisation]:
    services = Service._base_manager.filter(assembly=context.assembly)
    units = Organisation.objects.filter(pk__in=services.values("organisation_id"))
    return {name: unit for unit in units for name in (unit.short_name, unit.name) if name}


def validate(context: Context, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    """Every fault of every part; sound parts stand beside the handling they will change."""
    desk = Desk(context, rows)
    for row in desk.lonely:
        yield row.error(noop("不认识的办理编号“%(value)s”"), "handling", value=row["handling"])
    for row, first in desk.doubled:
        yield row.error(noop("与第 %(number)d 行是同一件"), "handling", number=first.number)
    for row in desk.orphans:
        yield row.error(noop("“办理情况”表里没有这一件，或那一行有错"), "handling")
    for part in desk.parts.values():
        yield from _looked_at(part, desk)


def _looked_at(part: ReturnedPart, desk: Desk) -> Iterator[Finding]:
    if part.is_empty:
        yield from _beside(part, _("没有填写，不登记"), Decision.SKIP)
    elif part.handling.pk in desk.online:
        unit = str(part.handling.unit)
        yield part.row.error(noop("%(unit)s在线办理，由单位自己办理，不能代录"), "unit", unit=unit)
        yield from _held(part)
    elif part.handling.pk in desk.barred:
        yield _of_another_channel(part)
        yield from _held(part)
    elif part.is_settled:
        yield from _beside(part, _("已经登记过，没有新内容"), Decision.SKIP)
    elif faults := list(part.faults()):
        yield from faults
        faulty = {id(fault.row) for fault in faults}
        yield from _held(part, faulty)
    else:
        yield from _beside(part, _summary(part), Decision.UPDATE)


def _of_another_channel(part: ReturnedPart) -> Finding:
    return part.row.error(
        noop("%(unit)s经%(channel)s交办，由%(channel)s或提案委办公室登记，您不能代录"),
        unit=str(part.handling.unit),
        channel=str(part.handling.get_channel_display()),
    )


def _held(part: ReturnedPart, faulty: set[int] | None = None) -> Iterator[Finding]:
    """A part goes in as a whole: a fault in one of its rows keeps the others out."""
    known = {id(part.row)} if faulty is None else faulty
    for row in (part.row, *part.answers):
        if id(row) not in known:
            yield row.error(noop("同一件的其他行有错，整件不登记"))


def _beside(part: ReturnedPart, words: str, decision: Decision) -> Iterator[Finding]:
    label = _("%(unit)s · %(matter)s：%(words)s") % {
        "unit": part.handling.unit,
        "matter": part.handling.proposal.matter,
        "words": words,
    }
    allowed = [decision, Decision.SKIP] if decision == Decision.UPDATE else [Decision.SKIP]
    for row in (part.row, *part.answers):
        yield row.duplicate(
            label if row is part.row else _("随上面这一件办理"),
            decision,
            allowed=allowed,
            ref=f"{part.handling.pk}:{part.handling.version}",
            url=part.handling.get_absolute_url(),
        )


def _summary(part: ReturnedPart) -> str:
    """代录签收（2026年1月14日）、登记纸质答复（…）: what will be entered, in order."""
    return _("、").join(
        _("%(act)s（%(day)s）") % {"act": step.act.label, "day": formats.day(step.on)}
        for step in part.steps()
    )


def parts(
    context: Context, rows: Sequence[StagedRow], actor: Actor
) -> Iterator[Callable[[], list[Applied]]]:
    """Enter every part for its unit, assisting units first; what was entered is known as settled afterwards."""
    desk = Desk(context, rows)
    if desk.orphans:
        _refuse(desk.orphans[0], _("这一件已选择跳过，请把它的逐条答复也跳过。"))
    batch = ImportBatch._base_manager.select_related("file").get(pk=context.batch_id)
    allowed = set(_handed_out(desk, actor))
    for part in desk.parts.values():
        if part.handling.pk not in allowed:
            _refuse(part.row, _("您当前的身份不能为这个单位代录。"))
    for part in sorted(desk.parts.values(), key=lambda one: one.handling.role != UnitRole.ASSIST):
        yield partial(_enter, part, batch, actor)


def _handed_out(desk: Desk, actor: Actor) -> Iterator[int]:
    keys = [part.handling.pk for part in desk.parts.values()]
    rows = Handling._base_manager.filter(exchanges(actor), pk__in=keys)
    yield from rows.values_list("pk", flat=True)


def _enter(part: ReturnedPart, batch: ImportBatch, actor: Actor) -> list[Applied]:
    basis = _("回件表：%(name)s") % {"name": batch.file.name}
    try:
        for step in part.steps():
            part.handling = enter_for_unit(
                step.act,
                part.handling,
                actor=actor,
                paper_on=step.on,
                basis=basis[:200],
                batch=batch,
                draft=step.draft,
                **step.data,
            )
    except Conflict as conflict:
        raise Conflict(_placed(part.row, conflict.message)) from conflict
    except Refused as refused:
        raise Refused(_placed(part.row, refused.message)) from refused
    return [Applied.updated(row, part.handling, {}) for row in (part.row, *part.answers)]


def _refuse(row: StagedRow, sentence: str) -> None:
    raise Refused(_placed(row, sentence))


def _placed(row: StagedRow, sentence: str) -> str:
    return _("%(place)s：%(text)s") % {"place": place(row.sheet, row.number), "text": sentence}


RETURNS = ImportKind(
    code=CODE,
    label=gettext_lazy("交换包回件"),
    columns=COLUMNS,
    validate=validate,
    parts=parts,
    permission="handlings.enter",
    help=gettext_lazy("纸质办理的单位交回的回件表和盖章答复，从“交换包”页上传。"),
    is_about_known=True,
    at_once=AT_ONCE,
    words={Decision.UPDATE: gettext_lazy("登记"), Decision.SKIP: gettext_lazy("不登记")},
    done=gettext_lazy("回件已登记，各单位的办理情况已更新。"),
    preview="proposals/exchange/returned.html",
    outcome="proposals/exchange/entered.html",
    stays=gettext_lazy(
        "不能整批撤销：签收、沟通和答复已经办理，提案者已收到答复，留痕只增不改。"
        "登错的，由提案委按改办、重新办理等程序更正。"
    ),
)
