"""Pages of what is said: they open for those who work with them, and a form does what it says."""

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.accounts import sign_in
from tests.gatherings.said.meeting import PDF, PNG, SPOKEN
from tests.matrix.browsers import whole
from tests.matrix.walk import text_of
from tongxin.core import clock
from tongxin.gatherings.actions.draft_minutes import draft_minutes
from tongxin.gatherings.actions.notes import take_notes
from tongxin.gatherings.models import (
    DiscussionNote,
    Gathering,
    Material,
    MaterialRead,
    Minutes,
    Outcome,
    Question,
    Speech,
)
from tongxin.gatherings.terms import MaterialUse

pytestmark = pytest.mark.once

PAGES = ("materials", "speeches", "discussion", "questions", "outcomes", "minutes")
PARTS = {"head", "present", "excused", "absent", "observers", "agenda", "speakers", "questions"}


def minutes_of(meeting) -> Minutes:
    return draft_minutes(meeting.again(), actor=meeting.office)


@pytest.mark.parametrize("name", PAGES)
def test_empty_page_opens_for_the_office(meeting, client, name):
    assert meeting.get(client, meeting.office, name).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_full_page_opens_for_office_and_leader(meeting, client, name):
    fill(meeting)
    for reader in (meeting.office, meeting.secretary):
        assert meeting.get(client, reader, name).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("materials", 200),
        ("speeches", 200),
        ("discussion", 404),
        ("questions", 200),
        ("outcomes", 200),
        ("minutes", 404),
        ("call_speeches", 404),
        ("enter_speech", 404),
        ("decisions", 404),
        ("edit_minutes", 404),
        ("attach", 404),
    ],
)
def test_member_reads_what_is_the_members(meeting, client, name, status):
    fill(meeting)
    assert meeting.get(client, meeting.member(), name).status_code == status


def fill(meeting) -> None:
    """Something on every page."""
    meeting.material()
    meeting.material("合影.png", source=io.BytesIO(PNG), use=MaterialUse.PHOTO)
    meeting.material("票据.pdf", use=MaterialUse.EVIDENCE)
    meeting.item("审议报告")
    meeting.chosen(0)
    meeting.chosen(1, form="written")
    meeting.submitted(2)
    meeting.question()
    meeting.outcome()
    take_notes(meeting.room, actor=meeting.liaison, said=[(meeting.invitations[0], "要点")])
    minutes_of(meeting)


def test_kind_without_an_output_has_no_page_of_it(meeting, client):
    other = type(meeting.row.kind).objects.get(code="chairpersons", assembly=None)
    meeting.put("announced", kind=other)
    answers = {name: meeting.get(client, meeting.office, name).status_code for name in PAGES}
    assert answers == {
        "materials": 200,
        "speeches": 404,
        "discussion": 404,
        "questions": 404,
        "outcomes": 200,
        "minutes": 200,
    }


def test_several_files_go_up_at_once(meeting, client):
    files = [SimpleUploadedFile(f"{n}.pdf", PDF + n.encode()) for n in ("一", "二")]
    response = meeting.post(client, meeting.office, "attach", use="reading", files=files)
    assert response.status_code == 302
    assert sorted(Material.objects.values_list("title", flat=True)) == ["一", "二"]


def test_refused_file_names_itself_and_the_others_stay(meeting, client):
    files = [SimpleUploadedFile("好.pdf", PDF), SimpleUploadedFile("坏.pdf", b"nothing")]
    response = meeting.post(client, meeting.office, "attach", use="reading", files=files)
    assert (response.status_code, "坏.pdf" in response.content.decode()) == (422, True)
    assert Material.objects.get().title == "好"


def test_readers_are_named(meeting, client):
    material = meeting.material()
    whole(sign_in(client, meeting.member()).get(f"/files/{material.file.public_id}/"))
    page = meeting.get(client, meeting.office, "readers", meeting.row.public_id, material.public_id)
    text = page.content.decode()
    assert (MaterialRead.objects.count(), meeting.invitations[1].name in text) == (1, True)
    assert page.context["unread"] == meeting.invitations[1:]


def test_material_is_taken_off_with_one_tap(meeting, client):
    material = meeting.material()
    where = (meeting.row.public_id, material.public_id)
    assert meeting.post(client, meeting.office, "detach", *where).status_code == 302
    assert Material.objects.get().removed_at is not None


def test_member_writes_keeps_and_hands_in(meeting, client):
    meeting.called()
    kept = meeting.post(client, meeting.member(), "new_speech", **SPOKEN, draft="1")
    speech = Speech.objects.get()
    assert (kept.url, speech.state) == (speech.get_absolute_url(), "drafted")
    assert meeting.get(client, meeting.member(), "speech", speech.public_id).status_code == 200
    assert (
        meeting.get(client, meeting.member(), "write_speech", speech.public_id).status_code == 200
    )
    told = {**SPOKEN, "title": "改好的题目", "version": speech.version}
    meeting.post(client, meeting.member(), "write_speech", speech.public_id, **told)
    speech.refresh_from_db()
    assert (speech.title, speech.state) == ("改好的题目", "submitted")


