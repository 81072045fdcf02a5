"""The lifecycle engine: one table per noun; from it come buttons, permissions, deadlines, notices, audit and docs."""
