"""The learner's own mark for a text, after its verdict: the program proposes, the learner has the last word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Response
from quiz.practice.session import Question, Session
from quiz.terminal.feedback import Teller
from quiz.terminal.interruptions import Stopped
from quiz.terminal.prompt_words import MARK_WORDS, MarkWord, Word, mark_word, word_in
from quiz.terminal.screen import Keyboard, Screen


class OwnMark:
    """Asks for the learner's own mark.

    The answer is on record as the program has judged it: whoever stops here, or is stopped, is asked again when the
    session goes on.
    """

    def __init__(
        self,
        session: Session,
        screen: Screen,
        keyboard: Keyboard,
        tell: Teller,
        mark: Callable[[MarkWord, Question], None],
    ) -> None:
        self.session = session
        self.screen = screen
        self.keyboard = keyboard
        self.tell = tell
        self.mark = mark

    def assess(self, question: Question, outcome: Outcome) -> None:
        """Show the model answers of texts, and let the learner mark them; Stopped where that is to wait."""
        if question.variant.parts:
            if self.keyboard.interactive:
                self._assess_parts(question, outcome)
        elif kind_of(question.variant.item).self_assessed:
            self.tell.model_answer(question.variant)
            if self.keyboard.interactive:
                own = self._own_mark(question, outcome)
                if own is not None:
                    self.session.self_assess(question, own)

    def ask_what_waits(self, used: str) -> None:
        """Ask for the mark that an earlier sitting has stopped before; ``used`` is the time of the session so far."""
        waiting = self._waiting()
        if waiting is None:
            return
        question, response = waiting
        self.screen.say(
            Text("前回の最後の解答は、自己採点がまだです。", "Your last answer still waits for your own mark.")
        )
        self.tell.question(question, len(self.session.form.places), used)
        self.screen.blank()
        self.screen.say(Text("あなたの解答:", "your answer:"), "strong")
        for line in response.raw.split("\n"):
            self.screen.say(line)
        outcome = grade(question.variant, response)
        self.tell.outcome(question, outcome)
        self.assess(question, outcome)

    @property
    def waits(self) -> bool:
        """Whether the text that was answered last has no mark of the learner's own yet."""
        return self._waiting() is not None

    def _waiting(self) -> tuple[Question, Response] | None:
        """Return the question that was answered last, and its answer, if it holds a text that has no own mark."""
        entries = self.session.store.attempts(self.session.stored.id)
        last = entries[-1] if entries and not self.session.stored.exam else None
        if last is None or not last.counted or last.place >= len(self.session.form.places):
            return None
        if last.attempt.verdict in ("self-assessed", "unanswered"):
            return None
        question = self.session.question_at(last.place)
        variant = question.variant
        same = (variant.item.id, variant.seed) == (last.attempt.item, last.attempt.seed)
        if not same or not any(kind_of(one.item).self_assessed for one in (variant, *variant.parts)):
            return None
        question.attempt, question.tries = last.id, 1
        return question, Response(last.attempt.response)

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
        words: list[Word] = ["hint"] if self.tell.hints_left(question) else []
        words += ["skip", "repeat", "explain", "quit", "help", *MARK_WORDS]
        self.tell.keys(words, ())
        while True:
            self.keyboard.forget_typed_ahead()
            typed = unicodedata.normalize("NFKC", self.keyboard.line(self.screen.asking(ask))).strip() or proposal
            word = word_in(typed)
            if typed in scores:
                return scores[typed]
            if word == "quit":
                self.screen.say(
                    Text(
                        "自己採点は、再開したときにもう一度おたずねします", "your own mark is asked for when you go on"
                    ),
                    "dim",
                )
                raise Stopped
            if word == "skip":
                return None
            if word == "explain":
                self.tell.solution(question.variant)
            elif word == "repeat":
                self.tell.again(question.prompt)
            elif word == "hint":
                self.tell.hint(question)
            elif (mark := mark_word(word)) is not None:
                self.mark(mark, question)
            else:
                if word == "help":
                    self.tell.keys(("hint", "skip", "repeat", "explain", "quit", "help", *MARK_WORDS), ())
                self.screen.say(Text("1・2・3 のどれかを入力してください", "type 1, 2 or 3"), "dim")
