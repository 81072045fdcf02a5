"""Invented material of the demonstration city: pure data, made by `city(seed)`, played elsewhere."""

from .calendar import moment
from .city import City, city
from .timeline import STATES, Step, state

__all__ = ["STATES", "City", "Step", "city", "moment", "state"]
