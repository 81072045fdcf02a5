from tongxin.core.models.processes import DutyRun, Lease
from tongxin.core.models.record import ALPHABET, Link, Record, Sequence, new_public_id

__all__ = ["ALPHABET", "DutyRun", "Lease", "Link", "Record", "Sequence", "new_public_id"]
