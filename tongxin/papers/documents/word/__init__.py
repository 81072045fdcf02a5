"""Writes descriptions as DOCX that WPS and Word open as official documents, every part editable."""
