"""Addresses of the door: codes, desks, roll calls, gates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
