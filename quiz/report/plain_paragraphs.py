"""Paragraphs without a mark: which of them ask, which state what a test asks, which go on with what is open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.listed_tests import Listed, bracketed_tests, is_test_table
from quiz.report.open_question import OpenQuestion
from quiz.report.paragraphs import answer_mark, is_list, is_title, joined, may_be_option, split_prompt
from quiz.report.question import MAX_ROWS, Question
from quiz.report.rows import Row
from quiz.report.titles_of_tests import goes_on_asking, is_next_title, own_items, tests_listed, without_emphasis

_SPEAKS_ON = late(
    r"(?:なぜ|どうして|本当|合って|いや|では|じゃあ|他に|ほかに|もう|あと|二つ目|2つ目|次に|さらに|幅も|縦も|横も|"
    r"(?:why|was|were|is (?:that|it|this)|and|but|really|the (?:second|other)|so)\b)",
    re.I,
)
"""How a question begins that its writer asks himself in the middle of an answer."""
_STATES = late(r"(?:[。.]|は|ので|と|から|ある|です|ます)\s*\Z")
"""How a sentence ends that states something, or goes on."""
MAX_ASKING_ROWS = 3
"""Rows of a paragraph that may ask without a mark."""
MAX_ASKING = 200
"""Signs of such a paragraph."""
MAX_STATING_ROWS = 40
"""Rows of a paragraph that may state answers: a longer one is an essay."""


class PlainParagraphs(OpenQuestion):
    """Decides what a paragraph without a mark is to the question that is open."""

    def _plain(self, group: list[Row]) -> None:
        current = self._open
        listed = bracketed_tests(group, self._bank.named)
        if not listed and (self._test_level is not None or is_test_table(group)):
            listed = tests_listed(group, self._open, self._bank)
        if listed:
            self._take_listed(listed)
            return
        known = bool(group[0].quoted and self._bank.stated(joined(group)))
        if current is not None and _is_quoted_next(current, group, asks=known or self._has_its_answer_below(current)):
            self._close()
            self._begin(group, marked=False, tested=current.tested or known)
        elif current is not None and _waits_for(current, group):
            self._add(group)
        elif current is not None and not current.closed and current.answered and not current.answer:
            if self._asks(group):
                self._close()
                self._begin(group, marked=False)
            else:
                self._add(group)  # right behind its mark nothing but the answer stands
        elif current is not None and current.body and not current.prompt and (end := marks.after_blank(group[0].plain)):
            self._start_answer(group[0], end)
            current.closed = True
        elif current is not None and current.body and not current.prompt and not _names_blank(group):
            self._add(group)  # below a program with a blank
        elif current is not None and not current.prompt and not current.answered:
            current.prompt, rest = split_prompt(group)
            self._add(rest)
        elif current is not None and current.prompt and not current.rows_below and marks.is_proviso(group[0].plain):
            current.prompt.append(group[0])
            self._add(group[1:])
        elif current is not None and goes_on_asking(current, group):
            prompt, rest = split_prompt(group)
            current.prompt += [*current.body, *map(without_emphasis, prompt)]
            current.body = rest
        elif current is not None and current.titled and not current.rows_below and _demands(group):
            prompt, rest = split_prompt(group)
            current.prompt += prompt
            self._add(rest)
        elif self._asks(group):
            self._close()
            self._begin(group, marked=False)
        elif current is not None and self._asks_next(group, current):
            self._close()
            self._begin(group, marked=False, tested=current.tested)
        elif self._states(group):
            if is_next_title(group, self._open, self._bank):
                self._state(group, titled=True)
            else:
                self._take_statements(group)
        else:
            self._add(group)

    def _take_listed(self, listed: Sequence[Listed]) -> None:
        """Begin a question for each that was found in a list, and close it with its answer."""
        for one in listed:
            self._close()
            if not one.answer and not one.items:
                continue
            question = Question(False, True, self._page, prompt=[one.prompt], answer=one.answer[:MAX_ROWS])
            question.answered = bool(one.answer)
            self.questions.append(question)
            self._open = question
            self._asked = True
            self._forget()

    def _states(self, group: list[Row]) -> bool:
        """Whether a paragraph under a test's heading, where nothing has been asked, has the topic of a question."""
        if self._test_level is None or len(group) > MAX_STATING_ROWS:
            return False
        titled = self._open is not None and self._open.titled
        if (self._asked or titled) and not is_next_title(group, self._open, self._bank):
            return False
        if self._is_of_section(group):
            return True
        return any(self._bank.stated(row.plain) for row in group) or bool(self._bank.stated(joined(group)))

    def _is_of_section(self, group: list[Row]) -> bool:
        """Whether a title right below a test's leaves unsaid what the section is about: 「効果を 2 点」."""
        first = group[0]
        if self._asked or self._open is not None or not is_title(first) or is_list(group):
            return False
        return not self._bank.stated(first.plain) and bool(self._bank.stated(f"{self._section}\n{first.plain}"))

    def _take_statements(self, group: list[Row]) -> None:
        """Begin a question for the paragraph, or for each of its rows with a topic if they have several."""
        if self._is_of_section(group):
            self._state(group[:1], titled=True)
            self._add(group[1:])
        elif len(self._bank.stated(joined(group))) > 1:
            begun = False
            for row in group:
                if self._bank.stated(row.plain):
                    self._state([row])
                    begun = True
                elif begun:
                    self._add([row])
        elif is_title(group[0]) and len(group) > 1 and self._bank.stated(group[0].plain):
            self._state(group[:1])
            self._add(group[1:])
        else:
            self._state(group)

    def _asks(self, group: list[Row]) -> bool:
        """Whether a paragraph without a mark is a question."""
        asking = [row for row in group[:4] if marks.asks(row.plain)]
        whole = "\n".join(row.plain for row in group[:4])
        if asking and marks.option_at(asking[0].plain) is not None and not marks.asks(group[0].plain):
            return False
        if asking:
            return (
                self._test_level is not None
                or self._bank.recognizes(whole)
                or self._bank.recognizes(self._context(whole))
                or self._bank.recognizes(f"{self._section}\n{whole}")
            )
        if not any(marks.may_ask(row.plain) for row in group[:4]):
            return False
        waiting = self._open is not None and not self._open.answered and not self._open.body
        if self._test_level is None and any(marks.muses(row.plain) for row in group[:4]):
            return False
        if self._test_level is None or waiting:
            ends = whole.rstrip().endswith(("?", "か。", "か")) or ("?" in whole and self._is_answered_below())
            ends = ends or (
                group[0].plain.rstrip().endswith("?") and len(group) > 1 and all(map(may_be_option, group[1:]))
            )
            return ends and self._bank.recognizes(whole)
        return self._bank.recognizes(whole)

    def _asks_next(self, group: list[Row], current: Question) -> bool:
        """Whether a paragraph between an answer and the mark of the next asks for that: 「tanh'(0) は？（小数で）」."""
        if not current.answered or len(group) > MAX_ASKING_ROWS or not self._following:
            return False
        mark, text = self._following[0], joined(group)
        if mark.kind != "text" or answer_mark(mark, self._options) is None:
            return False
        lettered = current.hinted or marks.is_letter_mark(mark.plain)
        if lettered and not (current.answer and text.rstrip().endswith(":")):
            return False
        if len(text) > MAX_ASKING or any(row.kind != "text" or may_be_option(row) for row in group):
            return False
        if _SPEAKS_ON.match(text) or any(marks.muses(row.plain) for row in group):
            return False
        asked = own_items(current, self._bank)
        stated = {id(item) for item in self._bank.stated(text)}
        if stated and stated <= asked:
            return False  # it goes on about what was asked
        return "?" in text or text.rstrip().endswith(":") or (bool(stated) and not _STATES.search(text))

    def _has_its_answer_below(self, current: Question) -> bool:
        """Whether the next paragraph begins with a mark that names an answer, and the question before has one."""
        below = self._following[0] if self._following and current.answered else None
        if below is None or below.kind != "text" or below.quoted:
            return False
        return answer_mark(below, self._options) is not None and not marks.is_letter_mark(below.plain)

    def _is_answered_below(self) -> bool:
        """Whether no question waits for its answer, and the next paragraph begins with a mark of one, or an arrow."""
        if self._open is not None and not self._open.closed and not self._open.answered:
            return False
        below = self._following[0] if self._following else None
        if below is None or below.kind != "text":
            return False
        return answer_mark(below, self._options) is not None or marks.after_arrow(below.plain) is not None

    def _context(self, whole: str) -> str:
        return "\n".join([*(row.plain for row in self._before[-6:]), whole])


def _is_quoted_next(current: Question, group: Sequence[Row], *, asks: bool) -> bool:
    """Whether a paragraph is quoted as the question before was, whose answer is no quotation: it is the next one."""
    if not group[0].quoted or not (asks or "?" in joined(group) or any(marks.asks(row.plain) for row in group)):
        return False
    below = current.rows_below
    return bool(current.prompt and below) and current.prompt[0].quoted and not any(row.quoted for row in below)


def _waits_for(current: Question, group: Sequence[Row]) -> bool:
    """Whether a paragraph begins with the arrow of an answer to the question that is open."""
    waits = bool(current.prompt) and not current.closed and not current.answered
    return waits and marks.after_arrow(group[0].plain) is not None


def _demands(group: Sequence[Row]) -> bool:
    return any(marks.asks(row.plain) and marks.option_at(row.plain) is None for row in group[:MAX_ASKING_ROWS])


def _names_blank(group: Sequence[Row]) -> bool:
    """Whether a paragraph asks, or speaks of the blank of a program: 「(き)に入るものは」."""
    return any(marks.asks(row.plain) or marks.names_blank(row.plain) for row in group)