def test_late_speech_is_kept_as_a_draft_and_says_why(meeting, client):
    speech = meeting.speech()
    with clock.frozen(datetime(2026, 1, 15, 8, 0)):
        told = {**SPOKEN, "version": speech.version}
        response = meeting.post(client, meeting.member(), "write_speech", speech.public_id, **told)
        page = client.get(response.url).content.decode()
    assert "已存为草稿，没有提交" in page


def test_draft_of_another_member_does_not_exist(meeting, client):
    speech = meeting.speech()
    for reader in (meeting.member(1), meeting.office):
        assert meeting.get(client, reader, "speech", speech.public_id).status_code == 404


def test_office_calls_enters_and_orders(meeting, client):
    told = {"due_on": "2026-01-15", "minutes": "6"}
    assert meeting.post(client, meeting.office, "call_speeches", **told).status_code == 302
    speaker = meeting.city.members[2].person.public_id
    typed = {**SPOKEN, "speaker": speaker}
    assert meeting.post(client, meeting.office, "enter_speech", **typed).status_code == 302
    assert Speech.objects.get().state == "submitted"
    first, second = meeting.chosen(0), meeting.chosen(1)
    moved = {"form": "oral", "up": second.public_id}
    assert meeting.post(client, meeting.office, "order_speeches", **moved).status_code == 302
    first.refresh_from_db()
    assert first.position == 2


def test_closed_meeting_orders_no_speeches_any_more(meeting, client):
    for number in range(2):
        meeting.chosen(number)
    page = meeting.get(client, meeting.office, "speeches").content.decode()
    assert "按填写的次序排" in page
    Gathering.objects.filter(pk=meeting.row.pk).update(state="closed")
    page = meeting.get(client, meeting.office, "speeches").content.decode()
    assert ("按填写的次序排" in page, 'name="at-' in page, 'name="up"' in page) == (False,) * 3


def test_ticked_speeches_are_taken_in_one_go(meeting, client):
    speeches = [meeting.submitted(number) for number in range(3)]
    ticked = [one.public_id for one in speeches]
    meeting.post(client, meeting.office, "choose_speeches", speech=ticked[:2], form="oral")
    meeting.post(client, meeting.office, "choose_speeches", speech=ticked[2:], form="")
    meeting.post(client, meeting.office, "choose_speeches", speech=ticked, form="")
    told = Speech.objects.order_by("pk").values_list("state", "form", "position", "minutes")
    assert list(told) == [
        ("chosen", "oral", 1, 8),
        ("chosen", "oral", 2, 8),
        ("not_chosen", "", None, None),
    ]
    none = meeting.post(client, meeting.office, "choose_speeches", form="oral")
    assert "请先勾选" in client.get(none.url).content.decode()


def test_all_speeches_are_noted_as_delivered(meeting, client):
    meeting.chosen(0)
    page = meeting.post(client, meeting.office, "deliver_speeches")
    assert "开会以后" in client.get(page.url).content.decode()
    with clock.frozen(datetime(2026, 1, 15, 12, 0)):
        meeting.post(Client(), meeting.office, "deliver_speeches")
    assert Speech.objects.get().state == "delivered"


def test_liaison_notes_on_the_phone(meeting, client):
    box = f"said-{meeting.invitations[0].public_id}"
    room = meeting.room.public_id
    assert meeting.get(client, meeting.liaison, "notes", room).status_code == 200
    response = meeting.post(
        client, meeting.liaison, "notes", room, **{box: "建议", "said-nobody": ""}
    )
    assert response.status_code == 302
    note = DiscussionNote.objects.get()
    assert meeting.get(client, meeting.liaison, "correct_note", note.public_id).status_code == 200
    told = {"words": "建议增设"}
    meeting.post(client, meeting.liaison, "correct_note", note.public_id, **told)
    note.refresh_from_db()
    assert note.replaced_by.words == "建议增设"
    hall = meeting.hall.public_id
    assert meeting.get(client, meeting.liaison, "notes", hall).status_code == 404


def test_leader_reads_notes_and_posts_none(meeting, client):
    told = {"said-nobody": "不该记下"}
    room = meeting.room.public_id
    assert meeting.post(client, meeting.secretary, "notes", room, **told).status_code == 404
    assert not DiscussionNote.objects.exists()


