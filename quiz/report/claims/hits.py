"""What a clause may say of a claim, how it is judged, and which of several findings of a sentence is told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from quiz.bank.claim_entries import Claim, Judgement
from quiz.bank.formula import Formula, FormulaError
from quiz.report.claims.cues import Sighting
from quiz.report.frozen import frozen


@frozen
class Hit:
    """A claim that a clause speaks of: the judgement, what was sighted, and the clause by its number and its text."""

    claim: Claim
    judgement: Judgement
    sighting: Sighting
    clause: int
    text: str
    doubtful: bool = False
    """What it calls wrong may be the number of something else: nothing is told of the clause."""

    @property
    def promises(self) -> bool:
        """Whether it is a right claim, told as if it held in every case."""
        return self.judgement == "imprecise" and self.claim.verdict == "right"

    @property
    def words(self) -> tuple[str, ...]:
        """The words by which it was found."""
        return self.sighting.words(self.text)


def judgement_on(claim: Claim, sighting: Sighting, most: int | None = None) -> Judgement | None:
    """Return the verdict on what was found, by its first ``most`` readings: the nearest numbers come first.

    None where the formula refuses the numbers of one, and those of no other make it hold.
    """
    if claim.holds is None:
        return claim.verdict
    held = [_holds(claim.holds, tuple(numbers.items())) for numbers in sighting.readings[:most]]
    if any(held):
        return "right"
    return None if None in held else claim.verdict


@lru_cache(maxsize=4096)
def _holds(formula: Formula, numbers: tuple[tuple[str, int | Fraction], ...]) -> bool | None:
    try:
        return bool(formula.value(dict(numbers)))
    except FormulaError:
        return None


def most_specific(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out what a more specific claim says with the same words; each claim is found once in a sentence.

    What is wrong or imprecise in the words goes before what is right in them.
    """
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.judgement == "right", -hit.sighting.length)):
        rivals = [
            other
            for other in kept
            if not (other.claim.once or hit.claim.once)
            and other.clause == hit.clause
            and (other.judgement == "wrong" or _related(hit, other))
        ]
        taken = any(_says_it(other, hit) for other in rivals)
        if hit.promises:  # one promise of a clause is told of once
            taken = any(other.clause == hit.clause and other.judgement != "right" for other in kept)
        if not taken and not any(other.claim is hit.claim for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.clause, hit.sighting.start))


def _says_it(other: Hit, hit: Hit) -> bool:
    """Whether another hit says with its words what this one does; what a clause gets wrong is all it is told of."""
    if other.judgement == "wrong" and hit.judgement == "right":
        return True
    shared = [other.sighting.covers(*span) for span in hit.sighting.spans]
    return all(shared) or (any(shared) and hit.judgement == "right" != other.judgement)


def _related(hit: Hit, other: Hit) -> bool:
    left, right = set(hit.claim.subjects), set(other.claim.subjects)
    return not left or not right or bool(left & right)
