"""What the Proposals office and its committee fill in: opinions, lists, units, hearings, promises, priority."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.lifecycle.forms import ActForm
from tongxin.organisations.models import Organisation
from tongxin.organisations.queries import services_of
from tongxin.proposals.actions.draft_units import UnitDraft
from tongxin.proposals.forms.member import SuggestionsField
from tongxin.proposals.models import Category, Commitment, Handling, Proposal
from tongxin.proposals.terms import (
    DeclineReason,
    DeclineRoute,
    HandlingState,
    Outcome,
    ProposalState,
    UnitRole,
)

__all__ = [
    "CommitmentForm",
    "CorrectTextForm",
    "CorrectionForm",
    "DecideForm",
    "DecisionNoteForm",
    "HearForm",
    "IssueForm",
    "ItemForm",
    "OfficeOpinionForm",
    "OpinionForm",
    "PutOffForm",
    "RecommendForm",
    "ReturnForm",
    "ShortNoteForm",
    "SplitForm",
    "SupervisionReportForm",
    "UnitsForm",
    "VisitForm",
]

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def words(label: str, *, rows: int = 4, most: int = 2000, **more: Any) -> forms.CharField:
    """A box for a few sentences."""
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def line(label: str, *, most: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DAY, validators=[plausible], **more)


class OutcomeForm(ActForm):
    """An outcome with what it needs: reason and route for declining, a main case for merging."""

    outcome = forms.ChoiceField(label=_("意见"), choices=Outcome.choices, widget=forms.RadioSelect)
    merge_into = forms.ModelChoiceField(
        label=_("并入哪一件"),
        queryset=Proposal._base_manager.none(),
        required=False,
        to_field_name="public_id",
    )
    decline_reason = forms.ChoiceField(
        label=_("不立案理由"), choices=[("", "—"), *DeclineReason.choices], required=False
    )
    decline_route = forms.ChoiceField(
        label=_("去向"), choices=[("", "—"), *DeclineRoute.choices], required=False
    )
    note = words(_("说明（退回、不立案时告知提案者）"), rows=3, required=False)

    def main_cases(self, proposal: Proposal):
        """What a proposal may be merged into: other ones of its session that the examiner may read."""
        cases = Proposal._base_manager.filter(
            assembly=proposal.assembly_id,
            session=proposal.session_id,
            state__in=[ProposalState.SUBMITTED, *ProposalState.docketed_ones()],
        )
        readable = visible(self.actor, "proposals.view", cases)
        return readable.exclude(pk=proposal.pk).order_by("serial_number")


class OpinionForm(OutcomeForm):
    """An examiner's opinion, with category and intended units."""

    template = "proposals/examine.html"

    category = forms.ModelChoiceField(
        label=_("类别"), queryset=Category._base_manager.none(), required=False
    )
    units = forms.ModelMultipleChoiceField(
        label=_("拟承办单位"), queryset=Organisation.objects.none(), required=False
    )

    def __init__(self, *args: Any, record: Proposal, actor: Actor, **kwargs: Any):
        kwargs.setdefault(
            "initial", {"category": record.category_id, "units": record.wished_units.all()}
        )
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields["outcome"].choices = [(one.value, one.suggestion) for one in Outcome]
        self.fields["merge_into"].queryset = self.main_cases(record)
        self.fields["merge_into"].label_from_instance = merge_label
        self.fields["category"].queryset = Category._base_manager.filter(
            assembly=record.assembly_id
        )
        self.fields["units"].queryset = units_of(record)

    def data_for_act(self) -> dict[str, Any]:
        return {**self.cleaned_data, "units": tuple(self.cleaned_data["units"])}


