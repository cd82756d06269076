"""The learner's screen and keyboard: typeset text out, one line in. Knows widths and pipes, and no questions."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TextIO

from quiz.columns import width, wrap
from quiz.errors import QuizError
from quiz.figures.gallery import Gallery, Picture
from quiz.language import Language, Text
from quiz.model import Unreadable
from quiz.outlet.colours import paint, painted
from quiz.outlet.streams import Gate, asked, columns_of, progress, standard_output
from quiz.outlet.visible import in_line
from quiz.render import terminal
from quiz.render.signs import plain_ascii
from quiz.terminal.look import look
from quiz.terminal.prompt_words import ROOM_TO_TYPE, packed
from solvers.budget import ANSWER_LINE

MAX_WIDTH = 100
MIN_WIDTH = 20

_APART = "　"
_ASCII_MARKS = str.maketrans({"✓": "o", "✗": "x", "△": "-"})


class Screen:
    """Writes for one reader: language, width, colours, ASCII only where asked for, or the form that is read aloud."""

    def __init__(self, out: TextIO, language: Language, *, ascii_only: bool = False) -> None:
        self.out = out
        self.language = language
        self.ascii_only = ascii_only
        chosen = look()
        self.plain = chosen.plain
        self.watched = out.isatty()
        painting = self.watched and os.environ.get("TERM") != "dumb"
        self.palette = chosen.palette if painting else None
        self._gate = Gate(out, painted)

    @property
    def color(self) -> bool:
        """Whether anything is painted."""
        return self.palette is not None

    @property
    def width(self) -> int:
        """The usable columns now: a terminal may be resized between two questions."""
        return max(MIN_WIDTH, min((columns_of(self.out) or 80) - 1, MAX_WIDTH))

    def markdown(self, text: Text | str, *, lead: str = "", pictures: Mapping[str, Picture] | None = None) -> None:
        """Typeset Markdown with mathematics; ``lead`` stands before it, and further lines are indented as much.

        ``pictures`` are those that the text has a place for.
        """
        source = text if isinstance(text, str) else text.in_(self.language)
        lead = in_line(lead)
        room = max(self.width - width(lead), MIN_WIDTH)
        gallery = Gallery(self.language, pictures or {})
        typeset = self.typeset(source, room, gallery)
        self._write(lead + typeset.replace("\n", "\n" + " " * width(lead)))

    def typeset(self, markdown: str, room: int, pictures: Gallery | None = None) -> str:
        """Return Markdown as this screen shows it in so many columns."""
        return terminal(
            markdown,
            width=room,
            color=self.color,
            ascii=self.ascii_only,
            pictures=pictures or Gallery(self.language),
            palette=self.palette or "usual",
            fold_code=self.watched,  # code in a file stays as it is
            linear=self.plain,
        )

    def say(self, text: Text | str, style: str = "") -> None:
        """Write one paragraph of plain text, wrapped; what ideographic spaces set apart is broken there first."""
        source = in_line(text if isinstance(text, str) else text.in_(self.language))
        indent = source[: len(source) - len(source.lstrip(" "))]
        room = self.width - len(indent)
        for part in packed(source.strip().split(_APART), room, "ja") or [""]:
            for line in wrap(part, room, ambiguous=2) or [""]:
                self._write(self.styled(indent + line, style))

    def fault(self, error: QuizError) -> None:
        """Write what is wrong, and what to do about it."""
        for line in error.in_(self.language).split("\n"):
            self.say(line, "half")

    def verbatim(self, line: str, style: str = "") -> None:
        """Write one line as it is: a chart's columns must not be wrapped."""
        self._write(self.styled(in_line(line), style))

    def styled(self, text: str, style: str) -> str:
        """Return text in a style, if this screen shows colours."""
        return paint(text, style, self.palette) if style and self.palette is not None else text

    def marked(self, mark: str, words: Text) -> Text:
        """Return words behind a mark, which is left out where it would be read aloud."""
        return words if self.plain else Text(f"{mark} {words.ja}", f"{mark} {words.en}")

    def asking(self, question: str) -> str:
        """Return what stands before an answer; what of it finds no room beside an answer is written above."""
        *above, last = wrap(in_line(question).strip(), self.width - ROOM_TO_TYPE, ambiguous=2)
        for line in above:
            self._write(line)
        return f"{last} "

    def listed(self, entries: Sequence[str]) -> str:
        """Return entries as one sentence has them."""
        return Text("、", ", ").in_(self.language).join(entries)

    def asking_key(self, entries: Sequence[str]) -> str:
        """Return what stands before a key that is to be typed: what may be typed, each with what it does."""
        if self.plain:
            return self.asking(self.listed(entries) + " >")
        *above, last = packed(entries, self.width - ROOM_TO_TYPE, self.language)
        for line in above:
            self.say(line)
        return f"{last} > "

    def rule(self) -> None:
        """Draw a line across; it breaks nothing if the terminal draws its signs two columns wide."""
        if not self.plain:
            self._write(self.styled("-" * min(self.width, 60), "dim"))

    def blank(self) -> None:
        """Leave a line free."""
        self._write("")

    def unreadable(self, raw: str, fault: Unreadable) -> None:
        """Show what can't be read, with a caret under the place, and what to do."""
        column = fault.column
        if self.plain:
            self._unreadable_told(raw, fault)
            return
        if column is not None and column <= len(raw):
            start = raw.rfind("\n", 0, column) + 1
            shown, before = in_line(raw[start:].split("\n")[0]), in_line(raw[start:column])
            if width(shown) <= self.width - 4:
                self._write("    " + shown)
                self._write("    " + " " * width(before) + "^")
        self.say(Text(f"読み取れません: {fault.reason.ja}", f"can't read this: {fault.reason.en}"), "half")
        if fault.remedy is not None:
            self.say(Text(f"  → {fault.remedy.ja}", f"  → {fault.remedy.en}"))

    def _unreadable_told(self, raw: str, fault: Unreadable) -> None:
        """Say in words what a caret would show: after what, and before what, the fault is."""
        self.say(Text(f"読み取れません: {fault.reason.ja}", f"can't read this: {fault.reason.en}"))
        column = fault.column
        if column is not None and column <= len(raw):
            before, after = in_line(raw[max(column - 10, 0) : column]), in_line(raw[column : column + 10])
            if after:
                number = column + 1
                self.say(Text(f"場所: {number} 文字目の {after}", f"place: character {number}, {after}"))
            elif before:
                self.say(Text(f"場所: 最後、{before} のあと", f"place: the end, after {before}"))
        if fault.remedy is not None:
            self.say(fault.remedy)

    def progress(self, line: str) -> None:
        """Write over the line at the bottom, which a later one, or "", replaces."""
        progress(line, self.out)

    def _write(self, line: str) -> None:
        self._gate.write((plain_ascii(line.translate(_ASCII_MARKS)) if self.ascii_only else line) + "\n")
        self._gate.flush()

    def prompt(self, question: str) -> None:
        """Write what stands before an answer, on its line."""
        self._gate.write(in_line(question))
        self._gate.flush()


