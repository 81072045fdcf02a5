"""What the gallery shows: invented people, proposals and figures, one for each state a component can be in."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongxin.core import clock, workdays
from tongxin.core.context import Frame
from tongxin.core.drawn import TONE_ICONS, icon_names, state
from tongxin.core.lists import Bulk, Column, EmptyPlace, Filter, Kind, ListPage, Pager, Tab
from tongxin.core.lists.listing import Listing
from tongxin.core.pages import Identity, MenuEntry, MenuLink, Number, Step, TabLink


class SampleFrame(Frame):
    """The frame of a clerk who does not exist."""

    @property
    def actor(self) -> Any:
        return SimpleNamespace(person=SimpleNamespace(name=_("王敏"), public_id="sample"))

    @cached_property
    def identities(self) -> list[Identity]:
        return [
            Identity("office", _("市政协 · 提案委办公室"), _("经办人"), current=True),
            Identity("member", _("市政协 · 委员"), _("十一届 · 教育界")),
        ]

    inbox_count = 3
    inbox_url = search_url = switch_url = "#"

    @cached_property
    def _menu(self) -> list[MenuLink]:
        return [_menu_link(self._request, *row) for row in _menu_rows()]


def _menu_rows() -> list[tuple[str, str, str, str, int, bool]]:
    return [
        ("desk", _("待我办理"), _("待办"), "todo", 12, True),
        ("proposals", _("提案"), "", "proposal", 0, True),
        ("meetings", _("会议"), "", "meeting", 0, True),
        ("inbox", _("消息"), "", "inbox", 3, True),
        ("units", _("承办单位"), "", "building", 0, False),
        ("figures", _("数字"), "", "chart", 0, False),
        ("reports", _("报告"), "", "paper", 0, False),
        ("me", _("我的"), "", "person", 0, True),
        ("settings", _("规则"), "", "settings", 0, False),
    ]


def _menu_link(
    request: HttpRequest, code: str, label: str, tab_label: str, icon: str, count: int, tab: bool
) -> MenuLink:
    entry = MenuEntry(
        code, label, f"/#{code}", icon, tab=tab, tab_label=tab_label, count=lambda _request: count
    )
    link = MenuLink(entry, request)
    link.active = code == "proposals"
    return link


@dataclass(frozen=True)
class SampleOffer:
    """An act as the lifecycle engine offers it."""

    label: str
    main: bool = False
    refusal: str | None = None
    has_form: bool = False
    tone: str = ""
    url: str = "#"
    record: Any = field(default_factory=lambda: SimpleNamespace(version=1))


class SampleForm(forms.Form):
    """A proposal in four boxes, with one field of each other kind."""

    matter = forms.CharField()
    situation = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    unit = forms.ChoiceField(required=False)
    wanted_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    paper = forms.FileField(required=False)
    open_to_public = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        labels = {
            "matter": _("案由"),
            "situation": _("情况"),
            "kind": _("提案形式"),
            "topics": _("涉及"),
            "unit": _("建议承办单位"),
            "wanted_on": _("希望答复的日子"),
            "paper": _("附件"),
            "open_to_public": _("同意向社会公开"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["matter"].help_text = _("一句话写明要解决的一件事。")
        self.fields["kind"].choices = [("personal", _("个人提案")), ("joint", _("联名提案"))]
        self.fields["topics"].choices = [("school", _("教育")), ("traffic", _("交通"))]
        self.fields["unit"].choices = [("", _("请选择")), ("edu", _("市教育局"))]


def components(request: HttpRequest) -> dict[str, Any]:
    """The context of the gallery's page of components."""
    today = clock.today()
    return {
        "frame": SampleFrame(request),
        "tones": list(zip(TONE_ICONS, _state_words(), strict=True)),
        "icons": sorted(icon_names()),
        "offers": _offers(),
        "main_offer": SampleOffer(_("签收"), main=True),
        "span": workdays.add_workdays(date(2026, 9, 24), 10),
        "due": {
            "later": workdays.add_workdays(today, 12).due,
            "soon": workdays.add_workdays(today, 2).due,
            "today": today,
            "late": workdays.add_workdays(today, -3).due,
        },
        "steps": _steps(),
        "facts": _facts(),
        "tabs": [
            TabLink(_("待审"), "#", 113, active=True),
            TabLink(_("拟立案"), "#", 87),
            TabLink(_("拟退回"), "#", 14),
        ],
        "pager": Pager(5, 412, 50, lambda number: f"#page-{number}"),
        "numbers": _numbers(),
        "form": SampleForm(),
        "moment": clock.now(),
        "today": today,
    }


def writing(request: HttpRequest) -> dict[str, Any]:
    """The context of the gallery's form."""
    return {"frame": SampleFrame(request), "form": SampleForm()}


def wrong(request: HttpRequest) -> dict[str, Any]:
    """The context of a form that came back."""
    return {"frame": SampleFrame(request), "form": _wrong_form()}


