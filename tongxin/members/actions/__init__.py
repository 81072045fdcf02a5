"""What is done to the roll. Importing this package registers every act's effect with its lifecycle."""

from tongxin.members.actions import (  # noqa: F401 — each module registers its effects
    correct,
    submit_roll,
)
