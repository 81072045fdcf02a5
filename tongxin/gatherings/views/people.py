"""The lists of a gathering: who is invited and what they answered, and at each sitting who is here and who is missing."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.drawn import state
from tongxin.core.lists import Bulk, Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.gatherings.models import Gathering, Invitation, Sitting
from tongxin.gatherings.queries.lists import excused_from, signed_in_at, sittings_of
from tongxin.gatherings.queries.numbers import Tally, answers_of, nearest
from tongxin.gatherings.queries.people import (
    called,
    concerned_by,
    groups_of,
    invited_to,
    of_sectors,
    sectors_of,
    tabs,
)
from tongxin.gatherings.terms import Capacity, Duty, InvitationState
from tongxin.gatherings.views.places import gathering_at, sitting_at
from tongxin.gatherings.views.tabs import context_of
from tongxin.papers.spreadsheets.exports import export_list

APART = "\u00a0·\u00a0"
"""A dot at which no line breaks."""

LABELS = {
    "standing": _("已邀请"),
    "unanswered": _("待答复"),
    "before_move": _("改期后待确认"),
    "coming": _("参加"),
    "leave": _("请假"),
    "unable": _("不参加"),
    "withdrawn": _("已撤回"),
}


@requires("gatherings.read_list")
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Everybody who was invited, with answers; above it how each sitting stands."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.read_list")
    numbers = Tally(gathering).at(sittings_of(gathering))
    context = context_of(
        request,
        gathering,
        "gatherings:people",
        answers=answers_of(gathering),
        numbers=numbers,
        nearest=nearest(numbers),
        organises=can(request.actor, "gatherings.organise", gathering),
    )
    return page_for(request, gathering).respond(
        request, invited_to(gathering, request.actor), **context
    )


@requires("gatherings.read_list")
@require_GET
def export(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The list as a workbook; temporary roles cannot export (practice 16)."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.read_list")
    if not can(request.actor, "gatherings.export"):
        raise PermissionDenied
    rows = invited_to(gathering, request.actor)
    return export_list(page_for(request, gathering), request, rows, gathering.assembly)


@requires("gatherings.read_list")
@require_http_methods(["GET", "POST"])
def sitting_people(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One sitting: expected, here, missing, excused, unanswered, at this moment."""
    sitting = _sitting(request, assembly, public_id)
    gathering = sitting.gathering
    numbers = Tally(gathering).at([sitting])
    context = context_of(
        request,
        gathering,
        "gatherings:people",
        numbers=numbers,
        nearest=numbers,
        sitting=sitting,
    )
    rows = concerned_by(sitting, request.actor)
    return sitting_page(request, sitting).respond(request, rows, **context)


