from tongxin.figures.models.facts import FactVersion, facts_of
from tongxin.figures.models.snapshots import FigureSnapshot, RowSet

__all__ = ["FactVersion", "FigureSnapshot", "RowSet", "facts_of"]
