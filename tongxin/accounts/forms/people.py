"""What security managers and liaison officers fill in."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import phones
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Gender, LockReason, Role
from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.organisations.models import Organisation, Service

DAY = {"type": "date"}


class RoleFields(forms.Form):
    """A dated role within the reach of the actor: in their assembly, or at a unit that serves it."""

    role = forms.ChoiceField(label=_("身份"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("单位"),
        required=False,
        empty_label=_("不选"),
        help_text=_("承办单位和交办部门的身份须选单位，其余留空。"),
    )
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    starts_on = forms.DateField(
        label=_("自何日起"), widget=forms.DateInput(DAY, "%Y-%m-%d"), validators=[plausible]
    )
    last_on = forms.DateField(
        label=_("至何日止（含当日）"),
        required=False,
        widget=forms.DateInput(DAY, "%Y-%m-%d"),
        validators=[plausible],
        help_text=_("大会期间的临时身份必须填写。"),
    )
    reason = forms.CharField(label=_("依据"), max_length=120, help_text=_("文件名称或批准人。"))

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["role"].choices = [
            ("", _("请选择")),
            *((role, role.label) for role in Role if role not in Role.derived()),
        ]
        serving = Service._base_manager.filter(assembly_id__in=actor.assembly_ids)
        self.fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=serving.values("organisation_id")
        )
        self.fields["starts_on"].initial = clock.today()

    def granted(self) -> dict:
        """What `grant_role` takes: the place follows from the role, the end is the first day without it."""
        data = self.cleaned_data
        at_unit = data["role"] in Role.of_units()
        return {
            "role": data["role"],
            "assembly": None if at_unit else self.actor.assembly,
            "organisation": data["organisation"] if at_unit else None,
            "title": data["title"],
            "starts_on": data["starts_on"],
            "ends_on": data["last_on"] and data["last_on"] + timedelta(days=1),
            "reason": data["reason"],
        }


class GrantForm(RoleFields):
    """A further role for somebody."""


class AddPersonForm(RoleFields):
    """Somebody new, with their first role and an account."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(
        label=_("手机号"), max_length=20, required=False, help_text=_("用于收验证码登录。")
    )
    gender = forms.ChoiceField(
        label=_("性别"), choices=[("", _("不填")), *Gender.choices], required=False
    )

    field_order = ("name", "phone", "gender", "role", "organisation", "title")

    def clean_phone(self) -> str:
        number = phones.plain(self.cleaned_data["phone"])
        if number and not phones.is_mobile(number):
            raise ValidationError(_("手机号应为 11 位数字，请核对。"))
        return number


class PersonForm(forms.Form):
    """Corrections to what is known of somebody."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(
        label=_("联系电话"), max_length=20, required=False, help_text=_("不改变登录用的手机号。")
    )
    email = forms.EmailField(
        label=_("邮箱"),
        required=False,
        error_messages={"invalid": _("邮箱地址不对，请核对。")},
    )
    gender = forms.ChoiceField(
        label=_("性别"), choices=[("", _("不填")), *Gender.choices], required=False
    )


class LockForm(forms.Form):
    """Why an account is locked."""

    reason = forms.ChoiceField(label=_("锁定原因"), choices=LockReason, widget=forms.RadioSelect)


class RestoreForm(forms.Form):
    """How somebody gets in again."""

    PHONE, CODE = "phone", "code"

    card_seen = forms.BooleanField(label=_("我已当面核对委员证或身份证件，确是本人"))
    way = forms.ChoiceField(
        label=_("恢复办法"),
        choices=[(PHONE, _("改用新手机号收验证码")), (CODE, _("给一个一次性口令"))],
        widget=forms.RadioSelect,
        initial=PHONE,
    )
    phone = forms.CharField(label=_("新手机号"), max_length=20, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("way") != self.PHONE:
            self.cleaned_data["phone"] = ""
        elif not phones.is_mobile(phones.plain(self.cleaned_data.get("phone", ""))):
            self.add_error("phone", _("手机号应为 11 位数字，请核对。"))
