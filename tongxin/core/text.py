"""Looks at what people write: tidy characters, secrecy marks, personal numbers, and gentle hints for a proposal."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

RULES = Path(__file__).parent / "secrecy.json"
STOP = "stop"
WARN = "warn"

_STOPPED = gettext_lazy(
    "发现国家秘密标志「%(found)s」，没有保存，也没有发送。本系统只处理非涉密内容："
    "请删去涉密内容，改走机要渠道，并告知保密员。"
)
_INTERNAL = gettext_lazy(
    "发现内部资料标志「%(found)s」。请先确认可以在互联网上处理；不能确认的，请问本单位保密员。"
)
SENTENCES = {
    "mark_with_star": _STOPPED,
    "mark_on_line": _STOPPED,
    "mark_in_brackets": _STOPPED,
    "mark_with_urgency": _STOPPED,
    "level_named": _STOPPED,
    "said_to_be_secret": _STOPPED,
    "internal_mark": _INTERNAL,
    "internal_line": _INTERNAL,
    "word_in_text": gettext_lazy(
        "文中出现「%(found)s」。如果只是谈论保密工作，可以继续；如果引用了涉密文件，请删去。"
    ),
    "identity": gettext_lazy("发现身份证号 %(found)s。正文可能公开，请删去。"),
    "bank_card": gettext_lazy("发现银行卡号 %(found)s。正文可能公开，请删去。"),
    "mobile": gettext_lazy("发现手机号 %(found)s。正文可能公开，联系方式请填在联系人一栏。"),
    "landline": gettext_lazy("发现电话号码 %(found)s。正文可能公开，联系方式请填在联系人一栏。"),
}


@dataclass(frozen=True)
class Hit:
    """A passage found: `level` stop forbids saving, warn only asks. The passage itself stays out of logs."""

    code: str
    level: str
    start: int
    end: int
    found: str = field(repr=False)

    @property
    def sentence(self) -> str:
        """What the writer reads: what was found and what to do."""
        return SENTENCES[self.code] % {"found": self.found}


def tidy(text: str) -> str:
    """Text as it is stored: NFC, half-width digits and letters, plain line ends, nothing invisible, no outer blanks."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.translate(_TIDY).strip()


def secrecy_marks(text: str) -> list[Hit]:
    """Marks of state secrets (stop), of internal papers and mere words (warn), in the order of the text."""
    return _found(text, _rules()["marks"])


def personal_numbers(text: str) -> list[Hit]:
    """Identity, bank card and telephone numbers, shown masked."""
    return _found(text, _rules()["numbers"], shown=masked)


def is_stopped(hits: Sequence[Hit]) -> bool:
    """Whether the text must be neither saved nor sent."""
    return any(hit.level == STOP for hit in hits)


def forbidden(words: Iterable[object]) -> str | None:
    """The sentence for the first mark of a state secret among these words (anything but text is passed over)."""
    told = "\n".join(word for word in words if isinstance(word, str))
    return next((hit.sentence for hit in secrecy_marks(told) if hit.level == STOP), None)


def masked(number: str) -> str:
    """A number that its owner recognises and nobody can use: 138******00."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"


def browser_rules() -> dict[str, Any]:
    """Rules and sentences in the reader's language for `static/core/text_checks.js`; put on the page by `json_script`."""
    rules = json.loads(RULES.read_text(encoding="utf-8"))
    return {
        "marks": [_for_browser(rule, rules["parts"]) for rule in rules["marks"]],
        "numbers": [_for_browser(rule, rules["parts"]) for rule in rules["numbers"]],
    }


def is_identity_number(number: str) -> bool:
    """Whether an 18-character identity number carries its right check character (GB 11643)."""
    digits = number.replace(" ", "").upper()
    weighted = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17]))
    return digits[17] == "10X98765432"[weighted % 11]


def passes_luhn(number: str) -> bool:
    """Whether the digits of a bank card number agree with its check digit."""
    digits = [int(digit) for digit in number if digit.isdigit()][::-1]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[0::2]) + sum(doubled)) % 10 == 0


CHECKS: dict[str, Callable[[str], bool]] = {
    "identity": is_identity_number,
    "luhn": passes_luhn,
    "none": lambda number: True,
}

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD)
_BLANKS = (0x09, 0x0D, 0xA0, 0x3000, *range(0x2000, 0x200B), *_INVISIBLE)
_TIDY = {code: half for code, half in _FULL_WIDTH.items() if chr(half).isalnum()} | dict.fromkeys(
    (*_INVISIBLE, *(code for code in range(32) if chr(code) not in "\t\n"))
)
_MATCHED = _FULL_WIDTH | dict.fromkeys(_BLANKS, 0x20)


