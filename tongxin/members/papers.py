"""What is printed of the roll: name cards for tables, and sheets on which members sign in."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.members.models import Member
from tongxin.organisations.models import Assembly
from tongxin.papers.documents import Align, Cards, Column, Format, Listing, Paper, register
from tongxin.papers.documents.numerals import chinese_date

BLANK = "\u3000"
ROOM = f"\n{BLANK}"
"""Two lines high: what a signature takes."""


def spaced(name: str) -> str:
    """A name of two characters as it is printed: 王　敏. In data it is never padded."""
    return BLANK.join(name) if len(name) == 2 else name


def cards(members: Sequence[Member], assembly: Assembly) -> Cards:
    """One sheet a member."""
    return Cards(title="席卡", names=[spaced(member.person.name) for member in members])


def sign_in(members: Sequence[Member], assembly: Assembly) -> Listing:
    """One line a member, with room for the signature."""
    return Listing(
        title="委员签到表",
        over=assembly.name,
        left="会议（活动）：",
        right=f"打印日期：{chinese_date(clock.today())}",
        columns=[
            Column("序号", 1, Align.CENTER),
            Column("姓名", 2.6, Align.CENTER),
            Column("界别", 2.4),
            Column("工作单位及职务", 5),
            Column("签名", 3),
        ],
        rows=[
            (number, spaced(member.person.name), member.sector.name, member.employer, ROOM)
            for number, member in enumerate(members, start=1)
        ],
        notes=[f"应到 {len(members)} 人。"],
        size=14,
    )


CARDS = Paper("members.cards", _("席卡"), cards, (Format.PDF,))
SIGN_IN = Paper("members.sign_in", _("签到表"), sign_in)
PAPERS = {"cards": CARDS, "sign-in": SIGN_IN}
"""By the code in their addresses."""


def declare() -> None:
    """Make the papers known."""
    register(*PAPERS.values())
