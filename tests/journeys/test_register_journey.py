"""The register: a member puts their own data right on the phone, the office adopts it side by side."""

import pytest

from tests.factories.cities import staff
from tests.members.actions.test_correct import PNG
from tongxin.accounts.models import Person
from tongxin.accounts.terms import Role
from tongxin.trail.models import Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCHOOL = "市第二中学校长"
NUMBER = "11010519491231002X"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def test_member_corrects_own_data_and_the_office_adopts_it(story):
    seat = story.city.members[0]
    Person.objects.filter(pk=seat.person_id).update(phone="13900000001")
    member, office = story.on_phone(story.city.member_actor()), story.at_desk(liaison(story))
    member.opens("/me/").page.get_by_role("link", name="我的", exact=True).last.click()
    member.page.wait_for_url("**/register/**")
    member.presses("更正我的资料").fills("工作单位及职务", SCHOOL)
    member.page.get_by_label("照片").set_input_files(portrait())
    member.presses("提请更正")
    member.reads("等待委员联络部门审核")
    office.opens("/me/").presses_task("王敏").reads(SCHOOL).presses("采用更正").reads("已采用")
    seat.refresh_from_db()
    assert (seat.employer, bool(seat.photo_id)) == (SCHOOL, True)


def test_correction_without_a_photo_is_taken_too(story):
    seat = story.city.members[0]
    member = story.on_phone(story.city.member_actor())
    member.opens(f"{story.here}/register/{seat.public_id}/correct/")
    member.fills("职称", "正高级教师").presses("提请更正").reads("等待委员联络部门审核")


def test_identity_number_is_read_with_permission_and_leaves_a_trail(story):
    address = f"{story.here}/register/{story.city.members[0].public_id}/"
    office = story.at_desk(liaison(story)).opens(address)
    office.presses("登记身份证号").fills("身份证号", NUMBER.lower()).presses("登记身份证号")
    office.reads_no(NUMBER).presses("查看身份证号").reads(NUMBER)
    assert Event.objects.filter(act="members.read_identity").count() == 1
    others = story.city.member_actor(1)
    story.on_phone(others).opens(address).reads_no(NUMBER, "查看身份证号")


def portrait() -> dict:
    return {"name": "照片.png", "mimeType": "image/png", "buffer": PNG}


def liaison(story):
    return staff(Role.MEMBER_LIAISON, story.city.assembly)
