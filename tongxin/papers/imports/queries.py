"""What pages ask of batches and their staged rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, can
from tongxin.papers.imports import kinds
from tongxin.papers.imports.kinds import Family, ImportColumn, ImportKind
from tongxin.papers.imports.layouts import Layout, read_layouts
from tongxin.papers.imports.rows import issue_text, place
from tongxin.papers.imports.staging import kind_of
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models import ImportBatch, ImportRow


def kinds_for(actor: Actor) -> list[ImportKind]:
    """The kinds of list that this actor may import and is offered on the imports' page."""
    return [kind for kind in kinds.kinds() if can(actor, kind.permission)]


def kind_for(actor: Actor, code: str) -> ImportKind | None:
    """The kind with this code, of a family too, if this actor may import it."""
    offered = any(kind.code == code for kind in kinds_for(actor))
    if offered or any(code in family.codes(actor) for family in _families_for(actor)):
        return kinds.kind(code)
    return None


def importable(actor: Actor) -> Q:
    """The rule of `papers.import`: batches of the actor's assembly, of kinds that the actor may import."""
    offered = [kind.code for kind in kinds_for(actor)]
    families = _families_for(actor)
    if actor.assembly is None or not (offered or families):
        return NOTHING
    among = Q(kind__in=offered)
    for family in families:
        among |= Q(kind__in=family.codes(actor))
    return Q(assembly_id=actor.assembly.pk) & among


def _families_for(actor: Actor) -> list[Family]:
    return [family for family in kinds.families() if can(actor, family.permission)]


