"""Addresses that everybody may open, all below `open/`."""

from django.urls import path

from tongxin.portal.views import public

app_name = "public"
urlpatterns = [
    path("open/", public.assemblies, name="assemblies"),
    path("open/<slug:assembly>/", public.proposals, name="proposals"),
    path("open/<slug:assembly>/feed/", public.feed, name="feed"),
    path("open/<slug:assembly>/<slug:public_id>/", public.proposal, name="proposal"),
]
