"""Chinese numerals, heading numbers and dates as official documents write them."""

from datetime import date

DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """一, 十, 十一, 二十, 九十九 ...; from a hundred on the digits in Arabic."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """The number that GB/T 9704 puts before a heading of this level."""
    match level:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
    return f"（{number}）"


def chinese_date(day: date) -> str:
    """2026年1月8日: Arabic digits, no padding."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date) -> str:
    """2026.1.8: for the cells of a table."""
    return f"{day.year}.{day.month}.{day.day}"
