"""Forms of gatherings: what pages ask before an action is called."""
