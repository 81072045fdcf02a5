"""The discipline team's requests (纪检调阅): entered by one, decided by another, answered once, each download named."""

from tongxin.proposals.actions.extract import deciding  # noqa: F401 — registers the acts' effects
from tongxin.proposals.actions.extract.entering import enter_extract
from tongxin.proposals.actions.extract.producing import produce_granted

__all__ = ["enter_extract", "produce_granted"]
