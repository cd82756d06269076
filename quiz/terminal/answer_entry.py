"""How an answer is entered: one line, several lines, or an editor; what is a command on the way is passed on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from quiz.errors import QuizError
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Variant
from quiz.practice.session import Question
from quiz.terminal.code_input import edited, joined, rest_of, wants_editor
from quiz.terminal.interruptions import Skipped
from quiz.terminal.prompt_words import LATIN, Word, word_in
from quiz.terminal.screen import Screen


class _EditorWanted(Exception):
    """An editor is called for while lines are being typed."""


class AnswerEntry:
    """Reads the rest of an answer that takes several lines, and keeps what was written at each place as a draft.

    ``line`` reads one line, ``obey`` does what a command asks for, ``keep`` records what was typed of an answer that is
    left in the middle: by Ctrl-C, by a command, because the time is up.
    """

    def __init__(
        self,
        screen: Screen,
        line: Callable[[str], str],
        obey: Callable[[Word, Question, Collection[str]], None],
        keep: Callable[[Question, str], None],
        *,
        interactive: bool,
    ) -> None:
        self.screen = screen
        self.line = line
        self.obey = obey
        self.keep = keep
        self.interactive = interactive
        self.drafts: dict[tuple[int, int], str] = {}

    def lines(self, first: str, question: Question, part: Variant | None = None) -> str | None:
        """Return an answer of several lines: typed on, or from the editor; None if the editor gave none.

        ``part`` is the part of the question that is being answered, if it has any.
        """
        item = (part or question.variant).item
        kind = kind_of(item)
        if editor_wanted(first, question):
            return self._edited(self.drafts.get(place_of(question), question.prompt.start), question)
        typed = [first]
        # In code a Latin word may be a name; a colon begins no line of it.
        letters = LATIN if kind.runs_code else kind.letters(part or question.variant)

        def line(prompt: str) -> str:
            while True:
                raw = self.line(prompt)
                if editor_wanted(raw, question):
                    raise _EditorWanted
                word = word_in(raw, letters)
                if word is None:
                    typed.append(raw)
                    return raw
                self.obey(word, question, letters)

        left = True
        try:
            written = rest_of(first, item, line, interactive=self.interactive)
            left = False
        except _EditorWanted:
            left = False
            return self._edited("\n".join(typed), question)
        except Skipped:
            left = False
            raise
        finally:
            if left and part is None:
                self.keep(question, joined(typed, item))
        if part is None:
            self.drafts[place_of(question)] = written
        return written

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
        self.drafts[place_of(question)] = text
        return text


def editor_wanted(typed: str, question: Question) -> bool:
    """True for the command that opens an editor, at the prompts of a question that has one."""
    return has_editor(question) and wants_editor(typed)


HOW_TO_END: Final = Text(
    "「.」だけの行か空行で終わります。:e でエディタが開きます",
    'a line with "." alone, or an empty one, ends it; :e opens an editor',
)


def has_editor(question: Question) -> bool:
    """Whether a question is answered by lines of code, which may be written in an editor."""
    kind = kind_of(question.variant.item)
    return kind.runs_code and kind.takes_lines(question.variant.item)


def letters_of(question: Question) -> Collection[str]:
    """Return what may be an answer to a question, and is no command at any of its prompts."""
    return kind_of(question.variant.item).letters(question.variant)


def place_of(question: Question) -> tuple[int, int]:
    """Return what a draft belongs to: the place, and the numbers that stand there."""
    return question.place, question.variant.seed
