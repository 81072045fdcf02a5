"""A proposal with everything that can hang on it, a needle in every text and file of it, and the search for the needle."""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, models
from django_tasks_db.models import DBTaskResult

from tests.factories.cities import City
from tests.proposals.exchange.paper import on_paper, packed
from tests.proposals.thread import (
    acknowledged,
    co_signed,
    decided,
    draft,
    fresh,
    handling_of,
    replied,
)
from tongxin.accounts.models import ListMemory
from tongxin.core import clock
from tongxin.lifecycle.models import Deadline
from tongxin.lifecycle.perform import perform
from tongxin.organisations.models import Service
from tongxin.organisations.terms import WorkingWay
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models import ImportBatch, ImportResult, ImportRow, StoredFile
from tongxin.proposals import models as m
from tongxin.proposals.actions.clearing.places import PLACES
from tongxin.proposals.actions.draft_units import UnitDraft
from tongxin.proposals.lifecycle import DECISION_LIST, PROPOSAL
from tongxin.proposals.terms import UnitRole
from tongxin.search import index_due

HAN, LATIN = "绝密探针甲乙丙丁戊己庚辛", "zqxjkvneedle"
NEEDLE = f"{HAN}{LATIN}"
DAY = date(2026, 6, 30)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def planted_case(city: City) -> m.Proposal:
    """Replied to, packed, urged, promised, nominated, brought in by lists; all of it says the needle."""
    proposal = _worked_on(city)
    _hang_the_rest(city, proposal)
    for place in PLACES:
        for row in place.of(proposal):
            _plant(row, place.words)
    _plant_elsewhere(city, proposal)
    while index_due():
        pass
    return fresh(proposal)


def file_with_needle(city: City, kind: str, salt: str = "") -> StoredFile:
    content = PDF + f"{NEEDLE}{salt}".encode()
    name = f"{NEEDLE}{salt}.pdf"
    return store_file(
        kind, io.BytesIO(content), name, assembly=city.assembly, actor=city.member_actor(0)
    )


