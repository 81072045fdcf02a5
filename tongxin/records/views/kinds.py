"""Where staff keep the kinds of the record book."""

from django.utils.translation import gettext_lazy as _

from tongxin.kinds.views import KindPages
from tongxin.records.actions.keep_kinds import lay_over
from tongxin.records.forms.kinds import AddKindForm, OverlayForm
from tongxin.records.queries.kinds import SHELF

PAGES = KindPages(
    SHELF,
    home=(_("台账"), "records:book"),
    none_yet=_(
        "还没有。程序自带的种类里找不到的，可以自己增设：名称、栏目、谁登记、谁可以看、怎样计数。"
    ),
    asked=_("登记时填写"),
    add_form=AddKindForm,
    overlay_form=OverlayForm,
    settings_page="records/settings.html",
    lay_over=lay_over,
    page="records/kind.html",
    form_page="records/kind_form.html",
    settings="settings",
)
kinds, add, kind_page, settings = PAGES.views
