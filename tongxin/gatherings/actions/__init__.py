"""What is written: each module registers its effects with the acts of the tables."""
