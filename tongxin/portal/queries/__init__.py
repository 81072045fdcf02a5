"""Reads of pages that belong to no single noun: the home pages' counts, and what citizens may read."""
