"""What a course knows besides its questions -> findings: claims, formulas, rules for code, results of experiments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quiz.bank.claim_entries import ClaimBase, Frame, Term
from quiz.bank.cue_cards import CueCard
from quiz.columns import truncate
from quiz.language import Text
from quiz.model import Verdict
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.arithmetic.number_chains import false_links
from quiz.report.asked.asked_statements import asked_text, given_text
from quiz.report.claims.claim_reader import ClaimReader, Stated
from quiz.report.claims.guards import unread_values
from quiz.report.code.code_present import may_print_code, may_remark
from quiz.report.code.code_rules import CodeBook
from quiz.report.code.said_of_code import said_of_code
from quiz.report.code.said_shapes import said_shapes
from quiz.report.finding import Finding
from quiz.report.formulas.chain_links import judge_chains
from quiz.report.formulas.formula_verdicts import judge_formulas
from quiz.report.formulas.known import Library
from quiz.report.formulas.places import formulas_of
from quiz.report.results.own_results import own_results
from quiz.report.results.result_reader import StatedResult, stated_results
from quiz.report.results.run_verdicts import Runs, judged, read_as, unmeasured
from quiz.report.rows import Row, column_of
from quiz.report.sizes.asked_sizes import judged_answer
from quiz.report.sizes.size_statements import StatedSize, stated_sizes
from quiz.report.worked.placed_values import placed_values
from quiz.report.worked.worked_examples import worked_values

_STATED: Mapping[str, Verdict] = {"right": "correct", "imprecise": "imprecise", "wrong": "wrong"}


_BY_SENTENCE: Final = frozenset({"stated-step-claim", "stated-h-claim", "stated-scale-claim"})
"""What is judged by its whole sentence: who works out each of its values knows better."""


_ONLY_NUMBERS: Final = late(
    r"(?:[A-Za-zα-ωΑ-Ω\\][\w\\{}^'()\s]{0,12}?[=≈≒]|[A-Za-z]{1,2}\s*:)?"
    r"(?:[-+−×*·÷/^=≈≒().,\d\s{}√%]|\\(?:times|cdot|frac|dfrac|sqrt|left|right|approx|fallingdotseq|div|,|;|!)|sqrt)+"
)
"""A chain of nothing but numbers, but for the name that it begins with."""
_LAST_NUMBER: Final = late(r"\d+(?:\.\d+)?")


class CourseFindings:
    """Holds the rows of a report against what a course knows; ``items`` are those that it can name to practise."""

    def __init__(
        self, items: Mapping[str, CueCard], claims: ClaimBase | None, formulas: Library | None, code: CodeBook | None
    ) -> None:
        self._items = items
        self._claim_reader = ClaimReader(claims) if claims is not None else None
        self._formulas = formulas if formulas is not None else Library()
        self._code = code if code is not None else CodeBook()

    def claims(
        self,
        rows: Sequence[Row],
        judged: Collection[int],
        answers: Collection[int],
        formulas: Mapping[int, Sequence[Finding]],
        sizes: Mapping[int, Sequence[Finding]],
    ) -> Iterator[Finding]:
        """Yield a finding for every statement that the course's claims can judge, but in rows that are judged.

        ``answers`` are the rows of an answer; sizes are said of its question in all that are ``judged`` with it.
        Those are read all the same: a heading or a question tells what the rows below it are about. What one of the
        row's ``formulas`` says is told once, with the formula. Nothing is called right beside a value that neither the
        claims nor the formulas or ``sizes`` of the row have read.
        """
        reader = self._claim_reader
        if reader is None:
            return
        statements = reader.read(rows)
        true = {id(one.row.line) for one in statements if one.verdict == "correct" and not isinstance(one.claim, Term)}
        for stated in statements:
            line = id(stated.row.line)
            if isinstance(stated.claim, Term) and stated.verdict == "correct" and line in true:
                continue  # a claim says so already
            beside = formulas.get(line, ())
            # Words beside a formula that is wrong only announce it: nothing is right about them.
            only_announces = stated.verdict == "correct" and any(one.verdict == "wrong" for one in beside)
            told = only_announces or any(reader.rests_on(stated, one.given) for one in beside)
            if stated.verdict != "correct" and stated.numeric:  # who reads what a number is the size of knows better
                told = told or any(one.verdict == "correct" for one in sizes.get(line, ()))
            if stated.verdict == "correct" and stated.unread:
                right = [one.given for one in (*beside, *sizes.get(line, ())) if one.verdict == "correct"]
                told = told or not set(stated.unread) <= set(unread_values(normalize("、".join(right)), ()))
            if line not in (judged if isinstance(stated.claim, Frame) else answers) and not told:
                yield self._of_course(stated)

    def _of_course(self, stated: Stated) -> Finding:
        claim = stated.claim
        item = self._items.get(claim.practise) if claim.practise is not None else None
        written = truncate(stated.written, 60)
        return Finding(
            "claim",
            stated.row,
            stated.row,
            written,
            stated.written,
            stated.verdict,
            stated.message,
            item,
            claim=claim.id,
            column=stated.column,
        )

    def formulas(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each formula that the course knows, and for each chain of equalities that is decided."""
        written = list(formulas_of(rows))
        for found in judge_formulas(rows, self._formulas, written):
            own = found.formula
            if found.verdict == "right" and _is_supposed(found.row, found.given):
                continue
            expected = None if found.expected is None else Text.both(found.expected)
            yield Finding(
                "formula",
                found.row,
                found.row,
                truncate(found.row.plain, 60),
                found.given,
                _STATED[found.verdict],
                found.message,
                self._items.get(own.practise or ""),
                expected=expected,
                claim=own.id,
                column=column_of(found.row, found.column),
            )
        for link in judge_chains(rows, written):
            if link.verdict == "right" and _ONLY_NUMBERS.fullmatch(link.given):
                continue  # that a sum comes out says nothing of what it is the sum of
            expected = None if link.expected is None else Text.both(link.expected)
            verdict, column = _STATED[link.verdict], column_of(link.row, link.column)
            question = truncate(link.row.plain, 60)
            yield Finding("chain", link.row, link.row, question, link.given, verdict, link.message, expected=expected,
                          claim="chain", column=column)  # fmt: skip

    def code(self, rows: Sequence[Row], judged: Collection[int]) -> Iterator[Finding]:
        """Yield a finding for each line of printed code that breaks a rule, or is a formula of the course.

        Of the code of a question only what is worth telling though the learner didn't write it.
        """
        if not may_print_code(rows):
            return
        from quiz.report.code.code_findings import judge_code  # two dozen modules of rules

        for found in judge_code(rows, self._formulas, self._code):
            if id(found.row.line) in judged and not found.in_questions:
                continue
            yield Finding(
                "code",
                found.row,
                found.row,
                found.given,
                found.given,
                _STATED[found.verdict],
                found.message,
                self._items.get(found.practise or ""),
                expected=found.expected,
                repairs=found.repairs,
                claim=found.claim,
                column=found.column + 1,
            )

    def sizes(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each size and count that a report states and a question of the bank practises."""
        worked = [*worked_values(rows), *placed_values(rows)]
        known = {id(stated.row.line) for stated in worked}
        for stated in (*stated_sizes(rows), *worked):
            if stated.judged.claim in _BY_SENTENCE and id(stated.row.line) in known:
                continue
            if stated.row.asked and stated.written.strip(" 。.") in stated.row.asked:
                continue  # the question says it, and not its answer
            item = self._items.get(stated.judged.practise)
            if item is None or (stated.judged.verdict == "wrong" and _has_own_working(stated)):
                continue
            judged, column = stated.judged, column_of(stated.row, stated.place)
            finding = _claimed(stated.row, stated.written, judged.verdict, judged.working, item, judged.claim)
            yield replace(finding, column=column)

    @staticmethod
    def sums(rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each equality of mere numbers, outside of formulas, that does not hold."""
        for found in false_links(rows):
            yield Finding("chain", found.row, found.row, truncate(found.row.plain, 60), found.shown, "wrong",
                          found.message, expected=Text.both(found.expected), claim="chain",
                          column=column_of(found.row, found.place))  # fmt: skip

    def said_of_code(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each sentence about code that its code decides."""
        for said in (*said_of_code(rows), *said_shapes(rows)):
            item = self._items.get(said.practise)
            if item is not None:
                yield _claimed(said.row, said.written, said.verdict, said.working, item, said.claim)

    def remarks(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each remark on a call or a line of code that the course's book decides."""
        if self._code.folder is None or not may_remark(rows):
            return
        from quiz.report.code.remark_reader import remarks_in  # and the course's files: most reports need neither

        for said in remarks_in(rows, self._code.folder):
            item = self._items.get(said.practise or "")
            yield _claimed(said.row, said.written, said.verdict, said.told, item, said.claim)

    def asked(self, prompt: Sequence[Row], finding: Finding) -> Finding:
        """Return the finding about the answer to a question that no item decides, judged by the sizes that it gives.

        ``finding`` tells that it isn't judged; it is returned where that can't be helped.
        """
        asked, given = asked_text(prompt), given_text([finding.row])
        judged = judged_answer(asked, given) if asked and given else None
        item = self._items.get(judged.practise) if judged is not None else None
        if judged is not None and item is not None:
            verdict, message = _STATED[judged.verdict], judged.working.sentence()
            return replace(finding, verdict=verdict, message=message, item=item, claim=judged.claim)
        return finding

    @staticmethod
    def results(rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each thing that a report says that an experiment showed."""
        yield from map(_of_result, stated_results(rows))

    @staticmethod
    def own_results(rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each thing that a report says of its own tables of results."""
        for own in own_results(rows):
            told = own.told.sentence()
            written = truncate(own.written, 60)
            yield Finding("result", own.row, own.row, written, own.written, _STATED[own.verdict], told, claim=own.claim)


_SUPPOSED: Final = late(r"[\s$`)）]*(?:とすると|とおくと|とすれば|としたとき|とするとき|と置くと|とした場合)")


def _is_supposed(row: Row, given: str) -> bool:
    """Whether a formula is only supposed (「…とすると」): what is claimed of it stands behind."""
    place = row.text.find(given)
    return place >= 0 and _SUPPOSED.match(row.text, place + len(given)) is not None


def _of_result(result: StatedResult) -> Finding:
    """Return the finding about what a report says that an experiment showed, before any run."""
    verdict, message = unmeasured(result)
    return Finding(
        "result", result.row, result.row, truncate(result.row.plain, 60), result.written, verdict,
        _as_read(result, message), read_as=" / ".join(result.runs),
        claim="experiment", column=result.column, result=result,
    )  # fmt: skip


def by_runs(finding: Finding, runs: Runs) -> Finding:
    """Return a finding with the verdict of the runs that check it; as it was, where there are none."""
    result = finding.result
    if result is None or not all(runs.get(name) for name in result.runs):
        return finding
    verdict, message = judged(result, runs)
    return replace(finding, verdict=verdict, message=_as_read(result, message))


def _as_read(result: StatedResult, message: Text) -> Text:
    reading = read_as(result)
    return Text(f"「{reading.ja}」と読みました。{message.ja}", f'Read as "{reading.en}". {message.en}')


def _claimed(row: Row, written: str, holds: str, told: Text, item: CueCard | None, claim: str) -> Finding:
    """The finding about a statement that a reader of its own has judged."""
    return Finding(
        "claim", row, row, truncate(written, 60), written, _STATED[holds], told.sentence(), item, claim=claim
    )


def _has_own_working(stated: StatedSize) -> bool:
    """Whether a step's value is worked out in its row from numbers of its own: of other givens than those above."""
    value = _LAST_NUMBER.findall(stated.written)
    if stated.judged.claim != "worked-step-claim" or not value:
        return False
    worked = rf"[\d)}}]\s*(?:[-−+×*·÷/^]|\\times|\\cdot)[^=≈≒]{{1,60}}(?:=|≈|≒|\\approx)\s*{re.escape(value[-1])}(?!\d)"
    return re.search(worked, stated.row.text) is not None
