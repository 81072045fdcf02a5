"""A piece for the public: three reviews by three people, each with the words that were found; then it may go out."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import Lifecycle, T
from tongxin.records import conditions as c
from tongxin.records import rules as r
from tongxin.records.models import Publication
from tongxin.records.terms import PublicationState as S

REVIEW = "records.forms.publications.ReviewForm"

PUBLICATION = Lifecycle(
    "publications",
    Publication,
    label=_("拟发布信息"),
    states=S,
    initial=S.DRAFTED,
    acts=[
        T(
            "offer",
            [S.DRAFTED],
            S.FIRST,
            label=_("送审"),
            by=r.WRITER,
            when=[c.is_written, c.says_no_secret],
            awaited=True,
            tell=[r.FIRST_REVIEWERS],
            done=_("已送审，等待初审。自己写的由别人审。"),
        ),
        T(
            "pass_first",
            [S.FIRST],
            S.SECOND,
            label=_("初审通过"),
            by=r.FIRST_REVIEWERS,
            when=[c.is_another_person],
            form=REVIEW,
            awaited=True,
            tell=[r.SECOND_REVIEWERS],
            done=_("初审已通过，等待另一人复审。"),
        ),
        T(
            "pass_second",
            [S.SECOND],
            S.FINAL,
            label=_("复审通过"),
            by=r.SECOND_REVIEWERS,
            when=[c.is_another_person],
            form=REVIEW,
            awaited=True,
            tell=[r.FINAL_REVIEWERS],
            done=_("复审已通过，等待第三人终审。"),
        ),
        T(
            "pass_final",
            [S.FINAL],
            S.APPROVED,
            label=_("终审通过"),
            by=r.FINAL_REVIEWERS,
            when=[c.is_another_person],
            form=REVIEW,
            awaited=True,
            tell=[r.WRITER, r.PUBLISHERS],
            done=_("终审已通过，可以发布。"),
        ),
        T(
            "send_back",
            [S.FIRST, S.SECOND, S.FINAL],
            S.DRAFTED,
            label=_("退回修改"),
            by=r.REVIEWERS,
            form="records.forms.publications.SendBackForm",
            tell=[r.WRITER],
            tone="red",
        ),
        T(
            "put_out",
            [S.APPROVED],
            S.OUT,
            label=_("发布"),
            by=r.PUBLISHERS,
            when=[c.is_as_reviewed],
            awaited=True,
            tell=[r.WRITER],
            done=_("已发布，并登入台账。"),
        ),
        T(
            "retract",
            [S.OUT],
            S.RETRACTED,
            label=_("撤下"),
            by=r.PUBLISHERS,
            form="records.forms.publications.RetractForm",
            tone="red",
        ),
        T("drop", [S.DRAFTED], S.DROPPED, label=_("作废"), by=r.WRITER, tone="quiet"),
    ],
)
