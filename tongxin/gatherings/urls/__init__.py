"""Addresses of meetings and activities, below the assembly's slug: `<assembly>/gatherings/…`."""

from tongxin.gatherings.urls import door, people, plan, proceedings

app_name = "gatherings"

urlpatterns = [
    *people.urlpatterns,
    *door.urlpatterns,
    *proceedings.urlpatterns,
    *plan.urlpatterns,
]
