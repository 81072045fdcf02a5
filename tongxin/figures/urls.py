"""Addresses of figures, below the assembly's slug."""

from django.urls import path

from tongxin.figures.views import page, rows

app_name = "figures"

urlpatterns = [
    path("<slug:assembly>/figures/", page.page, name="page"),
    path("<slug:assembly>/figures/export/", page.export, name="export"),
    path("<slug:assembly>/figures/<str:code>/", rows.usual, name="usual"),
    path("<slug:assembly>/figures/<str:code>/<str:when>/", rows.rows, name="rows"),
    path(
        "<slug:assembly>/figures/<str:code>/<str:when>/<slug:by>/<str:key>/",
        rows.part,
        name="part",
    ),
]
