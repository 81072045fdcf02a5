"""Marks that must be stopped, prose that must not be, numbers by their checksums, and advice on writing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.core import text
from tongxin.core.text import personal_numbers, secrecy_marks, tidy, writing_hints

STOPPED = [
    "绝密★启用前",
    "机密★1年\n关于某项工作的请示",
    "秘密★长期",
    "机 密★10年",
    "绝　密★３０年",
    "机密＊1年",
    "000012\n秘密★三年\n特急",
    "秘　密\n关于某项工作的通知",
    "正文第一行\r\n机密\r\n第二行",
    "机密",
    "  绝密 5年  ",
    "中共某市委文件      机密\n正文",
    "文件\t\t秘密",
    "关于某事的报告(秘密)",
    "【机密】关于某事的报告",
    "〔绝密〕情况汇总",
    "机密·特急",
    "秘密 加急",
    "密级:秘密",
    "密级：机密★1年",
    "密 级: 【绝密】",
    "涉密等级为机密级",
    "本件为秘密级文件",
    "此材料属于国家机密",
    "机\u200b密★1年",
    "絕密★長期",
]
WARNED = [
    "内部资料 注意保存",
    "内部资料,请注意保存。",
    "内部文件\n严禁外传",
    "请勿外传",
    "工作秘密",
    "工作秘密★1年",
    "上级下发的机密文件提到",
    "涉及国家秘密的事项",
    "一份绝密电报",
    "秘密级会议材料",
]
INNOCENT = [
    "机密仪器厂的工人",
    "保护企业商业秘密和技术秘密",
    "科技秘密的认定",
    "宣传《中华人民共和国保守国家秘密法》",
    "做到保守秘密、不泄露商业机密",
    "司机密切配合交警",
    "通过手机密码登录",
    "随机密钥与主机密封",
    "飞机密集起降",
    "杜绝密切接触和拒绝密室经营",
    "成功的秘密在于坚持",
    "革命时期的秘密联络站",
    "选举实行秘密投票",
    "数据的机密性、完整性和可用性",
    "密级:公开",
    "密级:无",
    "人口密集,有机密植",
    "动机密不可分",
    "加强保密教育",
    "五星★★★★★好评",
]


def levels(passage):
    return {hit.level for hit in secrecy_marks(passage)}


@pytest.mark.parametrize("passage", STOPPED)
def test_mark_stops(passage):
    assert "stop" in levels(passage)
    assert text.is_stopped(secrecy_marks(f"前言。\n{passage}\n后文。"))


@pytest.mark.parametrize("passage", WARNED)
def test_softer_mark_only_warns(passage):
    assert levels(passage) == {"warn"}


@pytest.mark.parametrize("passage", INNOCENT)
def test_innocent_prose_is_left_alone(passage):
    assert secrecy_marks(passage) == []
    assert secrecy_marks(f"{passage}。{passage}") == []


def test_hit_names_place_and_what_to_do():
    passage = "第一段。\n机　密★１年\n第二段"
    (hit,) = secrecy_marks(passage)
    assert passage[hit.start : hit.end] == hit.found == "机　密★１年"
    assert "没有保存" in hit.sentence
    assert hit.found in hit.sentence


def test_hit_does_not_show_the_passage_in_logs():
    (hit,) = secrecy_marks("绝密★1年")
    assert "绝密" not in repr(hit)


def test_every_rule_has_a_sentence_and_is_tried_by_a_sample():
    codes = {rule["code"] for kind in text.browser_rules().values() for rule in kind}
    tried = {hit.code for passage in STOPPED + WARNED for hit in secrecy_marks(passage)}
    numbers = {"identity", "bank_card", "mobile", "landline"}
    assert codes == set(text.SENTENCES) == tried | numbers


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("身份证11010519491231002X,", [("identity", "11010519491231002X")]),
        ("身份证 110105 19491231 002x", [("identity", "110105 19491231 002x")]),
        ("身份证11010519491231002７", []),  # wrong check character, full width
        ("编号110105194912310021", []),
        ("手机13800138000", [("mobile", "13800138000")]),
        (
            "手机138-0013-8000、+86 13900139000",
            [("mobile", "138-0013-8000"), ("mobile", "+86 13900139000")],
        ),
        ("１３８００１３８０００", [("mobile", "１３８００１３８０００")]),
        ("投资13800138000元", []),
        ("订单号1380013800012", []),
        ("卡号6222021234567890127", []),
        ("卡号4111 1111 1111 1111", [("bank_card", "4111 1111 1111 1111")]),
        ("6228480402564890018", [("bank_card", "6228480402564890018")]),
        ("座机0571-88886666转8012", [("landline", "0571-88886666")]),
        ("(010)65881234", [("landline", "(010)65881234")]),
        ("电话:88886666", [("landline", "88886666")]),
        ("2026年11月22日,第0315号提案,12345热线", []),
        ("面积20261122平方米", []),
    ],
)
def test_personal_numbers_by_kind(passage, found):
    hits = personal_numbers(passage)
    assert [(hit.code, passage[hit.start : hit.end]) for hit in hits] == found


def test_personal_number_is_shown_masked():
    (hit,) = personal_numbers("请拨13800138000")
    assert hit.found == "138******00"
    assert "0013800" not in hit.sentence


@given(st.text(alphabet="0123456789", min_size=17, max_size=17))
def test_identity_check_accepts_one_of_eleven_endings(digits):
    right = [end for end in "0123456789X" if text.is_identity_number(digits + end)]
    assert len(right) == 1


@given(st.text(alphabet="0123456789", min_size=15, max_size=18))
def test_luhn_accepts_one_of_ten_endings(digits):
    assert sum(text.passes_luhn(digits + end) for end in "0123456789") == 1


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("第３条：，。（）", "第3条：，。（）"),
        ("e\u0301", "\u00e9"),
        (" 一\r\n二\u200b三\ufeff \x00", "一\n二三"),
        ("喆堃玥𬱖", "喆堃玥𬱖"),
    ],
)
def test_tidy(raw, stored):
    assert tidy(raw) == stored


@given(st.text())
def test_tidy_twice_is_tidy_once(raw):
    assert tidy(tidy(raw)) == tidy(raw)


@pytest.mark.parametrize(
    "unit", ["绝密", "机密★", "秘 密\n", "密级:", "13800138000 ", "( ", "内部资料 ", "4"]
)
def test_long_text_is_searched_in_time(unit):
    passage = unit * (200_000 // len(unit))
    started = time.process_time()
    secrecy_marks(passage)
    personal_numbers(passage)
    assert time.process_time() - started < 3


def hints(
    matter="关于规范学校周边停车的建议",
    situation="情况",
    analysis="分析",
    suggestions=("设立限时停车位",),
):
    return [
        (hint.code, hint.part, hint.item)
        for hint in writing_hints(matter, situation, analysis, suggestions)
    ]


def test_good_proposal_needs_no_hint():
    assert hints() == []


def test_empty_parts_are_named():
    assert hints("", " ", "", [""]) == [
        ("empty", "matter", None),
        ("empty", "situation", None),
        ("empty", "analysis", None),
        ("empty", "suggestions", None),
    ]


@pytest.mark.parametrize(
    "matter",
    [
        "关于加强校园周边停车管理和推进老旧小区加装电梯的建议",
        "关于发展夜间经济、保护古城风貌、提升旅游品质的提案",
        "关于优化营商环境,支持民营企业发展的建议",
    ],
)
def test_several_matters_are_noticed(matter):
    assert hints(matter) == [("several_matters", "matter", None)]


@pytest.mark.parametrize(
    "matter",
    [
        "关于加强和改进社区养老服务的建议",
        "关于建立健全托育服务体系的建议",
        "关于推进教育和医疗资源均衡配置的建议",
        "关于规范电动自行车停放、充电的建议",
        "校园周边停车难的问题",
    ],
)
def test_one_matter_in_many_words_is_left_alone(matter):
    assert hints(matter) == []


@pytest.mark.parametrize(
    ("count", "expected"),
    [(780, []), (801, [("long", "length", None)]), (1501, [("too_long", "length", None)])],
)
def test_length_is_advised(count, expected):
    assert hints(situation="字" * (count - 9)) == expected


@pytest.mark.parametrize(
    "suggestion",
    [
        "进一步加强领导,高度重视。",
        "加强宣传,营造良好氛围",
        "加大投入力度",
        "切实加强监管,形成合力",
        "有关部门加强统筹协调",
    ],
)
def test_vague_suggestion_is_numbered(suggestion):
    assert hints(suggestions=["设立限时停车位", suggestion]) == [("vague", "suggestions", 2)]


@pytest.mark.parametrize(
    "suggestion",
    [
        "由市教育局在2027年3月底前为12所小学划定接送区",
        "进一步完善社区养老服务体系",
        "加快推进充电桩建设",
        "对主城区学校周边实行错峰放学",
        "高度重视,公布责任清单",
    ],
)
def test_concrete_suggestion_is_left_alone(suggestion):
    assert hints(suggestions=[suggestion]) == []


def test_forbidden_words_are_told_in_a_sentence():
    assert text.forbidden(["平常的话", None, 3, "机密★10年"]).startswith("发现国家秘密标志")
    assert text.forbidden(["平常的话", ["机密★10年"]]) is None
