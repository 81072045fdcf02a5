"""Addresses of online deliberation: below the assembly's slug for members and offices, below `open/` for citizens."""

from tongxin.deliberation.urls import circle, talk

app_name = "deliberation"

urlpatterns = [*talk.urlpatterns, *circle.urlpatterns]
