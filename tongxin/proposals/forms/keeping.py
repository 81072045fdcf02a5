"""What offices fill in to keep categories and units in order."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.organisations.models import Organisation
from tongxin.proposals.forms.office import day, line
from tongxin.proposals.models import Category


class CategoriesForm(forms.Form):
    """All categories, one a line, in the order in which they are offered."""

    names = forms.CharField(
        label=_("类别"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("一行一个，按显示的先后。去掉的类别自这一天起不再可选，已用它的提案不变。"),
    )
    valid_from = day(_("自何日起"))

    def clean_names(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        longest = Category._meta.get_field("name").max_length
        for name in names:
            if len(name) > longest:
                raise ValidationError(
                    _("“%(name)s”太长，最多 %(most)s 字。") % {"name": name[:40], "most": longest}
                )
        return names


class ReorganisationForm(forms.Form):
    """Who answers for a unit from a day on (机构改革)."""

    successors = forms.ModelMultipleChoiceField(
        label=_("由谁承接"), queryset=Organisation.objects.none()
    )
    on = day(_("自何日起"))
    document = line(_("依据文件"), most=80, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)
        self.fields["successors"].queryset = units