@requires("gatherings.read_list")
@require_GET
def export_sitting(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The same as a workbook."""
    sitting = _sitting(request, assembly, public_id)
    if not can(request.actor, "gatherings.export"):
        raise PermissionDenied
    rows = concerned_by(sitting, request.actor)
    return export_list(sitting_page(request, sitting), request, rows, sitting.gathering.assembly)


def _sitting(request: HttpRequest, assembly: str, public_id: str) -> Sitting:
    return sitting_at(request, assembly, public_id, "gatherings.read_list")


def page_for(request: HttpRequest, gathering: Gathering) -> ListPage:
    """The list of a gathering; reminding, withdrawing and printing are for whoever organises it."""
    organises = can(request.actor, "gatherings.organise", gathering)
    return ListPage(
        code="gatherings.people",
        label=_("名单与答复"),
        unit=_("人"),
        columns=[
            *_columns(),
            Column("answered_on", _("答复日期"), sort="answered_on"),
            Column("seat", _("座位"), sort="seat", hidden_by_default=True),
        ],
        filters=_filters(gathering),
        tabs=[Tab(code, LABELS[code], condition) for code, condition in tabs(gathering)],
        search=called,
        default_sort="name",
        row_url=lambda invitation: invitation.get_absolute_url(),
        bulk=_bulk(gathering) if organises else [],
        export_url=_export_url(request, "export_people", gathering),
        empty=_empty(gathering, organises),
        template="gatherings/people.html",
    )


def sitting_page(request: HttpRequest, sitting: Sitting) -> ListPage:
    """The list of a sitting: the same people by whether they are there."""
    counted, here, excused = Invitation.counted(), signed_in_at(sitting), excused_from(sitting)
    return ListPage(
        code="gatherings.sitting_people",
        label=_("场次名单"),
        unit=_("人"),
        columns=[*_columns(), Column("arrived_at", _("签到时间"), sort="arrived_at")],
        filters=_filters(sitting.gathering),
        tabs=[
            Tab("expected", _("应到"), counted),
            Tab("here", _("已到"), here),
            Tab("missing", _("未到"), counted & ~here & ~excused),
            Tab("excused", _("请假"), excused),
            Tab("unanswered", _("待答复"), Invitation.in_state(InvitationState.INVITED)),
        ],
        search=called,
        default_sort="name",
        row_url=lambda invitation: invitation.get_absolute_url(),
        export_url=_export_url(request, "export_sitting", sitting),
        empty=EmptyPlace(_("这一栏没有人"), _("应到、已到、未到和请假的人随时从答复和签到算出。")),
        template="gatherings/people.html",
    )


def _columns() -> list[Column]:
    return [
        Column("name", _("姓名"), headline=True, sort=("person__pinyin", "name")),
        Column("words", _("单位和职务"), wraps=True),
        Column("sector", _("界别"), attr="sector_name", sort="sector_name"),
        Column("group", _("小组"), sort="group__name", hidden_by_default=True),
        Column("as_what", _("身份"), render=_as_what, sort=("capacity", "duty")),
        Column("state", _("答复"), render=_answer, export=_answer_in_words, sort="state"),
    ]


def _as_what(invitation: Invitation) -> str:
    return f"{invitation.get_capacity_display()}{APART}{invitation.get_duty_display()}"


def _answer(invitation: Invitation) -> SafeString:
    """The state as colour and word, with the ground of leave."""
    return format_html("{} {}", state(invitation.tone, _word(invitation)), _ground(invitation))


def _answer_in_words(invitation: Invitation) -> str:
    return " ".join(part for part in (_word(invitation), _ground(invitation)) if part)


def _word(invitation: Invitation) -> str:
    told = str(invitation.get_state_display())
    return _("%(answer)s（答复于改期前）") % {"answer": told} if invitation.is_before_move else told


def _ground(invitation: Invitation) -> str:
    """The ground, never the reason."""
    return "、".join(str(leave.get_ground_display()) for leave in invitation.standing_leaves)


def _filters(gathering: Gathering) -> list[Filter]:
    return [
        Filter(
            "sector",
            _("界别"),
            choices=lambda asked: sectors_of(gathering),
            q=lambda keys: of_sectors(gathering, keys),
        ),
        Filter("group", _("小组"), choices=lambda asked: groups_of(gathering)),
        Filter("duty", _("应到或可到"), choices=Duty.choices),
        Filter("capacity", _("身份"), choices=Capacity.choices),
        Filter(
            "account",
            _("账号"),
            choices=[("with", _("有账号")), ("without", _("没有账号，须电话联系"))],
            q=lambda codes: (
                Q(person__isnull="without" in codes) if len(codes) == 1 else Q(pk__isnull=False)
            ),
        ),
    ]


def _bulk(gathering: Gathering) -> list[Bulk]:
    def to(name: str, *more: str):
        return lambda asked: reverse(
            f"gatherings:{name}", args=[gathering.assembly.slug, gathering.public_id, *more]
        )

    return [
        Bulk("remind", _("提醒答复"), to("remind_many")),
        Bulk("withdraw", _("撤回邀请"), to("withdraw_many")),
        Bulk("cards", _("打印席卡"), to("print_people", "cards")),
        Bulk("sheet", _("打印签到表"), to("print_people", "sheet")),
    ]


def _export_url(request: HttpRequest, name: str, of: Gathering | Sitting):
    if not can(request.actor, "gatherings.export"):
        return None
    slug = of.gathering.assembly.slug if isinstance(of, Sitting) else of.assembly.slug
    return lambda asked: reverse(f"gatherings:{name}", args=[slug, of.public_id])


def _empty(gathering: Gathering, organises: bool) -> EmptyPlace:
    return EmptyPlace(
        _("还没有邀请任何人"),
        _("定好请谁，发出通知以后，每个人和他的答复会列在这里。"),
        _("定名单") if organises else "",
        lambda asked: reverse(
            "gatherings:invite", args=[gathering.assembly.slug, gathering.public_id]
        ),
    )
