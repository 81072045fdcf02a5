import pytest

from tongxin.papers.documents.titles import LIMIT, break_title, width


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于提案的答复", ["关于提案的答复"]),
        (
            "关于政协清江市第十四届委员会第三次会议第0315号提案的答复",
            ["关于政协清江市第十四届委员会", "第三次会议第0315号提案的答复"],
        ),
        (
            "对市政协十一届四次会议第128号提案的协办意见的函",
            ["对市政协十一届四次会议", "第128号提案的协办意见的函"],
        ),
        (
            "政协清江市第十四届委员会提案委员会关于政协清江市第十四届委员会第三次会议提案审查情况的报告",
            [
                "政协清江市第十四届委员会提案委员会",
                "关于政协清江市第十四届委员会",
                "第三次会议提案审查情况的报告",
            ],
        ),
    ],
)
def test_title_breaks_between_words_of_the_field(title, lines):
    assert break_title(title) == lines


@pytest.mark.parametrize("length", range(19, 100))
def test_title_lines_keep_every_character_within_the_limit(length):
    title = ("关于加强校园周边停车治理的提案" * 8)[:length]
    lines = break_title(title)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= LIMIT


def test_title_of_two_lines_is_a_trapezoid():
    upper, lower = break_title("一" * 30)
    assert abs(width(upper) - width(lower)) == 2


@pytest.mark.parametrize(
    "title", ["关于2026年度" + "提案" * 10, "关于《提案办理工作办法》实施情况的调研报告和建议"]
)
def test_title_never_cuts_numbers_or_begins_a_line_with_a_closing_mark(title):
    for line in break_title(title)[1:]:
        assert not line.startswith(("的", "》", "，", "年", "0", "2", "6"))


def test_title_keeps_the_lines_its_author_wrote():
    assert break_title("政协清江市委员会办公室\n关于召开会议的通知") == [
        "政协清江市委员会办公室",
        "关于召开会议的通知",
    ]


def test_title_breaks_at_a_blank_between_two_issuers():
    title = "政协清江市委员会办公室 清江市人民政府办公室关于印发方案的通知"
    assert break_title(title) == [
        "政协清江市委员会办公室",
        "清江市人民政府办公室关于印发方案的通知",
    ]


@pytest.mark.parametrize("title", ["", "  \n ", "x" * 5000, "字" * 5000])
def test_title_of_any_length_comes_back(title):
    assert "".join(break_title(title)) == title.strip()
