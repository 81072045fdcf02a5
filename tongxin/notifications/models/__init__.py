from tongxin.notifications.models.deliveries import Delivery
from tongxin.notifications.models.notices import Notice
from tongxin.notifications.models.sending import ChannelPreference, SendingSwitch

__all__ = ["ChannelPreference", "Delivery", "Notice", "SendingSwitch"]
