"""Staff add kinds of record without a programmer, and lay their own words over shipped ones."""

from functools import partial

from tongxin.kinds.actions import keep_kinds
from tongxin.lifecycle.perform import performs
from tongxin.records.lifecycle import KIND
from tongxin.records.queries.kinds import SHELF

add_kind = partial(keep_kinds.add_kind, SHELF)
lay_over = partial(keep_kinds.lay_over, SHELF)
performs(KIND.shape)(keep_kinds.shape)
