"""What people and the clock do in a deliberation; each action registers itself with its act."""
