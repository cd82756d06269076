"""The rules for a course's claims: each is proved where it says how, found in its own sentences, and in no other."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.bank.claim_entries import Claim, ClaimBase, Fact, Frame, Relation, Term
from quiz.bank.formula import FormulaError
from quiz.language import Text
from quiz.report.claims.claim_reader import VERDICTS, ClaimReader, Stated

Statement = Claim | Fact | Frame | Relation | Term
ClaimFound = tuple[Statement, Text]
"""Which claim, and what is wrong with it."""


def claim_faults(base: ClaimBase) -> Iterator[ClaimFound]:
    """Yield what is wrong with the claims of a course, as far as they could be read."""
    reader = ClaimReader(base)
    claims: list[Statement] = [*base.claims, *base.facts, *base.frames, *base.relations, *base.terms]
    for claim in claims:
        yield from ((claim, detail) for detail in _check(claim))
        yield from ((claim, detail) for detail in _sentences(claim, reader))


def _check(claim: Statement) -> Iterator[Text]:
    """What a claim rests on holds, by the solvers."""
    if claim.check is None:
        return
    try:
        value = claim.check.value({})
    except FormulaError as error:
        yield Text(f"check を計算できません: {error.message.ja}", f"check: {error.message.en}")
        return
    if value is not True:
        yield Text(f"check が成り立ちません（{value}）", f"check doesn't hold (it is {value})")


def _sentences(claim: Statement, reader: ClaimReader) -> Iterator[Text]:
    """The test sentences are found with the claim's verdict; the counter-sentences aren't, or are found false.

    A right statement's test sentence is called nothing but right.
    """
    fails = claim.verdict if isinstance(claim, Claim) else "wrong"
    decides = not isinstance(claim, Claim) or claim.holds is not None
    wanted = "correct" if decides else VERDICTS[fails]
    for sentence in claim.tests:
        found = reader.of_text(sentence)
        own = any(_is_told(stated, claim) and stated.verdict == wanted for stated in found)
        others = [stated.claim.id for stated in found if stated.verdict != "correct"]
        if not own:
            yield Text(f"「{sentence}」が {wanted} と判定されません", f'"{sentence}" is not found to be {wanted}')
        elif wanted == "correct" and others:
            listed = ", ".join(others)
            yield Text(f"「{sentence}」が {listed} で正しくないとされます", f'"{sentence}" is faulted by {listed}')
    for sentence in claim.counters:
        verdicts = {stated.verdict for stated in reader.of_text(sentence) if _is_of(stated, claim)}
        if not decides and verdicts:
            yield Text(f"反例「{sentence}」が見つかってしまいます", f'the counter-sentence "{sentence}" is found')
        elif decides and VERDICTS[fails] not in verdicts:
            yield Text(f"反例「{sentence}」が誤りとされません", f'the counter-sentence "{sentence}" is not faulted')


def _is_of(stated: Stated, claim: Statement) -> bool:
    """Whether a claim is what was found; a fact may leave it to a claim that says the same of a sentence."""
    return isinstance(claim, Fact) or stated.claim is claim


def _is_told(stated: Stated, claim: Statement) -> bool:
    """Whether a statement is found as a claim, or as the fact that says the same."""
    return _is_of(stated, claim) or (isinstance(stated.claim, Claim) and bool(stated.claim.rivals))
