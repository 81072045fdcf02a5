"""What is done with figures: they are frozen for reports."""
