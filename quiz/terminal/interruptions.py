"""How the answering of a question ends without an answer."""

from __future__ import annotations


class Stopped(Exception):
    """The learner stops here and may go on later."""


class Skipped(Exception):
    """The learner leaves the question, or the part of it, that is being answered."""


class TimeUp(Exception):
    """The time that an exam allows is over."""
