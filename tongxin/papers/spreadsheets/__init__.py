"""Spreadsheets in (any workbook or CSV file to tidy tables) and out (XLSX, constant memory)."""
