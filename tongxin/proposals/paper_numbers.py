"""The fixed form of an official paper's number, where a number is asked for and a sentence must not fit."""

import re

from django.utils.translation import gettext as _

from tongxin.core.errors import Refused

PAPER_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}〔\d{4}〕\d{1,5}\u53f7")


def check(paper_number: str) -> None:
    """Refuse, at the field `paper_number`, what is not written like 澜政协办〔2026〕5号."""
    if not PAPER_NUMBER.fullmatch(paper_number):
        raise Refused(
            _("文号请按“机关代字〔年份〕序号”的格式填写，例如：澜政协办〔2026〕5号。"),
            field="paper_number",
        )
