"""Rows -> questions with their answers, wherever they stand in a report and however they are marked.

A question begins at a mark (``問）``, ``Q.``, ``**問題：…**``), at a heading that asks, or at a plain sentence that
asks (``…求めよ。``) under a heading such as 確認テスト; elsewhere a plain sentence counts only if the bank knows its
words. It ends at the next question or heading; its answer begins at a mark (``答）``, ``A.``, ``→``, a heading 解答)
or, without one, somewhere in what follows the question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.inline_answers import answer_in_line, answers_itself, goes_on_listing
from quiz.report.listed_tests import Stated
from quiz.report.numbered_tests import Pair, ends_entry, number_of, paired_lists, without_numbers
from quiz.report.paragraphs import answer_mark, is_title, joined, lettered_options, may_be_option, paragraphs
from quiz.report.parted_tests import labelled_tests, number_in_table, options_by_number
from quiz.report.pictured_tests import is_test_by_its_file, questions_are_pictures
from quiz.report.plain_paragraphs import PlainParagraphs
from quiz.report.question import MAX_ROWS, Question
from quiz.report.rows import Row, cut, is_timed, plain
from quiz.report.tests_in_code import answers_in_program, commented_test, pointed_at
from quiz.report.titles_of_tests import Bank, in_picture, names_test, next_number
from solvers.budget import REPORT_QUESTIONS

_NUMBERED_TITLE = late(r"\s*(?:\*\*|__)\s*[(（]?\s*\d{1,2}\s*[)）.．]\s*(?P<name>[^*_$]{2,40})(?:\*\*|__)")
"""A title of a test in bold letters, with its number: ``**(1) 連鎖律** $z = t^2$``."""
_SECTION = late(r"【[^【】\d]{2,20}】")
"""A section's title in brackets: 【実装】."""


def find_questions(
    rows: Sequence[Row],
    recognizes: Callable[[str], bool],
    stated: Stated = lambda text: (),
    titled: Stated = lambda text: (),
) -> list[Question]:
    """Return the questions among the rows, in order. ``recognizes`` tells whether the bank knows a question's words.

    ``stated`` gives the items of which a line that asks nothing has the topic; it is heeded under a test's heading.
    ``titled`` gives those that a test's title names.

    Raises :class:`solvers.budget.OverBudget` for more questions than any report has.
    """
    bank = Bank(recognizes, stated, titled)
    labelled, used = labelled_tests(rows, lambda text: bool(bank.named(text)) or recognizes(text))
    offered, listed = options_by_number(rows)
    rows = [row for row in rows if id(row) not in used and id(row) not in listed]
    options = lettered_options(rows)
    reader = _Reader(bank, options)
    reader.pictures_ask = questions_are_pictures(rows)
    groups = list(paragraphs(rows, options, recognizes))
    paired = paired_lists(groups, bank.named)
    for place, group in enumerate(groups):
        if place in paired:
            reader.take_pairs(paired[place])
        else:
            reader.take(group, groups[place + 1] if place + 1 < len(groups) else ())
        REPORT_QUESTIONS.check(len(reader.questions))
    questions = [question for question in (*reader.questions, *labelled) if question.rows]
    for question in questions:
        if (parts := answer_in_line(question, bank.named)) is not None:
            asking, answer = parts
            question.prompt[-1:], question.answer, question.answered = [asking], answer, True
            question.body = [] if len(answer) > 1 else question.body
        if offered and question.prompt and (number := number_in_table(question.prompt[0])) in offered:
            question.body = [*question.body, *offered[number]]
    return questions


