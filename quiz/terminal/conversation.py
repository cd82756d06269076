"""The conversation of ``quiz run``: shows a question, reads the answer, tells what became of it, and goes on."""

from __future__ import annotations

import signal
import threading
import time
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from quiz.errors import QuizError
from quiz.kinds import kind_of
from quiz.language import Text, counted
from quiz.model import Outcome, Place, Response, Variant
from quiz.practice.session import Question, Session
from quiz.terminal.code_input import edited, rest_of, tell_weakness_once, wants_editor
from quiz.terminal.feedback import Teller, clock
from quiz.terminal.interruptions import Skipped, Stopped, TimeUp
from quiz.terminal.prompt_words import LATIN, MARK_WORDS, MEANING, MarkWord, Word, key, keys, packed, word_in
from quiz.terminal.screen import Keyboard, Screen

if TYPE_CHECKING:
    from quiz.terminal.marking import Marker

ALARM_AGAIN_S = 1.0
"""How long after an exam's time is over it is said again, until it has been heard."""


class _EditorWanted(Exception):
    """An editor is called for while lines are being typed."""


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
        self.time_over = False
        self.reading = False
        self.drafts: dict[int, str] = {}
        self.editor_next = False

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
            with self._time_limit():
                self._ask_all()
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
        self._sum_up()

    def _ask_all(self) -> None:
        while (question := self.session.next_question()) is not None:
            self.one_question(question)

    def _sum_up(self) -> None:
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
            self._commands()

    def _commands(self, letters: Collection[str] = ()) -> None:
        """Name the keys, with a colon where a letter may be an answer."""
        self._list_keys(["hint", "skip", "repeat", "flag", "quit", "help"], letters)

    def _list_keys(self, words: Sequence[Word], letters: Collection[str]) -> None:
        entries = keys(words, letters, self.screen.language)
        for line in packed(entries, self.screen.width, self.screen.language):
            self.screen.say(line, "dim")

    def _farewell(self) -> None:
        self.session.refresh()
        done, count = self.session.answered, len(self.session.form.places)
        self.screen.say(
            Text(
                f"ここまでの記録を保存しました（{done}/{count}）。続きは {self.resume_with} で再開できます。",
                f"Recorded so far: {done}/{count}. Resume with {self.resume_with}",
            )
        )

    # -- one question ------------------------------------------------------------------------------------------------

    def one_question(self, question: Question) -> None:
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
        kind, item, letters = kind_of(question.variant.item), question.variant.item, self._letters(question)
        if question.tries == 0:
            why = None if question.extra else self.why(self.session.form.places[question.place])
            self.tell.question(question, len(self.session.form.places), self._clock(), why)
            self._prepare(question)
        if question.variant.parts:
            return self._ask_parts(question)
        shown = time.monotonic()
        while True:
            raw = ":e" if self.editor_next else self._line(Text("答え> ", "answer> ").in_(self.screen.language))
            self.editor_next = False
            elapsed = time.monotonic() - shown
            word = None if self._wants_editor(raw, question) else word_in(raw, letters)
            try:
                if word is not None:
                    self._obey(word, question, letters)
                    continue
                if kind.takes_lines(item) and raw.strip():
                    written = self._lines(raw, question)
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
            outcome = self._judged(question, Response(raw, elapsed))
            if outcome.unreadable is None:
                self._tell_answered_elsewhere(question)
                return outcome
            self.screen.unreadable(raw, outcome.unreadable)

    def _ask_parts(self, question: Question) -> Outcome | None:
        """Ask one part after the other, and return the outcome of the whole; None if all were left out."""
        from quiz.terminal.parts_input import PartPrompt, answered_parts

        prompt = PartPrompt(
            self._line, lambda word, letters: self._obey(word, question, letters), self._lines, self._hint
        )
        earlier = self.drafts.get(question.place) or self.session.half_answered(question)
        response = answered_parts(question, self.session, self.screen, self.keyboard, prompt, earlier)
        if not response.raw:
            self._leave_out(question, response.elapsed_s)
            return None
        self.drafts[question.place] = response.raw
        outcome = self.session.answer(question, response)
        self._tell_answered_elsewhere(question)
        return outcome

    def _leave_out(self, question: Question, elapsed_s: float) -> None:
        """Leave a question out, and show its answer, but in an exam."""
        self._skip(question, elapsed_s)
        if not self.exam:
            self._show_answer(question)

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
        letters = self._letters(question)
        if any(key(word, letters) != key(word) for word in ("hint", "skip", "repeat", "flag", "quit", "help")):
            self._commands(letters)

    def _letters(self, question: Question) -> Collection[str]:
        """Return what may be an answer to a question, and is no command at any of its prompts."""
        return kind_of(question.variant.item).letters(question.variant)

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

    def _lines(self, first: str, question: Question, part: Variant | None = None) -> str | None:
        """Return an answer of several lines: typed on, or from the editor; None if the editor gave none."""
        item = (part or question.variant).item
        kind = kind_of(item)
        if self._wants_editor(first, question):
            return self._edited(self.drafts.get(question.place, question.prompt.start), question)
        typed = [first]
        # In code a Latin word may be a name; a colon begins no line of it.
        letters = LATIN if kind.runs_code else kind.letters(part or question.variant)

        def line(prompt: str) -> str:
            while True:
                raw = self._line(prompt)
                if self._wants_editor(raw, question):
                    raise _EditorWanted
                word = word_in(raw, letters)
                if word is None:
                    typed.append(raw)
                    return raw
                self._obey(word, question, letters)

        try:
            written = rest_of(first, item, line, interactive=self.keyboard.interactive)
        except _EditorWanted:
            return self._edited("\n".join(typed), question)
        if part is None:
            self.drafts[question.place] = written
        return written

    def _wants_editor(self, typed: str, question: Question) -> bool:
        """True for the command that opens an editor, at the prompts of a question that has one."""
        kind = kind_of(question.variant.item)
        return kind.runs_code and kind.takes_lines(question.variant.item) and wants_editor(typed)

    def _edited(self, draft: str, question: Question) -> str | None:
        """Return what was written in the editor; None if that was nothing."""
        try:
            text = edited(draft)
        except QuizError as error:
            self.screen.fault(error)
            return None
        if text is None or not text.strip():
            self.screen.say(Text("保存されませんでした", "nothing was saved"), "dim")
            return None
        self.drafts[question.place] = text
        return text

    def _show_answer(self, question: Question) -> None:
        """Nobody leaves a question without having seen its answer."""
        if kind_of(question.variant.item).self_assessed:
            self.tell.model_answer(question.variant)
        self.tell.solution(question.variant)

    def _line(self, question: str) -> str:
        """Read a line; an exam's alarm may end the reading, and nothing else."""
        self.reading = True
        try:
            # Asked after that is set: an alarm in between would neither end the reading nor be seen.
            if self.time_over:
                raise TimeUp
            return self.keyboard.line(question)
        finally:
            self.reading = False

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
            self._commands(letters)
        elif word == "repeat":
            self._show_again(question)
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
                    f"{what.ja}は解答のあとに使えます（{skip} でとばすと、解説を見て次へ進みます）",
                    f"{what.en}: after your answer ({skip} skips, shows the solution and goes on)",
                ),
                "dim",
            )

    def _show_again(self, question: Question) -> None:
        self.screen.blank()
        self.tell.prompt(question.prompt)

    def _hint(self, question: Question, part: int | None = None) -> None:
        """Show the next hint: of the part that is being answered, while it has one, then of the whole question."""
        if part is not None and question.part_hints[part] == len(question.prompt.parts[part].hints):
            part = None
        shown = question.prompt if part is None else question.prompt.parts[part]
        own = question.part_hints
        given = question.hints_used - own.total() if part is None else own[part]
        if self.exam:
            self.screen.say(Text("試験形式ではヒントは出ません", "no hints in an exam"), "dim")
        elif given < len(shown.hints):
            question.hints_used += 1
            if part is not None:
                own[part] += 1
            self.screen.say(Text(f"ヒント {given + 1}", f"Hint {given + 1}"), "strong")
            self.screen.markdown(shown.hints[given], pictures=shown.pictures)
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
        if question.variant.parts and self.keyboard.interactive:
            self._assess_parts(question, outcome)
        explained = text
        if text:
            self.tell.model_answer(question.variant)
        if not self.keyboard.interactive:
            if outcome.verdict not in ("correct", "self-assessed"):
                self.tell.solution(question.variant)
            return "next"
        if text:
            own = self._own_mark(question, outcome)
            if own is not None:
                self.session.self_assess(question, own)
        answerable = outcome.verdict != "correct" and not text
        letters = self._letters(question)
        while True:
            open_to_answer = answerable and not explained
            typed = self._wish(letters, "explain" if open_to_answer else "skip")
            if open_to_answer and self._wants_editor(typed, question):
                self.editor_next = True
                return "again"
            word = word_in(typed, letters)
            if word == "quit":
                raise Stopped
            if word == "another":
                return "another"
            if word == "skip":
                if open_to_answer:
                    self._show_answer(question)
                return "next"
            if word == "explain":
                self.tell.solution(question.variant)
                explained = True
            elif word == "repeat":
                self._show_again(question)
                if open_to_answer:
                    return "again"
            elif word == "hint":
                self._hint(question)
            elif (mark := _mark_word(word)) is not None:
                self.marker.obey(mark, question)
            elif word == "help":
                self._list_keys(["hint", "skip", "repeat", "explain", "another", "quit", "help", *MARK_WORDS], letters)
            else:
                self._not_a_key(
                    typed, Text("Enter か、示されたキーを入力してください", "press Enter, or type a key shown")
                )

    def _not_a_key(self, typed: str, what_to_do: Text) -> None:
        """Say that this is no command here; for a letter that may be an answer, how it is one."""
        if word_in(f":{typed}") is not None:
            what_to_do = Text(f"コマンドは :{typed} のように書いてください", f"type :{typed} for the command")
        self.screen.say(what_to_do, "dim")

    def _wish(self, letters: Collection[str], enter: Literal["explain", "skip"]) -> str:
        """Return what the learner types after a verdict; Enter alone is the usual next step.

        What was typed before the verdict was on the screen is no answer to it.
        """
        language = self.screen.language
        usual = {"explain": MEANING["explain"], "skip": Text("次へ", "next")}[enter]
        others: tuple[Word, ...] = ("repeat", "another", "help", "quit")
        explain: tuple[Word, ...] = () if enter == "explain" else ("explain",)
        entries = [f"[Enter] {usual.in_(language)}", *keys((*explain, *others), letters, language)]
        *above, last = packed(entries, self.screen.width - 3, language)
        self._list_keys(MARK_WORDS, letters)
        for line in above:
            self.screen.say(line)
        self.keyboard.forget_typed_ahead()
        return self.keyboard.line(f"{last} > ").strip() or f":{enter}"

    def _assess_parts(self, question: Question, outcome: Outcome) -> None:
        """The learner has the last word on the texts among the parts; the score is made up of all of them."""
        earned, most, marked = 0.0, 0.0, False
        for part, inner in zip(outcome.parts, question.variant.parts, strict=True):
            mark = None
            if kind_of(inner.item).self_assessed and part.outcome.verdict != "unanswered":
                self.screen.say(f"({part.label})", "strong")
                self.tell.model_answer(inner)
                mark = self._own_mark(question, part.outcome)
            marked = marked or mark is not None
            if mark is not None or part.outcome.verdict != "undecided":
                earned += float(part.earned) if mark is None else mark * float(part.points)
                most += float(part.points)
        if marked:
            self.session.self_assess(question, round(earned / most, 4))

    def _own_mark(self, question: Question, outcome: Outcome) -> float | None:
        """The learner has the last word on a text; who skips this, None, leaves it as it was judged."""
        proposal = {"correct": "1", "partial": "2"}.get(outcome.verdict, "")
        default_ja = f"、Enter = {proposal}" if proposal else ""
        ask = Text(
            f"自己採点（1 正解・2 部分的・3 不正解{default_ja}）> ",
            f"your own mark (1 right, 2 partly, 3 wrong{', Enter = ' + proposal if proposal else ''}) > ",
        ).in_(self.screen.language)
        scores = {"1": 1.0, "2": 0.5, "3": 0.0}
        while True:
            self.keyboard.forget_typed_ahead()
            typed = unicodedata.normalize("NFKC", self.keyboard.line(ask)).strip() or proposal
            word = word_in(typed)
            if typed in scores:
                return scores[typed]
            if word == "quit":
                raise Stopped
            if word == "skip":
                return None
            if word == "explain":
                self.tell.solution(question.variant)
            elif word == "repeat":
                self._show_again(question)
            elif word == "hint":
                self._hint(question)
            elif (mark := _mark_word(word)) is not None:
                self.marker.obey(mark, question)
            else:
                if word == "help":
                    self._list_keys(("hint", "skip", "repeat", "explain", "quit", *MARK_WORDS), ())
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
        # It is repeated: one that comes while another signal is obeyed, or just before the keyboard is waited for, ends
        # no reading.
        signal.setitimer(signal.ITIMER_REAL, left, ALARM_AGAIN_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _mark_word(word: Word | None) -> MarkWord | None:
    """Return the command if it puts a mark on a question."""
    return next((mark for mark in MARK_WORDS if mark == word), None)