@dataclass(frozen=True)
class _Rule:
    code: str
    level: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool]

    def hits(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self.pattern.finditer(text):
            if match.group(1) is not None and self.check(match.group(1)):
                yield match.span(1)


@cache
def _rules() -> dict[str, list[_Rule]]:
    read = browser_rules()
    return {kind: [_compiled(rule) for rule in read[kind]] for kind in ("marks", "numbers")}


def _compiled(rule: dict[str, str]) -> _Rule:
    return _Rule(rule["code"], rule["level"], re.compile(rule["pattern"]), CHECKS[rule["check"]])


def _for_browser(rule: dict[str, Any], parts: dict[str, str]) -> dict[str, str]:
    pattern = rule["pattern"]
    for name, part in parts.items():
        pattern = pattern.replace(f"<{name}>", part)
    return {
        "code": rule["code"],
        "level": rule.get("level", WARN),
        "check": rule.get("check", "none"),
        "pattern": "|".join([*rule.get("innocent", ()), pattern]),
        "sentence": str(SENTENCES[rule["code"]]),
    }


def _found(text: str, rules: list[_Rule], shown: Callable[[str], str] = str) -> list[Hit]:
    """Hits of all rules; where two overlap the earlier rule, the more certain one, stands."""
    plain, hits = text.translate(_MATCHED), []
    taken = bytearray(len(plain))
    for rule in rules:
        for start, end in rule.hits(plain):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                hits.append(Hit(rule.code, rule.level, start, end, shown(text[start:end])))
    return sorted(hits, key=lambda hit: hit.start)


@dataclass(frozen=True)
class Hint:
    """Advice under one box of the form; `item` numbers the suggestion it concerns, from 1."""

    code: str
    part: str
    sentence: str
    item: int | None = None


def writing_hints(
    matter: str,
    situation: str,
    analysis: str,
    suggestions: Sequence[str],
    *,
    usual_length: int = 800,
    most: int = 1500,
) -> list[Hint]:
    """What would make a proposal easier to handle: one matter, the usual length, concrete suggestions, no empty part."""
    suggestions = [suggestion.strip() for suggestion in suggestions]
    return [
        *_empty_parts(matter, situation, analysis, suggestions),
        *_several_matters(matter),
        *_length(situation + analysis + "".join(suggestions), usual_length, most),
        *_vague_suggestions(suggestions),
    ]


EMPTY = {
    "matter": gettext_lazy("还没有案由：用一句话写明要解决的一件事。"),
    "situation": gettext_lazy("还没有写情况：问题在哪里，有多大，依据是什么。"),
    "analysis": gettext_lazy("还没有写分析：为什么会这样，难在哪里。"),
    "suggestions": gettext_lazy("还没有写建议：请写明由谁做什么。"),
}
VERBS = (
    "加快推进|加大|加快|加强|推进|推动|促进|完善|优化|规范|提升|提高|改进|改善|治理|整治|发展|支持|扶持|"
    "设立|建立|健全|建设|新建|改造|扩大|增加|增设|解决|保护|培育|打造|做好|做强|落实|实施|开展|深化|创新|破解|缓解"
)
CONCRETE = (
    "新建|增设|设立|改造|修订|修改|出台|制定|开通|调整|划定|划出|安装|加装|配备|培训|公布|公开|拨付|试点|"
    "减免|补贴|拆除|迁移|延长|缩短|更换|编制|清理|登记|排查|建成|建立|纳入|购买|招聘|错峰|开放|取消|合并"
)
VAGUE = (
    "进一步|高度重视|提高认识|加强领导|加强组织领导|统一思想|加大力度|加大工作力度|加强管理|加强宣传|"
    "加强监管|切实|不断|积极推进|大力推进|狠抓落实|引起重视|多措并举|齐抓共管|营造良好氛围|形成合力"
)
_BY_VERB = re.compile(rf"^(?:进一步|着力|切实|大力)?(?:{VERBS})(?:和|与|、)?(?:{VERBS})?(.*)$")
_JOINT = re.compile(r"[、,,;;和与及并暨]|以及|同时")
_FRAME = re.compile(r"^关于|的?(?:若干)?(?:几点)?(?:建议|提案|意见|对策|思考)$")
_FILLING = re.compile(
    rf"{VAGUE}|{VERBS}|[相有]关部门|工作|力度|意识|水平|机制|措施|投入|领导|组织|宣传|管理|监管|协调|配合|统筹|"
    r"[的了和与及,、。;:!\s]"
)
_CONCRETE = re.compile(
    rf"(?:{CONCRETE})[^,。;]{{2}}|[0-9一二三四五六七八九十百]+ ?(?:年|月|日|个|处|条|台|万|所|名|%|元|米|公里)"
)


def _empty_parts(matter: str, situation: str, analysis: str, items: Sequence[str]) -> list[Hint]:
    parts = {
        "matter": matter,
        "situation": situation,
        "analysis": analysis,
        "suggestions": "".join(items),
    }
    return [
        Hint("empty", part, str(EMPTY[part])) for part, text in parts.items() if not text.strip()
    ]


def _several_matters(matter: str) -> list[Hint]:
    """One matter a proposal (一事一案): joined clauses that each have a verb and an object of their own."""
    clauses = _JOINT.split(_FRAME.sub("", tidy(matter)))
    matches = (_BY_VERB.match(clause.strip()) for clause in clauses)
    objects = [match.group(1) for match in matches if match and len(match.group(1)) >= 2]
    if len(objects) < 2:
        return []
    sentence = _("案由像是说了几件事（%(objects)s）。一事一案，分开写更容易办。")
    return [Hint("several_matters", "matter", sentence % {"objects": _(";").join(objects)})]


def _length(text: str, usual: int, most: int) -> list[Hint]:
    count = sum(not character.isspace() for character in text)
    if count <= usual:
        return []
    if count <= most:
        sentence = _("已写 %(count)d 字。一般 %(usual)d 字左右，最多 %(most)d 字。")
        return [Hint("long", "length", sentence % {"count": count, "usual": usual, "most": most})]
    sentence = _("已写 %(count)d 字，超过 %(most)d 字。请把详细材料作为附件。")
    return [Hint("too_long", "length", sentence % {"count": count, "most": most})]


def _vague_suggestions(items: Sequence[str]) -> list[Hint]:
    sentence = _("第 %(item)d 条建议较笼统：请写明由谁、做什么、做到什么程度。")
    return [
        Hint("vague", "suggestions", sentence % {"item": number}, number)
        for number, item in enumerate(items, start=1)
        if item and _is_vague(tidy(item))
    ]


def _is_vague(item: str) -> bool:
    """Nothing to do is named: no concrete act or quantity, and no object is left without the stock phrases."""
    return not _CONCRETE.search(item) and len(_FILLING.sub("", item)) < 3
