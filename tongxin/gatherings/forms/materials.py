"""Files for a gathering: several at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.gatherings.models import Gathering, Sitting
from tongxin.gatherings.terms import MaterialUse


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given]


class MaterialForm(forms.Form):
    """What for, and of which sitting; files are called as they are."""

    use = forms.ChoiceField(label=_("用途"), choices=MaterialUse.choices, widget=forms.RadioSelect)
    files = FilesField(
        label=_("文件"),
        help_text=_(
            "可以一次选几个。材料收 PDF、OFD、DOCX、XLSX、PPTX 和图片，照片收 JPG 和 PNG。"
        ),
    )
    title = forms.CharField(
        label=_("名称"),
        max_length=120,
        required=False,
        help_text=_("只传一个文件时可以另起名称；不写就用文件名。"),
    )
    sitting = forms.ModelChoiceField(
        label=_("只用于哪一场"),
        queryset=Sitting._base_manager.none(),
        required=False,
        empty_label=_("整个活动"),
    )

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any):
        kwargs.setdefault("initial", {"use": MaterialUse.READING})
        super().__init__(*args, **kwargs)
        sittings = gathering.sittings.all()
        self.fields["sitting"].queryset = sittings
        if sittings.count() < 2:
            del self.fields["sitting"]

    def title_of(self, name: str) -> str:
        """The title of a file: the one typed, if there is only one file."""
        return self.cleaned_data["title"] if len(self.cleaned_data["files"]) == 1 else ""
