"""Addresses of the frame: display preferences and the gallery of components."""

from django.urls import path

from tongxin.core.views import gallery, preferences

app_name = "core"
urlpatterns = [
    path("preferences/", preferences.change, name="preferences"),
    path("gallery/", gallery.components, name="gallery"),
    path("gallery/list/", gallery.sample_list, name="gallery_list"),
    path("gallery/write/", gallery.write, name="gallery_write"),
    path("gallery/wrong/", gallery.wrong, name="gallery_wrong"),
    path("gallery/public/", gallery.public, name="gallery_public"),
    path("gallery/plain/", gallery.plain, name="gallery_plain"),
]
