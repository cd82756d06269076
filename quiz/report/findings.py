"""A report -> its findings: one for each answer to a question and each claim that the bank can check.

An answer that can't be mapped to an item or can't be read is a finding as well; it is never counted as wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from quiz.bank.claim_files import ClaimBase
from quiz.columns import truncate
from quiz.errors import Unanswerable, too_much
from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Unreadable, Variant, Verdict
from quiz.report import marks
from quiz.report.answers import NO_ANSWER, answer_rows, is_blank, read_answer
from quiz.report.claims.claim_reader import ClaimReader, Stated
from quiz.report.code.code_findings import judge_code
from quiz.report.code.code_rules import CodeBook
from quiz.report.conclusions import Given, is_no_answer
from quiz.report.conditions import OTHER_OPERATION
from quiz.report.documents import Report, UnreadableReport
from quiz.report.formulas.chain_links import judge_chains
from quiz.report.formulas.formula_verdicts import judge_formulas
from quiz.report.formulas.known import Library
from quiz.report.instances import Instance, Repair, best_instance, fits
from quiz.report.item_search import Matcher
from quiz.report.likeness import compact, without_bullet
from quiz.report.printed_options import printed_options, right_as_printed
from quiz.report.results.result_reader import StatedResult, stated_results
from quiz.report.results.run_verdicts import Runs, judged, read_as, unmeasured
from quiz.report.rows import Row, column_of, rows_of, sentences
from quiz.report.statements import ANSWER, Found, Statement
from quiz.report.structure import Question, find_questions
from quiz.report.variants import variant_of
from quiz.verdicts import WORDINGS
from solvers.budget import REPORT_QUESTIONS, OverBudget

FindingKind = Literal["answer", "claim", "result", "formula", "chain", "code"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one answer or claim.

    ``row`` is where the answer stands, ``asked`` where its question begins, ``given`` the answer as written. ``item``
    is None where the bank has no such question; ``expected`` is None where no key could be computed. ``right`` is the
    right option as the report prints it, with its label; None where the report prints no options. ``claim`` names the
    claim or the formula of the course that a statement is, ``column`` (1-based) where in its line the statement begins.
    ``result`` is what the report says that an experiment showed, for a finding that a run can check.
    """

    kind: FindingKind
    row: Row
    asked: Row
    question: str
    given: str
    verdict: Verdict
    message: Text
    item: Item | None = None
    read_as: str = ""
    expected: Text | None = None
    repairs: tuple[Repair, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    values: Mapping[str, Any] | None = None
    right: str | None = None
    claim: str | None = None
    column: int | None = None
    result: StatedResult | None = None


_SPLIT = Text("レポートをいくつかのファイルに分けてください", "divide the report into several files")


class Checker:
    """Checks reports against the items of a bank, and against the claims and the formulas of its course."""

    def __init__(
        self,
        items: Sequence[Item],
        claims: ClaimBase | None = None,
        formulas: Library | None = None,
        code: CodeBook | None = None,
    ) -> None:
        self._items = {item.id: item for item in items}
        self._claim_reader = ClaimReader(claims) if claims is not None else None
        self._formulas = formulas if formulas is not None else Library()
        self._code = code if code is not None else CodeBook()
        self._matcher = Matcher(items)
        self._statements = [
            (item, statement)
            for item in items
            for source in item.report.statements
            if (statement := Statement(source, sizes=kind_of(item).in_reports is InReports.SIZE)).claims
        ]

    def check(self, report: Report) -> list[Finding]:
        """Return the findings of a report, in the order of its lines.

        Raises :class:`quiz.report.documents.UnreadableReport` for a file with more questions than any report has.
        """
        rows = rows_of(report)
        try:
            return self._found(rows, find_questions(rows, self._matcher.recognizes, self._matcher.stated_in))
        except OverBudget as over:
            told = too_much(over)
            ja, en = f"問題や記述が{told.ja}", f"its questions or statements are {told.en}"
            raise UnreadableReport(Text(f"{report.path}: {ja}", f"{report.path}: {en}"), remedy=_SPLIT) from None

    def _found(self, rows: Sequence[Row], questions: Sequence[Question]) -> list[Finding]:
        findings = [finding for question in questions if (finding := self._answer(question)) is not None]
        judged = {id(row.line) for pair in self._mapped(findings, questions) for row in self._judged_rows(*pair)}
        unjudged = [row for row in rows if id(row.line) not in judged]
        findings += (stated := self._claims(unjudged))
        judged_rows = judged | {id(finding.row.line) for finding in stated}
        order = {id(row.line): place for place, row in enumerate(rows)}
        given = {id(row.line) for question in questions for row in (*question.prompt, *question.body)}
        answered = {
            place
            for finding in findings
            if finding.kind == "answer"
            for place in range(order[id(finding.asked.line)], order[id(finding.row.line)] + 1)
        }
        formulas: dict[int, list[Finding]] = {}
        for finding in self._of_formulas(rows):
            line = id(finding.row.line)
            of_answer = order[line] in answered  # what leads to an answer is worth telling only if it is wrong
            if line not in judged | given and not (of_answer and finding.verdict == "correct"):
                formulas.setdefault(line, []).append(finding)
        findings += self._course_claims(rows, judged_rows, formulas)
        findings += (finding for found in formulas.values() for finding in found)
        findings += (finding for finding in self._of_code(rows) if id(finding.row.line) not in judged)
        findings += [_of_result(result) for result in stated_results(rows) if id(result.row.line) not in judged | given]
        return sorted(findings, key=lambda finding: order[id(finding.row.line)])

    @staticmethod
    def _mapped(findings: Sequence[Finding], questions: Sequence[Question]) -> Iterator[tuple[Finding, Question]]:
        by_place = {id(question.place.line): question for question in questions}
        for finding in findings:
            if finding.item is not None:
                yield finding, by_place[id(finding.asked.line)]

    def _judged_rows(self, finding: Finding, question: Question) -> list[Row]:
        """The rows that make no claim of their own; what follows the answer to something else may make one."""
        if any(finding.item is item for item, _ in self._statements):
            return question.rows
        return [*question.prompt, *question.body, *question.answer[:1]]

    # -- questions -----------------------------------------------------------------------------------------------------

    def _answer(self, question: Question) -> Finding | None:
        """Return the finding about one question; None for what only looks like one."""
        asking = [row for row in question.prompt if row.kind == "text"]
        candidates = self._candidates(question)
        if not candidates:
            return _unmapped(question)
        given_rows = [*question.before, *asking, *question.body]
        # Numbers before the points of a text answer are no options.
        chooses = any(kind_of(item).in_reports in (InReports.OPTION, InReports.OPTIONS) for item in candidates)
        printed = (printed_options(question.body) or printed_options(asking)) if chooses else None
        own = {id(row) for row in printed.rows} if printed else set()
        instance = best_instance(candidates, [row for row in given_rows if id(row) not in own], question.page)
        if instance is None:
            return _undecided(question, candidates[0], _NO_VALUES)
        in_reports = kind_of(instance.item).in_reports
        if in_reports is InReports.RUN:
            return _undecided(question, instance.item, _IS_RUN)
        if in_reports is InReports.UNDECIDED:
            return _undecided(question, instance.item, _NOT_READ)
        try:
            variant = variant_of(instance.item, instance.values)
        except Unanswerable:
            return _undecided(question, instance.item, _NO_KEY)
        given = read_answer(question, variant, printed, instance.rows)
        finding = _judged(question, instance, variant, given)
        if question.states and not question.titled and _says_nothing(finding, in_reports):
            return None  # a sentence with the words of a question, but no answer to it
        if printed is None or finding.expected is None or in_reports not in (InReports.OPTION, InReports.OPTIONS):
            return finding
        return replace(finding, right=right_as_printed(variant, printed))

    def _candidates(self, question: Question) -> list[Item]:
        """Items by the asking sentences alone, then with the givens, the paragraph before, or the code around."""
        if question.states:
            return self._matcher.stated_in("\n".join(row.plain for row in question.prompt))
        asking = "\n".join(row.plain for row in question.prompt)
        following = "\n".join(row.plain for row in _same_paragraph(question))
        before = "\n".join(row.plain for row in question.before)
        code = "\n".join(row.text for row in question.rows if row.kind == "code" or "[" in row.plain)
        for text in (asking, f"{asking}\n{following}", f"{before}\n{asking}", f"{asking}\n{code}"):
            if text.strip() and (found := self._matcher.candidates(text)):
                return found
        return []

    # -- claims --------------------------------------------------------------------------------------------------------

    def _claims(self, rows: Sequence[Row]) -> list[Finding]:
        """Return a finding for every sentence that states what an item asks."""
        found: list[Finding] = []
        for pieces in sentences(rows):
            text, starts = _joined(pieces)
            taken: list[tuple[int, int]] = []
            for start, end, candidates in self._stated(text):
                if any(start < other_end and end > other_start for other_start, other_end in taken):
                    continue
                taken.append((start, end))
                row = next(row for offset, row in reversed(starts) if offset <= start)
                finding = _claim(row, candidates)
                if finding is not None:
                    found.append(finding)
                    REPORT_QUESTIONS.check(len(found))
        return found

    def _course_claims(
        self, rows: Sequence[Row], judged: Collection[int], formulas: Mapping[int, Sequence[Finding]]
    ) -> Iterator[Finding]:
        """Yield a finding for every statement that the course's claims can judge, but in rows that are judged.

        Those are read all the same: a heading or a question tells what the rows below it are about. What one of the
        row's ``formulas`` says is told once, with the formula.
        """
        reader = self._claim_reader
        if reader is None:
            return
        for stated in reader.read(rows):
            line = id(stated.row.line)
            if line not in judged and not any(reader.rests_on(stated, one.given) for one in formulas.get(line, ())):
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

    def _of_formulas(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each formula that the course knows, and for each chain of equalities that is decided."""
        for found in judge_formulas(rows, self._formulas):
            own = found.formula
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
        for link in judge_chains(rows):
            expected = None if link.expected is None else Text.both(link.expected)
            verdict, column = _STATED[link.verdict], column_of(link.row, link.column)
            question = truncate(link.row.plain, 60)
            yield Finding("chain", link.row, link.row, question, link.given, verdict, link.message, expected=expected,
                          claim="chain", column=column)  # fmt: skip

    def _of_code(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield a finding for each line of printed code that breaks a rule, or is a formula of the course."""
        for found in judge_code(rows, self._formulas, self._code):
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

    def _stated(self, text: str) -> list[tuple[int, int, list[tuple[Item, Found]]]]:
        """Return the places where a template fits, with every item that has such a template, longest place first."""
        places: dict[tuple[int, int], list[tuple[Item, Found]]] = {}
        for item, statement in self._statements:
            position = 0
            while (match := statement.search(text, position)) is not None:
                if all(rule.name in match.values for rule in item.draws) and _is_stated(text, match, statement):
                    places.setdefault((match.start, match.end), []).append((item, match))
                position = max(match.end, position + 1)
        return sorted(((*place, found) for place, found in places.items()), key=lambda entry: entry[0] - entry[1])


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


_STATED: Mapping[str, Verdict] = {"right": "correct", "imprecise": "imprecise", "wrong": "wrong"}
_DENIED = re.compile(r"ない|ません|なく|誤|間違|かもしれ|だろう|(?:is|are)wrong|not(?!e)|n't|cannot")
_ASKED = re.compile(r"[?]$|か[。?]?$")


def _is_stated(text: str, found: Found, statement: Statement) -> bool:
    """Whether a sentence claims what a template found in it.

    It doesn't if it denies, doubts or asks it (7x7 ではない, "not 7x7"), or if the size is that behind a pooling or
    another operation of which the template doesn't speak.
    """
    if _DENIED.search(text[found.start : found.end + 20]) or _ASKED.search(text[found.end :]):
        return False
    others = OTHER_OPERATION.findall(text[found.start : found.end])
    return all(statement.mentions(word) for word in others)


def _joined(pieces: Sequence[tuple[str, Row]]) -> tuple[str, list[tuple[int, Row]]]:
    """Return a sentence in compact spelling and where each of its rows begins."""
    text, starts = "", []
    for piece, row in pieces:
        starts.append((len(text), row))
        bare = compact(without_bullet(piece))
        text += "," + bare if text[-1:].isdigit() and bare[:1].isdigit() else bare
    return text, starts


def _claim(row: Row, candidates: Sequence[tuple[Item, Found]]) -> Finding | None:
    from quiz.grading import grade

    item, found = min(candidates, key=lambda entry: not fits(entry[0], entry[1].values))
    assert found.answer is not None  # only templates with {answer} are looked for
    try:
        variant = variant_of(item, found.values)
    except Unanswerable:
        return None
    outcome = grade(variant, found.answer)
    values = ", ".join(f"{name} = {value}" for name, value in found.values.items() if name != ANSWER)
    return Finding(
        "claim",
        row,
        row,
        truncate(row.plain, 60),
        found.answer,
        outcome.verdict,
        _message(outcome, None),
        item,
        f"{values} → {outcome.understood_as or found.answer}",
        _expected(variant),
        (),
        outcome.diagnoses,
        found.values,
    )


def _same_paragraph(question: Question) -> list[Row]:
    """The rows that follow the asking sentence without a gap; behind an answer's mark nothing is the question's."""
    rows = [*question.prompt[-1:], *question.body[:12]]
    if question.answered:
        return rows[1:]
    kept = []
    for previous, row in zip(rows, rows[1:], strict=False):
        if row.kind != "text" or row.line.number != previous.line.number + 1 or row.line.cell != previous.line.cell:
            break
        kept.append(row)
    return kept


def _says_nothing(finding: Finding, in_reports: InReports) -> bool:
    unread = finding.verdict in ("unreadable", "unanswered")
    return unread or (finding.verdict == "undecided" and in_reports is InReports.PASSAGE)


# -- questions of a sheet of our own -----------------------------------------------------------------------------------

_ELSEWHERE = Text(
    "答えの欄は空ですが、ほかの所に書き込みがあります。「答え:」の後ろに書いてください",
    'the place for the answer is empty, but something is written elsewhere; write it behind "Answer:"',
)

_TWO_ANSWERS = Text(
    "「答え:」が 2 つ以上あり、どれが答えか決められません", "there is more than one answer to this question"
)


def refused_on_sheet(name: str, asked: Row, row: Row, given: str, reason: Text, item: Item | None) -> Finding:
    """Return the finding about a question of a sheet that can't be graded, named, with the reason."""
    return Finding("answer", row, asked, name, given, "undecided", reason, item)


def graded_on_sheet(
    name: str,
    asked: Row,
    rows: Sequence[Row],
    given: str,
    variant: Variant,
    *,
    elsewhere: Row | None,
    second: Row | None,
) -> Finding:
    """Return the finding about a question of a sheet, whose numbers are known: the answer is what stands in its place.

    ``rows`` are those of the answer. Where there is a derivation, the value that it leads to is looked for as in any
    report. ``elsewhere`` is where the learner wrote something besides, ``second`` where another answer stands.
    """
    from quiz.grading import grade

    kind = kind_of(variant.item)
    row = rows[0] if rows else asked
    outcome = Outcome("undecided", 0.0) if kind.runs_code and given.strip() else grade(variant, given)
    note = _IS_RUN if outcome.verdict == "undecided" and kind.runs_code else None
    if second is not None:
        row, outcome = second, Outcome("unreadable", 0.0, unreadable=Unreadable(_TWO_ANSWERS))
    elif outcome.verdict == "unanswered" and is_blank(rows) and elsewhere is not None:
        row, outcome = elsewhere, Outcome("unreadable", 0.0, unreadable=Unreadable(_ELSEWHERE))
    elif kind.in_reports in _DERIVED and (outcome.verdict == "unreadable" or "\n" in given):
        found = read_answer(Question(True, True, None, [], [asked], [], list(rows), answered=True), variant, None, ())
        if found.decided:
            row, given, outcome, note = found.row, found.text, found.outcome, found.note
    untold = kind.runs_code or (kind.runs_after_answer and outcome.verdict == "unanswered")  # no run for nothing
    expected = None if untold else kind.key_shown(kind.settled(variant))
    return Finding(
        "answer", row, asked, name, given, outcome.verdict, _message(outcome, note), variant.item,
        outcome.understood_as, expected, (), outcome.diagnoses, variant.values,
    )  # fmt: skip


_DERIVED = (InReports.NUMBERS, InReports.SIZE, InReports.FORMULA)


# -- findings about questions ------------------------------------------------------------------------------------------

_NOT_IN_BANK = Text(
    "この問題は問題集にないので判定できません。", "The bank has no such question, so this can't be judged."
)
_NO_VALUES = Text(
    "問題の値を読み取れないので判定できません。", "The question's values can't be read, so this can't be judged."
)
_IS_RUN = Text(
    "実行して採点する問題なので、レポートでは判定しません（quiz run で採点できます）。",
    "This is graded by running it, which a report can't be; quiz run does.",
)
_NOT_READ = Text(
    "この形式の解答はレポートから読み取らないので判定しません（quiz run で採点できます）。",
    "Answers of this kind are not read from reports, so this isn't judged; quiz run does.",
)
_NO_KEY = Text("この値では正解を計算できません。", "No key can be computed for these values.")
_ASSUMED = Text(
    "問題の値が読み取れないので、元の確認テストと同じ値とみなしました。",
    "The question's values can't be read, so those of the original test were assumed.",
)


def _unmapped(question: Question) -> Finding | None:
    """A question that the bank doesn't know is told of if it is plainly one."""
    if not (question.marked or question.tested):
        return None
    return _undecided(question, None, _NOT_IN_BANK)


def _undecided(question: Question, item: Item | None, reason: Text) -> Finding:
    rows = answer_rows(question, None, ())
    given = " ".join(entry.text.strip() for entry in rows[:4])[:200]
    silent = is_no_answer(rows)
    verdict: Verdict = "unanswered" if silent or is_blank(rows) else "undecided"
    reason = NO_ANSWER if silent else reason
    row = rows[0] if rows else question.place
    return Finding("answer", row, question.place, _title(question), given, verdict, reason, item)


def _judged(question: Question, instance: Instance, variant: Variant, given: Given) -> Finding:
    outcome = given.outcome
    verdict = outcome.verdict
    guessed = instance.assumed and verdict in ("wrong", "partial", "incomplete")
    if guessed and instance.open and verdict == "wrong":
        guessed = not instance.wrong_anyhow(given.text)
    elif instance.open and verdict == "correct" and not instance.is_original:
        guessed = True
    message = _message(outcome, given.note)
    if guessed:  # it would be unfair to call wrong what was perhaps asked otherwise
        verdict, message = "undecided", _ASSUMED
    elif instance.assumed and verdict != "unanswered":
        message = Text(f"{message.ja}{_ASSUMED.ja}", f"{message.en} {_ASSUMED.en}")
    return Finding(
        "answer",
        given.row,
        question.place,
        _title(question),
        given.text,
        verdict,
        message,
        instance.item,
        _read_as(instance, outcome),
        None if guessed else _expected(variant),
        instance.repairs,
        () if guessed else outcome.diagnoses,
        instance.values,
    )


def _read_as(instance: Instance, outcome: Outcome) -> str:
    """Tell how the question's values and the answer were read."""
    return " → ".join(part for part in (instance.shown, outcome.understood_as) if part)


def _title(question: Question) -> str:
    text = " ".join(marks.without_minutes(row.plain) for row in question.prompt)
    return truncate(text.lstrip("-*+•・■ ").strip(), 60)


def _expected(variant: Variant) -> Text | None:
    return kind_of(variant.item).key_in_report(variant)


def _message(outcome: Outcome, note: Text | None) -> Text:
    """Say the verdict, what speaks for it, and the slips that lead to the answer."""
    message = [note or WORDINGS[outcome.verdict].sentence]
    if note is None and outcome.unreadable is not None:
        remedy = outcome.unreadable.remedy
        message = [outcome.unreadable.reason, *([remedy] if remedy is not None else [])]
    if outcome.facets:
        message.append(_facets(outcome))
    slips = outcome.diagnoses
    if outcome.parts and note is None and outcome.unreadable is None:
        message.append(_of_parts(outcome))
    elif slips and note is None and not outcome.facets:
        message = []  # the slip says it better than the bare verdict
        if sum(slip.certain for slip in slips) > 1 and not outcome.parts:
            message.append(Text("この答えになる誤りは 1 つではありません", "more than one slip leads to this answer"))
    message += [slip.message for slip in slips]
    return Text("。".join(text.ja.rstrip("。") for text in message) + "。", _sentences([text.en for text in message]))


def _of_parts(outcome: Outcome) -> Text:
    """Say the verdict on each part: (a) 正解、(b) 不正解."""
    said = [(part.label, WORDINGS[part.outcome.verdict].short) for part in outcome.parts]
    return Text(
        "、".join(f"({name}) {text.ja}" for name, text in said), ", ".join(f"({name}) {text.en}" for name, text in said)
    )


def _sentences(parts: Sequence[str]) -> str:
    return " ".join(part[:1].upper() + part[1:].rstrip(".") + "." for part in parts)


def _facets(outcome: Outcome) -> Text:
    found = [finding.label for finding in outcome.facets if finding.state == "found"]
    if not found:
        return Text("採点の観点は見つかりませんでした", "none of the rubric's points was found")
    ja, en = "、".join(label.ja for label in found), ", ".join(label.en for label in found)
    return Text(f"見つかった観点: {ja}", f"points found: {en}")
