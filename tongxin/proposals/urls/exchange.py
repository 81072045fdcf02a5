"""Where offices exchange packages with units on paper, and enter what these did."""

from django.urls import path

from tongxin.proposals.views import exchange, on_behalf

urlpatterns = [
    path("<slug:assembly>/exchange/", exchange.desk, name="exchange"),
    path("<slug:assembly>/exchange/packages/", exchange.packages, name="packages"),
    path("<slug:assembly>/exchange/packages/<slug:public_id>/", exchange.package, name="package"),
    path("<slug:assembly>/exchange/pack/", exchange.pack, name="pack"),
    path("<slug:assembly>/exchange/take_in/", exchange.take_in, name="take_in"),
    path(
        "<slug:assembly>/on_behalf/<slug:noun>/<slug:public_id>/<slug:code>/",
        on_behalf.enter,
        name="on_behalf",
    ),
]
