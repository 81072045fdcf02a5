"""What pages of no single noun ask for."""
