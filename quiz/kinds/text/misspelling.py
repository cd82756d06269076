"""Which words a misspelt English one may be meant for."""

from __future__ import annotations

_SHORTEST = 7
"""Shorter words are too near to one another."""
_VOWELS = "aeiou"
_WORDS_OF_THEIR_OWN = frozenset(
    "construct constructs constructed constructing discord expended redaction redactions stranger strangers friction"
    " stepped stepping stepper inhabited decades decodes decoded decoding dilated dilates dilating permuted permuting"
    " blinded blinding compete competes competed competing indices shading shadings shudder tricked tricking budgets"
    " strings effector survivor triplets doublets pruning hugging greeting preceding curring finnish stiller".split()
)
"""Words that are spelt right and are near to another one: "construct" isn't meant for "constrict"."""


def likely_meant(word: str) -> tuple[str, ...]:
    """Return what a long word may be meant for: a letter doubled or not, two letters swapped, another vowel.

    Beginnings and ends stay as they are, so that neither a denial nor another form is read into it.

    >>> "suppressed" in likely_meant("supressed"), "oscillation" in likely_meant("oscilation")
    (True, True)
    >>> "weights" in likely_meant("weigths"), "convergence" in likely_meant("convergance")
    (True, True)
    >>> "stable" in likely_meant("unstable"), likely_meant("fsat")
    (False, ())
    """
    if len(word) < _SHORTEST or not word.isalpha() or word in _WORDS_OF_THEIR_OWN:
        return ()
    meant: set[str] = set()
    for at in range(2, len(word) - 1):
        letter = word[at]
        meant.add(word[:at] + letter + word[at:])
        if letter == word[at - 1]:
            meant.add(word[:at] + word[at + 1 :])
        meant.add(word[:at] + word[at + 1] + letter + word[at + 2 :])
        if letter in _VOWELS:
            meant.update(word[:at] + vowel + word[at + 1 :] for vowel in _VOWELS)
    return tuple(sorted(meant - {word}))
