"""Addresses that everybody may open, all below `open/`."""

from django.urls import path

from tongxin.portal.views import conversations, public, publications

app_name = "public"
urlpatterns = [
    path("open/", public.assemblies, name="assemblies"),
    path("open/<slug:assembly>/", public.proposals, name="proposals"),
    path("open/<slug:assembly>/feed/", public.feed, name="feed"),
    path("open/<slug:assembly>/news/", publications.publications, name="publications"),
    path("open/<slug:assembly>/news/feed/", publications.feed, name="publications_feed"),
    path(
        "open/<slug:assembly>/news/<slug:public_id>/",
        publications.publication,
        name="publication",
    ),
    path("open/<slug:assembly>/conversations/", conversations.conversations, name="conversations"),
    path("open/<slug:assembly>/<slug:public_id>/", public.proposal, name="proposal"),
]
