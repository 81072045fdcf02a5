"""The roll of members: by sector, committee and party, with search by initials and export."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import can, visible
from tongxin.accounts.queries import find_people
from tongxin.accounts.terms import Role
from tongxin.core import clock, formats
from tongxin.core.lists import Bulk, Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.core.lists.declare import Words
from tongxin.members.addresses import member_url
from tongxin.members.fields import FIELDS, RollField, reads_all
from tongxin.members.models import (
    Appointment,
    Body,
    Mandate,
    Member,
    Sector,
    SpecialCommittee,
    Term,
)
from tongxin.members.queries import in_force, merged_away, posts_on, sitting
from tongxin.members.rules import KEEPERS
from tongxin.members.views.asking import assembly_of
from tongxin.organisations.models import Assembly
from tongxin.papers.spreadsheets.exports import export_list

SHOWN = {"sector", "standing", "employer", "card", "party"}
"""What the list shows before anybody chooses columns."""

SORTS = {
    "gender": "person__gender",
    "sector": "sector__position",
    "standing": "is_standing",
    "card": "card_number",
    "party": "party_name",
    "born": "born_in",
    "education": "education",
}
PRINTED = {"cards": _("打印席卡"), "sign-in": _("打印签到表")}


@requires("members.view")
@require_http_methods(["GET", "POST"])
def roll(request: HttpRequest, assembly: str) -> HttpResponse:
    """Members of one assembly, those who sit today first."""
    here = assembly_of(request, assembly)
    context = {"assembly": here, "keeps": can(request.actor, "members.keep")}
    return page_for(request, here).respond(request, listed(request, here), **context)


@requires("members.view")
@require_GET
def export(request: HttpRequest, assembly: str) -> HttpResponse:
    """The list as this reader sees it, as a workbook; temporary roles cannot export (practice 16)."""
    here = assembly_of(request, assembly)
    if not may_export(request):
        raise PermissionDenied
    return export_list(page_for(request, here), request, listed(request, here), here)


def may_export(request: HttpRequest) -> bool:
    return request.actor.is_any(KEEPERS) and not request.actor.is_any(Role.temporary())


def listed(request: HttpRequest, assembly: Assembly) -> QuerySet[Member]:
    """What the list shows of each member, without a query per row."""
    posts = Appointment._base_manager.filter(in_force(clock.today()))
    posts = posts.select_related("committee", "sector", "body")
    mandates = Mandate._base_manager.order_by("starts_on")
    rows = visible(
        request.actor, "members.view", Member.objects.filter(~merged_away(), assembly=assembly)
    )
    return rows.select_related("person", "sector", "term").prefetch_related(
        Prefetch("appointments", posts.order_by("id"), to_attr="posts"),
        Prefetch("mandates", mandates, to_attr="stretches"),
    )


def page_for(request: HttpRequest, assembly: Assembly) -> ListPage:
    """The declaration as this reader may read it: party and number to sign in with are for the offices."""
    return ListPage(
        code="members",
        label=_("委员"),
        unit=_("人"),
        columns=_columns(request),
        filters=_filters(assembly, with_party=sees_private(request)),
        tabs=[
            Tab("sitting", _("在任"), sitting(clock.today())),
            Tab("standing", _("常委"), sitting(clock.today()) & Q(is_standing=True)),
            Tab("former", _("已卸任"), ~sitting(clock.today())),
            Tab("all", _("全部")),
        ],
        search=lambda rows, text: found(rows, text, by_phone=sees_private(request)),
        default_sort="card",
        row_url=lambda member: member_url(member, assembly),
        bulk=[
            Bulk(
                "codes",
                _("打印一次性口令"),
                lambda asked: reverse("members:code_sheets", args=[assembly.slug]),
                shown=lambda asked: can(asked.actor, "accounts.issue_codes"),
            ),
            *(_printing(code, label, assembly) for code, label in PRINTED.items()),
        ],
        export_url=_export_url(request, assembly),
        template="members/roll.html",
        empty=EmptyPlace(
            _("这里会列出委员"),
            _("名册导入之后，委员会出现在这里。"),
            _("导入委员名册") if can(request.actor, "members.keep") else "",
            lambda asked: (
                reverse("papers:import_new", args=["members.roster"])
                if can(asked.actor, "members.keep")
                else ""
            ),
        ),
    )


def sees_private(request: HttpRequest) -> bool:
    """Party and contacts are for the offices that need them."""
    return request.actor.is_any(KEEPERS)


def _columns(request: HttpRequest) -> list[Column]:
    """Name, posts and mandate, and of the table of fields what this reader may read of everybody."""
    fields = [one for one in FIELDS if one.on_list and reads_all(request.actor, one)]
    return [
        Column("name", _("姓名"), attr="person", headline=True, sort="person__pinyin"),
        *(_column(field) for field in fields),
        Column("committees", _("专委会"), render=posts_of, wraps=True),
        Column("posts", _("其他职务"), render=other_posts_of, hidden_by_default=True, wraps=True),
        Column("mandate", _("任期"), render=mandate_of, hidden_by_default=True),
        Column("term", _("届"), attr="term", sort="term__number", hidden_by_default=True),
    ]


def _column(field: RollField) -> Column:
    return Column(
        field.code,
        field.label,
        attr=field.path,
        sort=SORTS.get(field.code, ""),
        hidden_by_default=field.code not in SHOWN,
    )


def _printing(code: str, label: Words, assembly: Assembly) -> Bulk:
    return Bulk(
        code,
        label,
        lambda asked: reverse("members:paper", args=[assembly.slug, code]),
        shown=lambda asked: can(asked.actor, "members.keep"),
    )


def _filters(assembly: Assembly, *, with_party: bool) -> list[Filter]:
    sectors = Sector.objects.filter(assembly=assembly)
    committees = SpecialCommittee.objects.filter(assembly=assembly)
    terms = Term.objects.filter(assembly=assembly)
    bodies = Body.objects.filter(in_force(clock.today()), assembly=assembly)
    parties = Member.objects.filter(assembly=assembly).exclude(party_name="")
    names = parties.order_by("party_name").values_list("party_name", "party_name").distinct()
    filters = [
        Filter("sector", _("界别"), choices=lambda asked: list(sectors.values_list("pk", "name"))),
        Filter(
            "committee",
            _("专委会"),
            choices=lambda asked: list(committees.values_list("pk", "name")),
            q=lambda keys: Q(
                pk__in=Appointment._base_manager.filter(committee__in=keys).values("member")
            ),
        ),
        Filter(
            "body",
            _("机构和组织"),
            choices=lambda asked: list(bodies.values_list("pk", "name")),
            q=lambda keys: Q(pk__in=posts_on(clock.today(), body__in=keys).values("member")),
        ),
        Filter("term", _("届"), choices=lambda asked: [(row.pk, str(row)) for row in terms]),
    ]
    if with_party:
        filters.append(
            Filter("party", _("政治面貌"), choices=lambda asked: list(names), field="party_name")
        )
    return filters


def _export_url(request: HttpRequest, assembly: Assembly):
    if not may_export(request):
        return None
    return lambda asked: reverse("members:export", args=[assembly.slug])


def found(members: QuerySet[Member], text: str, *, by_phone: bool) -> QuerySet[Member]:
    """By name, pinyin, initials, card number, employer, and for those who see telephones by the end of one."""
    among = Person.objects.filter(memberships__in=members)
    people = find_people(text, among, by_phone=by_phone)
    wanted = text.strip()
    return members.filter(
        Q(person__in=people.values("pk"))
        | Q(card_number__iexact=wanted)
        | Q(employer__icontains=wanted)
    )


def posts_of(member: Member) -> str:
    """The committees, with the post where it is more than membership."""
    parts = (
        str(one.committee) if one.post == "member" else f"{one.committee}{one.get_post_display()}"
        for one in member.posts
        if one.committee_id
    )
    return "、".join(parts)


def other_posts_of(member: Member) -> str:
    """Posts outside special committees, each with its place."""
    return "、".join(f"{one.place}{one.words}" for one in member.posts if not one.committee_id)


def mandate_of(member: Member) -> str:
    """From when to when, the latest stretch."""
    if not member.stretches:
        return ""
    latest = member.stretches[-1]
    return formats.stretch(latest.starts_on, latest.ends_on)
