"""What is said at gatherings, made known to the engines: rules, kinds of files, papers, sentences."""

from tongxin.gatherings import files, parameters_proceedings, sentences_proceedings
from tongxin.gatherings.papers import proceedings
from tongxin.organisations import rulebook
from tongxin.papers.files import register


def declare() -> None:
    """Called once, when the app is ready."""
    rulebook.declare(*parameters_proceedings.PARAMETERS)
    for kind in files.KINDS:
        register(kind)
    proceedings.declare()
    sentences_proceedings.declare_all()
