"""Reads: what pages and papers show of proposals, each part as one actor may see it."""
