"""Units and earlier years' proposals on their way in from spreadsheets."""
