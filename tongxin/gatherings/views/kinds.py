"""Where staff keep the kinds of gathering."""

from django.utils.translation import gettext_lazy as _

from tongxin.gatherings.actions.keep_kinds import lay_over
from tongxin.gatherings.forms.kinds import AddKindForm, OverlayForm
from tongxin.gatherings.kinds import SHELF
from tongxin.kinds.views import KindPages

PAGES = KindPages(
    SHELF,
    home=(_("会议与活动"), "gatherings:list"),
    none_yet=_(
        "还没有。程序自带的种类里找不到的，可以自己增设：名称、栏目、请谁、怎样请假、怎样计数。从一种相近的“照此增设”最快。"
    ),
    asked=_("自己的栏目"),
    add_form=AddKindForm,
    overlay_form=OverlayForm,
    lay_over=lay_over,
    page="gatherings/kind.html",
    form_page="gatherings/kind_form.html",
    settings_page="gatherings/settings.html",
)
kinds, add, kind_page, settings = PAGES.views
