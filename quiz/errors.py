"""What can go wrong for a person, said so that the person can mend it: where, what was found, what to do.

Everything that a command may fail with is a ``QuizError``; the command line prints it in the reader's language and
ends with its exit status, never with a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.language import Language, Text
from quiz.outlet.visible import in_line, message_lines


class QuizError(Exception):
    """A fault with a bilingual message, a remedy, and the exit status that a command ends with.

    >>> error = QuizError(Text("見つかりません", "not found"), remedy=Text("名前を確かめてください", "check the name"))
    >>> print(error.in_("en"))
    not found
      → check the name
    """

    exit_status = 2

    def __init__(self, message: Text, *, remedy: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.remedy = remedy

    def in_(self, language: Language) -> str:
        """Return the message, and the remedy on a line of its own."""
        return _told(self.message.in_(language), self.remedy, language)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file: the file, its line (1-based; 0 where no line can be named), what was found, what to do."""

    path: str
    line: int
    message: Text
    remedy: Text | None = None

    def in_(self, language: Language) -> str:
        """Return ``file:line: message`` with the remedy on a second line."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return _told(f"{in_line(place)}: {self.message.in_(language)}", self.remedy, language)


class FileFaults(QuizError):
    """All the faults of one or more files, found in one reading."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(Text(f"{len(faults)} 件の誤りがあります", f"{len(faults)} fault(s) found"))
        self.faults = tuple(faults)

    def in_(self, language: Language) -> str:
        """Return one paragraph for each fault."""
        return "\n".join(fault.in_(language) for fault in self.faults)


def _told(message: str, remedy: Text | None, language: Language) -> str:
    """A message with its remedy; the names and passages of a stranger's in them stay in their lines."""
    lines = message_lines(message)
    if remedy is not None:
        lines.append(f"  → {in_line(remedy.in_(language))}")
    return "\n".join(lines)


class Unanswerable(QuizError):
    """An item that can't be drawn or whose key can't be computed for these values."""
