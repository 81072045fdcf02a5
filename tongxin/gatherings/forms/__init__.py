"""What is asked on screens; checks of fields only, the rules stand in actions and tables."""
