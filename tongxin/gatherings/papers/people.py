"""What is printed of a gathering's list: name cards for tables, and the sheet on which people sign in."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.gatherings.models import Gathering, Invitation, Sitting
from tongxin.gatherings.wording import hours
from tongxin.members.papers import ROOM, spaced
from tongxin.papers.documents import Align, Cards, Column, Format, Listing, Paper, register
from tongxin.papers.documents.numerals import chinese_date


def cards(invited: Sequence[Invitation], gathering: Gathering, sitting: Sitting | None) -> Cards:
    """One sheet a person."""
    return Cards(title="席卡", names=[spaced(one.name) for one in invited])


def sheet(invited: Sequence[Invitation], gathering: Gathering, sitting: Sitting | None) -> Listing:
    """One line a person, with room for the signature; `sitting` None: for the whole gathering."""
    return Listing(
        title=f"{gathering.title}签到表",
        over=gathering.assembly.name,
        left=_when(gathering, sitting),
        right=f"打印日期：{chinese_date(clock.today())}",
        columns=[
            Column("序号", 1, Align.CENTER),
            Column("姓名", 2.6, Align.CENTER),
            Column("界别", 2.4),
            Column("工作单位及职务", 5),
            Column("身份", 1.4, Align.CENTER),
            Column("签名", 3),
        ],
        rows=[
            (
                number,
                spaced(one.name),
                one.sector_name or "",
                one.words,
                str(one.get_capacity_display()),
                ROOM,
            )
            for number, one in enumerate(invited, start=1)
        ],
        notes=[f"共 {len(invited)} 人。"],
        size=14,
    )


def _when(gathering: Gathering, sitting: Sitting | None) -> str:
    if sitting is None:
        return f"时间：{chinese_date(gathering.happened_on)}"
    day = chinese_date(clock.day_of(sitting.starts_at))
    named = f"（{sitting.title}）" if sitting.title else ""
    return f"时间：{day} {hours(sitting)}{named}"


CARDS = Paper(
    "gatherings.cards",
    _("席卡"),
    cards,
    (Format.PDF,),
    name=lambda invited, gathering, sitting: f"{gathering.title}席卡",
)
SHEET = Paper(
    "gatherings.sheet",
    _("签到表"),
    sheet,
    name=lambda invited, gathering, sitting: f"{gathering.title}签到表",
)
PAPERS = {"cards": CARDS, "sheet": SHEET}
"""By the code in their addresses."""


def declare() -> None:
    """Make the papers known."""
    register(*PAPERS.values())
