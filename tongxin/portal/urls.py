"""Addresses that belong to no single noun: the home page, the front door, the demonstration's door."""

from django.urls import path

from tongxin.portal.views import demo, home

urlpatterns = [
    path("", home.front, name="front"),
    path("me/", home.me, name="me"),
    path("demo/", demo.door, name="demo"),
    path("demo/<slug:username>/", demo.enter, name="demo_enter"),
]
