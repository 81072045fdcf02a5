"""How Chinese names are read: pinyin and initials for search, with surnames read as surnames."""

import re
import unicodedata

SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "朴": "piao",
    "乐": "yue", "翟": "zhai", "覃": "qin", "缪": "miao", "种": "chong", "黑": "he", "员": "yun",
    "繁": "po", "召": "shao", "薄": "bo", "折": "she", "洗": "xian", "秘": "bi", "祭": "zhai",
    "盖": "ge", "隗": "wei", "尉": "wei", "逄": "pang", "郇": "xun", "晟": "cheng", "重": "chong",
    "句": "gou", "长": "chang", "行": "xing", "宓": "fu", "车": "che", "石": "shi", "柏": "bai",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai",
    "宰父": "zai fu", "鲜于": "xian yu", "令狐": "ling hu", "皇甫": "huang fu", "亓官": "qi guan",
}  # fmt: skip

SEPARATORS = re.compile(r"[、,，;；\n\r\t]+")
CHARACTERS = re.compile(r"[一-鿿㐀-䶿\U00020000-\U000323af]")


def syllables(name: str) -> list[str]:
    """The pinyin of a name, syllable by syllable; letters stay, dots and blanks fall out: 尉迟敏 → yu chi min."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 — its dictionaries took a third of every start

    surname = name[:2] if name[:2] in SURNAMES else name[:1]
    if surname not in SURNAMES:
        surname = ""
    given = name[len(surname) :]
    read = lazy_pinyin(given, errors=lambda rest: re.findall(r"[A-Za-z]+", _plain(rest)))
    return [*SURNAMES.get(surname, "").split(), *(syllable.lower() for syllable in read)]


def pinyin(name: str) -> str:
    """A name's reading in one word: wangmin."""
    return "".join(syllables(name))


def initials(name: str) -> str:
    """The first letters of a name's syllables: wm."""
    return "".join(syllable[0] for syllable in syllables(name))


def as_typed(text: str) -> set[str]:
    """The readings that somebody may mean by what they typed: lü and lyu are kept as lv."""
    letters = re.sub(r"[\s'’·.-]", "", text.lower()).replace("ü", "v")
    plain = _plain(letters)
    return {plain, re.sub(r"([ln])yu", r"\1v", plain)}


def names_in(text: str) -> list[str]:
    """The names on a list that somebody pasted: apart by lines, commas or blanks, those of two characters perhaps padded.

    王敏、李　强 赵云 → 王敏, 李强, 赵云. Foreign names with blanks must stand on a line of their own.
    """
    return [name for part in SEPARATORS.split(text) for name in _unpadded(part.split())]


def _unpadded(pieces: list[str]) -> list[str]:
    """Single characters side by side are one name that was padded for print; words in letters are one name."""
    if not any(is_chinese(piece) for piece in pieces):
        return [" ".join(pieces)] if pieces else []
    names: list[str] = []
    is_half = False
    for piece in pieces:
        is_rest = is_half and len(piece) == 1
        if is_rest:
            names[-1] += piece
        else:
            names.append(piece)
        is_half = len(piece) == 1 and not is_rest
    return names


def is_chinese(text: str) -> bool:
    """Whether a search text is (part of) a name in characters rather than a reading."""
    return bool(CHARACTERS.search(text))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