def rows_with_needle() -> list[str]:
    """Every field of every table that holds it, sessions decoded."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.all():
            said = json.dumps(_fields(row), ensure_ascii=False, default=str)
            if HAN in said or LATIN in said:
                found.append(f"{model._meta.label} {row.pk}")
    return found


def files_with_needle() -> list[str]:
    """Every file under the data folder, in any encoding it might be written in."""
    paths = [
        path for root in (settings.DATA, settings.MEDIA_ROOT) for path in Path(root).rglob("*")
    ]
    return sorted(
        path.name
        for path in set(paths)
        if path.is_file() and any(form in path.read_bytes() for form in forms())
    )


def in_database_files() -> list[str]:
    """Files of the database itself that hold it: SQLite's with its log, PostgreSQL's one for each table and index."""
    contents = _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()
    return [name for name, content in contents if any(form in content for form in forms())]


def _of_sqlite() -> Iterator[tuple[str, bytes]]:
    name = Path(connection.settings_dict["NAME"])
    yield from ((path.name, path.read_bytes()) for path in name.parent.glob(f"{name.name}*"))


def _of_postgresql() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 't', 'i') AND pg_relation_filepath(oid) IS NOT NULL"
        )
        yield from ((name, bytes(content)) for name, content in cursor.fetchall())


def forms() -> Iterator[bytes]:
    """The needle as UTF-8, as UTF-16, and as JSON writes it."""
    for needle in (HAN, LATIN):
        yield needle.encode()
        yield needle.encode("utf-16-le")
        yield needle.encode("utf-16-be")
        yield json.dumps(needle)[1:-1].encode()


def stored_digests() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def _fields(row: models.Model) -> list:
    if isinstance(row, Session):
        return [row.get_decoded()]
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _worked_on(city: City) -> m.Proposal:
    proposal = co_signed(city, draft(city, matter=f"关于{NEEDLE}的建议"), 1)
    perform(PROPOSAL.hand_in, proposal, city.member_actor(0))
    perform(DECISION_LIST.release, decided(city, fresh(proposal), note="同意立案"), city.office)
    units = [UnitDraft(city.units[0], UnitRole.SOLE)]
    perform(PROPOSAL.draft_units, fresh(proposal), city.office, units=units)
    annex = file_with_needle(city, "proposals.attachment", "附件")
    m.Attachment(assembly=city.assembly, proposal=proposal, file=annex, kind="annex").save()
    perform(PROPOSAL.assign, fresh(proposal), city.assigner, document="澜政办发〔2026〕5号")
    on_paper(city)
    packed(city)
    Service._base_manager.filter(assembly=city.assembly).update(working_way=WorkingWay.ONLINE)
    part = acknowledged(handling_of(proposal), city.clerks[0])
    replied(city, part, city.clerks[0])
    sealed = file_with_needle(city, "proposals.sealed_reply", "盖章件")
    m.Reply._base_manager.filter(handling=part).update(sealed_file=sealed)
    return fresh(proposal)


def _hang_the_rest(city: City, proposal: m.Proposal) -> None:
    """One row of each model that the usual thread has not made."""
    here, part = {"assembly": city.assembly}, handling_of(proposal)
    batch = _batch(city)
    promise = m.Commitment(
        **here,
        proposal=proposal,
        handling=part,
        unit=part.unit,
        number=1,
        text="承诺",
        promised_for=DAY,
    )
    nomination = m.Nomination(**here, proposal=proposal, reason="关注度高")
    rows = [
        m.ExaminerClaim(
            **here, proposal=proposal, examiner=city.reviewer.person, until=clock.now()
        ),
        m.Lineage(**here, source=proposal, target=proposal, relation="follows", since_on=DAY),
        m.Objection(**here, handling=part, reason="非本单位职责"),
        m.Extension(**here, handling=part, until=DAY, reason="方案待批"),
        m.Hearing(**here, proposal=proposal, proposer_view="不满意", unit_view="已尽力", on=DAY),
        promise,
        m.Progress(
            **here,
            commitment=promise,
            on=DAY,
            percent=50,
            text="过半",
            evidence=file_with_needle(city, "proposals.evidence", "证明"),
        ),
        nomination,
        m.SupervisionVisit(**here, nomination=nomination, on=DAY, way="调研", leader="赵一"),
        m.Urging(**here, handling=part, act="handlings.reply", due_on=DAY, text="请抓紧办理"),
        m.PaperEntry(
            **here,
            handling=part,
            unit=part.unit,
            act="handlings.reply",
            entered_on=DAY,
            paper_on=DAY,
            basis="回件",
            batch=batch,
        ),
        m.Extract(
            **here,
            body="派驻纪检监察组",
            contact="周明",
            paper_number="澜纪函〔2026〕3号",
            paper_on=DAY,
            question="proposal",
            proposal=proposal,
            reason="了解办理情况",
            refusal="须补充依据",
            entered_on=DAY,
            scan=file_with_needle(city, "proposals.extract_letter", "来函"),
            document=file_with_needle(city, "proposals.extract", "摘录"),
        ),
        m.ReturnedFile(
            **here,
            batch=batch,
            name=f"{NEEDLE}.pdf",
            file=m.Reply._base_manager.get(handling=part).sealed_file,
        ),
    ]
    for row in rows:
        row.save(force_insert=True)
    line = ImportRow.objects.create(
        batch=batch,
        run=1,
        position=1,
        sheet="办理情况",
        number=2,
        raw=[NEEDLE],
        values={"text": NEEDLE},
        decision=Decision.UPDATE,
    )
    ImportResult.objects.create(
        batch=batch,
        row=line,
        record_type="proposals.reply",
        record_id=m.Reply._base_manager.get(handling=part).pk,
        is_new=False,
        before={"opening": NEEDLE, "round": 1},
        after={"opening": NEEDLE, "round": 1},
    )


def _batch(city: City, stage: str = Stage.CONFIRMED) -> ImportBatch:
    listed = f"列名\n{NEEDLE}{stage}\n".encode()
    file = store_file(
        "papers.import_source",
        io.BytesIO(listed),
        f"{NEEDLE}.csv",
        assembly=city.assembly,
        actor=city.office,
    )
    batch = ImportBatch(
        assembly=city.assembly,
        kind="organisations.units",
        stage=stage,
        file=file,
        run=1,
        trouble=NEEDLE,
        layouts=[{"sheet": NEEDLE}],
    )
    batch.save(force_insert=True)
    return batch


def _plant_elsewhere(city: City, proposal: m.Proposal) -> None:
    """Where nothing names the proposal: a list under way, a filter, a session, a job, a prolonged deadline."""
    under_way = _batch(city, Stage.CHECKED)
    ImportRow.objects.create(
        batch=under_way,
        run=1,
        position=1,
        sheet="Sheet1",
        number=2,
        raw=[f"前言{NEEDLE}后语"],
        values={},
        decision=Decision.CREATE,
    )
    ListMemory.objects.create(
        person=city.office.person,
        code="proposals",
        remembered={"saved": {"在找": f"q={HAN[:6]}&tab=all", "别的": "q=停车场"}, "sort": "due"},
    )
    session = SessionStore()
    session["filled"] = [NEEDLE]
    session.save()
    DBTaskResult.objects.create(
        status="FAILED",
        args_kwargs={"args": [NEEDLE], "kwargs": {}},
        task_path="tongxin.papers.actions.check_import.check_in_background",
        backend_name="default",
        run_after=clock.now(),
        finished_at=clock.now(),
        exception_class_path="builtins.ValueError",
        traceback=f"ValueError: {NEEDLE}",
    )
    Deadline._base_manager.filter(
        record_type="proposals.handling", record_id=handling_of(proposal).pk
    ).update(reason=NEEDLE)
    file_with_needle(city, "proposals.attachment", "附件")  # sent twice, hangs once


def _plant(row: models.Model, names: tuple[str, ...]) -> None:
    values = {name: _needle_for(row._meta.get_field(name), getattr(row, name)) for name in names}
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def _needle_for(field: models.Field, present: object) -> object:
    if isinstance(field, models.JSONField):
        if isinstance(present, dict):
            return {key: _needle_for(field, value) for key, value in present.items()}
        return [NEEDLE for _one in present] if isinstance(present, list) else NEEDLE
    return NEEDLE
