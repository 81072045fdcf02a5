"""Stand-ins for providers, plugged into the settings."""

import pytest

from tests.notifications.standins import OfficialStandIn, SmsStandIn, WeComStandIn


@pytest.fixture
def gateways(settings):
    """The settings of sending, to be filled by a test or a stand-in."""
    settings.GATEWAYS = {"site": "https://tongxin.example"}
    return settings.GATEWAYS


@pytest.fixture
def sms(gateways):
    with SmsStandIn() as stand_in:
        gateways["sms"] = stand_in.settings
        yield stand_in


@pytest.fixture
def wecom(gateways):
    with WeComStandIn() as stand_in:
        gateways["wecom"] = stand_in.settings
        yield stand_in


@pytest.fixture
def official(gateways):
    with OfficialStandIn() as stand_in:
        gateways["official"] = stand_in.settings
        yield stand_in