class BulkOpinionForm(forms.Form):
    """One opinion for many proposals; merging needs a main case each, so it is not among the outcomes."""

    outcome = forms.ChoiceField(label=_("意见"), widget=forms.RadioSelect)
    decline_reason = forms.ChoiceField(
        label=_("不立案理由"), choices=[("", "—"), *DeclineReason.choices], required=False
    )
    decline_route = forms.ChoiceField(
        label=_("去向"), choices=[("", "—"), *DeclineRoute.choices], required=False
    )
    note = words(_("说明（退回、不立案时告知提案者）"), rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = (one for one in Outcome if one != Outcome.MERGE)
        self.fields["outcome"].choices = [(one.value, one.suggestion) for one in offered]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("outcome") == Outcome.DECLINE:
            for name in ("decline_reason", "decline_route"):
                if not cleaned.get(name):
                    self.add_error(name, _("拟不立案须选理由和去向。"))
        return cleaned


class ItemForm(OutcomeForm):
    """What a list says of one proposal, as the chair settles it."""

    def __init__(self, *args: Any, record: Any, actor: Actor, **kwargs: Any):
        kwargs.setdefault(
            "initial",
            {
                "outcome": record.outcome,
                "merge_into": record.merge_into and record.merge_into.public_id,
                "decline_reason": record.decline_reason,
                "decline_route": record.decline_route,
                "note": record.note,
            },
        )
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields["merge_into"].queryset = self.main_cases(record.proposal)
        self.fields["merge_into"].label_from_instance = merge_label


def merge_label(proposal: Proposal) -> str:
    return f"{proposal.serial_number} · {proposal.matter}"


def units_of(proposal: Proposal):
    """The units that serve the proposal's assembly today."""
    serving = services_of(proposal.assembly, clock.today()).order_by().values("organisation_id")
    return Organisation.objects.filter(pk__in=serving)


class ReturnForm(ActForm):
    note = words(_("请提案者修改什么"))


class CorrectTextForm(ActForm):
    """A slip of the pen put right; the number of suggestions stays."""

    matter = line(_("案由"))
    situation = words(_("情况"), rows=6, most=8000)
    analysis = words(_("分析"), rows=6, most=8000)
    suggestions = SuggestionsField(label=_("建议"), widget=forms.Textarea(attrs={"rows": 6}))
    reason = line(_("更正理由"), most=200)

    def __init__(self, *args: Any, record: Proposal, actor: Actor, **kwargs: Any):
        kwargs.setdefault(
            "initial",
            {
                "matter": record.matter,
                "situation": record.situation,
                "analysis": record.analysis,
                "suggestions": "\n".join(record.suggestions),
            },
        )
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields["suggestions"].to_python = lambda value: [
            item.strip() for item in (value or "").splitlines() if item.strip()
        ]
        self.fields["suggestions"].help_text = _("一行一条，条数不变。")

    def clean_suggestions(self) -> list[str]:
        suggestions = self.cleaned_data["suggestions"]
        if len(suggestions) != len(self.record.suggestions):
            raise ValidationError(_("建议的条数不能变：单位要逐条答复。"))
        return suggestions


class SplitForm(ActForm):
    """Which suggestions become a proposal of their own, under which matter, and that its proposer agreed."""

    moved = forms.TypedMultipleChoiceField(
        label=_("另立一案的建议"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    matter = line(_("另立一案的案由"))
    agreed_on = day(_("何日征得第一提案人同意"))

    def __init__(self, *args: Any, record: Proposal, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {"agreed_on": clock.today()})
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields["moved"].choices = [
            (number, f"{number}. {words}")
            for number, words in enumerate(record.suggestions, start=1)
        ]

    def clean_moved(self) -> list[int]:
        moved = sorted(self.cleaned_data["moved"])
        if len(moved) == len(self.record.suggestions):
            raise ValidationError(_("两件提案都至少要有一条建议。"))
        return moved

    def clean_agreed_on(self):
        agreed_on = self.cleaned_data["agreed_on"]
        if agreed_on > clock.today():
            raise ValidationError(_("日期不能晚于今天。"))
        return agreed_on


class CorrectionForm(ActForm):
    notice = line(_("更正通知编号"), most=60)
    reason = words(_("更正理由"), rows=3)


class DecideForm(ActForm):
    """Which meeting decided the list, and when."""

    meeting = line(_("审定会议"), most=80, help_text=_("例如：提案审查委员会第一次会议"))
    decided_on = day(_("审定日期"))

    def clean_decided_on(self):
        decided_on = self.cleaned_data["decided_on"]
        if decided_on > clock.today():
            raise ValidationError(_("审定日期不能晚于今天。"))
        return decided_on


class UnitsForm(ActForm):
    """Which units in which roles: one row per unit."""

    template = "proposals/units.html"

    def __init__(self, *args: Any, record: Proposal, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.units = list(units_of(record))
        drafted = dict(
            record.handlings.exclude(state=HandlingState.ENDED).values_list("unit_id", "role")
        )
        for unit in self.units:
            self.fields[f"unit-{unit.public_id}"] = forms.ChoiceField(
                label=unit.name,
                required=False,
                choices=[("", "—"), *UnitRole.choices],
                initial=drafted.get(unit.pk, ""),
            )

    def rows(self) -> list[tuple[Organisation, Any]]:
        """Each unit with its role box; chosen ones first."""
        pairs = [(unit, self[f"unit-{unit.public_id}"]) for unit in self.units]
        return sorted(pairs, key=lambda pair: not pair[1].value())

    def data_for_act(self) -> dict[str, Any]:
        chosen = [(unit, self.cleaned_data.get(f"unit-{unit.public_id}")) for unit in self.units]
        return {"units": [UnitDraft(unit, role) for unit, role in chosen if role]}


class HearForm(ActForm):
    proposer_view = words(_("提案者的意见"))
    unit_view = words(_("承办单位的意见"))


class DecisionNoteForm(ActForm):
    note = words(_("意见和理由"))


class ShortNoteForm(ActForm):
    """The same, on a form with one line for it."""

    note = words(_("意见和理由"), rows=3, most=200)


class CommitmentForm(ActForm):
    """One promise out of a reply; reworded ones keep their unit."""

    handling = forms.ModelChoiceField(label=_("承诺单位"), queryset=Handling._base_manager.none())
    text = words(_("承诺内容"), rows=3, most=500)
    promised_for = day(_("承诺完成日期"))
    owner = line(_("责任人或科室"), most=80, required=False)

    def __init__(self, *args: Any, record: Any, actor: Actor, **kwargs: Any):
        rewords = isinstance(record, Commitment)
        if rewords:
            kwargs.setdefault(
                "initial",
                {name: getattr(record, name) for name in ("text", "promised_for", "owner")},
            )
        super().__init__(*args, record=record, actor=actor, **kwargs)
        if rewords:
            del self.fields["handling"]
            return
        self.fields["handling"].queryset = record.handlings.filter(
            replied_on__isnull=False
        ).select_related("unit")
        self.fields["handling"].label_from_instance = lambda handling: str(handling.unit)


class PutOffForm(ActForm):
    promised_for = day(_("新的完成日期"))
    reason = words(_("变更理由"), rows=3, most=500)


class OfficeOpinionForm(ActForm):
    office_opinion = words(_("提案委办公室意见"))


class RecommendForm(ActForm):
    reason = words(_("推荐理由"))


class IssueForm(ActForm):
    """How the two offices issue a priority proposal."""

    leaders = line(_("领衔督办领导"))
    committee_name = line(_("协助专委会"), most=80, required=False)
    months = line(_("督办时间"), most=60, required=False)
    document = line(_("印发文号"), most=80)
    plan = words(_("督办方案"), rows=6, most=4000, required=False)


class VisitForm(ActForm):
    on = day(_("日期"))
    way = line(_("方式"), most=40, help_text=_("视察、座谈、走访、听取汇报"))
    leader = line(_("带队领导"), most=60)
    outcome = words(_("情况"), rows=3, required=False)


class SupervisionReportForm(ActForm):
    report = words(_("督办情况报告"), rows=10, most=8000)
