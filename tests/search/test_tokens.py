"""Words of texts and of questions: whatever stretch somebody asks for, the text that holds it has its words in a row."""

from hypothesis import given
from hypothesis import strategies as st

from tongxin.search.tokens import Phrase, pairs, phrases, words

CHINESE = st.text("停车难学校，。 \n", max_size=30)


def test_words_are_pairs_and_a_last_character():
    assert words("营商环境") == ["营商", "商环", "环境", "境"]
    assert words("停") == ["停"]
    assert words("A座停车，第0315号") == ["a", "座停", "停车", "车", "第", "0315", "号"]
    assert words("㐂𠮷吕LÜ") == ["㐂𠮷", "𠮷吕", "吕", "lv"]


def test_full_width_letters_and_invisible_signs_do_not_matter():
    assert words("ABC\u200b123") == ["abc123"]


def test_question_of_two_characters_is_one_word():
    assert phrases("停车") == [Phrase(("停车",))]
    assert phrases("停车难 养老") == [Phrase(("停车", "车难")), Phrase(("养老",))]


def test_single_characters_and_letters_are_beginnings_and_numbers_are_not():
    assert phrases("车") == [Phrase(("车",), is_open=True)]
    assert phrases("wm") == [Phrase(("wm",), is_open=True)]
    assert phrases("0315") == [Phrase(("0315",))]
    assert phrases("第0315号") == [Phrase(("第", "0315", "号"), is_open=True)]


def test_nothing_to_ask_is_nothing():
    assert phrases(" ,。 ") == []
    assert phrases("") == []


def test_pairs_are_distinct_and_leave_single_characters_out():
    assert pairs("停车停车难") == ["停车", "车停", "车难"]


@given(CHINESE, st.integers(0, 29), st.integers(1, 10))
def test_every_stretch_of_a_text_is_found_in_it(text, start, length):
    """The promise of pairs: exact substrings of Chinese text, however it would be cut into words."""
    held = words(text)
    for phrase in phrases(text[start : start + length]):
        assert _holds(held, phrase), (text, phrase)


def _holds(held: list[str], phrase: Phrase) -> bool:
    *first, last = phrase.words
    size = len(phrase.words)
    for place in range(len(held) - size + 1):
        *before, final = held[place : place + size]
        ends = final.startswith(last) if phrase.is_open else final == last
        if before == first and ends:
            return True
    return False
