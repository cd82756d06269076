"""A report -> its findings: one for each answer to a question and each claim that the bank can check.

An answer that can't be mapped to an item or can't be read is a finding as well; it is never counted as wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from quiz.bank.claim_entries import ClaimBase
from quiz.bank.cue_cards import CueCard, cue_card
from quiz.bank.uncollected import uncollected
from quiz.errors import too_much
from quiz.language import Text
from quiz.model import Item
from quiz.reading.spelling import normalize
from quiz.report.answer_findings import AnswerFindings
from quiz.report.asked.completed_rows import completed_rows
from quiz.report.asked.told_answers import told_once
from quiz.report.code.code_rules import CodeBook
from quiz.report.course_findings import CourseFindings
from quiz.report.documents import Report, UnreadableReport
from quiz.report.finding import Finding
from quiz.report.formulas.known import Library
from quiz.report.item_search import Matcher
from quiz.report.question import Question, paragraph_ends
from quiz.report.rows import Row, rows_of
from quiz.report.statement_findings import StatementFindings
from quiz.report.structure import find_questions
from solvers.budget import OverBudget

_SPLIT = Text("レポートをいくつかのファイルに分けてください", "divide the report into several files")


class Checker:
    """Checks reports against the items of a bank, and against the claims and the formulas of its course."""

    def __init__(
        self,
        items: Iterable[Item | CueCard],
        claims: ClaimBase | None = None,
        formulas: Library | None = None,
        code: CodeBook | None = None,
    ) -> None:
        """``items``, or their cue cards: of those an item is read once a report is about it."""
        cards = [one if isinstance(one, CueCard) else cue_card(one) for one in items]
        self._matcher = Matcher(cards)
        self._answers = AnswerFindings(self._matcher)
        self._statements = StatementFindings(cards)
        self._course = CourseFindings({card.id: card for card in cards}, claims, formulas, code)

    def check(self, report: Report) -> list[Finding]:
        """Return the findings of a report, in the order of its lines.

        Raises :class:`quiz.report.documents.UnreadableReport` for a file with more questions than any report has.
        """
        try:
            with uncollected():
                rows = rows_of(report)
                matcher = self._matcher
                found = find_questions(rows, matcher.recognizes, matcher.cards_stated_in, matcher.cards_titled)
                return self._found(rows, found)
        except OverBudget as over:
            told = too_much(over)
            ja, en = f"問題や記述が{told.ja}", f"its questions or statements are {told.en}"
            raise UnreadableReport(Text(f"{report.path}: {ja}", f"{report.path}: {en}"), remedy=_SPLIT) from None

    def _found(self, rows: Sequence[Row], questions: Sequence[Question]) -> list[Finding]:
        order = {id(row.line): place for place, row in enumerate(rows)}
        findings = [
            finding
            for question in questions
            if (finding := self._about(question, rows, order[id(question.place.line)])) is not None
        ]
        judged = {id(row.line) for pair in self._mapped(findings, questions) for row in self._judged_rows(*pair)}
        answered_rows = {
            id(row.line) for pair in self._mapped(findings, questions) for row in self._answered_rows(*pair)
        }
        doubted = {
            id(row.line)
            for finding, question in self._mapped(findings, questions)
            if finding.verdict == "undecided" and finding.diagnoses
            for row in _paragraph_from(finding.row, [*question.body, *question.answer])
        }  # of an answer with a mistake in it that could not be judged as a whole no part is called right
        unjudged = [row for row in rows if id(row.line) not in judged]
        findings += (stated := self._statements.found_in(unjudged))
        judged_rows = judged | {id(finding.row.line) for finding in stated}
        given = {id(row.line) for pair in self._with_findings(findings, questions) for row in self._given_rows(*pair)}
        asked = judged | given
        answered = {
            place
            for finding in findings
            if finding.kind == "answer"
            for place in range(order[id(finding.asked.line)], order[id(finding.row.line)] + 1)
        }
        read = completed_rows(rows, questions)
        formulas: dict[int, list[Finding]] = {}
        for finding in self._course.formulas(read):
            line = id(finding.row.line)
            of_answer = order[line] in answered  # what leads to an answer is worth telling only if it is wrong
            if line not in asked and not (of_answer and finding.verdict == "correct"):
                formulas.setdefault(line, []).append(finding)
        stated = [*self._course.sizes(read), *self._course.said_of_code(rows), *self._course.remarks(rows)]
        known = judged_rows | given
        sizes = [size for size in stated if id(size.row.line) not in known]
        findings += sizes
        told = {(id(size.row.line), size.claim) for size in sizes}
        wrong = {id(size.row.line) for size in sizes if size.verdict == "wrong"}
        sizes_by_line: dict[int, list[Finding]] = {}
        for size in sizes:
            sizes_by_line.setdefault(id(size.row.line), []).append(size)
        sums: dict[int, list[Finding]] = {}
        for one in self._course.sums(rows):
            line = id(one.row.line)
            told_already = line in wrong or any(formula.verdict == "wrong" for formula in formulas.get(line, ()))
            if line not in judged_rows | given and not told_already:
                sums.setdefault(line, []).append(one)
        findings += (one for found in sums.values() for one in found)
        answered_rows |= judged_rows - judged
        claims = self._course.claims(read, judged_rows, answered_rows, formulas, sizes_by_line)
        findings += (
            claim
            for claim in claims
            if (id(claim.row.line), claim.claim) not in told
            and not (
                claim.verdict == "correct"
                and (id(claim.row.line) in doubted or _rests_on_wrong(claim, sizes_by_line, sums))
            )
        )
        findings += (finding for found in formulas.values() for finding in found)
        code = self._course.code(rows, judged)  # of a line with a wrong comment nothing is called right
        findings += (one for one in code if not (one.verdict == "correct" and id(one.row.line) in wrong))
        results = [*self._course.results(rows), *self._course.own_results(rows)]
        findings += (result for result in results if id(result.row.line) not in asked)
        findings = told_once(findings)
        as_written = (
            replace(each, row=rows[order[id(each.row.line)]]) if each.row.asked else each for each in findings
        )
        return sorted(as_written, key=lambda finding: order[id(finding.row.line)])

    def _about(self, question: Question, rows: Sequence[Row], place: int) -> Finding | None:
        """The finding about a question; one that the bank doesn't have may ask for what follows from its givens.

        An answer without a question, right below a heading, is an answer to that.
        """
        finding = self._answers.about(question)
        if finding is None or finding.verdict not in ("undecided", "unreadable"):
            return finding
        if finding.verdict == "undecided" and finding.values is not None:
            return finding
        prompt = question.prompt
        if not prompt:
            above = [row for row in rows[max(place - 2, 0) : place] if row.kind != "blank"]
            prompt = [row for row in above[-1:] if row.kind == "heading"]
        return self._course.asked(prompt, finding)

    @staticmethod
    def _mapped(findings: Sequence[Finding], questions: Sequence[Question]) -> Iterator[tuple[Finding, Question]]:
        by_place = {id(question.place.line): question for question in questions}
        for finding in findings:
            if finding.item is not None:
                yield finding, by_place[id(finding.asked.line)]

    @staticmethod
    def _with_findings(
        findings: Sequence[Finding], questions: Sequence[Question]
    ) -> Iterator[tuple[Finding | None, Question]]:
        by_place = {id(finding.asked.line): finding for finding in findings}
        for question in questions:
            yield by_place.get(id(question.place.line)), question

    @staticmethod
    def _given_rows(finding: Finding | None, question: Question) -> list[Row]:
        """The rows that only give what is asked; below a mere title they are the report's own where none answers."""
        open_still = finding is None or finding.verdict in ("undecided", "unreadable", "unanswered")
        if question.titled and open_still:
            return question.prompt
        return [*question.prompt, *(question.body if finding is None else _body_of(finding, question))]

    def _judged_rows(self, finding: Finding, question: Question) -> list[Row]:
        """The rows that make no claim of their own; what follows the answer to something else may make one.

        A sentence that could not be judged as an answer may still be judged as a statement.
        """
        if question.states and not question.titled and finding.verdict == "undecided":
            return []
        if question.titled and not question.answered and finding.verdict in ("undecided", "unreadable", "unanswered"):
            return question.prompt
        body = _body_of(finding, question)
        if finding.item is not None and self._statements.has(finding.item.id):
            return [*question.prompt, *body, *question.answer_paragraph, *question.beside]
        return [*question.prompt, *body, *question.answer[:1], *question.beside]

    def _answered_rows(self, finding: Finding, question: Question) -> list[Row]:
        """Those of them that say nothing but the answer: up to the end of the paragraph in which it stands.

        What goes on behind it may be the report's own text; and what could not be judged may still be a statement.
        """
        if finding.verdict in ("undecided", "unreadable"):
            return [] if question.states and not question.titled else question.prompt
        return _up_to(finding.row, self._judged_rows(finding, question))


