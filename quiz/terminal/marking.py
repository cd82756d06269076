"""What a learner says of a question at its prompts: a flag, "I guessed", a note, "this verdict is wrong"."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.language import Text
from quiz.practice.question_marks import QuestionMarks
from quiz.practice.record_rows import MarkName
from quiz.practice.session import Question, Session
from quiz.terminal.prompt_words import MarkWord
from quiz.terminal.screen import Keyboard, Screen

_NAMES: Mapping[MarkWord, MarkName] = {"flag": "flag", "guess": "guessed", "note": "note", "dispute": "disputed"}

_PUT: Mapping[MarkName, Text] = {
    "flag": Text(
        "旗を立てました（一覧は quiz data marks。もう一度 f で外します）",
        "flagged (quiz data marks lists it; f again takes it off)",
    ),
    "guessed": Text(
        "勘で答えたと記録しました。身についた証拠としては弱く数えます（もう一度 g で取り消し）",
        "noted as a guess: it counts less as evidence (g again takes it back)",
    ),
    "note": Text("メモを記録しました（quiz data marks で読めます）", "noted (quiz data marks shows it)"),
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
    "note": Text("メモ（Enter だけならやめる）> ", "note (Enter alone: none)> "),
    "disputed": Text(
        "どこが違いますか（Enter だけでも記録します）> ", "what is wrong with it? (Enter alone will do)> "
    ),
}


class Marker:
    """Puts marks on the questions of a session, and takes them back, and says so."""

    def __init__(self, session: Session, screen: Screen, keyboard: Keyboard) -> None:
        self.marks = QuestionMarks(session)
        self.screen = screen
        self.keyboard = keyboard

    def names(self, question: Question) -> set[MarkName]:
        """Return the marks that a question has."""
        return self.marks.names(question)

    def obey(self, word: MarkWord, question: Question) -> None:
        """Put the mark that a command asks for; a second time takes it back, but for a note, which may follow others.

        EOFError where the input ends before a note is written.
        """
        name = _NAMES[word]
        if self.marks.takes_back(question, name):
            self.screen.say(_TAKEN_BACK[name], "dim")
            return
        said = self.keyboard.line(_ASKED[name].in_(self.screen.language)).strip() if name in _ASKED else ""
        if name == "note" and not said:
            self.screen.say(Text("何も書きませんでした", "nothing was written"), "dim")
            return
        self.marks.put(question, name, said)
        self.screen.say(_PUT[name], "dim")
