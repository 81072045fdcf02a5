from tongxin.papers.models.files import StoredFile
from tongxin.papers.models.imports import ColumnMemory, ImportBatch, ImportResult, ImportRow

__all__ = ["ColumnMemory", "ImportBatch", "ImportResult", "ImportRow", "StoredFile"]
