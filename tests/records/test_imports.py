"""Lists of any kind of record: columns from the declaration, doubles shown, undone by withdrawing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.accounts import sign_in
from tests.factories.lists import bring, findings
from tests.factories.papers import workbook
from tests.matrix.browsers import whole
from tests.records.book import GOOD, fresh
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform
from tongxin.papers.actions.undo_import import TouchedSince, undo_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.queries import rows_of
from tongxin.records.imports.family import import_code
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import Record
from tongxin.records.values import Entry

DONATIONS = """捐赠事项,日期,捐款或捐物,金额或价值,接收单位,捐赠人,物资名称和数量
捐赠口罩,2025年2月3日,捐物,1.2万元,市中心医院,王敏、李强,口罩2000只
捐款,2025.2.5,捐款,"3,200.50",红十字会,,
"""


def take_in(book, text, *, code="donation", actor=None, **options):
    kind = book.kind(code)
    actor = actor or book.general
    return bring(import_code(kind), text, assembly=book.here, actor=actor, **options)


def test_list_becomes_records_that_count(book):
    take_in(book, DONATIONS)
    first, second = Record.objects.order_by("id")
    assert (first.title, first.amount_fen, first.variety) == ("捐赠口罩", 1_200_000, "goods")
    assert [one.name for one in first.people.all()] == ["王敏", "李强"]
    assert (second.amount_fen, str(second.happened_on)) == (320_050, "2025-02-05")
    assert first.versions.get().values["fields"]["goods"] == "口罩2000只"
    assert book.counted("records.donation") == 1_520_050


def test_faults_are_said_row_by_row(book):
    text = DONATIONS + "缺金额,2025-02-06,捐款,,红十字会,,\n错,2025-02-30,金条,很多,某处,,\n"
    batch = take_in(book, text, confirmed=False)
    rows = [(row.decision, {one["column"] for one in row.issues}) for row in rows_of(batch)]
    faulty = {"happened_on", "variety", "amount_fen"}
    assert rows[1:] == [("create", set()), ("faulty", {"amount_fen"}), ("faulty", faulty)]
    assert Record.objects.count() == 0


def test_doubles_are_shown_and_skipped(book):
    book.record("donation", title="捐赠口罩", happened_on="2025-02-03")
    text = DONATIONS + DONATIONS.splitlines()[2] + "\n"
    batch = take_in(book, text, confirmed=False)
    rows = findings(batch)
    assert [decision for decision, _said in rows] == ["skip", "create", "create"]
    assert "第 3 行" in rows[2][1][0]


def test_name_that_is_none_is_a_fault(book):
    text = DONATIONS.replace("王敏、李强", "王" * 41)
    assert [decision for decision, _said in findings(take_in(book, text, confirmed=False))] == [
        "faulty",
        "create",
    ]


def test_undone_import_is_withdrawn_and_counts_no_more(book):
    batch = take_in(book, DONATIONS)
    undo_import(batch, actor=book.general)
    assert set(Record.objects.values_list("state", "withdraw_reason")) == {
        ("withdrawn", "撤销导入")
    }
    assert book.counted("records.donation") == 0


def test_import_with_a_corrected_record_is_not_undone(book):
    batch = take_in(book, DONATIONS)
    entry = Entry(GOOD["donation"])
    record = Record.objects.order_by("id").first()
    perform(RECORD.correct, record, book.general, reason="改", entry=entry)
    with pytest.raises(TouchedSince) as touched:
        undo_import(batch, actor=book.general)
    assert len(touched.value.lines) == 1


def test_mark_of_secrecy_in_any_cell_stops_the_list(book):
    with pytest.raises(Refused, match="国家秘密标志"):
        take_in(book, DONATIONS.replace("口罩2000只", "机密★10年"))


def test_only_who_records_the_kind_imports_it(book):
    for actor in (book.research, book.secretary):
        with pytest.raises(Refused):
            take_in(book, DONATIONS, actor=actor)
    assert take_in(book, DONATIONS, actor=book.liaison).started_by == book.liaison.person


def test_batches_of_kinds_that_one_does_not_record_are_hidden(book, client):
    batch = take_in(book, DONATIONS, confirmed=False)
    statuses = {
        who.role: sign_in(client, who).get(f"/imports/{batch.public_id}/").status_code
        for who in (book.general, book.liaison, book.research, book.city.office)
    }
    assert list(statuses.values()) == [200, 200, 404, 404]
    page = sign_in(client, book.general).get("/imports/").content.decode()
    assert "捐款捐物" in page


@pytest.mark.parametrize("code", ["award", "staff_structure", "agreement", "rule"])
def test_every_kind_has_a_template_that_can_be_read_again(book, client, code):
    url = f"/imports/{import_code(book.kind(code))}/template/"
    sheet = whole(sign_in(client, book.general).get(url))
    assert sheet.body[:2] == b"PK"
    assert kinds.kind(import_code(book.kind(code))).column("title").required


def test_codes_of_nothing_are_unknown(book):
    for code in ("records.", "records.nothing.here", f"records.{book.kind('award').row.public_id}"):
        with pytest.raises(KeyError):
            kinds.kind(code)


def test_workbook_comes_in_like_a_list(book, client):
    rows = [line.split(",") for line in DONATIONS.replace('"3,200.50"', "3200").splitlines()]
    upload = SimpleUploadedFile("捐赠.xlsx", workbook(rows))
    url = f"/imports/{import_code(book.kind('donation'))}/new/"
    response = sign_in(client, book.general).post(url, {"file": upload})
    assert response.status_code == 302


def test_imported_record_can_be_corrected_like_any_other(book):
    take_in(book, DONATIONS)
    record = Record.objects.order_by("id").first()
    entry = Entry({**GOOD["donation"], "amount_fen": "5万"})
    corrected = perform(RECORD.correct, record, book.general, reason="票据", entry=entry)
    assert (fresh(corrected).versions.count(), corrected.amount_fen) == (2, 5_000_000)
