"""What is planted in a text: found again wherever it leaks to."""


def mark(name: str) -> str:
    """A word that nothing else of the program says."""
    return f"【泄密:{name}】"
