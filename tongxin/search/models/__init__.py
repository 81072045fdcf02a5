from tongxin.search.models.entries import SearchBand, SearchEntry, SearchTask

__all__ = ["SearchBand", "SearchEntry", "SearchTask"]
