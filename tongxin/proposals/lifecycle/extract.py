"""The small machine of an extract: entered by one, decided by another, written once by the program."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import CLOCK, Lifecycle, T
from tongxin.proposals.models import Extract
from tongxin.proposals.rules import extract as r
from tongxin.proposals.terms import ExtractState as S

EXTRACT = Lifecycle(
    "extracts",
    Extract,
    label=_("纪检调阅"),
    related=("assembly",),
    states=S,
    initial=S.ASKED,
    acts=[
        T(
            "grant",
            [S.ASKED],
            S.GRANTED,
            label=_("同意调阅"),
            by=r.APPROVER,
            when=[r.is_second_person],
            awaited=True,
            done=_("已同意调阅。摘录正在制作，几分钟后由登记人下载交给来函单位，每次下载都留痕。"),
        ),
        T(
            "refuse",
            [S.ASKED],
            S.REFUSED,
            label=_("不同意调阅"),
            by=r.APPROVER,
            when=[r.is_second_person],
            form="proposals.forms.ReasonForm",
            tell=[r.ENTERER],
            tone="quiet",
        ),
        T(
            "withdraw",
            [S.ASKED],
            S.WITHDRAWN,
            label=_("撤回登记"),
            by=r.ENTERER,
            tone="quiet",
        ),
        T(
            "produce",
            [S.GRANTED],
            S.PRODUCED,
            label=_("制作摘录"),
            by=CLOCK,
            tell=[r.ENTERER, r.APPROVER],
        ),
    ],
)
