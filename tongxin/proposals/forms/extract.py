"""What the office fills in when the discipline team asks in writing: the paper, the question, the reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.members.models import Member, PlenarySession
from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.proposals.actions.extract.entering import Letter, Question
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import ExtractQuestion

__all__ = ["EnterExtractForm"]

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DAY, validators=[plausible], **more)


class EnterExtractForm(forms.Form):
    """One request about one thing; the question says which of the boxes below it is to be filled in."""

    needed_later = ("member", "unit", "session", "number", "starts_on", "ends_on")

    body = forms.CharField(
        label=gettext_lazy("来函单位"),
        max_length=80,
        help_text=gettext_lazy("例如：派驻市政协机关纪检监察组。"),
    )
    contact = forms.CharField(label=gettext_lazy("来函联系人"), max_length=40)
    paper_number = forms.CharField(
        label=gettext_lazy("来函文号"),
        max_length=40,
        help_text=gettext_lazy("按“机关代字〔年份〕序号”填写。"),
    )
    paper_on = day(gettext_lazy("来函日期"))
    scan = forms.FileField(
        label=gettext_lazy("来函扫描件"), help_text=gettext_lazy("PDF 或照片，20 MB 以内。")
    )
    question = forms.ChoiceField(
        label=gettext_lazy("查询对象"),
        choices=ExtractQuestion.choices,
        widget=forms.RadioSelect,
    )
    member = forms.ModelChoiceField(
        label=gettext_lazy("委员"),
        queryset=Member._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("不选"),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("承办单位"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("不选"),
    )
    session = forms.ModelChoiceField(
        label=gettext_lazy("提案的届次"),
        queryset=PlenarySession._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("不属于某次会议的提案"),
    )
    number = forms.IntegerField(
        label=gettext_lazy("提案的案号"),
        min_value=1,
        max_value=999_999,
        required=False,
        help_text=gettext_lazy("没有案号的填流水号。"),
    )
    starts_on = day(gettext_lazy("提交日期自"), required=False)
    ends_on = day(
        gettext_lazy("提交日期至"),
        required=False,
        help_text=gettext_lazy("查询一段时间的必须填写；查询委员或单位的，可以只看一段时间。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("调阅事由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("照来函写，只写事由，不写案情。"),
    )

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.assembly = assembly
        self.fields["member"].queryset = (
            Member._base_manager.filter(assembly=assembly)
            .select_related("person", "term", "sector")
            .order_by("person__pinyin", "-term__number")
        )
        self.fields["member"].label_from_instance = _named
        serving = Service._base_manager.filter(assembly=assembly)
        self.fields["unit"].queryset = Organisation.objects.filter(
            pk__in=serving.values("organisation_id")
        ).order_by("system", "code", "name")
        sessions = PlenarySession._base_manager.filter(assembly=assembly)
        self.fields["session"].queryset = sessions.select_related("term").order_by("-opens_on")
        self.fields["session"].initial = self.fields["session"].queryset.first()

    def clean_paper_on(self):
        day = self.cleaned_data["paper_on"]
        if day > clock.today():
            raise ValidationError(_("来函日期不能晚于今天。"))
        return day

    def clean(self) -> dict[str, Any]:
        """What the question is about stands in its own box; the others are left aside."""
        cleaned = super().clean() or self.cleaned_data
        match cleaned.get("question"):
            case ExtractQuestion.MEMBER:
                self._need("member", _("请选择来函查询的委员。"))
            case ExtractQuestion.UNIT:
                self._need("unit", _("请选择来函查询的承办单位。"))
            case ExtractQuestion.PROPOSAL:
                self._need("number", _("请填来函查询的提案的案号。"))
            case ExtractQuestion.PERIOD:
                self._need("starts_on", _("请填起止日期。"))
                self._need("ends_on", _("请填起止日期。"))
        self._check_days()
        if sentence := forbidden(cleaned.values()):
            raise ValidationError(sentence)
        return cleaned

    def _need(self, name: str, sentence: str) -> None:
        if not self.errors.get(name) and not self.cleaned_data.get(name):
            self.add_error(name, sentence)

    def _check_days(self) -> None:
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("截止日期不能早于开始日期。"))

    def letter(self) -> Letter:
        """The paper that asks."""
        data = self.cleaned_data
        return Letter(
            data["body"],
            data["contact"],
            data["paper_number"],
            data["paper_on"],
            data["scan"],
            data["scan"].name,
        )

    def asked(self) -> Question:
        """The question, with the proposal that has this number; Refused where there is none."""
        data = self.cleaned_data
        kind = data["question"]
        about_one = kind == ExtractQuestion.PROPOSAL
        return Question(
            kind,
            member=data["member"] if kind == ExtractQuestion.MEMBER else None,
            unit=data["unit"] if kind == ExtractQuestion.UNIT else None,
            proposal=self._proposal() if about_one else None,
            starts_on=None if about_one else data["starts_on"],
            ends_on=None if about_one else data["ends_on"],
        )

    def _proposal(self) -> Proposal:
        """By its case number, else by its serial number."""
        number = self.cleaned_data["number"]
        rows = Proposal._base_manager.filter(
            assembly=self.assembly,
            session=self.cleaned_data["session"],
            handed_in_on__isnull=False,
        ).select_related("lead_proposer")
        numbered = Q(case_number=number) | Q(case_number=None, serial_number=number)
        found = rows.filter(numbered).order_by(F("case_number").desc(nulls_last=True)).first()
        if found is None:
            raise Refused(_("这次会议没有这个案号或流水号的提案，请核对。"), field="number")
        return found


def _named(member: Member) -> str:
    """王敏 · 十一届 · 教育界: tells people of one name apart."""
    return f"{member.person} · {member.term} · {member.sector}"
