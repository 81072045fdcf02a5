"""Addresses of planning: the list, the calendar, a gathering, its kind."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
