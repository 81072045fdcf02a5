"""The list of one kind of record: columns and filters from its declaration, tabs with counts, export."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.fields import Field, FieldType, list_columns
from tongxin.core.lists import Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.core.lists import Kind as FilterKind
from tongxin.figures.addresses import rows_url
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.organisations.models import Assembly
from tongxin.papers.spreadsheets.exports import export_list
from tongxin.records.declaration import COLUMNS, DAY, TITLE
from tongxin.records.figures.of_kinds import code_of, laid_figures
from tongxin.records.imports.family import import_code
from tongxin.records.models import Record, RecordOrganisation, RecordPerson
from tongxin.records.queries.kinds import Kind
from tongxin.records.queries.reading import listed, readable_fields
from tongxin.records.terms import RecordState
from tongxin.records.values import value_of
from tongxin.records.views.places import kind_at


@requires("records.view")
@require_http_methods(["GET", "POST"])
def records(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """What stands in the book of one kind, with drafts and withdrawn ones for those who keep it."""
    kind = kind_at(request, assembly, code)
    context = {
        "kind": kind,
        "assembly": kind.assembly,
        "may_record": kind.is_offered and can(request.actor, "records.record_in", kind.row),
        "may_lay_over": kind.row.is_shipped and can(request.actor, "record_kinds.keep"),
        "import_code": import_code(kind),
        "figures": _figures(request, kind),
        "crumbs": [(_("台账"), reverse("records:book", args=[kind.assembly.slug]))],
    }
    return page_for(request, kind).respond(request, listed(request.actor, kind), **context)


@requires("records.view")
@require_GET
def export(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """The list as this reader sees it, as a workbook; temporary roles cannot export (practice 16)."""
    kind = kind_at(request, assembly, code)
    if not can(request.actor, "records.export"):
        raise PermissionDenied
    return export_list(page_for(request, kind), request, listed(request.actor, kind), kind.assembly)


def page_for(request: HttpRequest, kind: Kind) -> ListPage:
    """The declaration of the list, made from the kind's as this reader may read it."""
    fields = [one for one in readable_fields(kind, request.actor) if one.code != TITLE]
    counties = Assembly.objects.filter(parent=kind.assembly)
    has_counties = counties.exists()
    return ListPage(
        code=kind.list_code,
        label=kind.name,
        unit=kind.unit,
        columns=[
            Column(TITLE, kind.declared.title, headline=True, sort=TITLE, prepare=_with_place),
            *list_columns(fields, value_of, _sort),
            *_named_columns(kind),
            *([_COUNTY] if has_counties else []),
            Column("recorded_on", _("登记日期"), sort="recorded_on", hidden_by_default=True),
        ],
        filters=[*_filters(fields), *([_county_filter(counties)] if has_counties else [])],
        tabs=_tabs(request, has_counties),
        search=_found,
        default_sort="-happened_on",
        row_url=lambda record: record.get_absolute_url(),
        export_url=_export_url(request, kind),
        empty=_empty(request, kind),
        template="records/list.html",
    )


def _sort(one: Field) -> str:
    return one.code if one.code in COLUMNS else ""


def _with_place(rows: QuerySet[Record]) -> QuerySet[Record]:
    return rows.select_related("assembly")


_COUNTY = Column(
    "county",
    _("县（市）区"),
    sort="county__id",
    prepare=lambda rows: rows.select_related("county"),
)


def _named_columns(kind: Kind) -> list[Column]:
    """The lists of names that the kind has."""
    return [
        Column(
            code,
            label,
            render=lambda record, code=code: "、".join(
                one.name for one in getattr(record, code).all()
            ),
            export=lambda record, code=code: "、".join(
                one.name for one in getattr(record, code).all()
            ),
            prepare=lambda rows, code=code: rows.prefetch_related(code),
        )
        for code, label in (
            ("people", kind.declared.people),
            ("organisations", kind.declared.organisations),
        )
        if label
    ]


def _filters(fields: list[Field]) -> list[Filter]:
    """Choices that are columns, and the day."""
    chosen = [one for one in fields if one.type == FieldType.CHOICE and one.code in COLUMNS]
    return [
        Filter("happened_on", _("日期"), kind=FilterKind.DATES),
        *(
            Filter(one.code, one.label, choices=[(o.code, o.label) for o in one.options])
            for one in chosen
        ),
    ]


def _county_filter(counties: QuerySet[Assembly]) -> Filter:
    return Filter(
        "county",
        _("县（市）区"),
        choices=lambda _request: list(counties.values_list("pk", "short_name")),
    )


def _tabs(request: HttpRequest, has_counties: bool) -> list[Tab]:
    """Drafts and withdrawn ones stand apart; what counties submitted, too."""
    recorded = Record.in_state(RecordState.RECORDED)
    tabs = [Tab("recorded", _("已登记"), recorded & Q(intake__isnull=True))]
    if has_counties:
        tabs.append(Tab("counties", _("县（市）区报送"), recorded & Q(intake__isnull=False)))
    if can(request.actor, "records.keep"):
        tabs.append(Tab("drafts", _("草稿"), Record.in_state(RecordState.DRAFT)))
        tabs.append(Tab("withdrawn", _("已撤销"), Record.in_state(RecordState.WITHDRAWN)))
    return tabs


def _found(rows: QuerySet[Record], text: str) -> QuerySet[Record]:
    """By title or by a name."""
    wanted = {"record": OuterRef("pk"), "name__icontains": text}
    return rows.filter(
        Q(title__icontains=text)
        | Exists(RecordPerson._base_manager.filter(**wanted))
        | Exists(RecordOrganisation._base_manager.filter(**wanted))
    )


def _export_url(request: HttpRequest, kind: Kind):
    if not can(request.actor, "records.export"):
        return None
    address = reverse("records:export", args=[kind.assembly.slug, kind.code])
    return lambda asked: address


def _empty(request: HttpRequest, kind: Kind) -> EmptyPlace:
    may = kind.is_offered and can(request.actor, "records.record_in", kind.row)
    return EmptyPlace(
        _("这里还没有记录"),
        kind.declared.help or _("登记以后，会列在这里并计入数字。"),
        _("登记第一条") if may else "",
        lambda asked: reverse("records:new", args=[kind.assembly.slug, kind.code]) if may else "",
    )


def _figures(request: HttpRequest, kind: Kind) -> list[tuple[str, str]]:
    """The kind's figures with their pages, for those who read figures: of the days that the list is filtered by."""
    if not can(request.actor, "figures.view"):
        return []
    days, here = _days(request), kind.assembly
    codes = [(str(one.label), code_of(kind.declared, one)) for one in kind.declared.figures]
    if kind.overlay:
        codes += [(str(one.label), one.code) for one in laid_figures(kind.overlay)]
    if days is None:
        return [(label, reverse("figures:usual", args=[here.slug, code])) for label, code in codes]
    question = Question(Scope(here), days)
    return [(label, rows_url(question, code)) for label, code in codes]


def _days(request: HttpRequest) -> Period | None:
    """The days of the filter, where both ends are given and make sense."""
    try:
        first, last = (date.fromisoformat(request.GET[f"{DAY}_{end}"]) for end in ("from", "to"))
        return Period.between(first, last)
    except (KeyError, ValueError, OverflowError):
        return None
