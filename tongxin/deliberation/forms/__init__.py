"""What people fill in around a conversation."""
