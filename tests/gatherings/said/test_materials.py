"""Materials hang once, and it is kept who opened them."""

import io
from datetime import timedelta

import pytest

from tests.factories.accounts import sign_in
from tests.gatherings.said.meeting import PDF, PNG
from tests.matrix.browsers import whole
from tongxin.accounts.actor import PUBLIC
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.materials import attach_material, detach_material, note_reading
from tongxin.gatherings.models import Material, MaterialRead
from tongxin.gatherings.queries.materials import Page, readers_of, unread_by
from tongxin.gatherings.terms import MaterialUse
from tongxin.papers.files import is_readable


def test_material_is_called_as_its_file_unless_it_is_named(meeting):
    assert meeting.material().title == "政府工作报告"
    assert meeting.material("另一份.pdf", title="情况通报").title == "情况通报"


def test_same_bytes_hang_once_for_each_use(meeting):
    first, second = meeting.material(), meeting.material()
    evidence = meeting.material(use=MaterialUse.EVIDENCE)
    assert (first.pk == second.pk, first.pk == evidence.pk) == (True, False)


@pytest.mark.parametrize("who", ["member", "liaison", "secretary"])
def test_only_the_organising_office_attaches(meeting, who):
    actor = meeting.member() if who == "member" else getattr(meeting, who)
    with pytest.raises(Refused, match="主办的办公室"):
        attach_material(
            meeting.row,
            actor=actor,
            source=io.BytesIO(PDF),
            name="x.pdf",
            use=MaterialUse.READING,
        )


def test_marked_title_and_cancelled_gathering_are_refused(meeting):
    with pytest.raises(Refused, match="国家秘密"):
        meeting.material(title="绝密★启用前")
    meeting.put("cancelled")
    with pytest.raises(Refused, match="已取消"):
        meeting.material()
    assert not Material.objects.exists()


def test_photos_are_pictures(meeting):
    picture = meeting.material("合影.png", source=io.BytesIO(PNG), use=MaterialUse.PHOTO)
    assert picture.file.content == "png"
    with pytest.raises(Refused, match="这里只收"):
        meeting.material(use=MaterialUse.PHOTO)


def test_reading_is_noted_once_with_its_first_moment(meeting):
    material, reader = meeting.material(), meeting.member()
    note_reading(reader, material.file)
    first = MaterialRead.objects.get().at
    with clock.frozen(clock.now() + timedelta(hours=1)):
        note_reading(reader, material.file)
    note_reading(PUBLIC, material.file)
    assert MaterialRead.objects.get().at == first


def test_download_leaves_the_mark(meeting, client):
    material = meeting.material()
    url = f"/files/{material.file.public_id}/"
    assert whole(sign_in(client, meeting.member()).get(url)).status_code == 200
    assert [mark.person for mark in readers_of(material)] == [meeting.city.members[0].person]
    assert len(unread_by(material)) == 3


def test_photo_and_evidence_leave_no_mark(meeting):
    evidence = meeting.material(use=MaterialUse.EVIDENCE)
    assert not is_readable(meeting.member(), evidence.file)
    assert is_readable(meeting.secretary, evidence.file)
    assert Page(meeting.again(), meeting.member()).evidence == []


def test_removed_material_is_read_by_nobody_and_its_marks_stay(meeting):
    material = meeting.material()
    note_reading(meeting.member(), material.file)
    detach_material(material, actor=meeting.office)
    detach_material(material, actor=meeting.office)
    assert not is_readable(meeting.office, material.file)
    assert Page(meeting.again(), meeting.office).readings == []
    assert MaterialRead.objects.count() == 1


def test_page_counts_only_those_who_are_invited(meeting):
    material = meeting.material()
    for reader in (meeting.office, meeting.member(0), meeting.member(1)):
        note_reading(reader, material.file)
    line = Page(meeting.again(), meeting.member(2)).readings[0]
    assert (line.is_read, line.readers, line.expected) == (False, 2, 4)


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_number_of_questions(meeting, count, django_assert_num_queries):
    for number in range(count):
        meeting.material(f"{number}.pdf")
    page = Page(meeting.again(), meeting.member())
    with django_assert_num_queries(3):
        assert len(page.readings) == count
