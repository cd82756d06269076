"""What only names a test and yet begins it: the words of a picture, a numbered line above its answer, the next topic.

Nothing here is changed; the decisions are taken from what is open at the moment, and `quiz.report.structure` acts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.listed_tests import Listed, Stated, listed_questions
from quiz.report.numbered_tests import LEAST, entries, number_of
from quiz.report.option_series import series_in
from quiz.report.paragraphs import is_list, joined, may_be_option
from quiz.report.pictured_tests import is_test_by_its_words, words_of_picture
from quiz.report.question import MAX_ROWS, Question
from quiz.report.rows import Row, cut
from quiz.report.webpage import PICTURE

MAX_WORDS_BEFORE = 3
"""Rows that may lead to a list of answers: 「お待たせしました。」."""
MAX_NEXT_TITLE = 200
"""Characters of a line that names the next topic: its givens and options may stand in it."""

_SENTENCE_END = late(r"。|(?:です|ます|である|だ|する|なる|れる|った|ない)\s*$|[a-z]{3,}\.\s*$")
_DIGITS = late(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Bank:
    """How a text is found in a bank: as a question, by its topic, as the title of a test."""

    recognizes: Callable[[str], bool]
    stated: Stated
    titled: Stated

    def named(self, text: str) -> Collection[object]:
        """The items that a text is about, by its topic or as a title."""
        return [*self.stated(text), *self.titled(marks.name_of_test(text))]


def in_picture(row: Row, bank: Bank, current: Question | None, *, tested: bool, declared: bool) -> Row | None:
    """Return the words of a picture that is a test's question; None for any other row.

    ``tested``: it stands under a test's heading; ``declared``: the report says that its questions are pictures.
    """
    words = words_of_picture(row)
    if words is None or not ((found := bank.named(words.plain)) or bank.recognizes(words.plain)):
        return None
    if declared or is_test_by_its_words(words):
        return words
    if not tested or current is None or current.closed:
        return words if tested else None
    own = {id(item) for item in bank.named(joined(current.prompt))}
    told = any(row.kind != "text" or row.plain != PICTURE for row in current.rows_below)
    return words if told and found and not own & {id(item) for item in found} else None


def next_number(
    group: Sequence[Row], following: Sequence[Row], bank: Bank, last: tuple[str, int] | None, *, free: bool
) -> tuple[str, int, int] | None:
    """Return the sign, number and end of the label of a line that is a numbered test: its answer's mark stands below.

    ``last`` are sign and number of the one before; ``free``: a first one may begin, under a test's heading.
    """
    found = number_of(group[0].plain) or _signed(group[0].plain)
    if found is None or not following or following[0].kind != "text":
        return None
    goes_on = last is not None and found[:2] == (last[0], last[1] + (found[1] > 0))
    named = bool(bank.named(group[0].plain[found[2] :]))
    if found[0] in _ASKING_SIGNS and named and (goes_on or marks.after_arrow(following[0].plain) is not None):
        return found
    if not marks.names_answer(following[0].plain) or is_list(group):
        return None
    return found if goes_on or (free and named) else None


_ASKING_SIGNS = "💡❓❔🤔"
"""Little pictures with which a page of notes sets a question off: its answer stands behind an arrow below."""
_SIGN = late(rf"[■●◆▼▶□◇★☆{_ASKING_SIGNS}]\ufe0f?\s*(?=\S)")


def _signed(text: str) -> tuple[str, int, int] | None:
    """A sign that begins the title of each test, as a label without a number."""
    found = _SIGN.match(text)
    return None if found is None else (text[0], 0, found.end())


def own_items(current: Question, bank: Bank) -> set[int]:
    """The identities of the items that a question's own words may mean."""
    named, stated = bank.named(joined(current.prompt)), bank.stated(joined([*current.prompt, *current.body]))
    return {id(item) for item in (*named, *stated)}


def is_next_title(group: Sequence[Row], current: Question | None, bank: Bank) -> bool:
    """Whether a line of its own names the topic of another question than the one that has its answer above."""
    if current is None or current.closed or not current.rows_below:
        return False
    if not all(may_be_option(row) or series_in(row.plain) is not None for row in group[1:]):
        return False
    if len(group[0].plain) > MAX_NEXT_TITLE or _SENTENCE_END.search(group[0].plain):
        return False
    own = own_items(current, bank)
    return marks.may_ask(group[0].plain) or not own & {id(item) for item in bank.stated(group[0].plain)}


