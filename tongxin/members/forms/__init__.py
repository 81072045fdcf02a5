"""What keepers of the roll fill in."""