class _Reader(PlainParagraphs):
    """Goes through the paragraphs and decides what each of them is to the question that is open."""

    def take(self, group: list[Row], following: Sequence[Row] = ()) -> None:
        """Take one paragraph; ``following`` is the next one."""
        row = group[0]
        self._following = following
        if row.kind == "heading":
            self._heading(row)
        elif row.kind == "rule":
            self._close()
            self._forget()
        elif row.kind in ("code", "output"):
            blank = any(marks.names_blank(one.text) for one in group)
            if blank and self._test_level is not None and self._open is None:
                self._begin([], marked=False, tested=True)  # a program with a blank is a test
            elif (test := commented_test(group)) is not None and self._bank.named(test.plain):
                self._close()
                self._state([test], titled=True)
                self._add(group[1:])
                self._close()
                return
            elif self._takes_program(group):
                return
            elif len(pointed_at(group)) == 1 and (self._open is None or self._open.closed):
                above = self._recent[-1] if self._recent else []
                if above and len(above) == 1 and self._bank.named(above[0].plain):
                    self._state(above, titled=True)
            self._add(group)
        elif self._by_number.takes_answers(group, self._open, headed=self._answers_headed):
            self._close()
        elif self._ends_above(row):
            self._close()
            self.take(group, following)
        elif not self._takes_title(group, following):
            self._text(group)

    def _takes_program(self, group: list[Row]) -> bool:
        """Take the lines of a test's program that fill its blanks, each known to the bank by the code above it."""
        if self._test_level is None and (self._open is None or not self._open.titled):
            return False
        filled = [(above, given) for above, given in answers_in_program(group) if self._bank.stated(above.plain)]
        current = self._open
        if not filled:
            return False
        if (
            len(filled) == 1
            and current is not None
            and not current.answered
            and self._is_of(current, filled[0][0].plain)
        ):
            current.body += group[: MAX_ROWS - len(current.body)]
            current.answer, current.answered, current.closed = [filled[0][1]], True, True
            return True
        if current is not None and current.states and not current.rows_below:
            self.questions.remove(current)  # a title over all of them
        self._close()
        for above, given in filled:
            self._state([above], titled=True)
            question = self.questions[-1]
            question.answer, question.answered, question.tested = [given], True, True
        self._close()
        return True

    def _is_of(self, current: Question, program: str) -> bool:
        """Whether a question's own words name the item of a program, and no other one."""
        named = {id(item) for item in self._bank.named(joined(current.prompt))}
        return named == {id(item) for item in self._bank.stated(program)}

    def _ends_above(self, row: Row) -> bool:
        """Whether an answer has ended before a row that begins something else: the next note, a title with a sign."""
        current = self._open
        if current is None or not current.answered or answer_mark(row, self._options) is not None:
            return False
        if current.answer and _SECTION.fullmatch(row.plain):
            return True
        return is_timed(row) or marks.is_signed_title(row.plain)

    def take_pairs(self, pairs: Sequence[Pair]) -> None:
        """Take the tests of a list with the answers of another one."""
        self._close()
        self._forget()
        self._asked = True
        for pair in pairs:
            answer, body = list(pair.answer)[:MAX_ROWS], list(pair.below)
            question = Question(False, True, self._page, prompt=[pair.prompt], body=body, answer=answer)
            question.answered = True
            self.questions.append(question)

    # -- headings ------------------------------------------------------------------------------------------------------

    def _heading(self, row: Row) -> None:
        text = row.plain
        if self._open and not self._open.closed and (end := marks.after_answer(text)) is not None:
            self._start_answer(row, end)
            self._answers_headed = True
            return
        self._answers_headed = marks.names_answers(text) and bool(self._by_number.asked)
        self._close()
        self._forget()
        self._title_above = self._named_above = None
        page = marks.page_number(text)
        if page is not None:
            self._page = page
            return
        if not (marks.is_test_heading(text) or marks.reflects(text)):
            self._section = "" if self._is_question(row) else text
        self._tell_sort(text)
        if marks.is_test_heading(text):
            self._test_level, self._asked = row.level, marks.reflects(text)
        elif self._test_level is not None and row.level <= self._test_level and not self._is_question(row):
            self._test_level = None
        elif self._test_level is not None and marks.reflects(text):
            self._asked = True  # what stands below tells of the test
        if self._is_question(row) and not marks.is_explanation(text):
            start = marks.after_question(text)
            self._begin([cut(row, start or 0)], marked=True)
        elif (
            self._test_level is not None
            and not marks.is_explanation(text)
            and names_test(row, self._test_level, self._bank)
        ):
            self._state([cut(row)], titled=True)
            self.questions[-1].loosely = not (marks.is_test_heading(text) or self._bank.stated(text))
        elif not marks.reflects(text) and self._bank.named(text):
            self._named_above = row

    def _is_question(self, row: Row) -> bool:
        text = row.plain
        if marks.after_question(text) is not None or marks.asks(text):
            return True
        return self._bank.recognizes(text) and marks.may_ask(text)

    # -- titles and numbers --------------------------------------------------------------------------------------------

    def _takes_title(self, group: list[Row], following: Sequence[Row]) -> bool:
        """Begin a question with what only names a test: the words of a picture, a numbered line above its answer."""
        row = group[0]
        words = in_picture(row, self._bank, self._open, tested=self._test_level is not None, declared=self.pictures_ask)
        if words is not None:
            self._close()
            if marks.asks(words.plain):
                self._begin([words], marked=True, tested=True)
            else:
                self._state([words], titled=True)
            self._add(group[1:])
            return True
        if is_test_by_its_file(row):
            self._take_unseen(row)
            self._add(group[1:])
            return True
        current = self._open
        emphasized = _NUMBERED_TITLE.match(row.text) if self._test_level is not None else None
        done = current is None or current.closed or current.answered or bool(current.rows_below)
        if emphasized is not None and done and self._bank.named(plain(emphasized["name"])):
            self._close()
            self._state([row], titled=True)
            self._add(group[1:])
            return True
        waits = current is not None and not current.closed and not current.answered and bool(current.prompt)
        waits = waits and current is not None and not current.loosely
        free = self._test_level is not None and not waits
        number = next_number(group, following, self._bank, self._series, free=free)
        if number is None:
            return False
        self._series = number[:2]
        self._close()
        self._begin([cut(row, number[2]), *group[1:]], marked=True, tested=True)
        return True

    def _take_unseen(self, row: Row) -> None:
        """Take a picture of a test: its name is the heading above or the line before it, or stands below."""
        named, before = self._named_above, self._before
        current = self._open
        options = current is not None and all(map(may_be_option, current.rows_below))
        if current is not None and options and not current.closed and not current.answered:
            current.tested = True  # a test's title, which shows its question
            return
        self._close()
        if before and is_title(before[-1]) and self._bank.named(before[-1].plain):
            self._state([before[-1]], titled=True)
        elif named is not None:
            self._state([cut(named)], titled=True)
            self._named_above = None
        else:
            self._begin_test()
            self._forget()

    # -- paragraphs ----------------------------------------------------------------------------------------------------

    def _text(self, group: list[Row]) -> None:
        row = group[0]
        text = row.plain
        page = marks.page_number(text)
        title = marks.after_test_title(text)
        start = marks.after_question(text)
        if title is not None or start is not None:
            self._entry = row
            if (further := _entry_ends(group)) < len(group):
                before = self._test_level
                self._text(group[:further])
                self._close()
                self._test_level = before
                self._text(group[further:])
                return
            group = without_numbers(group)
        elif self._entry is not None and ends_entry(self._entry, row):
            self._close()
        if start is None and self._test_level is not None:
            start = marks.after_bare_question(text)
        if page is not None:
            self._page = page
        elif title is not None and answers_itself(text) and goes_on_listing(row, group[1:]):
            before = self._test_level  # an entry of a list is a test, and not the ones below it
            self._text([row])
            self._close()
            self._test_level = before
            self._text(group[1:])
        elif title is not None:
            before = self._test_level
            self._close()
            self._begin_test()
            self._tell_sort(text[:title])
            while title is not None:  # several may stand in one line
                row = cut(row, title)
                title = marks.after_test_title(row.plain) if row.plain else None
            rest = [row, *group[1:]] if row.plain else group[1:]
            if rest:
                self._apart = True  # what stood above belongs to another test
                self._text(rest)
                self._apart = False
                if number_of(text) is not None:
                    self._test_level = before  # an entry of a list is a test, and not those below it
        elif (
            len(group) == 1
            and (span := marks.bracketed_test(text)) is not None
            and self._bank.named(text[slice(*span)])
        ):
            self._tell_sort(text)
            self._state([cut(row, *span)], titled=True)
        elif (
            start is not None
            and (waiting := self._by_number.waiting(text[:start], self._open, headed=self._answers_headed)) is not None
            and self._answers(text[start:])
        ):
            self._open = waiting
            self._start_answer(row, start)
            self._add(group[1:])
        elif start is not None:
            self._close()
            self._begin([cut(row, start), *group[1:]] if start < len(text) else group[1:], marked=True)
            self._by_number.add(text[:start], self._open)
        elif (end := answer_mark(row, self._options)) is not None and self._may_answer(text):
            self._start_answer(row, end, hinted=marks.is_letter_mark(text))
            if group[1:] and self._by_number.takes_answers(group[1:], self._open):
                self._close()
            else:
                self._add(group[1:])
        elif (thought := marks.after_thought(text)) is not None and self._waits():
            self._start_answer(row, thought)
            self._add(group[1:])
        elif (thought is not None or marks.is_explanation(text)) and self._open and self._open.answered:
            self._open.closed = True
        else:
            self._plain(group)

    def _waits(self) -> bool:
        """Whether a question is open that nothing but options stands below."""
        current = self._open
        if current is None or current.closed or current.answered or not current.prompt:
            return False
        return all(marks.option_at(row.plain) is not None for row in current.body)

    def _answers(self, text: str) -> bool:
        """Whether what stands behind a question's number, which was asked before, rather answers it."""
        return bool(text.strip()) and not marks.asks(text) and (self._answers_headed or not self._bank.named(text))

    def _may_answer(self, text: str) -> bool:
        """An answer's mark counts after a question, or under a test's heading (its question may be a picture).

        A mark that names the answer also makes a question of what the bank knows and didn't seem to ask.
        """
        if (self._open is not None and not self._open.closed) or self._test_level is not None:
            return True
        if marks.is_letter_mark(text):
            return False
        return self._named_above is not None or any(self._known(group) for group in self._recent)


def _entry_ends(group: Sequence[Row]) -> int:
    """How many rows the entry of a numbered list has that a paragraph begins with: all of them where it is none."""
    return next((at for at, row in enumerate(group) if ends_entry(group[0], row)), len(group))
