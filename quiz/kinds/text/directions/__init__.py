"""What may be said of a thing, in closed lists that every rubric shares, and what a denied direction comes to.

A rubric names directions ("less", "not less", "same" ...); their words stand once, in dictionary form, in the modules
beside this one, and :mod:`quiz.kinds.text.inflection` makes the forms. A word that is in no list is unknown, and never
taken for another.
"""

from __future__ import annotations

from quiz.kinds.text.directions import alike, amounts, doing, quality, success
from quiz.kinds.text.directions.direction import Direction

__all__ = ["CARRYING", "DECISIVE", "DENIED", "DENYING", "DIRECTIONS", "FROM_ELSEWHERE", "OPPOSED", "Direction"]

DIRECTIONS = {
    **amounts.DIRECTIONS,
    **quality.DIRECTIONS,
    **alike.DIRECTIONS,
    **success.DIRECTIONS,
    **doing.DIRECTIONS,
}

# What a denied direction comes to where it comes to another one: what does not happen is prevented.
DENIED = {
    "occurs": "less", "breaks": "keeps", "keeps": "breaks", "proceeds": "fails", "fails": "proceeds",
    "possible": "fails", "stable": "unstable", "unstable": "stable", "diverges": "stable",
    "depends": "withstands", "withstands": "depends", "needed": "needless", "needless": "needed",
}  # fmt: skip

# What speaks against a direction where it is said of the same thing.
OPPOSED = {
    "more": frozenset(("less",)), "less": frozenset(("more",)), "better": frozenset(("worse",)),
    "worse": frozenset(("better",)), "fast": frozenset(("slow",)), "slow": frozenset(("fast",)),
    "stable": frozenset(("unstable",)), "unstable": frozenset(("stable",)), "same": frozenset(("different",)),
    "different": frozenset(("same",)), "breaks": frozenset(("keeps",)), "keeps": frozenset(("breaks",)),
    "proceeds": frozenset(("fails",)), "fails": frozenset(("proceeds",)), "not occurs": frozenset(("more",)),
}  # fmt: skip

# A predicate of one of these, said of what another predicate says, denies that: "the risk falls", "prevents it".
DENYING = frozenset(("less", "fails"))
# A phrase such as "a large learning rate" claims something only if the clause says that it is there or can be used.
CARRYING = frozenset(
    ("needed", "uses", "possible", "occurs", "keeps", "acts", "better", "adapts", "finishes", "reached")
)

# What a claim denies of a thing in so many words: said of it, one of these is the contrary of that claim.
DECISIVE = frozenset(("more", "less", "zero", "better", "worse", "diverges", "unstable", "same", "different", "breaks"))

# Said after "so" without a subject of its own, one of these isn't said of the cause.
FROM_ELSEWHERE = frozenset(("stable", "fast", "better"))
