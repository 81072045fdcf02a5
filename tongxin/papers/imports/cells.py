"""One cell to one value: text, numbers, yes or no, telephone and identity numbers; refusals say what is wrong with it."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_noop

from tongxin.core.text import is_identity_number, tidy
from tongxin.papers.spreadsheets.grids import Cell

YES = frozenset({"是", "√", "✓", "✔", "对", "有", "y", "yes", "true", "1", "t"})
NO = frozenset({"否", "×", "✗", "✘", "x", "错", "无", "不", "n", "no", "false", "0", "f", "-", "—"})
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(
    r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:(?:-|转|ext\.?)\d{1,6})?|(?:400|800)-?\d{3}-?\d{4}"
)
SCIENTIFIC = re.compile(r"(\d(?:\.\d+)?)E\+?(\d{1,2})", re.IGNORECASE)
MOBILE_DIGITS = 11
EXACT_DIGITS = 15


class Faulty(Exception):
    """The cell cannot be read; `message` is a message to translate, filled with `params`."""

    def __init__(self, message: str, /, **params: Any):
        super().__init__(message)
        self.message = message
        self.params = params


class Doubtful(Faulty):
    """The cell reads as `value`, but a person should look at it."""

    def __init__(self, value: Any, message: str, /, **params: Any):
        super().__init__(message, **params)
        self.value = value


def written(cell: Cell) -> str:
    """The cell as a person reads it on the sheet."""
    if isinstance(cell, float):
        return format(cell, ".15g")
    return str(cell)


def tight(cell: Cell) -> str:
    """The cell in half-width characters without any blanks: for numbers, dates and marks."""
    return "".join(unicodedata.normalize("NFKC", tidy(written(cell))).split())


def read_text(cell: Cell) -> str:
    """Text as it is stored; blanks inside a line are kept, lines are trimmed."""
    lines = (line.strip() for line in tidy(written(cell)).split("\n"))
    return "\n".join(lines).strip()


def read_integer(cell: Cell) -> int:
    """A whole number, with or without thousands separators."""
    text = tight(cell).replace(",", "")
    if not re.fullmatch(r"[-+]?\d{1,15}(?:\.0+)?", text):
        raise Faulty(gettext_noop("应为整数，现为“%(value)s”"), value=written(cell))
    return int(float(text)) if "." in text else int(text)


def read_yes_no(cell: Cell) -> bool:
    """是 or 否 in any of the marks that offices use."""
    text = tight(cell).lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise Faulty(gettext_noop("应为“是”或“否”，现为“%(value)s”"), value=written(cell))


def read_mobile(cell: Cell) -> str:
    """A mobile number of eleven digits; says how many digits are missing or too many."""
    digits = _dialled(cell)
    if MOBILE.fullmatch(digits):
        return digits
    if not digits.isdecimal():
        raise Faulty(gettext_noop("手机号里有数字以外的字符（%(value)s）"), value=written(cell))
    raise _miscounted(len(digits) - MOBILE_DIGITS, digits)


def _miscounted(surplus: int, digits: str) -> Faulty:
    match surplus:
        case 0:
            return Faulty(gettext_noop("不是有效的手机号（%(value)s）"), value=digits)
        case -1:
            return Faulty(gettext_noop("手机号少一位（%(value)s）"), value=digits)
        case 1:
            return Faulty(gettext_noop("手机号多一位（%(value)s）"), value=digits)
    if surplus < 0:
        return Faulty(
            gettext_noop("手机号少 %(count)d 位（%(value)s）"), count=-surplus, value=digits
        )
    return Faulty(gettext_noop("手机号多 %(count)d 位（%(value)s）"), count=surplus, value=digits)


def read_telephone(cell: Cell) -> str:
    """A mobile or a land line number, with area code and extension if given."""
    number = _dialled(cell, keep="-转extEXT.")
    if MOBILE.fullmatch(number) or LANDLINE.fullmatch(number.lower()):
        return number
    if number.isdecimal() and number.startswith("1"):
        raise _miscounted(len(number) - MOBILE_DIGITS, number)
    raise Faulty(gettext_noop("不是有效的电话号码（%(value)s）"), value=written(cell))


def _dialled(cell: Cell, keep: str = "") -> str:
    text = _expanded(tight(cell))
    number = "".join(sign for sign in text if sign.isalnum() or sign in keep)
    without = re.sub(r"^(?:00)?86(?=1\d{10}$)", "", number)
    if len(without) == 2 * MOBILE_DIGITS and MOBILE.match(without) and not keep:
        raise Faulty(
            gettext_noop("一格里有两个手机号（%(value)s），请只留一个"), value=written(cell)
        )
    return without


def _expanded(text: str) -> str:
    """Digits of a number in scientific notation, where none of them are lost."""
    if not (match := SCIENTIFIC.fullmatch(text)):
        return text
    digits = match[1].replace(".", "")
    power = int(match[2])
    if len(digits) - 1 < power and power >= MOBILE_DIGITS - 1:
        raise Faulty(
            gettext_noop("是科学计数法（%(value)s），末几位已经丢失。请把该列设为文本格式后重填"),
            value=text,
        )
    return digits.ljust(power + 1, "0")


def read_identity(cell: Cell) -> str:
    """An identity number of 18 characters, proved by its check character."""
    if isinstance(cell, int | float) and len(str(int(cell))) > EXACT_DIGITS:
        raise Faulty(
            gettext_noop("身份证号被存成了数字，末几位已变成 0。请把该列设为文本格式后重填")
        )
    number = tight(cell).upper().replace("-", "")
    if "E+" in number:
        raise Faulty(
            gettext_noop("是科学计数法（%(value)s），末几位已经丢失。请把该列设为文本格式后重填"),
            value=number,
        )
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise Faulty(gettext_noop("身份证号应为 18 位（现为 %(count)d 位）"), count=len(number))
    if not is_identity_number(number):
        raise Faulty(gettext_noop("身份证号校验位不对，请核对"))
    return number
