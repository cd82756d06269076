"""The question that is open while a report is read: where it begins, what belongs to it, where its answer begins.

What a paragraph is, `quiz.report.structure` decides, of one without a mark `quiz.report.plain_paragraphs`; here is
kept what has been found so far.
"""

from __future__ import annotations

from collections.abc import Sequence

from quiz.report import marks
from quiz.report.numbered_tests import number_of
from quiz.report.option_series import series_in
from quiz.report.paragraphs import follows, is_prose, is_title, may_be_option, split_prompt
from quiz.report.question import MAX_ROWS, Question
from quiz.report.rows import Row, cut, is_timed
from quiz.report.tests_in_code import pointed_at
from quiz.report.titles_of_tests import Bank, ByNumber

MAX_PARAGRAPHS = 20
"""How many paragraphs above an answer's mark its question may stand, if it doesn't seem to ask."""

A_PLAIN_LINE = 7
"""The level of a test's title that is no heading: every heading ends it."""


class OpenQuestion:
    """The questions found so far, the one that is open, and what stands above it that may belong to the next."""

    def __init__(self, bank: Bank, options: frozenset[int]) -> None:
        self.questions: list[Question] = []
        self.pictures_ask = False  # whether the report says that its questions are pictures
        self._bank = bank
        self._series: tuple[str, int] | None = None  # the sign and the number of the last test that had one
        self._title_above: Question | None = None  # what began with a title that no heading has ended
        self._named_above: Row | None = None  # the heading above, if it names a test; an answer's mark makes it one
        self._by_number = ByNumber()
        self._answers_headed = False  # whether the answers below have a heading of their own
        self._entry: Row | None = None  # what began the last test, if its list goes on below it
        self._apart = False  # whether a test's own title has just parted what follows from what stood above
        self._following: Sequence[Row] = ()  # the paragraph behind the one that is looked at
        self._asked = False  # whether a question has been asked since the test's title: what follows belongs to it
        self._options = options
        self._open: Question | None = None
        self._before: list[Row] = []
        self._recent: list[list[Row]] = []  # the paragraphs since the last heading or question
        self._knows: dict[int, bool] = {}  # by a paragraph's first row: each is held against the bank once
        self._page: int | None = None
        self._section = ""  # the last heading that names no test: what it is about may go unsaid below it
        self._test_level: int | None = None  # of the heading 確認テスト that we are under, or that of a plain line

    def _begin_test(self) -> None:
        """Take what follows for a test's: its title is no heading, or a picture."""
        self._test_level = A_PLAIN_LINE if self._test_level is None else self._test_level
        self._asked = False

    def _tell_sort(self, title: str) -> None:
        """Keep with the section which sort of test a title announces: an 例題 on L2 is one on its code."""
        if marks.is_test_heading(title):
            subject = self._section.removesuffix(f"\n{marks.EXAMPLE}")
            self._section = f"{subject}\n{marks.EXAMPLE}" if marks.EXAMPLE in title else subject

    def _state(self, group: list[Row], *, titled: bool = False) -> None:
        """Begin a question of a line that asks nothing: a topic above its answer, or the answer itself."""
        self._close()
        question = Question(False, True, self._page, self._section, prompt=group, states=True)
        question.titled = titled or (len(group) == 1 and is_title(group[0]))
        self.questions.append(question)
        self._open = question
        self._title_above = question if question.titled else None
        self._forget()

    def _begin(self, group: list[Row], *, marked: bool, tested: bool = False) -> None:
        last = self.questions[-1] if self.questions else None
        leads_on = last is not None and last.states and not last.rows_below and not self._apart
        if last is not None and group and leads_on and follows(last.prompt[-1], group[0]):
            self._before = self.questions.pop().prompt  # what seemed to state something leads to the question
        elif last is not None and last is self._title_above and not last.rows_below:
            self.questions.pop()  # a title above the question itself
            self._before = [*last.prompt, *self._before]
        label = number_of(group[0].plain) if group and (tested or self._test_level is not None) else None
        if label is not None and marks.asks(group[0].plain):
            group = [cut(group[0], label[2]), *group[1:]]  # the number of a question is no option's label
        tested = tested or self._test_level is not None
        question = Question(marked, tested, self._page, self._section, before=self._before[-6:])
        question.prompt, rest = split_prompt(group)
        self._asked = True
        if group:
            self._named_above = None  # a heading names no other test than the one below it
        self.questions.append(question)
        self._open = question
        if label is not None:
            self._by_number.add(str(label[1]), question)
        self._forget()
        self._add(rest)

    def _start_answer(self, row: Row, end: int, *, hinted: bool = False) -> None:
        if (waiting := self._by_number.waiting(row.plain[:end], self._open)) is not None:  # A1 below Q1, Q2 and Q3
            self._open = waiting
        if self._open is None or self._open.closed:
            self._begin_before()
        assert self._open is not None  # it has just been opened
        current = self._open
        if marks.is_teachers_answer(row.plain):
            current.closed = True
            return
        own = marks.is_own_answer(row.plain)
        given = current.answered and bool(current.answer) and not current.hinted and not current.official
        if (current.own and marks.is_official_answer(row.plain)) or (given and marks.is_official_mark(row.plain)):
            current.closed = True  # what is right stands beside what the learner wrote
            current.beside.append(row)
            return
        if own and not current.own:
            current.beside, current.answer = current.answer, []  # and here above it
        current.own = current.own or own
        if current.hinted and not hinted:  # what stood behind an arrow was on the way to the answer
            current.body = [*current.body, *current.answer][:MAX_ROWS]
            current.answer = []
        if end < len(row.plain):
            # A second mark stays in sight: behind it stands the conclusion (quiz.report.conclusions).
            again = current.answered and not hinted and bool(current.answer)
            current.answer.append(row if again and row.kind == "text" else cut(row, end))
        current.hinted = hinted and (current.hinted or not current.answered)
        current.official = marks.is_official_mark(row.plain)
        current.answered = True

    def _begin_before(self) -> None:
        """Begin the question of an answer that has none: the paragraph above it and its options, if it has a text."""
        texts = [place for place, group in enumerate(self._recent) if is_prose(group)]
        known = [place for place in texts if self._known(self._recent[place])]
        if not known and self._named_above is not None:
            recent = self._recent
            self._state([cut(self._named_above)], titled=True)
            for group in recent:
                self._add(group)
            return
        if not texts:
            self._begin([], marked=False)
            return
        first = (known or texts)[-1]
        prompt, *body = self._recent[first:]
        self._before = [row for group in self._recent[:first] for row in group if row.kind == "text"]
        self._begin(prompt, marked=False)
        for group in body:
            self._add(group)

    def _known(self, group: list[Row]) -> bool:
        """Whether a paragraph that doesn't seem to ask has the words of a question of the bank."""
        place = id(group[0])
        if place not in self._knows:
            self._knows[place] = is_prose(group) and self._bank.recognizes("\n".join(row.plain for row in group[:4]))
        return self._knows[place]

    def _add(self, group: list[Row]) -> None:
        current = self._open
        if current is None or current.closed:
            texts = [row for row in group if row.kind == "text"]
            goes_on = bool(texts and self._before) and follows(self._before[-1], texts[0]) and is_timed(texts[0])
            self._before = [*self._before, *texts][-6:] if goes_on else texts or self._before
            self._recent = [*self._recent[1 - MAX_PARAGRAPHS :], group] if group else self._recent
            return
        arrow = marks.after_arrow(group[0].plain) if group else None
        listed = all(row.kind != "text" or may_be_option(row) for row in current.body)
        if arrow is not None and not current.answered and listed:
            self._start_answer(group[0], arrow, hinted=True)
            group = group[1:]
            if len(group) > 1 and series_in(group[1].plain) is not None and self._bank.named(group[0].plain):
                self._close()  # the name of the next test, with its options
                self._begin(group, marked=False, tested=current.tested)
                return
        rows = current.answer if current.answered else current.body
        rows += group[: MAX_ROWS - len(rows)]
        if not current.answered and len(pointed := pointed_at(group)) == 1:
            current.answer, current.answered, current.closed = pointed, True, True

    def _forget(self) -> None:
        self._before = []
        self._recent = []

    def _close(self) -> None:
        self._open = None
