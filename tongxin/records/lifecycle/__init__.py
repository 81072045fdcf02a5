from tongxin.records.lifecycle.kinds import KIND
from tongxin.records.lifecycle.publications import PUBLICATION
from tongxin.records.lifecycle.records import RECORD
from tongxin.records.lifecycle.submissions import INTAKE, SUBMISSION

__all__ = ["INTAKE", "KIND", "PUBLICATION", "RECORD", "SUBMISSION"]
