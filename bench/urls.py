"""The product's addresses, and the hand-written pages it is compared with."""

from django.urls import include, path

urlpatterns = [
    path("plain/", include("bench.plain.urls")),
    path("", include("tongxin.config.urls")),
]