def test_question_is_asked_on_a_material(meeting, client):
    material = meeting.material()
    page = meeting.get(client, meeting.member(), "ask", material=material.public_id)
    assert page.context["form"]["material"].value() == material.pk
    told = {"words": "何时建成？", "asked_of": "市住建局", "material": material.pk}
    assert meeting.post(client, meeting.member(), "ask", **told).status_code == 302
    question = Question.objects.get()
    assert (question.material, question.asked_by) == (material, meeting.member().person)
    assert meeting.get(client, meeting.office, "question", question.public_id).status_code == 200


def test_many_outcomes_are_pasted(meeting, client):
    told = {"kind": "suggestion", "lines": "第一条\n\n第二条"}
    assert meeting.post(client, meeting.office, "outcomes", **told).status_code == 302
    assert list(Outcome.objects.values_list("words", flat=True)) == ["第一条", "第二条"]
    long = {"kind": "suggestion", "lines": f"短\n{'长' * 1001}"}
    refused = meeting.post(client, meeting.office, "outcomes", **long)
    assert (refused.status_code, "第 2 条超过" in refused.content.decode()) == (422, True)


def test_outcome_is_corrected_settled_tied_and_withdrawn(meeting, client):
    outcome = meeting.outcome()
    for name in ("correct_outcome", "settle_outcome", "link_outcome", "withdraw_outcome"):
        assert meeting.get(client, meeting.office, name, outcome.public_id).status_code == 200
        assert meeting.get(client, meeting.member(), name, outcome.public_id).status_code == 404
    told = {"result": "已办", "settled_on": "2026-01-14"}
    meeting.post(client, meeting.office, "settle_outcome", outcome.public_id, **told)
    told = {"kind": "problem", "words": "发现积水"}
    meeting.post(client, meeting.office, "correct_outcome", outcome.public_id, **told)
    later = Outcome.objects.get(replaced_by=None)
    assert (later.kind, later.words, later.result) == ("problem", "发现积水", "已办")
    gone = {"reason": "重复"}
    meeting.post(client, meeting.office, "withdraw_outcome", later.public_id, **gone)
    page = meeting.get(client, meeting.office, "outcomes").content.decode()
    assert "已撤销 1 条" in page


def test_tie_of_nothing_that_can_be_found_is_404(meeting, client):
    outcome = meeting.outcome()
    told = {"type": "accounts.person", "id": "1"}
    for name in ("link_outcome", "unlink_outcome"):
        response = meeting.post(client, meeting.office, name, outcome.public_id, **told)
        assert response.status_code == 404


def test_decisions_are_typed_beside_the_agenda(meeting, client):
    item = meeting.item("审议报告")
    typed = {f"item-{item.public_id}": "原则通过"}
    assert meeting.get(client, meeting.office, "decisions").status_code == 200
    assert meeting.post(client, meeting.office, "decisions", **typed).status_code == 302
    assert "原则通过" in meeting.get(client, meeting.office, "outcomes").content.decode()


def test_minutes_are_made_edited_and_read(meeting, client):
    meeting.come(0)
    assert meeting.post(client, meeting.office, "draft_minutes").status_code == 302
    row = Minutes.objects.get()
    page = meeting.get(client, meeting.office, "edit_minutes")
    assert page.status_code == 200
    line = row.lines.get(part="present")
    typed = {f"line-{one.public_id}": one.words for one in row.lines.all()}
    typed |= {f"line-{line.public_id}": "改过的出席", "part-agenda": "手写议程"}
    told = {**typed, "version": Minutes.objects.get().version}
    assert meeting.post(client, meeting.office, "edit_minutes", **told).status_code == 302
    text = meeting.get(client, meeting.office, "minutes").content.decode()
    assert ("改过的出席" in text, "手写议程" in text) == (True, True)
    stale = meeting.post(client, meeting.office, "edit_minutes", **told)
    assert (stale.status_code, "刚在别处改过" in stale.content.decode()) == (422, True)


@pytest.mark.parametrize("code", ["minutes", "speeches", "briefing", "room"])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_papers_are_printed_and_noted(meeting, client, code, form):
    fill(meeting)
    subject = {"minutes": Minutes.objects.get(), "room": meeting.room}.get(code, meeting.row)
    paper = meeting.get(client, meeting.office, "printed", code, subject.public_id, form)
    assert paper.status_code == 200
    if form == "docx":
        expected = {
            "minutes": "加强校园周边停车治理",
            "speeches": "发言材料汇编",
            "briefing": "第一组",
            "room": "要点",
        }
        assert expected[code] in text_of(paper)


def test_papers_are_not_for_members_and_temporary_roles(meeting, client):
    fill(meeting)
    for reader in (meeting.member(), meeting.liaison):
        for code, subject in (("speeches", meeting.row), ("room", meeting.room)):
            paper = meeting.get(client, reader, "printed", code, subject.public_id, "docx")
            assert paper.status_code == 404
    unknown = meeting.get(
        client, meeting.office, "printed", "nothing", meeting.row.public_id, "pdf"
    )
    assert unknown.status_code == 404
