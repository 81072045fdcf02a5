"""Who reads what of the book: kinds, fields, drafts, evidence, ties; and that pages ask as much for one row as for many."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import sign_in
from tests.matrix.bad_input.material import PDF
from tests.matrix.browsers import whole
from tests.proposals.thread import docketed
from tests.records.book import GOOD, another_book
from tests.search.conftest import index
from tongxin import search
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.models import Link
from tongxin.lifecycle.perform import perform
from tongxin.records.actions.attach_evidence import attach, detach
from tongxin.records.actions.enter_record import start_record
from tongxin.records.actions.link_record import link, unlink
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import Record
from tongxin.records.values import Entry


def readers(book) -> dict:
    city = book.city
    return {
        "general": book.general,
        "liaison": book.liaison,
        "research": book.research,
        "secretary": book.secretary,
        "member": city.member_actor(),
        "unit": city.clerks[0],
        "county": book.county_office,
        "other": another_book().general,
    }


@pytest.mark.parametrize(
    ("code", "who"),
    [
        ("donation", "general liaison research secretary member"),
        ("staffing", "general liaison research secretary"),
        ("candidates", "general liaison secretary"),
    ],
)
def test_kind_says_who_reads_its_records(book, client, code, who):
    record = book.record(code)
    people = readers(book)
    allowed = {name for name, actor in people.items() if can(actor, "records.view", record)}
    assert allowed == set(who.split())
    for name, actor in people.items():
        slug = record.assembly.slug
        page = sign_in(client, actor).get(f"/{slug}/records/{record.public_id}/")
        assert (name, page.status_code) == (name, 200 if name in allowed else 404)


def test_rule_and_list_agree(book):
    records = [book.record("donation"), book.record("staffing"), book.record("award")]
    for actor in readers(book).values():
        listed = set(visible(actor, "records.view", Record._base_manager.all()))
        assert listed == {one for one in records if can(actor, "records.view", one)}


def test_draft_is_seen_by_those_who_record_its_kind(book):
    draft = start_record(book.kind("donation"), actor=book.general, entry=Entry({"title": "草"}))
    seen = [name for name, actor in readers(book).items() if can(actor, "records.view", draft)]
    assert seen == ["general", "liaison"]


def test_withdrawn_record_is_for_the_offices(book):
    record = perform(RECORD.withdraw, book.record("award"), book.general, reason="重复")
    seen = [name for name, actor in readers(book).items() if can(actor, "records.view", record)]
    assert seen == ["general", "liaison", "research", "secretary"]


def test_field_with_readers_of_its_own_is_hidden_from_members_everywhere(book, client):
    record = book.record("donation", receipt="票据〇〇四二")
    address = ["record", record.public_id]
    for reader, sees in ((book.research, True), (book.city.member_actor(), False)):
        page = book.get(client, reader, *address).content.decode()
        columns = {"cols": ["title", "receipt", "goods"]}
        listed = book.get(client, reader, "list", "donation", **columns).content.decode()
        assert ("票据〇〇四二" in page, "票据〇〇四二" in listed) == (sees, sees)


def test_field_with_readers_of_its_own_is_not_found_by_search(book):
    book.record("donation", receipt="票据〇〇四二", goods="防护服百件", people=["王敏"])
    index()
    found = [
        len(search.find(book.research, text)) for text in ("防护服百件", "票据〇〇四二", "捐赠")
    ]
    assert found == [1, 0, 1]


def test_search_finds_only_what_one_may_read(book):
    book.record("staffing", title="增加编制若干")
    index()
    finds = {name: len(search.find(actor, "增加编制若干")) for name, actor in readers(book).items()}
    assert [name for name, count in finds.items() if count] == [
        "general",
        "liaison",
        "research",
        "secretary",
    ]


def test_only_offices_and_leaders_export(book, client):
    book.record("donation")
    statuses = [
        book.get(client, reader, "export", "donation").status_code
        for reader in (book.research, book.secretary, book.city.member_actor())
    ]
    assert statuses == [200, 200, 403]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("book", 9), ("list", 15), ("record", 11)])
def test_pages_ask_as_much_for_one_record_as_for_three(book, client, rows, name, queries):
    people = ["王敏", "李强", "赵一"][:rows]
    for number in range(rows):
        record = book.record("donation", title=f"第{number}笔", people=people)
    where = {"book": [], "list": ["donation"], "record": [record.public_id]}[name]
    book.get(client, book.general, name, *where)
    slug = book.here.slug
    paths = {"book": "", "list": "of/donation/", "record": f"{record.public_id}/"}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(f"/{slug}/records/{paths[name]}")
    assert len(asked) == queries


# Evidence


def test_evidence_is_read_by_whoever_reads_the_record(book, client):
    record = book.record("staffing")
    attached = attach(record, actor=book.general, source=io.BytesIO(PDF), name="批复.pdf")
    url = f"/files/{attached.file.public_id}/"
    for reader, status in ((book.research, 200), (book.city.member_actor(), 404)):
        assert whole(sign_in(client, reader).get(url)).status_code == status
    detach(attached, actor=book.general)
    assert sign_in(client, book.general).get(url).status_code == 404


def test_same_bytes_hang_once_and_strangers_hang_none(book):
    record = book.record("donation")
    for _twice in range(2):
        attach(record, actor=book.liaison, source=io.BytesIO(PDF), name="票据.pdf")
    assert record.files.count() == 1
    for actor in (book.research, another_book().general):
        with pytest.raises(Refused):
            attach(record, actor=actor, source=io.BytesIO(PDF), name="票据.pdf")


def test_evidence_through_its_page(book, client):
    record = book.record("donation")
    upload = SimpleUploadedFile("票据.pdf", PDF)
    assert (
        book.post(client, book.general, "attach", record.public_id, file=upload).status_code == 302
    )
    assert "票据.pdf" in book.get(client, book.general, "record", record.public_id).content.decode()
    wrong = SimpleUploadedFile("票据.exe", b"MZ")
    assert (
        book.post(client, book.general, "attach", record.public_id, file=wrong).status_code == 422
    )
    file = record.files.get().file
    book.post(client, book.general, "detach", record.public_id, file.public_id)
    assert record.files.get().removed_at is not None


# Ties


def test_record_belongs_to_a_proposal_as_far_as_its_reader_sees_that(book, client):
    proposal = docketed(book.city)
    record = book.record("donation")
    for _twice in range(2):
        link(record, proposal, actor=book.general)
    assert Link.objects.count() == 1
    page = book.get(client, book.general, "record", record.public_id).content.decode()
    seen = can(book.general, "proposals.view", proposal)
    assert (proposal.matter in page) is seen
    unlink(record, proposal, actor=book.general)
    assert Link.objects.count() == 0


def test_what_cannot_be_seen_cannot_be_tied(book, client):
    other = another_book()
    record, theirs = book.record("donation"), other.record("donation")
    data = {"type": "records.record", "id": theirs.pk}
    assert book.post(client, book.general, "link", record.public_id, **data).status_code == 404
    with pytest.raises(Refused):
        link(record, theirs, actor=book.general)
    for wrong in ({"type": "accounts.user", "id": 1}, {"type": "records.record", "id": "x"}, {}):
        assert book.post(client, book.general, "link", record.public_id, **wrong).status_code == 404


def test_tie_is_found_and_made_by_tapping(book, client):
    record, award = book.record("donation"), book.record("award", title="抗疫先进")
    index()
    page = book.get(client, book.general, "link", record.public_id, q="抗疫先进")
    assert f'value="{award.pk}"' in page.content.decode()
    data = {"type": "records.record", "id": award.pk}
    assert book.post(client, book.general, "link", record.public_id, **data).status_code == 302
    assert "抗疫先进" in book.get(client, book.general, "record", record.public_id).content.decode()
    book.post(client, book.general, "unlink", record.public_id, **data)
    assert Link.objects.count() == 0


# Pages


def test_correction_shows_both_values(book, client):
    record = book.record("donation")
    url = f"/{book.here.slug}/records/{record.public_id}/act/correct/"
    form = sign_in(client, book.general).get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    response = client.post(url, typed | {"amount_fen": "2万", "reason": "票据写错"})
    assert response.status_code == 302
    page = book.get(client, book.general, "record", record.public_id).content.decode()
    assert all(words in page for words in ("<del>1.2万元</del>", "<ins>2万元</ins>", "票据写错"))


def test_draft_waits_is_found_again_and_recorded(book, client):
    response = book.post(client, book.general, "new", "donation", title="待补", draft="1")
    page = client.get(response.url).content.decode()
    assert "接着填写" in page
    draft = Record.objects.get()
    edit = book.get(client, book.general, "edit", draft.public_id)
    assert edit.context["form"]["title"].value() == "待补"
    typed = {name: str(value) for name, value in GOOD["donation"].items()}
    wrong = book.post(client, book.general, "edit", draft.public_id, **typed | {"version": "9"})
    assert wrong.status_code == 422
    typed |= {"version": str(draft.version), "amount_fen": "3万"}
    assert book.post(client, book.general, "edit", draft.public_id, **typed).status_code == 302
    assert Record.objects.get().amount_fen == 3_000_000
    assert book.get(client, book.general, "edit", draft.public_id).status_code == 404


def test_refused_form_keeps_what_was_typed(book, client):
    typed = {"title": "捐赠", "amount_fen": "很多", "receiver": "某处"}
    response = book.post(client, book.general, "new", "donation", **typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert all(f'value="{words}"' in page for words in typed.values())
