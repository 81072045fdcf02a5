"""Tongxin (同心): the proposals, figures and papers of a city's consultative assembly."""

__version__ = "0.1.0"
