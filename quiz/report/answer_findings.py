"""A question of a report and its answer -> the finding about them: which item asks it, and how the answer went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quiz.columns import truncate
from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Item, Outcome, Variant, Verdict
from quiz.report import marks
from quiz.report.answers import NO_ANSWER, answer_rows, asks_for_code, is_blank, read_answer
from quiz.report.conclusions import Given, is_no_answer
from quiz.report.finding import Finding
from quiz.report.instances import Instance, best_instance
from quiz.report.item_search import Matcher
from quiz.report.named_sides import as_the_report_has_them, sides_in
from quiz.report.option_lists import Printed, printed_options, without_options
from quiz.report.outcome_words import expected_of, message_of
from quiz.report.printed_options import right_as_printed
from quiz.report.question import Question
from quiz.report.rows import Row
from quiz.report.variants import variant_of


class AnswerFindings:
    """Grades the answers to questions, against the items that ``matcher`` finds for them."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def about(self, question: Question) -> Finding | None:
        """Return the finding about one question; None for what only looks like one."""
        asking = [row for row in question.prompt if row.kind == "text"]
        candidates = self._candidates(question)
        if not candidates and (unseen := self._about_unseen(question)) is not None:
            return unseen
        if not candidates:
            return _unmapped(question)
        # Numbers before the points of a text answer are no options.
        chooses = any(kind_of(item).in_reports in (InReports.OPTION, InReports.OPTIONS) for item in candidates)
        printed = printed_options(asking, question.body) if chooses else None
        own_rows = without_options([*asking, *_up_to_options(question, printed)], printed)
        instance = best_instance(candidates, own_rows, question.page)
        if question.before and (instance is None or instance.assumed):
            wider = best_instance(candidates, [*question.before, *own_rows], question.page)
            instance = wider if instance is None or (wider is not None and not wider.assumed) else instance
        if instance is None:
            return _undecided(question, candidates[0], _NO_VALUES)
        in_reports = kind_of(instance.item).in_reports
        if in_reports is InReports.RUN:
            return _undecided(question, instance.item, IS_RUN)
        if in_reports is InReports.UNDECIDED:
            return _undecided(question, instance.item, _NOT_READ)
        try:
            variant = variant_of(instance.item, instance.values)
        except Unanswerable:
            return _undecided(question, instance.item, _NO_KEY)
        given = read_answer(question, variant, printed, instance.rows)
        anyhow = instance.assumed and given.outcome.verdict == "wrong" and _is_wrong_anyhow(question, instance, printed)
        finding = _with_sides(_judged(question, instance, variant, given, anyhow=anyhow), question)
        if (
            finding.verdict in _HELD_AGAINST
            and in_reports is InReports.PASSAGE
            and self._in_own_words(question, finding)
        ):
            return _undecided(question, None, _OWN_WORDS)
        if question.states and not question.titled and _says_nothing(finding, in_reports):
            return None  # a sentence with the words of a question, but no answer to it
        doubtful = finding.verdict in _OPEN or (question.loosely and finding.verdict != "correct")
        if doubtful and question.titled and not question.answered and self._only_named(question):
            return None  # a part of the report with the name of a test
        if printed is None or finding.expected is None or in_reports not in (InReports.OPTION, InReports.OPTIONS):
            return finding
        return replace(finding, right=right_as_printed(variant, printed))

    def _about_unseen(self, question: Question) -> Finding | None:
        """The finding about the answer to a test of which nothing is seen (a picture): its own words tell which it is.

        It is held against nothing that it doesn't name itself: wrong is only what is so by the values that it gives.
        """
        if not question.tested or not question.answered or any(row.plain.strip() for row in question.prompt):
            return None
        rows = [row for row in question.answer[:MAX_UNSEEN] if row.kind == "text"]
        said = "\n".join(row.plain for row in rows)
        named = self._matcher.stated_in(said) or self._matcher.stated_in(f"{question.section}\n{said}")
        instance = best_instance(named, rows, None) if len(named) == 1 else None
        if instance is None or kind_of(instance.item).in_reports in (InReports.RUN, InReports.UNDECIDED):
            return None
        try:
            variant = variant_of(instance.item, instance.values)
        except Unanswerable:
            return None
        givens = {id(row) for row in instance.rows}
        own = replace(question, answer=[row for row in question.answer if id(row) not in givens])
        finding = _judged(question, instance, variant, read_answer(own, variant, None, ()), anyhow=False)
        in_reports = kind_of(instance.item).in_reports
        computed = in_reports in (InReports.FORMULA, InReports.NUMBERS, InReports.SIZE)
        gives_values = computed and bool(instance.item.draws) and not instance.assumed
        if finding.verdict not in ("correct", "partial") and not (finding.verdict == "wrong" and gives_values):
            return None
        title, told = instance.item.title, finding.message
        return replace(
            finding,
            message=Text(
                f"{told.ja}問題の文がないので、答えから「{title.ja}」の確認テストとみなしました。",
                f"{told.en} The question isn't written: by the answer it was taken for that on “{title.en}”.".strip(),
            ),
        )

    def _in_own_words(self, question: Question, finding: Finding) -> bool:
        """Whether a learner asks something of their own, of which an item only has the words."""
        if question.tested or question.states or not isinstance(finding.item, Item):
            return False
        if any(marks.asks(row.plain) for row in question.prompt):  # 「…を述べよ」 is a test's way of asking
            return False
        asking = "\n".join(row.plain for row in question.prompt)
        return not self._matcher.is_worded_like(asking, finding.item)

    def _candidates(self, question: Question) -> list[Item]:
        """Items by the asking sentences alone, then with what stands around them, the surest first.

        What belongs to the question (its givens, the paragraph before, its code) is tried before what it may leave
        unsaid (its section's subject), a mere topic after whole words, and the answer's own words last.
        """
        if question.states:
            return self._named(question)
        asking = "\n".join(row.plain for row in question.prompt)
        following = "\n".join(row.plain for row in _same_paragraph(question))
        before = "\n".join(row.plain for row in question.before)
        code = "\n".join(row.text for row in question.rows if row.kind == "code" or "[" in row.plain)
        named = {item.id for item in self._matcher.stated_in(asking)} if asking.strip() else set()
        for text, above in (
            (asking, False),
            (f"{asking}\n{following}", False),
            (f"{before}\n{asking}", bool(before.strip())),
            (f"{asking}\n{code}", False),
        ):
            found = self._matcher.candidates(text) if text.strip() else []
            if above and named:  # what a question names itself is not overruled from above
                found = [item for item in found if item.id in named]
            if found:
                return found
        demands = question.tested or any(marks.asks(row.plain) for row in question.prompt)
        of_section = f"{question.section}\n{asking}" if demands and question.section and asking.strip() else ""
        if of_section and not self._matcher.stated_in(asking) and (found := self._matcher.candidates(of_section)):
            return found
        if not (question.marked or question.tested):
            return []
        led_to = f"{question.before[-1].plain}\n{asking}" if question.before and asking.strip() else ""
        below = "" if asking.strip() else "\n".join(row.plain for row in question.rows_below[:12])
        answering = "\n".join(row.plain for row in question.answer[:12]) if asking.strip() else ""
        return (
            self._named(question)
            or (self._matcher.stated_in(led_to) if led_to else [])
            or (self._matcher.stated_in(code) if question.tested and code else [])
            or (self._matcher.stated_in(f"{code}\n{below}") if question.tested and code and below else [])
            or [item for item in self._matcher.candidates(f"{asking}\n{answering}") if _is_passage(item)]
        )

    def _only_named(self, question: Question) -> bool:
        """Whether nothing but a name tells of a test, and what stands below it is no short answer."""
        if question.loosely:
            return True
        asking = "\n".join(row.plain for row in question.prompt)
        return len(question.body) > MAX_BELOW_A_NAME and not self._matcher.stated_in(asking)

    def _named(self, question: Question) -> list[Item]:
        """Items of which a question has the topic; else, of a test, those whose title it is."""
        text = "\n".join(row.plain for row in question.prompt)
        if found := self._matcher.stated_in(text):
            return found
        titled = self._matcher.cards_titled(marks.name_of_test(text)) if question.tested else ()
        if not titled and question.tested and question.section:
            return self._matcher.stated_in(f"{question.section}\n{text}")
        return [card.item for card in titled]


