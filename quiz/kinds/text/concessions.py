"""English concessions: "it converges even when the initial weights are bad". What is conceded claims nothing; that the
rest holds all the same is said of it.
"""

from __future__ import annotations

from collections.abc import Callable

from quiz.kinds.text.lexicon import Word
from quiz.kinds.text.stated import Statement

_CLAUSES = frozenset(("when", "if", "though", "where"))
_PHRASES = frozenset(("with", "from", "for", "after", "under", "at"))
_GOES_WELL = frozenset(("better", "proceeds"))
_MORE_THAN_WELL = frozenset(("fast", "stable", "strong-at"))


def without_concession(words: list[Word], read: Callable[[list[Word]], list[Statement]]) -> list[Statement]:
    """Read a sentence without what it concedes, and add what it says of that: "despite better" and the like."""
    for begin in range(len(words) - 2):
        if words[begin].text == "even" and words[begin + 1].text in _CLAUSES | _PHRASES:
            end = _end(words, begin + 1)
            things = frozenset(term for word in words[begin:end] for term in word.terms)
            if not things or not end:
                break
            before, after = words[:begin], words[end:]
            said = read([*before, *after])
            main = said[-1] if before and said else said[0] if said else None
            if main is not None and main.sign is not None:
                directions = frozenset(f"despite {name}" for name in main.directions)
                said.append(Statement(things, things, directions, main.subject, main.sign))
                if main.sign and main.directions & _GOES_WELL and not main.directions & _MORE_THAN_WELL:
                    main.sign = None  # "even with bad weights it trains fine": said of the weights
            return said
    return read(words)


def _end(words: list[Word], opening: int) -> int:
    """The place after what is conceded; 0 where it isn't clear."""
    named = False
    for place in range(opening + 1, len(words)):
        word = words[place]
        if word.is_("break"):
            return place
        if words[opening].text in _PHRASES:
            if named and not word.terms:
                return place
            named = named or bool(word.terms)
    return len(words) if opening > 1 or words[opening].text in _PHRASES else 0
