"""The suite's settings for processes of their own, whose clock stands where the suite's stood when they were made."""

import os
from datetime import timedelta

from tests.settings import *  # noqa: F403

CLOCK_SHIFT = timedelta(seconds=float(os.environ["TONGXIN_TEST_SHIFT"]))
