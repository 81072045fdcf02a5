"""The record book on its way in from spreadsheets: one kind of list for each kind of record."""
