"""Lists that come into gatherings."""
