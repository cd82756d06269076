"""Which words a misspelt English one may be meant for."""

from __future__ import annotations

_SHORTEST = 6
"""Shorter words are too near to one another."""
_LONGEST = 30
"""What has more letters is no word."""
_VOWELS = "aeiou"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORDS_OF_THEIR_OWN = frozenset(
    "construct constructs constructed constructing discord expended redaction redactions stranger strangers friction"
    " stepped stepping stepper inhabited decades decodes decoded decoding dilated dilates dilating permuted permuting"
    " blinded blinding compete competes competed competing indices shading shadings shudder tricked tricking budgets"
    " strings effector survivor triplets doublets pruning hugging greeting preceding curring finnish stiller"
    " contact contacts contacted contacting crates decent decade decode derive derives derived deriving"
    " leaning lesson"
    " noting prelude preludes casing coarse firing flawed freeing latter liners litter looser memoize memoizes"
    " memoized"
    " memoizing memoization tacked traced tracing tracer seeing shards weekly exceed exceeds exceeded scalar"
    " scalars apples"
    " booting broker carets contest controller cooper copper cutest doable elided elides exited exiting expend extant"
    " feeling fooled forest forged indice jumped bumped noises pruned prunes recode reorder roller rolled"
    " rolling shaded"
    " shader sizable staves studied studies studying theses tricks thresh".split()
)
"""Words that are spelt right and are near to another one: "construct" isn't meant for "constrict"."""


def likely_meant(word: str) -> tuple[str, ...]:
    """Return what a long word may be meant for: a letter left out or doubled, two letters swapped, another vowel.

    Beginnings and ends stay as they are, so that neither a denial nor another form is read into it.

    >>> "suppressed" in likely_meant("supressed"), "oscillation" in likely_meant("oscilation")
    (True, True)
    >>> "weights" in likely_meant("weigths"), "convergence" in likely_meant("convergance")
    (True, True)
    >>> "training" in likely_meant("traning"), "smaller" in likely_meant("smaler")
    (True, True)
    >>> "stable" in likely_meant("unstable"), likely_meant("fsat")
    (False, ())
    """
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha() or word in _WORDS_OF_THEIR_OWN:
        return ()
    meant: set[str] = set()
    for at in range(2, len(word) - 1):
        letter = word[at]
        meant.update(word[:at] + left_out + word[at:] for left_out in _LETTERS)
        if letter == word[at - 1]:
            meant.add(word[:at] + word[at + 1 :])
        meant.add(word[:at] + word[at + 1] + letter + word[at + 2 :])
        if letter in _VOWELS:
            meant.update(word[:at] + vowel + word[at + 1 :] for vowel in _VOWELS)
    return tuple(sorted(meant - {word}))
