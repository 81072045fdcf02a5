"""What the office that keeps the roll fills in: seats, posts, bodies, data, identity numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Gender
from tongxin.core import clock
from tongxin.members.fields import kept_texts
from tongxin.members.forms.fields import PlainForm, PostInPlaceField, day, line
from tongxin.members.models import Mandate, Member, Sector, SpecialCommittee, Term
from tongxin.members.terms import BodyKind, MandateEnd, MandateStart, PostEnd
from tongxin.organisations.models import Assembly, Organisation
from tongxin.organisations.queries import services_of


class SeatForm(PlainForm):
    """A new member of the present term."""

    asks_numbers = True

    name = line(_("姓名"), most=40)
    phone = line(_("手机号"), most=20)
    gender = forms.ChoiceField(label=_("性别"), choices=Gender.choices)
    term = forms.ModelChoiceField(label=_("届"), queryset=Term._base_manager.none())
    sector = forms.ModelChoiceField(label=_("界别"), queryset=Sector._base_manager.none())
    start_reason = forms.ChoiceField(label=_("产生方式"), choices=MandateStart.choices)
    starts_on = day(_("自何日起"))
    meeting = line(_("通过的会议"), required=False, help_text=_("例如：常委会第十二次会议"))
    decided_on = day(_("通过日期"), required=False)

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any):
        super().__init__(*args, **kwargs)
        terms = Term._base_manager.filter(assembly=assembly)
        self.fields["term"].queryset = terms
        self.fields["sector"].queryset = Sector._base_manager.filter(assembly=assembly)
        self.fields["term"].initial = terms.first()
        self.fields["start_reason"].initial = MandateStart.CO_OPTED
        self.fields["starts_on"].initial = clock.today()


class EndForm(PlainForm):
    """The end of a mandate."""

    reason = forms.ChoiceField(label=_("终止原因"), choices=MandateEnd.to_choose())
    on = day(_("自何日起不再担任"), initial=clock.today)
    meeting = line(_("决定的会议"), required=False)
    decided_on = day(_("决定日期"), required=False)


class AmendForm(PlainForm):
    """The days of a mandate, put right."""

    starts_on = day(_("自何日起"))
    ends_on = day(_("至何日止"), required=False)

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any):
        kwargs["initial"] = {"starts_on": mandate.starts_on, "ends_on": mandate.ends_on}
        super().__init__(*args, **kwargs)
        if mandate.ends_on is None:
            del self.fields["ends_on"]
        else:
            self.fields["ends_on"].required = True

    def data_for_action(self) -> dict[str, Any]:
        return {"ends_on": None} | self.cleaned_data


class AppointForm(PlainForm):
    """A post for a member."""

    post = PostInPlaceField(label=_("职务"))
    title = line(
        _("职务全称"), required=False, help_text=_("与上面不同时填写，例如：党组副书记、统战部部长")
    )
    starts_on = day(_("自何日起"), initial=clock.today)
    meeting = line(_("任命的会议或文号"), required=False)

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["post"].offer(assembly)

    def data_for_action(self) -> dict[str, Any]:
        place, post = self.cleaned_data["post"]
        return self.cleaned_data | {"place": place, "post": post}


class RelieveForm(PlainForm):
    """The end of a post."""

    reason = forms.ChoiceField(label=_("免职原因"), choices=PostEnd.to_choose())
    on = day(_("自何日起不再担任"), initial=clock.today)
    meeting = line(_("免职的会议或文号"), required=False)


class BodyForm(PlainForm):
    """A new body."""

    kind = forms.ChoiceField(label=_("性质"), choices=BodyKind.choices)
    name = line(_("名称"))
    host = forms.ModelChoiceField(
        label=_("所在专委会"),
        queryset=SpecialCommittee._base_manager.none(),
        required=False,
        help_text=_("党支部请选择；其他不填。"),
    )
    organisation = forms.ModelChoiceField(
        label=_("有关单位"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("受聘监督单位请选择；其他不填。"),
    )
    starts_on = day(_("成立日期"), initial=clock.today)

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any):
        super().__init__(*args, **kwargs)
        units = services_of(assembly, clock.today()).values("organisation_id")
        self.fields["host"].queryset = SpecialCommittee._base_manager.filter(assembly=assembly)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=units.order_by())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (cleaned.get("kind") == BodyKind.BRANCH) != bool(cleaned.get("host")):
            raise ValidationError(_("党支部要选择所在专委会，其他组织不选。"))
        if cleaned.get("kind") == BodyKind.SUPERVISED and not cleaned.get("organisation"):
            raise ValidationError(_("受聘监督单位请选择有关单位。"))
        return cleaned


class DissolveForm(PlainForm):
    """The end of a body."""

    on = day(_("撤销日期"), initial=clock.today)


class UpdateForm(PlainForm):
    """What the roll says of a member, in the order of the table of fields."""

    asks_numbers = True

    def __init__(self, *args: Any, member: Member, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in kept_texts():
            self.fields[field.code] = line(
                field.label, most=field.most, required=False, initial=field.value(member)
            )

    def data_for_action(self) -> dict[str, Any]:
        return {
            "texts": {code: self.cleaned_data[code] for code in self.data if code in self.fields}
        }


class IdentityForm(PlainForm):
    """An identity number as it stands on the card; never shown again in a form."""

    asks_numbers = True

    number = line(_("身份证号"), most=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
