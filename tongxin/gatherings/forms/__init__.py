"""What people fill in: fields are checked here, rules in the actions."""