def _rests_on_wrong(
    claim: Finding, sizes: Mapping[int, Sequence[Finding]], sums: Mapping[int, Sequence[Finding]]
) -> bool:
    """Whether a claim may rest on a number that is wrong: a size of its row, or a sum of its own sentence.

    Of a worked value only what holds the value itself rests on it.
    """
    line = id(claim.row.line)
    wrong = (size for size in sizes.get(line, ()) if size.verdict == "wrong")
    return any(_holds(claim, size) for size in wrong) or any(
        one.given in normalize(claim.given) for one in sums.get(line, ())
    )


def _holds(claim: Finding, size: Finding) -> bool:
    worked = (size.claim or "").startswith("worked-")
    return not worked or re.findall(r"[\d.]*\d", size.given)[-1] in claim.given


def _up_to(answer: Row, rows: Sequence[Row]) -> list[Row]:
    """The rows of a question up to the end of the paragraph in which its answer stands."""
    end = next((place for place, row in enumerate(rows) if row.line is answer.line), len(rows) - 1)
    while end + 1 < len(rows) and rows[end + 1].kind not in ("blank", "heading"):
        end += 1
    return list(rows[: end + 1])


def _body_of(finding: Finding, question: Question) -> Sequence[Row]:
    """What stands below a question and belongs to it: without a mark, no more than up to what answers it."""
    if question.answered or finding.verdict in ("undecided", "unreadable", "unanswered"):
        return question.body
    start = next((place for place, row in enumerate(question.body) if row.line is finding.row.line), None)
    if start is None:
        return question.body
    return [*question.body[:start], *_paragraph_from(finding.row, question.body)]


def _paragraph_from(first: Row, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows from one of them to the end of its paragraph."""
    start = next((place for place, row in enumerate(rows) if row.line is first.line), len(rows))
    return rows[start : start + paragraph_ends(rows[start:])]
