"""Addresses of proposals, below the assembly's slug: what all roles share here, each side's own beside."""

from importlib.util import find_spec

from django.urls import include, path

from tongxin.proposals.views import lists, thread

app_name = "proposals"
SIDES = [
    side
    for side in ("member", "office", "unit", "papers", "exchange", "clearing", "extract")
    if find_spec(f"{__name__}.{side}")
]
urlpatterns = [
    path("<slug:assembly>/proposals/", lists.proposals, name="list"),
    path("<slug:assembly>/proposals/export/", lists.export, name="export"),
    *(path("", include(f"{__name__}.{side}")) for side in SIDES),
    path("<slug:assembly>/proposals/<slug:public_id>/", thread.thread, name="thread"),
]
