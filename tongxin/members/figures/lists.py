"""The lists behind the register's numbers: what each counted row shows of itself."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.core.lists import Column, ListPage, with_related
from tongxin.figures.question import Question
from tongxin.members.models import Body, Member
from tongxin.members.queries.contacts import SIDES_LOADED

TEMPLATE = "figures/rows.html"


def members(request: HttpRequest, question: Question) -> ListPage:
    """Members, each with the way to their page in the register."""
    return ListPage(
        code="figure-rows",
        label=_("委员"),
        unit=_("人"),
        columns=[
            Column(
                "name",
                _("姓名"),
                attr="person",
                headline=True,
                sort="person__pinyin",
                prepare=with_related("person", "assembly"),
            ),
            Column("sector", _("界别"), sort="sector__position", prepare=with_related("sector")),
            Column("employer", _("工作单位及职务"), wraps=True),
            Column("card_number", _("委员证号"), sort="card_number"),
        ],
        row_url=_member_url,
        template=TEMPLATE,
    )


def branches(request: HttpRequest, question: Question) -> ListPage:
    """Party branches with the committees that they stand in."""
    return ListPage(
        code="figure-rows",
        label=_("党支部"),
        unit=_("个"),
        columns=[
            Column("name", _("名称"), headline=True, sort="name", prepare=with_related("assembly")),
            Column("host", _("所在专委会"), sort="host__position", prepare=with_related("host")),
            Column("starts_on", _("成立日期"), sort="starts_on"),
        ],
        row_url=Body.get_absolute_url,
        template=TEMPLATE,
    )


def pairs(request: HttpRequest, question: Question) -> ListPage:
    """Contact pairs."""
    return ListPage(
        code="figure-rows",
        label=_("联系"),
        unit=_("对"),
        columns=[
            Column(
                "pair",
                _("谁联系谁"),
                render=str,
                headline=True,
                prepare=with_related(*SIDES_LOADED),
            ),
            Column("kind", _("联系种类"), attr="get_kind_display", sort="kind"),
            Column("starts_on", _("自何日起"), sort="starts_on"),
        ],
        row_url=lambda row: row.get_absolute_url(),
        template=TEMPLATE,
    )


def contacts(request: HttpRequest, question: Question) -> ListPage:
    """Contacts that took place."""
    related = ("pair", *(f"pair__{name}" for name in SIDES_LOADED))
    return ListPage(
        code="figure-rows",
        label=_("联系记录"),
        unit=_("次"),
        columns=[
            Column("pair", _("谁联系谁"), headline=True, prepare=with_related(*related)),
            Column("on", _("日期"), sort="on"),
            Column("way", _("方式"), attr="get_way_display", sort="way"),
            Column("theme", _("主题"), attr="get_theme_display", sort="theme"),
        ],
        row_url=lambda row: row.pair.get_absolute_url(),
        template=TEMPLATE,
    )


def seats(request: HttpRequest, question: Question) -> ListPage:
    """Counties' members as they were submitted."""
    return ListPage(
        code="figure-rows",
        label=_("县级委员"),
        unit=_("人"),
        columns=[
            Column(
                "name",
                _("姓名"),
                headline=True,
                sort="name",
                prepare=with_related("submission__assembly"),
            ),
            Column("county", _("县（市）区"), sort="county", prepare=with_related("county")),
            Column("sector_name", _("界别"), sort="sector_name"),
            Column("employer", _("工作单位及职务"), wraps=True),
            Column("counted_from", _("自何日计入"), sort="counted_from"),
        ],
        row_url=lambda row: row.submission.get_absolute_url(),
        template=TEMPLATE,
    )


def _member_url(member: Member) -> str:
    return reverse("members:record", args=[member.assembly.slug, member.public_id])
