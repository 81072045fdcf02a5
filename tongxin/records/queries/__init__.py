"""Reads of the record book."""