def _state_words() -> list[str]:
    return [_("草稿"), _("办理中"), _("即将到期"), _("逾期"), _("办结"), _("重点")]


def _offers() -> list[SampleOffer]:
    return [
        SampleOffer(_("签收"), main=True),
        SampleOffer(_("征求协办意见"), has_form=True),
        SampleOffer(_("申请改办"), tone="red"),
        SampleOffer(_("提请签发"), refusal=_("还有 1 条建议没有答复。")),
    ]


def _steps() -> list[Step]:
    return [
        Step(_("提出"), date(2026, 1, 14), person=_("王敏")),
        Step(_("立案"), date(2026, 1, 20), paper=_("立案通知书"), paper_url="#"),
        Step(_("交办"), date(2026, 3, 2), person=_("市政府督查室")),
        Step(_("签收"), date(2026, 3, 6), person=_("市教育局")),
        Step(_("沟通"), date(2026, 4, 9), note=_("共 2 次")),
        Step(_("答复"), date(2026, 6, 1), status="late", person=_("市教育局")),
        Step(_("评价"), date(2026, 6, 30), status="coming"),
        Step(_("办结"), status="coming"),
    ]


def _facts() -> list[tuple[str, Any]]:
    return [
        (_("案号"), _("第0315号")),
        (_("第一提案人"), _("王敏")),
        (_("主办单位"), _("市教育局")),
        (_("会办单位"), ""),
        (_("联名"), None),
    ]


def _numbers() -> list[Number]:
    detail = (
        Number(_("评价"), 120, url="#"),
        Number(_("应评"), 140, url="#"),
        Number(_("未反馈"), 20, url="#"),
    )
    return [
        Number(_("收到"), 412, _("件"), "#"),
        Number(_("立案"), 327, _("件"), "#"),
        Number(_("满意"), 86, "%", "#", detail),
    ]


def _wrong_form() -> SampleForm:
    form = SampleForm({"situation": _("早晚高峰，校门口三百米内车辆无法通行。")})
    form.add_error("matter", _("案由太长：最多 40 字，现在 52 字。请删短。"))
    return form


@dataclass(frozen=True)
class SampleProposal:
    """A row of the sample list."""

    public_id: str
    number: str
    matter: str
    proposer: str
    unit: str
    tone: str
    word: str
    due_on: date | None


class SampleListing(Listing):
    """The list engine over rows that are in no database."""

    @property
    def counts(self) -> dict[str, int]:
        return {"all": 412, "open": 87, "late": 3}

    @property
    def records(self) -> list[SampleProposal]:
        return _proposals()


def listing(request: HttpRequest) -> Listing:
    """The sample list as this request asks for it."""
    spec = _list_page()
    return SampleListing(spec, request, None, spec.state(request, request.GET))


def _proposals() -> list[SampleProposal]:
    matters = [
        _("关于缓解中小学校园周边停车难的提案"),
        _("关于增设社区养老床位的提案"),
        _("关于老旧小区加装电梯后续维护的提案"),
        _("关于规范电动自行车充电收费的提案"),
        _("关于保护城北古井群的提案"),
        _("关于在公园增设母婴室的提案"),
    ]
    tones = list(zip(TONE_ICONS, _state_words(), strict=True))
    return [
        SampleProposal(
            f"sample{number}",
            _("第%(number)s号") % {"number": f"{310 + number:04}"},
            matter,
            _("王敏") if number % 2 else _("李建国等 5 人"),
            _("市教育局") if number % 3 else "",
            *tones[number],
            date(2026, 12, 3 + number) if number else None,
        )
        for number, matter in enumerate(matters)
    ]


def _list_page() -> ListPage:
    return ListPage(
        code="sample",
        label=_("提案"),
        unit=_("件"),
        columns=[
            Column("matter", _("案由"), headline=True, sort="matter"),
            Column("number", _("案号"), sort="number"),
            Column("state", _("状态"), render=lambda row: state(row.tone, row.word)),
            Column("proposer", _("提案人")),
            Column("unit", _("主办单位")),
            Column("due_on", _("期限"), sort="due_on", numeric=True),
        ],
        filters=[
            Filter("topic", _("类别"), choices=[("edu", _("教育")), ("road", _("交通"))]),
            Filter("proposer", _("提案人"), Kind.TEXT),
            Filter("handed_in", _("提交日期"), Kind.DATES),
        ],
        tabs=[Tab("all", _("全部")), Tab("open", _("办理中")), Tab("late", _("逾期"))],
        search=lambda queryset, text: queryset,
        default_sort="number",
        row_url=lambda row: f"#{row.public_id}",
        row_tone=lambda row: row.tone,
        bulk=[
            Bulk("docket", _("批量立案"), lambda request: "#docket"),
            Bulk("assign", _("批量交办"), lambda request: "#assign"),
        ],
        export_url=lambda request: "#export",
        empty=EmptyPlace(_("这里还没有提案")),
    )
