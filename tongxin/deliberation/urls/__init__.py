"""Addresses of deliberation, below the assembly's slug: conversations, their result, drafts."""

from tongxin.deliberation.urls import circle, talk

app_name = "deliberation"

urlpatterns = [*talk.urlpatterns, *circle.urlpatterns]
