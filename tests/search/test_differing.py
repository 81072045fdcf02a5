"""Two texts beside each other, sentence by sentence."""

from tongxin.search.differing import Passage, differing_sentences, sentences


def test_sentences_keep_their_signs():
    assert sentences("一句。二句！三句？\n四句") == ["一句。", "二句！", "三句？", "四句"]


def test_same_and_differing_sentences_stand_beside_each_other():
    one = "小学门口拥堵。每天四十分钟。请错时放学。"
    other = "小学门口拥堵。每天五十分钟。请错时放学。另建停车场。"
    assert differing_sentences(one, other) == [
        Passage("小学门口拥堵。", "小学门口拥堵。", True),
        Passage("每天四十分钟。", "每天五十分钟。", False),
        Passage("请错时放学。", "请错时放学。", True),
        Passage("", "另建停车场。", False),
    ]


def test_blanks_and_signs_make_no_difference():
    (passage,) = differing_sentences("小学门口，拥堵。", "小学门口 拥堵！")
    assert passage.is_same


def test_nothing_beside_something():
    assert differing_sentences("", "一句。") == [Passage("", "一句。", False)]
    assert differing_sentences("", "") == []
