"""The small machine of a record: written, recorded, perhaps corrected, perhaps withdrawn with its reason."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import CONSEQUENCE, Lifecycle, T
from tongxin.records import conditions as c
from tongxin.records import rules as r
from tongxin.records.models import Record
from tongxin.records.terms import RecordState as S

RECORD = Lifecycle(
    "records",
    Record,
    label=_("台账记录"),
    related=("assembly", "kind"),
    states=S,
    initial=S.DRAFT,
    acts=[
        T(
            "enter",
            [S.DRAFT],
            S.RECORDED,
            label=_("登记"),
            by=r.RECORDERS,
            when=[c.fits_its_kind, c.has_no_secrecy_mark],
            awaited=False,
            done=_("已登记，自现在起计入本级数字。"),
        ),
        T(
            "discard",
            [S.DRAFT],
            S.WITHDRAWN,
            label=_("不要这份草稿"),
            by=r.RECORDERS,
            tone="quiet",
        ),
        T(
            "correct",
            [S.RECORDED],
            None,
            label=_("更正"),
            by=r.RECORDERS,
            form="records.forms.records.CorrectForm",
            done=_("已更正，原来的内容和理由都保留。"),
        ),
        T(
            "withdraw",
            [S.RECORDED],
            S.WITHDRAWN,
            label=_("撤销"),
            by=r.RECORDERS,
            form="records.forms.records.WithdrawForm",
            tone="red",
            done=_("已撤销，不再计入数字；内容和理由都保留。"),
        ),
        T(
            "supersede",
            [S.RECORDED],
            S.WITHDRAWN,
            label=_("由更正的报送代替"),
            by=CONSEQUENCE,
        ),
    ],
)
