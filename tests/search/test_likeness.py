"""Near duplicates first, related matters after them, nothing the actor may not see."""

from tests.proposals.thread import docketed, submitted
from tests.search.conftest import index
from tongxin import search
from tongxin.search.likeness import marks, shared, shingles

LONG = (
    "全市二十三所小学门口在上下学时段平均拥堵四十分钟，家长车辆占用机动车道和消防通道，"
    "交警每天增派三十余人疏导仍难见效，周边居民投诉一年超过五百件。"
)
EDITED = LONG.replace("二十三所", "二十五所").replace("五百件", "六百余件")


def like(actor, text, **options):
    index()
    return [(one.hit.record.matter, one.percent) for one in search.similar(actor, text, **options)]


def test_edited_copy_is_found_with_its_share(city):
    submitted(city, situation=LONG)
    submitted(city, matter="关于养老的建议", situation="社区养老床位不足，护理人员流失严重。")
    (near,) = like(city.office, EDITED)
    assert near[0] == "关于缓解学校周边停车难的建议"
    assert 30 <= near[1] < 100


def test_related_matters_follow_near_ones(city):
    submitted(city, matter="关于解决学校停车难的建议", situation=LONG)
    submitted(city, matter="关于学校食堂的建议", situation="饭菜凉。")
    submitted(city, matter="关于小学周边停车难问题的建议", situation="车多位少。")
    found = like(city.office, EDITED, title="关于缓解小学周边停车难的提案")
    assert [matter for matter, _percent in found] == [
        "关于解决学校停车难的建议",
        "关于小学周边停车难问题的建议",
    ]
    assert found[1][1] == 0


def test_record_itself_is_left_out(city):
    proposal = submitted(city, situation=LONG)
    assert like(city.office, LONG, title=proposal.matter, besides=[proposal.pk]) == []


def test_likeness_shows_only_what_may_be_seen(city):
    submitted(city, situation=LONG)
    told = docketed(city, matter="下发的", situation=LONG)
    assert [matter for matter, _p in like(city.member_actor(1), LONG)] == [told.matter]
    assert like(city.clerks[0], LONG, title="学校周边停车") == []


def test_short_texts_have_no_marks():
    assert marks("停车") == []
    assert shared("停车", "停车") == 0.0


def test_marks_are_the_same_wherever_they_are_made():
    """They are stored: another release of the library or another machine must make the same ones."""
    assert marks(LONG) == marks(LONG.replace("，", " "))
    assert marks(LONG)[:2] == FIRST_MARKS
    assert len(marks(LONG)) == 32


def test_shingles_leave_signs_and_blanks_out():
    assert shingles("停车，难 题") == {"停车难题"}


FIRST_MARKS = [8463991774048984460, 2489434105975157226]
