"""Addresses that belong to no single noun: the home page and the front door."""

from django.urls import path

from tongxin.portal.views import home

urlpatterns = [
    path("", home.front, name="front"),
    path("me/", home.me, name="me"),
]
