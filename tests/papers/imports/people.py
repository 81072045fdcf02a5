"""An import kind to try the engine with: a list of persons, found again by name and telephone."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_noop

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.papers.imports.kinds import Context, ImportColumn, ImportKind, ImportOption
from tongxin.papers.imports.rows import Applied, Finding, StagedRow
from tongxin.papers.imports.terms import Decision

PERMISSION = "tests.import_people"
SECTORS = {"教育界": "education", "教育": "education", "科技界": "science"}


def validate(context: Context, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    """The same name and telephone: the same person. The same name alone: somebody must look."""
    known: dict[str, list[Person]] = {}
    for person in Person.objects.filter(name__in={row["name"] for row in rows}):
        known.setdefault(person.name, []).append(person)
    seen: dict[tuple[str, str], StagedRow] = {}
    for row in rows:
        mobile = row.get("mobile", "")
        if earlier := seen.get((row["name"], mobile)):
            yield row.duplicate(f"第 {earlier.number} 行", allowed=[Decision.SKIP, Decision.CREATE])
            continue
        seen[row["name"], mobile] = row
        if row["name"].startswith("匿名"):
            yield row.error(gettext_noop("不是真实姓名（%(name)s）"), "name", name=row["name"])
        for person in known.get(row["name"], [])[:1]:
            is_same = person.phone == mobile
            yield row.duplicate(
                f"{person.name} {person.phone}",
                Decision.UPDATE if is_same else Decision.UNDECIDED,
                ref=str(person.pk),
                compared=[("mobile", person.phone, mobile)],
            )


def apply(context: Context, rows: Sequence[StagedRow], actor: Actor) -> Iterator[Applied]:
    """Set-based: one insert for all that are new."""
    created = [row for row in rows if row.decision == Decision.CREATE]
    persons = Person.objects.bulk_create(
        [Person(name=row["name"], phone=row.get("mobile", "")) for row in created]
    )
    yield from (Applied.created(row, person) for row, person in zip(created, persons, strict=True))
    for row in rows:
        if row.decision == Decision.UPDATE:
            person = Person.objects.get(pk=row.ref)
            before = {"phone": person.phone}
            person.phone = row.get("mobile", "")
            person.save()
            yield Applied.updated(row, person, before)


def touched(context: Context, results: Sequence[Applied]) -> Iterator[str]:
    """A person who got an account is in use."""
    ids = [result.record_id for result in results]
    for person in Person.objects.filter(pk__in=ids, user__isnull=False):
        yield f"{person.name}：已开户"


def undo(context: Context, results: Sequence[Applied], actor: Actor) -> None:
    Person.objects.filter(pk__in=[one.record_id for one in results if one.is_new]).delete()
    for one in results:
        if not one.is_new:
            Person.objects.filter(pk=one.record_id).update(**one.before)


PEOPLE = ImportKind(
    code="tests.people",
    label="人员名单",
    columns=[
        ImportColumn(
            "name", "姓名", ["委员姓名"], kind="name", required=True, max_length=20, example="王敏"
        ),
        ImportColumn("mobile", "手机", ["手机号码", "联系电话"], kind="mobile"),
        ImportColumn("born", "出生年月", ["出生日期"], kind="month"),
        ImportColumn("unit", "工作单位", ["单位职务"]),
        ImportColumn(
            "sector", "界别", ["所属界别"], kind="choice", choices=SECTORS, from_sheet=True
        ),
        ImportColumn("identity", "身份证号", kind="identity", is_sensitive=True),
    ],
    validate=validate,
    apply=apply,
    touched=touched,
    undo=undo,
    permission=PERMISSION,
    options=[ImportOption("term", "届次", lambda assembly: [("11", "十一届")], required=False)],
)
