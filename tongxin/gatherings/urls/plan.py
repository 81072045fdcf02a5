"""Addresses of planning: the list, the calendar, a gathering, its kind."""

from django.urls import URLPattern, path

from tongxin.gatherings.views import agenda, calendar, gathering, kinds, lists, planning

HOME = "<slug:assembly>/gatherings/"

urlpatterns: list[URLPattern] = [
    path(HOME, lists.gatherings, name="list"),
    path(f"{HOME}export/", lists.export, name="export"),
    path(f"{HOME}calendar/", calendar.month, name="calendar"),
    path(f"{HOME}plan/", planning.choose, name="choose"),
    path(f"{HOME}plan/<slug:code>/", planning.plan, name="plan"),
    path(f"{HOME}kinds/", kinds.kinds, name="kinds"),
    path(f"{HOME}kinds/add/", kinds.add, name="add_kind"),
    path(f"{HOME}kinds/of/<slug:code>/", kinds.settings, name="kind_settings"),
    path(f"{HOME}kinds/<slug:public_id>/", kinds.kind_page, name="kind_page"),
    path(f"{HOME}sittings/<slug:public_id>/agenda/", agenda.agenda, name="agenda"),
    path(f"{HOME}sittings/<slug:public_id>/copy/", agenda.copy, name="copy_sitting"),
    path(f"{HOME}<slug:public_id>/", gathering.gathering, name="gathering"),
]
