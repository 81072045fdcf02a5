"""Addresses of planning: the list, the calendar, a gathering, its kind."""

from django.urls import URLPattern, path

from tongxin.gatherings.views import stand_in

urlpatterns: list[URLPattern] = [
    path("<slug:assembly>/gatherings/", stand_in.nothing, name="list"),
    path("<slug:assembly>/gatherings/kinds/<slug:public_id>/", stand_in.nothing, name="kind_page"),
    path("<slug:assembly>/gatherings/leaves/<slug:public_id>/", stand_in.nothing, name="leave"),
    path("<slug:assembly>/gatherings/<slug:public_id>/", stand_in.gathering, name="gathering"),
]
