"""The acts of notifications."""
