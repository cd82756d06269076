"""A rule by which an English phrase is said in the plain way."""

from __future__ import annotations

import re
from dataclasses import dataclass

IT = r"(?:it|they|you|we|one|i|the (?:model|network|net|classifier|system|learner))"
"""Who learns."""
COMPARATIVE = (
    r"(?:smaller|lower|shorter|tinier|slower|weaker|larger|bigger|higher|longer|greater|stronger|faster|quicker"
    r"|steadier"
    r"|smoother|stabler|calmer|easier|harder|better|worse|richer|poorer|(?:more|less) \w+)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it is said as; it is tried only where one of its ``triggers`` is a word of the sentence."""

    triggers: frozenset[str]
    pattern: re.Pattern[str]
    plain: str


def rule(triggers: str, pattern: str, plain: str) -> Rule:
    """Return a rule; its triggers are parted by spaces."""
    return Rule(frozenset(triggers.split()), re.compile(pattern), plain)
