from tongxin.lifecycle.models.deadlines import Deadline
from tongxin.lifecycle.models.machines import MachineRecord
from tongxin.lifecycle.models.waiting import Waiting

__all__ = ["Deadline", "MachineRecord", "Waiting"]
