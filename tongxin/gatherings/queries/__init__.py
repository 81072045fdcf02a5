"""What is read: one module a page."""
