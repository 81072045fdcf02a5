"""The import engine: staged rows, column matching, checks, preview, one confirmed transaction, undo. Knows no domain."""