class Keyboard:
    """Reads lines: with line editing at a terminal, plainly from a pipe."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.interactive = sys.stdin.isatty()
        if self.interactive:
            try:
                # Without it a terminal goes out of step when Japanese is erased, and arrow keys end up in the answer.
                import readline

                readline.set_auto_history(False)
            except ImportError:  # not on every platform
                pass

    def forget_typed_ahead(self) -> None:
        """Drop what was typed before this moment, but never what a pipe holds: a surplus Enter has seen nothing yet."""
        if not self.interactive:
            return
        try:
            import termios
        except ImportError:  # not on every platform
            return
        with suppress(termios.error, OSError, ValueError):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    def line(self, question: str) -> str:
        """Return the next line; EOFError at the end of the input, OSError once the terminal is gone."""
        try:
            return self._line(question)
        except EOFError:
            if self.interactive and not sys.stdin.isatty():  # nobody has pressed Ctrl-D: what was typed is no answer
                raise OSError(errno.EIO, "the terminal is closed") from None
            if self.interactive:
                self.screen.blank()  # Ctrl-D leaves the cursor behind the question
            raise

    def _line(self, question: str) -> str:
        if self.interactive and self.screen.watched and width(question, ambiguous=2) > self.screen.width:
            question = self.screen.asking(question)  # editing a line goes astray where it begins beyond the window
        if self.interactive and self.screen.out.isatty() and self.screen.out is standard_output():
            return asked(question)
        if self.interactive:
            self.screen.prompt(question)
        line = sys.stdin.readline(ANSWER_LINE)
        if not line:
            raise EOFError
        rest = line
        while len(rest) == ANSWER_LINE and not rest.endswith("\n"):  # too long; it answers no other question
            rest = sys.stdin.readline(ANSWER_LINE)
        return line.rstrip("\r\n")
