"""The head of the figures page: which days, which levels, as known when."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.days import EARLIEST, LATEST
from tongxin.figures.addresses import end_of
from tongxin.figures.periods import DAY, NamedPeriod, Period, on_offer
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.organisations.models import Assembly
from tongxin.organisations.terms import Tier

PLAUSIBLE = (MinValueValidator(EARLIEST), MaxValueValidator(LATEST - 2 * DAY))


def day_field(label: str, **rest) -> forms.DateField:
    """A day that nobody has to give."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, validators=PLAUSIBLE, **rest)


class QuestionForm(forms.Form):
    """Read from the address; whatever is wrong or missing leaves the usual question."""

    first = day_field(gettext_lazy("自何日起"))
    last = day_field(gettext_lazy("至何日止"))
    known = day_field(
        gettext_lazy("截至何日所知"),
        help_text=gettext_lazy("填一个过去的日子，数字就按那天结束时已登记的情况重算。"),
    )
    both = forms.BooleanField(label=gettext_lazy("合计同意直接合计的县（市）区"), required=False)

    def __init__(self, assembly: Assembly, data):
        super().__init__(data)
        self.assembly = assembly
        self.offers = on_offer(assembly)
        if assembly.tier != Tier.CITY:
            del self.fields["both"]

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last, known = (cleaned.get(name) for name in ("first", "last", "known"))
        if first and last and last < first:
            self.add_error("last", _("止日不能早于起日。"))
        elif bool(first) != bool(last) and not self.errors:
            self.add_error("last" if first else "first", _("请把起日和止日都填上。"))
        if known and known > clock.today():
            self.add_error("known", _("请填今天或过去的日子。"))
        return cleaned

    @property
    def named(self) -> NamedPeriod | None:
        """The offered period asked for; None while days of one's own are named."""
        if self._days():
            return None
        wanted = self.data.get("period")
        return next((offer for offer in self.offers if offer.code == wanted), self.offers[0])

    def question(self) -> Question:
        """What the address asks."""
        days, named = self._days(), self.named
        period = Period.between(*days) if days else named.period
        read = self.cleaned_data
        scope = Scope.with_counties(self.assembly) if read.get("both") else Scope(self.assembly)
        return Question(scope, period, end_of(read["known"]) if read.get("known") else None)

    def _days(self) -> tuple[date, date] | None:
        self.is_valid()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        return (first, last) if first and last else None
