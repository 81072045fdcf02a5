"""The address map: what belongs to a person first, then each assembly's records under its slug."""

from django.urls import include, path

urlpatterns = [
    path("", include("tongxin.portal.urls")),
    path("", include("tongxin.portal.urls_public")),
    path("", include("tongxin.core.urls")),
    path("", include("tongxin.accounts.urls")),
    path("", include("tongxin.notifications.urls")),
    path("", include("tongxin.papers.urls")),
    path("", include("tongxin.figures.urls")),
    path("", include("tongxin.search.urls")),
    path("", include("tongxin.members.urls")),
    path("", include("tongxin.gatherings.urls")),
    path("", include("tongxin.records.urls")),
    path("", include("tongxin.deliberation.urls")),
    path("", include("tongxin.proposals.urls")),
    path("", include("tongxin.lifecycle.urls")),
]