def rows_of(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The staged rows of the batch's last check, in the order of the file."""
    return ImportRow.objects.filter(batch=batch, run=batch.run)


VIEWS = {
    "attention": Q(decision=Decision.FAULTY) | Q(has_warnings=True),
    "duplicates": Q(duplicate__isnull=False),
    **{decision.value: Q(decision=decision) for decision in Decision},
    "all": Q(),
}


def decisions_of(batch: ImportBatch) -> Counter[str]:
    """How many rows of the last check stand under each decision."""
    rows = rows_of(batch).order_by().values_list("decision").annotate(Count("pk"))
    return Counter(dict(rows))


@dataclass(frozen=True)
class Progress:
    """What the worker is doing to a batch. `done` is None where it cannot be counted; `stop` labels the button, if any."""

    title: str
    sentence: str
    done: int | None
    total: int
    stop: str = ""


def progress_of(batch: ImportBatch) -> Progress:
    """How far the check, the import or its undoing is; at most one query."""
    match batch.stage:
        case Stage.CHECKING:
            numbers = {"done": batch.rows_checked, "total": batch.rows_total}
            sentence = _("已检查 %(done)d 行，共 %(total)d 行。") % numbers
            return Progress(_("正在检查"), sentence, batch.rows_checked, batch.rows_total)
        case Stage.CONFIRMING:
            return _importing(batch)
    sentence = _("正在核对导入之后有没有改动，随后一次撤销。")
    return Progress(_("正在撤销"), sentence, None, 0, _("停止撤销"))


def _importing(batch: ImportBatch) -> Progress:
    total = rows_of(batch).filter(decision__in=Decision.written()).count()
    done = batch.rows_prepared
    if kind_of(batch).parts:
        sentence = _("已办 %(done)d 行，共 %(total)d 行。")
    elif done >= total:
        sentence = _("%(total)d 行都已准备好，正在一次写入。")
    elif done:
        sentence = _("已准备 %(done)d 行，共 %(total)d 行。")
    else:
        sentence = _("共 %(total)d 行，正在准备。")
    told = sentence % {"done": done, "total": total}
    return Progress(_("正在导入"), told, done or None, total, _("停止导入，回到预览"))


def view_of(batch: ImportBatch, name: str) -> QuerySet[ImportRow]:
    """The rows of one tab of the preview; a name nobody knows shows all."""
    return rows_of(batch).filter(VIEWS.get(name, Q()))


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows stand under each decision, doubtful and repeating ones besides; one query."""
    found = rows_of(batch).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in VIEWS.items() if condition},
        all=Count("pk"),
    )
    return dict(found)


def allowed_decisions(row: ImportRow) -> list[Decision]:
    """What a person may choose for this row."""
    if row.decision == Decision.FAULTY:
        return []
    if row.duplicate is None:
        return [Decision.CREATE, Decision.SKIP]
    return [Decision(code) for code in row.duplicate["allowed"]]


@dataclass(frozen=True)
class Line:
    """A staged row as a person reads it."""

    row: ImportRow
    place: str
    errors: list[str]
    warnings: list[str]
    values: list[tuple[str, str]]
    compared: list[tuple[str, str, str]]
    choices: list[tuple[Decision, str]]
    word: str


def lines(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[Line]:
    """Rows for the screen: sentences in the reader's language, values under their labels."""
    kind = kind_of(batch)
    layouts = {layout.sheet: layout for layout in read_layouts(batch.layouts)}
    return [_line(row, kind, layouts[row.sheet], len(layouts) > 1) for row in rows]


def _line(row: ImportRow, kind: ImportKind, layout: Layout, is_one_of_many: bool) -> Line:
    columns = {column.code: column for column in kind.columns}
    labels = {code: str(column.label) for code, column in columns.items()}
    return Line(
        row=row,
        place=place(row.sheet if is_one_of_many else "", row.number),
        errors=sentences(row, labels, is_error=True),
        warnings=sentences(row, labels, is_error=False),
        values=[
            (labels[code], _shown_in(row, columns[code], layout))
            for code in row.values
            if code in columns and columns[code].is_shown
        ],
        compared=[
            (labels.get(code, code), there, here)
            for code, there, here in (row.duplicate or {}).get("compared", [])
        ],
        choices=[(one, str(kind.word(one))) for one in allowed_decisions(row)],
        word=str(kind.word(Decision(row.decision))),
    )


def _shown_in(row: ImportRow, column: ImportColumn, layout: Layout) -> str:
    """The value as read; of a choice, whose value is a code, what was written."""
    if column.choices is None:
        return (column.written or shown)(row.values[column.code])
    for position, code in layout.matches.items():
        if code == column.code:
            return str(row.raw[int(position)])
    return row.section if layout.section_as == column.code else row.sheet


def sentences(row: ImportRow, labels: dict[str, str], *, is_error: bool) -> list[str]:
    """The row's faults, or its doubts, each naming the column it speaks of where it does not do so itself."""
    found = []
    for issue in row.issues:
        if issue["is_error"] == is_error:
            label = labels.get(issue["column"], "")
            text = issue_text(issue, label)
            found.append(
                text
                if not label or label in text
                else _("%(label)s：%(text)s") % {"label": label, "text": text}
            )
    return found


def shown(value: Any) -> str:
    """A value as text."""
    match value:
        case bool():
            return _("是") if value else _("否")
        case list():
            return _("、").join(str(part) for part in value)
    return str(value)


@dataclass(frozen=True)
class SheetAccount:
    """One sheet's line of the reconciliation: every source row is created, updated, skipped or faulty."""

    sheet: str
    source: int
    created: int
    updated: int
    skipped: int
    faulty: int
    set_aside: list[tuple[int, str]]
    is_included: bool

    @property
    def numbers(self) -> tuple[int, int, int, int, int]:
        return (self.source, self.created, self.updated, self.skipped, self.faulty)

    @property
    def adds_up(self) -> bool:
        return self.source == sum(self.numbers[1:])


def reconciliation(batch: ImportBatch) -> list[SheetAccount]:
    """What became of each sheet. `source` is counted in the file, `created` and `updated` in what was written."""
    decided = Counter(rows_of(batch).values_list("sheet", "decision"))
    results = rows_of(batch).filter(results__isnull=False).distinct()
    written = Counter(
        (sheet, decision) for sheet, decision, _pk in results.values_list("sheet", "decision", "pk")
    )
    return [
        SheetAccount(
            sheet=layout.sheet,
            source=layout.row_count if layout.is_included else 0,
            created=written[layout.sheet, Decision.CREATE],
            updated=written[layout.sheet, Decision.UPDATE],
            skipped=decided[layout.sheet, Decision.SKIP],
            faulty=decided[layout.sheet, Decision.FAULTY],
            set_aside=[(number, _(reason)) for number, reason in layout.set_aside],
            is_included=layout.is_included,
        )
        for layout in read_layouts(batch.layouts)
    ]
