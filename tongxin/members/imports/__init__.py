"""The members' roster on its way in from spreadsheets."""
