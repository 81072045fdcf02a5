"""Addresses that belong to no single noun: the home page, the front door, the demonstration's door."""

from django.urls import path

from tongxin.portal.views import demo, home, rulebook

urlpatterns = [
    path("", home.front, name="front"),
    path("me/", home.me, name="me"),
    path("<slug:assembly>/rulebook/", rulebook.rulebook, name="rulebook"),
    path("<slug:assembly>/rulebook/<str:code>/", rulebook.rule, name="rule"),
    path("demo/", demo.door, name="demo"),
    path("demo/<slug:username>/", demo.enter, name="demo_enter"),
]
