"""What the pages of the record book ask."""
