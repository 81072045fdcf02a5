"""Addresses of inbox, channels, outbox and switch."""

from django.urls import path

from tongxin.notifications.views import bindings, channels, inbox, outbox, sending

app_name = "notifications"
urlpatterns = [
    path("me/messages/", inbox.index, name="inbox"),
    path("me/messages/read/", inbox.read_all, name="read_all"),
    path("me/messages/channels/", channels.edit, name="channels"),
    path("me/messages/bindings/", bindings.show, name="bindings"),
    path("me/messages/bindings/<str:channel>/start/", bindings.start, name="bind_start"),
    path("me/messages/bindings/<str:channel>/back/", bindings.back, name="bind_back"),
    path("me/messages/bindings/<str:channel>/remove/", bindings.remove, name="bind_remove"),
    path("me/messages/<str:public_id>/", inbox.open_one, name="open"),
    path("system/outbox/", outbox.index, name="outbox"),
    path("system/sending/", sending.show, name="sending"),
    path("system/sending/<str:reach>/stop/", sending.stop, name="stop"),
    path("system/sending/<str:reach>/resume/", sending.resume, name="resume"),
]
