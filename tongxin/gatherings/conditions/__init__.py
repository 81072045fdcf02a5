"""When an act is possible: each condition answers with the sentence that refuses it, or None."""