def _up_to_options(question: Question, printed: Printed | None) -> Sequence[Row]:
    """The rows of a question up to its options, which its own text ends with; without options, all of them.

    Where the options stand in the sentence that asks, and no mark tells the answer, it begins right below.
    """
    listed = {id(row) for row in printed.rows} if printed is not None else set()
    last = max((place for place, row in enumerate(question.body) if id(row) in listed), default=None)
    if last is not None:
        return question.body[: last + 1]
    return [] if listed and not question.answered else question.body


def _is_passage(item: Item) -> bool:
    return kind_of(item).in_reports is InReports.PASSAGE


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


# -- what is said ----------------------------------------------------------------------------------------------------

_NOT_IN_BANK = Text(
    "この問題は問題集にないので判定できません。", "The bank has no such question, so this can't be judged."
)
_OPEN: Final[tuple[Verdict, ...]] = ("undecided", "unreadable", "unanswered")
MAX_UNSEEN: Final = 8
"""Rows of an answer that may tell to which question it is one."""
DRAWS: Final = 24
"""Draws of a question in all of which code has to be wrong to be so whatever was asked."""
MAX_BELOW_A_NAME: Final = 8
"""Rows below a mere name that may be its answer: more of them are a text of their own."""
_HELD_AGAINST: Final[tuple[Verdict, ...]] = ("wrong", "partial", "incomplete", "unreadable")
_OWN_WORDS = Text(
    "問題集の問題に近い問いですが、同じことを聞いているとは限らないので、その正解とは比べません。",
    "This is close to a question of the bank, but may ask something else, so its key isn't held against the answer.",
)
_NO_VALUES = Text(
    "問題の値を読み取れないので判定できません。", "The question's values can't be read, so this can't be judged."
)
IS_RUN = Text(
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


def _with_sides(finding: Finding, question: Question) -> Finding:
    """The finding with the key's figures on the sides where the report has them."""
    sides = sides_in("\n".join(row.plain for row in question.prompt))
    key = finding.expected
    if not sides or key is None:
        return finding
    expected = Text(*(as_the_report_has_them(text, key.ja, sides) for text in (key.ja, key.en)))
    return replace(finding, expected=expected, read_as=as_the_report_has_them(finding.read_as, key.ja, sides))


def _is_wrong_anyhow(question: Question, instance: Instance, printed: Printed | None) -> bool:
    """Whether code is wrong for whichever values the question has: in every draw in which it can be judged."""
    item = instance.item
    if not asks_for_code(item):
        return False
    from quiz.drawing import draw

    verdicts: set[Verdict] = set()
    for seed in range(DRAWS):
        try:
            drawn = draw(item, seed)
        except Unanswerable:
            continue
        verdicts.add(read_answer(question, drawn, printed, instance.rows).outcome.verdict)
    return "wrong" in verdicts and verdicts.isdisjoint(("correct", "partial", "incomplete"))


def _judged(question: Question, instance: Instance, variant: Variant, given: Given, *, anyhow: bool) -> Finding:
    """``anyhow``: the answer is wrong whatever the values are that the question doesn't tell."""
    outcome = given.outcome
    verdict = outcome.verdict
    guessed = instance.assumed and verdict in ("wrong", "partial", "incomplete") and not anyhow
    if guessed and instance.open and verdict == "wrong":
        guessed = not instance.wrong_anyhow(given.text)
    elif instance.open and verdict == "correct" and not instance.is_original:
        guessed = True
    message = message_of(outcome, given.note)
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
        None if guessed or anyhow else expected_of(variant),
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
