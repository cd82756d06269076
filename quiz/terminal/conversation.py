"""The conversation of ``quiz run``: shows a question, reads the answer, tells what became of it, and goes on."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from quiz.errors import QuizError
from quiz.kinds import kind_of
from quiz.language import Text, counted
from quiz.model import Outcome, Response
from quiz.practice.session import Question, Session
from quiz.terminal.feedback import Teller, clock
from quiz.terminal.screen import Keyboard, Screen

Word = Literal["hint", "skip", "quit", "help"]

_WORDS: dict[str, Word] = {
    "h": "hint", "hint": "hint", "ヒント": "hint",
    "s": "skip", "skip": "skip", "スキップ": "skip", "とばす": "skip",
    "q": "quit", "quit": "quit", "exit": "quit", "やめる": "quit", "終了": "quit",
    "?": "help", "？": "help", "help": "help", "ヘルプ": "help",
}  # fmt: skip


class Stopped(Exception):
    """The learner stops here and may go on later."""


class TimeUp(Exception):
    """The time that an exam allows is over."""


class Asker:
    """Runs one session on a screen and a keyboard."""

    def __init__(self, session: Session, screen: Screen, keyboard: Keyboard, *, resume_with: str, again: str) -> None:
        self.session = session
        self.screen = screen
        self.keyboard = keyboard
        self.resume_with = resume_with
        self.again = again
        self.tell = Teller(screen)
        self.exam = session.stored.exam
        self.time_over = False
        self.reading = False
        self.drafts: dict[int, str] = {}

    def run(self, *, resumed: bool) -> None:
        """Ask until all is answered, time is up, or the learner stops."""
        self._greet(resumed)
        try:
            with self._time_limit():
                while (question := self.session.next_question()) is not None:
                    self._one(question)
        except TimeUp:
            self.screen.say(Text("時間になりました", "time is up"), "half")
        except (Stopped, EOFError):
            self._farewell()
            return
        except KeyboardInterrupt:
            self.screen.blank()
            self._farewell()
            raise
        self.session.finish()
        self.tell.summary(self.session, self.session.used_s, self.again)

    def _greet(self, resumed: bool) -> None:
        form = self.session.form
        title = self.session.question_set.blueprint.title.in_(self.screen.language)
        minutes = f"{form.minutes:g}"
        count = len(form.places)
        self.screen.say(
            Text(
                f"{title}　全 {count} 問・目安 {minutes} 分（seed {form.seed}）",
                f"{title} - {counted(count, 'question')}, about {minutes} min (seed {form.seed})",
            ),
            "strong",
        )
        if resumed:
            done = self.session.answered
            self.screen.say(
                Text(
                    f"前回の続きからです（{done}/{count} まで済み）。新しく始めるには --new をつけてください。",
                    f"Going on where you stopped ({done}/{count} done). Add --new to start afresh.",
                )
            )
            if self.session.bank_changed:
                self.screen.say(
                    Text(
                        "※ 前回から問題ファイルが変わっています。", "Note: the question files have changed since then."
                    ),
                    "half",
                )
        if self.exam:
            self.screen.say(
                Text(
                    f"試験形式: 制限時間 {minutes} 分。結果は最後に表示します。",
                    f"Exam: {minutes} minutes; results at the end.",
                )
            )
        if self.keyboard.interactive:
            self.screen.say(self._commands(), "dim")

    def _commands(self) -> Text:
        hint_ja, hint_en = ("", "") if self.exam else ("h ヒント　", "h hint   ")
        return Text(f"{hint_ja}s とばす　q 中断　? 使い方", f"{hint_en}s skip   q stop   ? help")

    def _farewell(self) -> None:
        self.session.pause()
        done, count = self.session.answered, len(self.session.form.places)
        self.screen.say(
            Text(
                f"ここまでの記録を保存しました（{done}/{count}）。続きは {self.resume_with} で再開できます。",
                f"Recorded so far: {done}/{count}. Resume with {self.resume_with}",
            )
        )

    # -- one question ------------------------------------------------------------------------------------------------

    def _one(self, question: Question) -> None:
        """Ask one question, and those like it that the learner wants."""
        while True:
            outcome = self._ask(question)
            if outcome is None or self.exam:
                return
            wish = self._after(question, outcome)
            if wish == "next":
                return
            if wish == "another":
                question = self.session.another(question)

    def _ask(self, question: Question) -> Outcome | None:
        """Show the question and return the outcome of the answer; None if it was skipped."""
        if question.tries == 0:
            self.tell.question(question, len(self.session.form.places), self._clock())
            if kind_of(question.variant.item).takes_lines(question.variant.item):
                from quiz.sandbox import prepare_in_background

                prepare_in_background()
        shown = time.monotonic()
        while True:
            raw = self._line(Text("答え> ", "answer> ").in_(self.screen.language))
            elapsed = time.monotonic() - shown
            word = self._word(raw, question)
            if word is not None:
                if word == "quit":
                    raise Stopped
                if word == "skip":
                    self.session.skip(question, elapsed)
                    if not self.exam:
                        self._show_answer(question)
                    return None
                self._help(word, question)
                continue
            if kind_of(question.variant.item).takes_lines(question.variant.item) and raw.strip():
                written = self._code(raw, question)
                if written is None:
                    continue
                raw, elapsed = written, time.monotonic() - shown
            if not raw.strip():
                if not self.keyboard.interactive:
                    self.session.skip(question, elapsed)
                    return None
                self.screen.say(Text("答えを入力してください（s でとばす）", "type an answer (s skips)"), "dim")
                continue
            if kind_of(question.variant.item).runs_code:
                from quiz.terminal.code_input import tell_weakness_once

                tell_weakness_once(self.screen)
            outcome = self._judged(question, Response(raw, elapsed))
            if outcome.unreadable is None:
                return outcome
            self.screen.unreadable(raw, outcome.unreadable)

    def _judged(self, question: Question, response: Response) -> Outcome:
        """Record and judge an answer; where that makes a run, show how it goes and draw what came of it."""
        if not kind_of(question.variant.item).runs_after_answer:
            return self.session.answer(question, response)
        from quiz.kinds.prediction import measured, watched_by
        from quiz.terminal.training_progress import draw_curves, progress_bar

        with progress_bar(self.screen) as bar, watched_by(bar):
            outcome = self.session.answer(question, response)
        if outcome.unreadable is None and not self.exam:
            draw_curves(self.screen, measured(question.variant))
        return outcome

    def _code(self, first: str, question: Question) -> str | None:
        """Return an answer of several lines: typed on, or from the editor; None if the editor gave none."""
        from quiz.terminal.code_input import edited, rest_of, wants_editor

        if not wants_editor(first):
            written = rest_of(first, question.variant.item, self._line, interactive=self.keyboard.interactive)
        else:
            try:
                text = edited(self.drafts.get(question.place, question.prompt.start))
            except QuizError as error:
                self.screen.say(error.in_(self.screen.language), "half")
                return None
            if text is None or not text.strip():
                self.screen.say(Text("保存されませんでした", "nothing was saved"), "dim")
                return None
            written = text
        self.drafts[question.place] = written
        return written

    def _show_answer(self, question: Question) -> None:
        """Nobody leaves a question without having seen its answer."""
        if kind_of(question.variant.item).self_assessed:
            self.tell.model_answer(question.variant)
        self.tell.solution(question.variant)

    def _line(self, question: str) -> str:
        """Read a line; an exam's alarm may end the reading, and nothing else."""
        if self.time_over:
            raise TimeUp
        self.reading = True
        try:
            return self.keyboard.line(question)
        finally:
            self.reading = False

    def _word(self, raw: str, question: Question) -> Word | None:
        """Return the command that was typed; a letter that the answer may use needs a colon (``:s``)."""
        typed = raw.strip().lower()
        word = _WORDS.get(typed.removeprefix(":").removeprefix("："))
        variant = question.variant
        return None if typed in kind_of(variant.item).letters(variant) else word

    def _help(self, word: Word, question: Question) -> None:
        if word == "help":
            self.screen.say(kind_of(question.variant.item).answer_format(question.variant))
            self.screen.say(self._commands())
        elif self.exam:
            self.screen.say(Text("試験形式ではヒントは出ません", "no hints in an exam"), "dim")
        elif question.hints_used < len(question.prompt.hints):
            hint = question.prompt.hints[question.hints_used]
            question.hints_used += 1
            self.screen.say(Text(f"ヒント {question.hints_used}", f"Hint {question.hints_used}"), "strong")
            self.screen.markdown(hint)
        else:
            self.screen.say(Text("ヒントはもうありません", "there are no more hints"), "dim")

    def _clock(self) -> str:
        allowed = clock(self.session.form.minutes * 60)
        return f"{clock(self.session.used_s)}/{allowed}"

    # -- after an answer ---------------------------------------------------------------------------------------------

    def _after(self, question: Question, outcome: Outcome) -> Literal["next", "again", "another"]:
        """Tell what became of the answer, and return what the learner wants now."""
        self.tell.outcome(question, outcome)
        text = kind_of(question.variant.item).self_assessed
        explained = text
        if text:
            self.tell.model_answer(question.variant)
        if not self.keyboard.interactive:
            if outcome.verdict not in ("correct", "self-assessed"):
                self.tell.solution(question.variant)
            return "next"
        if text:
            self._self_assess(question, outcome)
        good = outcome.verdict == "correct" or text
        while True:
            wish = self.keyboard.line(self._wishes(good, explained)).strip().lower()
            if wish in ("q", "quit", ":q", "やめる"):
                raise Stopped
            if wish in ("a", "類題"):
                return "another"
            if wish in ("r", "もう一度") and not good and not explained:
                return "again"
            if wish in ("e", "解説") or (wish == "" and not good and not explained):
                self.tell.solution(question.variant)
                explained = True
            elif wish == "":
                return "next"
            else:
                message = Text("Enter か、示された 1 文字を入力してください", "press Enter or a letter shown")
                self.screen.say(message, "dim")

    def _wishes(self, good: bool, explained: bool) -> str:
        if good or explained:
            shown = Text("[Enter] 次へ　e 解説　a 類題　q 中断 > ", "[Enter] next   e explain   a another   q stop > ")
        else:
            shown = Text(
                "[Enter] 解説　r もう一度　a 類題　q 中断 > ", "[Enter] explain   r try again   a another   q stop > "
            )
        return shown.in_(self.screen.language)

    def _self_assess(self, question: Question, outcome: Outcome) -> None:
        """The learner has the last word on a text."""
        proposal = {"correct": "1", "partial": "2"}.get(outcome.verdict, "")
        default_ja = f"、Enter = {proposal}" if proposal else ""
        ask = Text(
            f"自己採点（1 正解・2 部分的・3 不正解{default_ja}）> ",
            f"your own mark (1 right, 2 partly, 3 wrong{', Enter = ' + proposal if proposal else ''}) > ",
        ).in_(self.screen.language)
        scores = {"1": 1.0, "2": 0.5, "3": 0.0}
        while True:
            typed = self.keyboard.line(ask).strip().translate(str.maketrans("１２３", "123")) or proposal
            if typed.lower() in ("q", ":q"):
                raise Stopped
            if typed in scores:
                self.session.self_assess(question, scores[typed])
                return
            self.screen.say(Text("1・2・3 のどれかを入力してください", "type 1, 2 or 3"), "dim")

    # -- time --------------------------------------------------------------------------------------------------------

    @contextmanager
    def _time_limit(self) -> Iterator[None]:
        """In an exam, end the question on the screen when the time is over; where there are no alarms, after it."""
        left = self.session.form.minutes * 60 - self.session.used_s
        if not self.exam:
            yield
            return
        if left <= 0:
            raise TimeUp
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            yield
            return

        def over(signal_number: int, frame: Any) -> None:
            self.time_over = True
            if self.reading:
                raise TimeUp

        before = signal.signal(signal.SIGALRM, over)
        signal.setitimer(signal.ITIMER_REAL, left)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
