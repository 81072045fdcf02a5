"""The import kind of units (承办单位): the organisation, and that it serves this assembly."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.members.imports.usage import used
from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.organisations.terms import Channel, System
from tongxin.papers.imports.kinds import Context, ImportColumn, ImportKind, ImportOption
from tongxin.papers.imports.rows import Applied, Finding, StagedRow
from tongxin.papers.imports.terms import Decision
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.proposals.actions.import_units import (
    UnitChange,
    change_units,
    enter_units,
    take_back_units,
)
from tongxin.proposals.models import Handling

SYSTEMS = {
    **{str(label): value for value, label in System.choices},
    "党群": System.PARTY,
    "党委": System.PARTY,
    "党委系统": System.PARTY,
    "政府": System.GOVERNMENT,
    "人大": System.CONGRESS,
    "政协": System.CPPCC,
    "法检": System.JUDICIARY,
    "驻军": System.GARRISON,
    "区县": System.COUNTY,
    "县区": System.COUNTY,
    "县市区": System.COUNTY,
    "企业": System.ENTERPRISE,
    "企事业": System.ENTERPRISE,
}
CHANNELS = {
    **{str(label): value for value, label in Channel.choices},
    "党委办": Channel.PARTY,
    "县委办": Channel.PARTY,
    "区委办": Channel.PARTY,
    "市委督查室": Channel.PARTY,
    "政府办": Channel.GOVERNMENT,
    "市政府办": Channel.GOVERNMENT,
    "县政府办": Channel.GOVERNMENT,
    "区政府办": Channel.GOVERNMENT,
    "政府督查室": Channel.GOVERNMENT,
    "督查室": Channel.GOVERNMENT,
    "政协": Channel.CPPCC,
    "政协办": Channel.CPPCC,
}
ORGANISATION_FIELDS = ("short_name", "system", "code")
SERVICE_FIELDS = ("channel", "contact_name", "contact_phone")
CHANNEL_OF_SYSTEM = {System.PARTY: Channel.PARTY, System.CPPCC: Channel.CPPCC}

COLUMNS = [
    ImportColumn(
        "name",
        gettext_lazy("单位名称"),
        ["承办单位", "单位全称", "单位", "名称"],
        required=True,
        max_length=80,
        example="澜川市教育局",
    ),
    ImportColumn(
        "short_name", gettext_lazy("简称"), ["单位简称"], max_length=40, example="市教育局"
    ),
    ImportColumn(
        "system",
        gettext_lazy("系统"),
        ["所属系统", "单位系统", "类别"],
        kind="choice",
        choices=SYSTEMS,
        from_sheet=True,
        example="政府系统",
    ),
    ImportColumn(
        "channel",
        gettext_lazy("交办渠道"),
        ["交办单位", "渠道"],
        kind="choice",
        choices=CHANNELS,
        example="市政府督查室",
    ),
    ImportColumn(
        "contact_name",
        gettext_lazy("联系人"),
        ["经办人", "联络员"],
        kind="name",
        max_length=40,
        example="赵蓉",
    ),
    ImportColumn(
        "contact_phone",
        gettext_lazy("联系电话"),
        ["电话", "联系方式", "手机", "手机号码"],
        kind="telephone",
        example="0871-6123456",
    ),
    ImportColumn("code", gettext_lazy("单位代码"), ["代码", "编码", "单位编码"], max_length=20),
]


def _channels(assembly: Assembly) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Channel.choices]


OPTIONS = [
    ImportOption(
        "channel",
        gettext_lazy("没写交办渠道的单位走"),
        _channels,
        required=False,
        help=gettext_lazy("不选时，党群系统走市委办，其余走市政府督查室。"),
    )
]


def validate(context: Context, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    """The same full name or code: the same unit. The same short name alone: somebody must look."""
    known = _Known(context.assembly)
    seen: dict[str, StagedRow] = {}
    for row in rows:
        earlier = seen.setdefault(simplified(row["name"]), row)
        if earlier is not row:
            label = _("第 %(number)d 行") % {"number": earlier.number}
            yield row.duplicate(label, allowed=[Decision.SKIP])
        elif (found := known.find(row)) is not None:
            yield known.twin(row, *found)


class _Known:
    """Organisations and what they are to this assembly."""

    def __init__(self, assembly: Assembly):
        self.services = {
            row.organisation_id: row for row in Service.objects.filter(assembly=assembly)
        }
        units = list(Organisation.objects.order_by("-id"))
        here = [unit for unit in units if unit.pk in self.services]
        self.by_name = {simplified(unit.name): unit for unit in units}
        self.by_code = {unit.code: unit for unit in here if unit.code}
        self.by_short_name = {
            simplified(name): unit for unit in here for name in (unit.name, unit.short_name) if name
        }

    def find(self, row: StagedRow) -> tuple[Organisation, bool] | None:
        """The unit that the row may mean, and whether that is sure."""
        if unit := self.by_name.get(simplified(row["name"])):
            return unit, True
        if unit := self.by_code.get(row.get("code", "")):
            return unit, False
        names = (row["name"], row.get("short_name", ""))
        alike = (self.by_short_name.get(simplified(name)) for name in names if name)
        unit = next(filter(None, alike), None)
        return (unit, False) if unit else None

    def twin(self, row: StagedRow, unit: Organisation, is_sure: bool) -> Finding:
        there = self._values(unit)
        compared = [
            (code, str(there[code]), str(row[code]))
            for code in ("name", *ORGANISATION_FIELDS, *SERVICE_FIELDS)
            if row.get(code)
        ]
        changes = [code for code, _there, _here in compared if row[code] != there[code]]
        serves = unit.pk in self.services
        decision = Decision.UPDATE if changes or not serves else Decision.SKIP
        return row.duplicate(
            unit.name,
            decision if is_sure else Decision.UNDECIDED,
            compared=compared,
            allowed=[Decision.UPDATE, Decision.SKIP]
            if is_sure
            else [Decision.UPDATE, Decision.CREATE, Decision.SKIP],
            ref=str(unit.pk),
        )

    def _values(self, unit: Organisation) -> dict[str, Any]:
        service = self.services.get(unit.pk)
        values = {code: getattr(unit, code) for code in ("name", *ORGANISATION_FIELDS)}
        return values | {code: getattr(service, code, "") for code in SERVICE_FIELDS}


def apply(context: Context, rows: Sequence[StagedRow], actor: Actor) -> Iterator[Applied]:
    """New units and services in one statement each; what is known is filled in, never emptied."""
    created = [row for row in rows if row.decision == Decision.CREATE]
    entered = enter_units(
        context.assembly, [_prepared(row, context) for row in created], actor=actor
    )
    for row, (unit, service) in zip(created, entered, strict=True):
        yield Applied.created(row, unit)
        yield Applied.created(row, service)
    updated = [row for row in rows if row.decision == Decision.UPDATE]
    changes = [_change(row, context) for row in updated]
    for row, done in zip(
        updated, change_units(context.assembly, changes, actor=actor), strict=True
    ):
        yield Applied.updated(row, done.unit, done.unit_before)
        if done.service_is_new:
            yield Applied.created(row, done.service)
        else:
            yield Applied.updated(row, done.service, done.service_before)


def _prepared(row: StagedRow, context: Context) -> tuple[dict[str, Any], dict[str, Any]]:
    unit = {"name": row["name"]} | _told(row, ORGANISATION_FIELDS)
    return unit, {"channel": _channel(row, context)} | _told(row, SERVICE_FIELDS)


def _change(row: StagedRow, context: Context) -> UnitChange:
    return UnitChange(
        int(row.ref),
        _told(row, ORGANISATION_FIELDS),
        _told(row, SERVICE_FIELDS),
        _channel(row, context),
    )


def _told(row: StagedRow, codes: Sequence[str]) -> dict[str, Any]:
    return {code: row[code] for code in codes if row.get(code)}


def _channel(row: StagedRow, context: Context) -> str:
    chosen = context.options.get("channel")
    by_system = CHANNEL_OF_SYSTEM.get(row.get("system", ""), Channel.GOVERNMENT)
    return row.get("channel") or chosen or by_system


def touched(context: Context, results: Sequence[Applied]) -> Iterator[str]:
    """New units that have work, people or a history by now; known ones that were given work since they serve here."""
    units = [one.record_id for one in _of(results, Organisation) if one.is_new]
    services = [one.record_id for one in _of(results, Service) if one.is_new]
    busy = {*used(Organisation, units, own=[Service]), *_given_work(services)}
    for unit in Organisation.objects.filter(pk__in=busy).order_by("pk"):
        yield _("单位“%(name)s”已在使用") % {"name": unit.name}


def _given_work(services: Sequence[int]) -> Iterator[int]:
    """Units with handlings for the assembly that came after their service began; those of earlier years do not count."""
    for service in Service._base_manager.filter(pk__in=services):
        since = Handling._base_manager.filter(
            assembly=service.assembly_id,
            unit=service.organisation_id,
            created_at__gt=service.created_at,
        )
        if since.exists():
            yield service.organisation_id


def undo(context: Context, results: Sequence[Applied], actor: Actor) -> None:
    take_back_units(
        new_units=[one.record_id for one in _of(results, Organisation) if one.is_new],
        new_services=[one.record_id for one in _of(results, Service) if one.is_new],
        units_before=_before(_of(results, Organisation)),
        services_before=_before(_of(results, Service)),
        actor=actor,
    )


def _of(results: Sequence[Applied], model: type) -> list[Applied]:
    return [one for one in results if one.record_type == model._meta.label_lower]


def _before(results: Sequence[Applied]) -> dict[int, dict[str, Any]]:
    return {one.record_id: dict(one.before) for one in results if not one.is_new and one.before}


UNITS = ImportKind(
    code="organisations.units",
    label=gettext_lazy("承办单位"),
    columns=COLUMNS,
    validate=validate,
    apply=apply,
    touched=touched,
    undo=undo,
    permission="units.keep",
    options=OPTIONS,
    help=gettext_lazy("按单位全称或代码认出已有单位；简称相同的请人来定。"),
)
