"""Whom to invite: one choice of who, or a list of names as it is pasted from a document."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.text import forbidden
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.queries.invitees import PLACES, people_called
from tongxin.gatherings.terms import Capacity, Duty, Source
from tongxin.members.models import Body, Sector, SpecialCommittee
from tongxin.members.queries import in_force

WHOLE = (Source.MEMBERS, Source.STANDING, Source.LEADERS, Source.PARTY_MEMBERS)
SEPARATORS = re.compile(r"[\n;；、]+")
BLANKS = re.compile(r"[\s,，\u3000]+")
MOST_NAMES = 500


class _WhoForm(forms.Form):
    """Must or may, and as what."""

    duty = forms.ChoiceField(
        label=gettext_lazy("应到或可到"), choices=Duty.choices, widget=forms.RadioSelect
    )
    capacity = forms.ChoiceField(label=gettext_lazy("以何身份"), choices=Capacity.choices)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any):
        kwargs.setdefault("initial", {"duty": Duty.MUST, "capacity": Capacity.MEMBER})
        super().__init__(*args, **kwargs)
        self.gathering = gathering


class RuleForm(_WhoForm):
    """One choice among everybody, committees, sectors, bodies."""

    field_order = ["who", "duty", "capacity"]

    who = forms.ChoiceField(label=gettext_lazy("请谁"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        here = self.gathering.assembly_id
        bodies = Body._base_manager.filter(in_force(clock.today()), assembly_id=here)
        self.places = {
            Source.COMMITTEE: SpecialCommittee._base_manager.filter(assembly_id=here),
            Source.SECTOR: Sector._base_manager.filter(assembly_id=here),
            Source.BODY: bodies,
        }
        choice: Any = self.fields["who"]
        choice.choices = [
            *((one.value, one.label) for one in WHOLE),
            *(
                (source.label, [(f"{source.value}:{row.pk}", str(row)) for row in rows])
                for source, rows in self.places.items()
            ),
        ]

    @property
    def told(self) -> dict[str, Any]:
        """The rule's arguments."""
        source, _colon, key = self.cleaned_data["who"].partition(":")
        told = {name: self.cleaned_data[name] for name in ("duty", "capacity")}
        if key:
            told[PLACES[Source(source)]] = self.places[Source(source)].get(pk=key)
        return {"source": source, **told}


class NamesForm(_WhoForm):
    """Names, one a line, with workplace and post behind them; those on the roll or in an office are recognised."""

    field_order = ["names", "duty", "capacity"]

    names = forms.CharField(
        label=gettext_lazy("名单"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 5, "placeholder": gettext_lazy("李国强　市教育局局长")}),
        help_text=gettext_lazy(
            "一行一人，姓名后面可以写单位和职务。名册上没有的人按来宾邀请，由办公室电话联系。"
        ),
    )

    def clean_names(self) -> list[dict[str, Any]]:
        """`[{person, name, words}]`; two of a name are told apart by the card number or a word of the workplace."""
        text = self.cleaned_data["names"]
        if sentence := forbidden([text]):
            raise forms.ValidationError(sentence)
        lines = [_split(line) for line in SEPARATORS.split(text) if line.strip()]
        if len(lines) > MOST_NAMES:
            raise forms.ValidationError(_("一份名单最多 %(n)d 人。") % {"n": MOST_NAMES})
        known = people_called({name for name, _words in lines}, self.gathering.assembly_id)
        return [
            {"person": _meant(known.get(name, []), name, words), "name": name, "words": words}
            for name, words in lines
        ]

    @property
    def told(self) -> dict[str, Any]:
        return {"source": Source.NAMED.value, **self.cleaned_data}


def _split(line: str) -> tuple[str, str]:
    name, *words = BLANKS.split(line.strip())
    if len(name) == 1 and words and len(words[0]) == 1:
        name, words = name + words[0], words[1:]
    if len(name) > 40:
        raise forms.ValidationError(_("这一行没有看懂：%(line)s") % {"line": line.strip()[:60]})
    return name, " ".join(words)[:160]


def _meant(bearers: list[Person], name: str, words: str) -> int | None:
    if len(bearers) < 2:
        return bearers[0].pk if bearers else None
    fitting = [person for person in bearers if words and _fits(person, words)]
    if len(fitting) == 1:
        return fitting[0].pk
    raise forms.ValidationError(
        ngettext(
            "有 %(n)d 位“%(name)s”。请在姓名后面写上委员证号或单位，例如：%(example)s",
            "有 %(n)d 位“%(name)s”。请在姓名后面写上委员证号或单位，例如：%(example)s",
            len(bearers),
        )
        % {"n": len(bearers), "name": name, "example": _example(bearers, name)}
    )


def _fits(person: Person, words: str) -> bool:
    return any(
        words == seat.card_number or (seat.employer and words in seat.employer)
        for seat in person.memberships.all()
    )


def _example(bearers: list[Person], name: str) -> str:
    seat = next((seat for person in bearers for seat in person.memberships.all()), None)
    return f"{name} {seat.card_number}" if seat else f"{name} {_('单位')}"
