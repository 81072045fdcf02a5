"""Terms (届) and plenary sessions (次), by which everything is dated."""

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models import TenantModel


class Term(TenantModel):
    """A term of an assembly, such as the eleventh."""

    number = models.PositiveSmallIntegerField(_("届"))
    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("届")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="members_term_once")
        ]

    def __str__(self):
        return gettext("%(number)s届") % {"number": read_number(self.number)}


class PlenarySession(TenantModel):
    """A plenary session with the window in which proposals count as session proposals (大会提案).

    The window runs from `window_opens_on` to `cutoff_at`; what is handed in outside is ordinary (平时提案).
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("次"))
    opens_on = models.DateField(_("开幕"))
    closes_on = models.DateField(_("闭幕"))
    window_opens_on = models.DateField(_("提案征集开始"))
    cutoff_at = models.DateTimeField(_("提案截止时间"))

    class Meta:
        ordering = ["-opens_on"]
        verbose_name = _("全体会议")
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="members_session_once"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="members_session_closes_after_opening",
            ),
        ]

    def __str__(self):
        return gettext("%(term)s届%(number)s次") % {
            "term": read_number(self.term.number),
            "number": read_number(self.number),
        }


def read_number(number: int) -> str:
    """A number as the reader's language writes terms and sessions: 十一 in Chinese, 11 elsewhere."""
    in_chinese = (get_language() or "zh").startswith("zh")
    return chinese_number(number) if in_chinese else str(number)


def chinese_number(number: int) -> str:
    """A number up to 99 in Chinese numerals, as terms and sessions are written."""
    digits = "〇一二三四五六七八九"
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones else "")
