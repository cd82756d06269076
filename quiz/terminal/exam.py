"""The conversation of an exam: any question in any order, answers that may be changed, an overview, handing in.

Nothing is told of an answer before all is handed in; then comes the debriefing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from quiz.columns import truncate
from quiz.language import Text
from quiz.model import Outcome, Response
from quiz.outlet.visible import in_line
from quiz.practice.learner_marks import marks_of
from quiz.practice.question_marks import SIGNS
from quiz.practice.session import Question, Session
from quiz.terminal.answer_entry import letters_of
from quiz.terminal.conversation import Asker
from quiz.terminal.feedback import clock
from quiz.terminal.interruptions import Stopped
from quiz.terminal.prompt_words import (
    LATIN,
    MarkWord,
    Word,
    enter_key,
    exam_keys,
    exam_word_in,
    jump_in,
    keys,
    packed,
    word_in,
)
from quiz.terminal.screen import Keyboard, Screen

_BEFORE_A_VERDICT: tuple[MarkWord, ...] = ("flag", "guess", "note")


class _GoTo(Exception):
    """The learner leaves the question on the screen for another, or, beyond the last one, for the overview."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class ExamAsker(Asker):
    """Runs an exam on a screen and a keyboard."""

    def __init__(
        self,
        session: Session,
        screen: Screen,
        keyboard: Keyboard,
        *,
        resume_with: str,
        again: str,
        debriefing: Callable[[], None],
    ) -> None:
        super().__init__(session, screen, keyboard, resume_with=resume_with, again=again)
        self.debriefing = debriefing
        self.asked: Question | None = None

    def _ask_all(self) -> None:
        count = len(self.session.form.places)
        first = self.session.next_question()
        place = count if first is None else first.place
        while True:
            while place < count:
                place = self._visit(place)
            if not self.keyboard.interactive:
                return
            self.asked = None
            chosen = self._overview()
            if chosen is None:
                return
            place = chosen

    def _visit(self, place: int) -> int:
        """Ask the question at a place; return the place to go to next."""
        question = self.asked = self.session.question_at(place)
        try:
            self._ask(question)
        except _GoTo as there:
            return there.place
        return place + 1

    def _finish(self) -> None:
        self.session.hand_in()

    def _sum_up(self) -> None:
        self.debriefing()

    # -- at a question -----------------------------------------------------------------------------------------------

    def _prepare(self, question: Question) -> None:
        super()._prepare(question)
        given = self.session.given().get(question.place)
        if given is not None and given.response:
            said = truncate(in_line(given.response), max(self.screen.width - 20, 10))
            self.screen.say(
                Text(f"いまの解答: {said}（変えなければ Enter）", f"your answer: {said} (Enter keeps it)"), "dim"
            )
        signs = [SIGNS[name].in_(self.screen.language) for name in sorted(self.marker.names(question))]
        if signs:
            self.screen.say(f"[{', '.join(signs)}]", "half")

    def _line(self, question: str) -> str:
        """Read a line within an answer: there the commands of an exam need their colon."""
        return self._read(question, LATIN, within=True)

    def _main_line(self, question: str) -> str:
        return self._read(question, () if self.asked is None else letters_of(self.asked), within=False)

    def _read(self, question: str, letters: Collection[str], *, within: bool) -> str:
        """Read a line, and obey what only an exam knows; whatever leaves the question raises."""
        while True:
            typed = super()._line(question)
            asked = self.asked
            if asked is None:
                return typed
            number, word = jump_in(typed), exam_word_in(typed, letters)
            if number is not None:
                if 1 <= number <= len(self.session.form.places):
                    raise _GoTo(number - 1)
                self._no_such(number)
            elif word == "previous":
                if asked.place:
                    raise _GoTo(asked.place - 1)
                self.screen.say(Text("これが最初の問題です", "this is the first question"), "dim")
            elif word is not None:
                raise _GoTo(len(self.session.form.places))
            elif not within and not typed.strip() and self.keyboard.interactive and self._has_answer(asked):
                raise _GoTo(asked.place + 1)
            else:
                return typed

    def _has_answer(self, question: Question) -> bool:
        given = self.session.given().get(question.place)
        return given is not None and bool(given.response)

    def _no_such(self, number: int) -> None:
        count = len(self.session.form.places)
        self.screen.say(
            Text(f"{number} 番はありません（1〜{count}）", f"there is no question {number} (1 to {count})"), "dim"
        )

    def _obey(self, word: Word, question: Question, letters: Collection[str]) -> None:
        mark = next((mark for mark in _BEFORE_A_VERDICT if mark == word), None)
        if mark is None:
            super()._obey(word, question, letters)
        else:
            self.marker.obey(mark, question)

    def _judged(self, question: Question, response: Response) -> Outcome:
        outcome = super()._judged(question, response)
        if outcome.unreadable is None and self.keyboard.interactive:
            self.screen.say(
                Text("記録しました（p で戻って変えられます）", "recorded (p goes back to change it)"), "dim"
            )
        return outcome

    def _skip(self, question: Question, elapsed_s: float) -> None:
        """Leave a question as it is: an answer that was given before stays."""
        if not self._has_answer(question):
            super()._skip(question, elapsed_s)

    def _commands(self, question: Question, letters: Collection[str]) -> None:
        self._list_keys(letters)

    def _list_keys(self, letters: Collection[str]) -> None:
        language = self.screen.language
        words: list[Word] = ["skip", "repeat", *_BEFORE_A_VERDICT, "quit", "help"]
        entries = [*keys(words, letters, language), *exam_keys(letters, language, len(self.session.form.places))]
        self.tell.entries(entries)

    # -- the overview ------------------------------------------------------------------------------------------------

    def _overview(self) -> int | None:
        """Show what is answered and what is flagged; return the place to go to, None for handing in."""
        warned = False
        while True:
            open_places, flagged = self._show_overview()
            typed = self._line(self.screen.asking_key(self._overview_keys())).strip()
            number = jump_in(f":{typed.removeprefix(':').removeprefix('：')}")
            word, exam_word = word_in(typed), exam_word_in(typed)
            if word == "quit":
                raise Stopped
            if exam_word == "hand-in":
                if not open_places or warned:
                    return None
                warned = True
                self.screen.say(
                    Text(
                        f"空欄が {len(open_places)} 問あります。もう一度 t を入力すると提出します。",
                        f"{len(open_places)} still open: t once more turns it in all the same",
                    ),
                    "half",
                )
            elif number is not None:
                if 1 <= number <= len(self.session.form.places):
                    return number - 1
                self._no_such(number)
            elif exam_word == "previous":
                return len(self.session.form.places) - 1
            elif not typed and (open_places or flagged):
                return (open_places or flagged)[0]
            elif not typed:
                self.screen.say(Text("すべて解答済みです。t で提出します", "all answered: t turns it in"), "dim")
            elif word == "help":
                self._list_keys(())
            else:
                self.screen.say(Text("番号か、示されたキーを入力してください", "type a number, or a key shown"), "dim")

    def _overview_keys(self) -> list[str]:
        language = self.screen.language
        to_open = enter_key(Text("空欄か旗へ", "next open or flagged"), language, plain=self.screen.plain)
        words = (Text("番号 その問題へ", "number: go there"), Text("t 提出", "t turn in"), Text("q 中断", "q stop"))
        return [to_open, *(text.in_(language) for text in words)]

    def _show_overview(self) -> tuple[list[int], list[int]]:
        """Show a line for each question as short as it gets; return the open places and the flagged ones."""
        given = self.session.given()
        names: dict[int, set[str]] = {}
        for mark in marks_of(self.session.store, self.session.stored.id):
            names.setdefault(mark.place, set()).add(mark.name)
        language = self.screen.language
        entries = []
        for place in range(len(self.session.form.places)):
            answered = place in given and bool(given[place].response)
            open_state = Text("空欄", "open").in_(language) if self.screen.plain else "_"
            state = truncate(in_line(given[place].response), 8) if answered else open_state
            signs = "".join(f" {SIGNS[name].in_(language)}" for name in SIGNS if name in names.get(place, ()))
            entries.append(f"{place + 1:>2}: {state}{signs}")
        open_places = [place for place in range(len(entries)) if not (place in given and given[place].response)]
        flagged = [place for place in range(len(entries)) if "flag" in names.get(place, ())]
        done, left = len(entries) - len(open_places), self.session.form.minutes * 60 - self.session.used_s
        self.screen.blank()
        self.screen.rule()
        self.screen.say(
            Text(
                f"一覧　解答済み {done}/{len(entries)}　旗 {len(flagged)}　残り {clock(max(left, 0))}",
                f"Overview: {done}/{len(entries)} answered, {len(flagged)} flagged, {clock(max(left, 0))} left",
            ),
            "strong",
        )
        for line in entries if self.screen.plain else packed(entries, self.screen.width, "en"):
            self.screen.verbatim(line)
        return open_places, flagged