def names_test(row: Row, test_level: int | None, bank: Bank) -> bool:
    """Whether a heading names a test: by its topic, or by a mere title, which has no other sense below a test's."""
    below = marks.is_test_heading(row.plain) or row.level > (test_level or 0)
    named = bank.named if below and not marks.reflects(row.plain) else bank.stated
    return bool(named(row.plain))


def tests_listed(group: Sequence[Row], current: Question | None, bank: Bank) -> list[Listed]:
    """Return the questions that a list or a table asks and answers; none where it rather answers the open question."""
    found = listed_questions(group, bank.stated, bank.titled)
    if not found or current is None or current.closed or current.answered:
        return found
    if current.prompt and current.prompt[0].plain.startswith("|") and group[0].plain.startswith("|"):
        return found  # the row above, whose answer is wanting
    asked = {id(item) for one in found if one.answer for item in one.items}
    if current.titled and asked <= {id(item) for item in bank.named(joined(current.prompt))}:
        return []  # a derivation in a list, whose lines have the topic of the title
    if current.body:
        return found
    own = {id(item) for item in bank.stated(joined(current.prompt))}
    return found if len(asked) > 1 and not asked & own else []


_EMPHASISED = late(r"\*(?![\s*])[^*]{8,}(?<![\s*])\*|_(?![\s_])[^_]{8,}(?<![\s_])_")


def without_emphasis(row: Row) -> Row:
    """Return a row that is wholly in italics without their signs; any other one as it is."""
    return cut(row, 1, len(row.plain) - 1) if _EMPHASISED.fullmatch(row.text.strip()) else row


def goes_on_asking(current: Question, group: Sequence[Row]) -> bool:
    """Whether a paragraph asks what a marked question, which has described something so far, wants to know."""
    if not current.marked or current.answered or any(marks.asks(row.plain) for row in current.prompt):
        return False
    if not current.rows_below and all(_EMPHASISED.fullmatch(row.text.strip()) for row in group):
        return True  # a question in italics below its title
    return any(marks.asks(row.plain) for row in group[:4]) and marks.option_at(group[0].plain) is None


@dataclass(slots=True)
class ByNumber:
    """The questions whose marks have a number: A1 answers Q1, though Q2 and Q3 stand between them."""

    asked: dict[int, Question] = field(default_factory=dict)

    def add(self, mark: str, question: Question | None) -> None:
        """Remember the question that a mark has just begun; a number that comes again begins another part."""
        if (number := _DIGITS.search(mark)) is not None and question is not None:
            if int(number[0]) in self.asked:
                self.asked.clear()
            self.asked[int(number[0])] = question

    def waiting(self, mark: str, current: Question | None, *, headed: bool = False) -> Question | None:
        """The question that an answer's number names, if it is not the open one and has no answer so far.

        Below a heading of answers (``headed``) what stands below a question is no answer, but its options.
        """
        number = _DIGITS.search(mark)
        found = self.asked.get(int(number[0])) if number is not None else None
        if found is None or found is current:
            return None
        return None if (found.answer if headed else found.rows_below) else found

    def takes_answers(self, group: Sequence[Row], current: Question | None, *, headed: bool = False) -> bool:
        """Give the entries of a numbered list to the questions that have these numbers, where they all wait for one.

        The list stands right behind a mark of answers, and the question before it is among those that it answers:
        three effects behind the fourth question are its own. Below a heading of answers (``headed``) the questions may
        have text below them: without one, that may be how they were answered.
        """
        if current is None or current.closed or not current.answered or group[0].kind != "text":
            return False
        if len(current.answer) > (MAX_WORDS_BEFORE if headed else 0):
            return False
        found = entries(group)
        waiting = [self.asked.get(number) for number in found]
        if len(found) < LEAST or current not in waiting:
            return False
        for one in waiting:
            if one is None or (one is not current and (one.answer if headed else one.rows_below)):
                return False
        for number, rows in found.items():
            self.asked[number].answer, self.asked[number].answered = rows[:MAX_ROWS], True
        return True
