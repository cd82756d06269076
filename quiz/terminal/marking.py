"""What a learner says of a question at its prompts: a flag, "I guessed", a note, "this verdict is wrong"."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.language import Text
from quiz.practice.learner_marks import marks_of, put_mark, take_back
from quiz.practice.record_rows import MarkName
from quiz.practice.session import Question, Session
from quiz.terminal.prompt_words import MarkWord
from quiz.terminal.screen import Keyboard, Screen

_NAMES: Mapping[MarkWord, MarkName] = {"flag": "flag", "guess": "guessed", "note": "note", "dispute": "disputed"}

_PUT: Mapping[MarkName, Text] = {
    "flag": Text("旗を立てました（もう一度 f で外します）", "flagged (f again takes it off)"),
    "guessed": Text(
        "勘で答えたと記録しました。身についた証拠としては弱く数えます（もう一度 g で取り消し）",
        "noted as a guess: it counts less as evidence (g again takes it back)",
    ),
    "note": Text("メモを記録しました", "noted"),
    "disputed": Text(
        "記録しました。quiz data reports で、作者に送れる形で見られます（もう一度 w で取り消し）",
        "recorded; quiz data reports shows it ready to be sent to the author (w again takes it back)",
    ),
}
_TAKEN_BACK: Mapping[MarkName, Text] = {
    "flag": Text("旗を外しました", "the flag is off"),
    "guessed": Text("取り消しました", "taken back"),
    "disputed": Text("取り消しました", "taken back"),
}
_ASKED: Mapping[MarkName, Text] = {
    "note": Text("メモ> ", "note> "),
    "disputed": Text(
        "どこが違いますか（Enter だけでも記録します）> ", "what is wrong with it? (Enter alone will do)> "
    ),
}

SIGNS: Mapping[MarkName, Text] = {
    "flag": Text("旗", "flag"),
    "guessed": Text("勘", "guess"),
    "note": Text("メモ", "note"),
    "disputed": Text("判定に疑問", "disputed"),
}
"""How a mark is told beside a question."""


class Marker:
    """Puts marks on the questions of a session, and takes them back."""

    def __init__(self, session: Session, screen: Screen, keyboard: Keyboard) -> None:
        self.session = session
        self.screen = screen
        self.keyboard = keyboard

    def names(self, question: Question) -> set[MarkName]:
        """Return the marks that a question has."""
        asked = _asked(question)
        return {
            mark.name
            for mark in marks_of(self.session.store, self.session.stored.id)
            if mark.place == question.place and (mark.item, mark.seed) == asked
        }

    def obey(self, word: MarkWord, question: Question) -> None:
        """Put the mark that a command asks for; a second time takes it back, but for a note, which may follow others.

        EOFError where the input ends before a note is written.
        """
        name, session = _NAMES[word], self.session
        if name in _TAKEN_BACK and name in self.names(question):
            take_back(session.store, session.stored.id, question.place, _asked(question), name)
            self.screen.say(_TAKEN_BACK[name], "dim")
            return
        said = self.keyboard.line(_ASKED[name].in_(self.screen.language)).strip() if name in _ASKED else ""
        if name == "note" and not said:
            self.screen.say(Text("何も書きませんでした", "nothing was written"), "dim")
            return
        put_mark(
            session.store,
            session.stored.id,
            question.place,
            _asked(question),
            name,
            attempt="" if question.attempt is None else session.store.name_of(question.attempt),
            said=said,
            details=self._details(question) if name == "disputed" else {},
        )
        self.screen.say(_PUT[name], "dim")

    def _details(self, question: Question) -> Mapping[str, str]:
        """What an author needs to look at a verdict again: the answer, how it was read, which versions were at work."""
        from quiz.practice.versions import program_version

        session, course, item = self.session, self.session.question_set.course, question.variant.item
        answer: dict[str, str] = {}
        for entry in session.store.attempts(session.stored.id):
            if entry.id == question.attempt:
                given = entry.attempt
                answer = {
                    "response": given.response, "verdict": given.verdict, "understood_as": given.understood_as
                }  # fmt: skip
        return {
            **answer,
            "asked_as": "choice" if session.stored.choices is not None else "as written",
            "program": program_version(),
            "course_version": course.version,
            "item_digest": item.digest,
        }


def _asked(question: Question) -> tuple[str, int]:
    return question.variant.item.id, question.variant.seed
