"""The conversation of ``quiz run``: asks a question, has the answer recorded, and goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING

from quiz.kinds import kind_of
from quiz.language import Text, counted
from quiz.model import Outcome, Place, Response
from quiz.practice.session import Question, Session
from quiz.terminal.after_answer import AfterAnswer
from quiz.terminal.answer_entry import HOW_TO_END, AnswerEntry, editor_wanted, has_editor, letters_of, place_of
from quiz.terminal.code_input import tell_weakness_once
from quiz.terminal.exam_clock import ExamClock
from quiz.terminal.feedback import Teller, clock
from quiz.terminal.interruptions import Skipped, Stopped, TimeUp
from quiz.terminal.prompt_words import EDITOR, MEANING, Word, key, keys, word_in
from quiz.terminal.screen import Keyboard, Screen

if TYPE_CHECKING:
    from quiz.terminal.marking import Marker


class Asker:
    """Runs one session on a screen and a keyboard."""

    def __init__(
        self,
        session: Session,
        screen: Screen,
        keyboard: Keyboard,
        *,
        resume_with: str,
        again: str,
        why: Callable[[Place], Text | None] = lambda place: None,
    ) -> None:
        self.session = session
        self.screen = screen
        self.keyboard = keyboard
        self.resume_with = resume_with
        self.again = again
        self.why = why
        self.tell = Teller(screen)
        self.exam = session.stored.exam
        self.clock = ExamClock()
        self.entry = AnswerEntry(screen, self._line, self._obey, self._keep, interactive=keyboard.interactive)
        self.after = AfterAnswer(
            session, screen, keyboard, self.tell, lambda mark, question: self.marker.obey(mark, question)
        )

    @cached_property
    def marker(self) -> Marker:
        """Puts the learner's marks on questions; loaded when there is one to be put."""
        from quiz.terminal.marking import Marker

        return Marker(self.session, self.screen, self.keyboard)

    def run(self, *, resumed: bool) -> None:
        """Ask until all is answered, time is up, or the learner stops."""
        try:
            self._play(resumed)
        finally:  # however it ends: the terminal may be gone, and the disk full
            self.session.pause()

    def _play(self, resumed: bool) -> None:
        try:
            self._greet(resumed)
            if resumed and self.keyboard.interactive:
                self.after.own_mark.ask_what_waits(self._clock())
            with self._time_limit():
                self._ask_all()
        except TimeUp:
            self.screen.say(Text("時間になりました", "time is up"), "half")
        except (Stopped, EOFError):
            if not self._nothing_left():
                self._farewell()
                return
        except KeyboardInterrupt:
            self.screen.blank()
            if self._nothing_left():
                self._finish()
                self._sum_up()
            else:
                self._farewell()
            raise
        self._finish()
        self._sum_up()
        self._today()

    def _ask_all(self) -> None:
        while (question := self.session.next_question()) is not None:
            self.one_question(question)

    def _nothing_left(self) -> bool:
        """Whether all is answered, so that nothing is to be gone on with; an exam is handed in by its own key."""
        return not self.exam and self.session.next_question() is None and not self.after.own_mark.waits

    def _finish(self) -> None:
        self.session.finish()

    def _sum_up(self) -> None:
        self.tell.summary(self.session, self.session.used_s, self.again)

    def _time_limit(self) -> AbstractContextManager[None]:
        """What ends an exam when its time is over; practice has no limit."""
        left = self.session.form.minutes * 60 - self.session.used_s
        return self.clock.limit(left) if self.exam else nullcontext()

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
            done = self._done
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

    def _commands(self, question: Question, letters: Collection[str]) -> None:
        """Name the keys, with a colon where a letter may be an answer."""
        hint: list[Word] = [] if self.exam or not self.tell.hints_left(question) else ["hint"]
        words: list[Word] = [*hint, "skip", "repeat", "flag", "quit", "help"]
        entries = keys(words, letters, self.screen.language)
        if editor_wanted(":e", question):
            entries.append(f":e {EDITOR.in_(self.screen.language)}")
        self.tell.entries(entries)

    @property
    def _done(self) -> int:
        """How far the learner is: what was passed over in an exam is still open."""
        if not self.exam:
            return self.session.answered
        return sum(bool(given.response) for given in self.session.given().values())

    def _farewell(self) -> None:
        self.session.refresh()
        done, count = self._done, len(self.session.form.places)
        self.screen.say(
            Text(
                f"ここまでの記録を保存しました（{done}/{count}）。続きは {self.resume_with} で再開できます。",
                f"Recorded so far: {done}/{count}. Resume with {self.resume_with}",
            )
        )
        self._today()

    def _today(self) -> None:
        """Say how today stands to who sits at the keyboard, at the end of a sitting."""
        if self.keyboard.interactive:
            from quiz.terminal.today import show_today

            show_today(self.screen, self.session.store)

    # -- one question ------------------------------------------------------------------------------------------------

    def one_question(self, question: Question) -> None:
        """Ask one question, and those like it that the learner wants."""
        in_editor = False
        while True:
            outcome = self._ask(question, in_editor=in_editor)
            if outcome is None or self.exam:
                return
            self._tell(question, outcome)
            wish = self.after.wish(question, outcome)
            if wish == "next":
                return
            in_editor = wish == "edit"
            if wish == "another":
                question = self.session.another(question)

    def _tell(self, question: Question, outcome: Outcome) -> None:
        """Tell what became of an answer, and draw what a run has shown: before the verdict, or to a listener after."""
        draws = kind_of(question.variant.item).runs_after_answer
        if draws and not self.screen.plain:
            self._draw_run(question)
        self.tell.outcome(question, outcome)
        if draws and self.screen.plain:
            self._draw_run(question)

    def _draw_run(self, question: Question) -> None:
        from quiz.kinds.prediction import measured
        from quiz.terminal.training_progress import draw_curves

        draw_curves(self.screen, measured(question.variant))

    def _ask(self, question: Question, *, in_editor: bool = False) -> Outcome | None:
        """Show the question and return the outcome of the answer; None if it was skipped.

        ``in_editor``: the answer is written in the editor, without being asked for first.
        """
        begun, tries = time.monotonic(), question.tries
        if tries == 0:
            self.session.take_up(question)
            why = None if question.extra else self.why(self.session.form.places[question.place])
            self.tell.question(question, len(self.session.form.places), self._clock(), why)
            if has_editor(question):
                self.screen.say(HOW_TO_END, "dim")
            self._show_hints_again(question)
            self._prepare(question)
            self._show_draft(question)
        elif self.keyboard.interactive:
            self._commands(question, letters_of(question))
        try:
            return self._ask_parts(question) if question.variant.parts else self._ask_whole(question, in_editor)
        finally:  # however it is left
            if tries == question.tries == 0:
                self.session.leave(question, time.monotonic() - begun)

    def _keep(self, question: Question, written: str) -> None:
        """Record what was typed of an answer in several lines that is left in the middle."""
        self.session.keep_half(question, Response(written))

    def _show_draft(self, question: Question) -> None:
        """Show the lines that an earlier sitting has left of an answer; code is gone on with in the editor."""
        if question.variant.parts or not question.written:
            return
        self.entry.drafts.setdefault(place_of(question), question.written)
        code = kind_of(question.variant.item).runs_code
        told = Text(
            "前回はここまで書いています（まだ出していません）", "you had written this much, without handing it in"
        )
        self.screen.say(told, "half")
        show = self.screen.verbatim if code else self.screen.say
        for line in question.written.split("\n"):
            show(f"  {line}", "dim")
        if code:
            self.screen.say(Text(":e でエディタに開けます", ":e opens it in an editor"), "dim")

    def _show_hints_again(self, question: Question) -> None:
        """Show what an earlier sitting has shown; the hints of parts are shown where they are asked for."""
        if question.variant.parts:
            return
        seen, question.hints_before = question.hints_before, 0
        for _ in range(seen):
            self.tell.hint(question)

    def _ask_whole(self, question: Question, in_editor: bool) -> Outcome | None:
        """Ask for the one answer to a question."""
        kind, item, letters = kind_of(question.variant.item), question.variant.item, letters_of(question)
        shown = time.monotonic()
        while True:
            raw = ":e" if in_editor else self._main_line(Text("答え> ", "answer> ").in_(self.screen.language))
            in_editor = False
            elapsed = time.monotonic() - shown
            word = None if editor_wanted(raw, question) else word_in(raw, letters)
            try:
                if word is not None:
                    self._obey(word, question, letters)
                    continue
                if kind.takes_lines(item) and raw.strip():
                    written = self.entry.lines(raw, question)
                    if written is None:
                        continue
                    raw, elapsed = written, time.monotonic() - shown
            except Skipped:
                self._leave_out(question, elapsed)
                return None
            if not raw.strip():
                if not self.keyboard.interactive:
                    self._skip(question, elapsed)
                    return None
                skip = key("skip", letters)
                self.screen.say(
                    Text(f"答えを入力してください（{skip} でとばす）", f"type an answer ({skip} skips)"), "dim"
                )
                continue
            if kind.runs_code:
                tell_weakness_once(self.screen)
            try:
                outcome = self._judged(question, Response(raw, elapsed))
            except KeyboardInterrupt:  # a program may run long
                if kind.takes_lines(item):
                    self._keep(question, raw)
                raise
            if outcome.unreadable is None:
                self._tell_answered_elsewhere(question)
                return outcome
            self.screen.unreadable(raw, outcome.unreadable)

    def _ask_parts(self, question: Question) -> Outcome | None:
        """Ask one part after the other, and return the outcome of the whole; None if all were left out."""
        from quiz.terminal.parts_input import PartPrompt, answered_parts

        prompt = PartPrompt(
            self._line, lambda word, letters: self._obey(word, question, letters), self.entry.lines, self._hint
        )
        given = self.session.given().get(question.place) if self.exam else None
        draft = self.entry.drafts.get(place_of(question))
        earlier = draft or question.written or ("" if given is None else given.response)
        response = answered_parts(question, self.session, self.screen, self.keyboard, prompt, earlier)
        if not response.raw:
            self._leave_out(question, response.elapsed_s)
            return None
        self.entry.drafts[place_of(question)] = response.raw
        outcome = self._judged(question, response)
        self._tell_answered_elsewhere(question)
        return outcome

    def _leave_out(self, question: Question, elapsed_s: float) -> None:
        """Leave a question out, and show its answer, but in an exam."""
        self._skip(question, elapsed_s)
        if not self.exam:
            self.tell.answer(question.variant)

    def _skip(self, question: Question, elapsed_s: float) -> None:
        self.session.skip(question, elapsed_s)
        self._tell_answered_elsewhere(question)

    def _tell_answered_elsewhere(self, question: Question) -> None:
        """Say it where another window on this session has answered the question first."""
        if not question.answered_elsewhere:
            return
        question.answered_elsewhere = False  # it is said once
        self.screen.say(
            Text(
                "この問題は別の画面で先に解答されています。この解答も記録しましたが、得点に入るのは先の解答です。",
                "This question has been answered in another window. This answer is recorded as well, but the first one"
                " counts.",
            ),
            "half",
        )

    def _prepare(self, question: Question) -> None:
        """Say what this question's prompt asks for beyond the usual, and let its sandbox warm up."""
        kind, item = kind_of(question.variant.item), question.variant.item
        if (ungraded := kind.ungraded_here(item)) is not None:
            self.screen.say(ungraded, "half")
        if kind.takes_lines(item) and kind.runs_code:
            from quiz.sandbox import prepare_in_background

            prepare_in_background()
        if not self.keyboard.interactive:
            return
        if kind.takes_lines(item) and not kind.runs_code:
            self.screen.say(
                Text(
                    "1 行なら Enter で終わります。箇条書き（- や 1. で始める）や貼り付けた文章は、空行で終わります",
                    "Enter ends one line; a list (begun with - or 1.) or pasted text ends with an empty line",
                ),
                "dim",
            )
        self._commands(question, letters_of(question))

    def _judged(self, question: Question, response: Response) -> Outcome:
        """Record and judge an answer; where that makes a run, show how it goes."""
        if not kind_of(question.variant.item).runs_after_answer:
            return self.session.answer(question, response)
        from quiz.kinds.prediction import watched_by
        from quiz.terminal.training_progress import progress_bar

        with progress_bar(self.screen) as bar, watched_by(bar):
            return self.session.answer(question, response)

    def _obey(self, word: Word, question: Question, letters: Collection[str]) -> None:
        """Do what a command asks for while an answer is waited for; raise Stopped or Skipped.

        ``letters`` are those that need a colon at this prompt.
        """
        if word == "quit":
            raise Stopped
        if word == "skip":
            raise Skipped
        if word == "help":
            self.screen.say(kind_of(question.variant.item).answer_format(question.variant))
            self._commands(question, letters)
        elif word == "repeat":
            self.tell.again(question.prompt)
            self._commands(question, letters)
        elif word == "hint":
            self._hint(question)
        elif word == "flag":
            self.marker.obey(word, question)
        elif self.exam:
            self.screen.say(Text("試験形式では最後に表示します", "in an exam that comes at the end"), "dim")
        else:
            skip = key("skip", letters)
            what = MEANING[word]
            self.screen.say(
                Text(
                    f"「{what.ja}」は解答のあとに使えます（{skip} でとばすと、解説を見て次へ進みます）",
                    f"{what.en}: after your answer ({skip} skips, shows the solution and goes on)",
                ),
                "dim",
            )

    def _hint(self, question: Question, part: int | None = None) -> None:
        if self.exam:
            self.screen.say(Text("試験形式ではヒントは出ません", "no hints in an exam"), "dim")
        else:
            self.tell.hint(question, part)

    def _main_line(self, question: str) -> str:
        """Read the line with which an answer begins."""
        return self._line(question)

    def _line(self, question: str) -> str:
        return self.clock.line(self.keyboard, question)

    def _clock(self) -> str:
        allowed = clock(self.session.form.minutes * 60)
        return f"{clock(self.session.used_s)}/{allowed}"
