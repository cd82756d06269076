"""The terminal and files of text: what is written goes through a :class:`Gate`, and what can't be written is told.

``tell`` is for a command's result, on standard output; ``note`` for faults and progress, on standard error.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TextIO

from quiz.columns import width, wrap
from quiz.errors import Fault, QuizError, refusal
from quiz.language import Language, Text
from quiz.outlet.visible import PICTURE, in_line, visible

if TYPE_CHECKING:
    from pathlib import Path

_CLEAR = "\x1b[K"


class SupportsWrite(Protocol):
    """What a gate leads to."""

    def write(self, text: str, /) -> object:
        """Take a text."""

    def flush(self) -> None:
        """Pass on what is held back."""


class Gate:
    r"""A stream behind which everything can be seen; lines and tabs stay. What can't be written is an OSError.

    >>> import io
    >>> file = io.StringIO()
    >>> Gate(file).write("a\x1b[2Jb\n")
    >>> file.getvalue()
    'a\\x1b[2Jb\n'
    """

    def __init__(self, stream: SupportsWrite, cleaned: Callable[[str], str] = visible) -> None:
        self.stream = stream
        self.cleaned = cleaned

    def write(self, text: str) -> None:
        """Write a text."""
        self.stream.write(self.cleaned(text))

    def writelines(self, parts: Iterable[str]) -> None:
        """Write one part after the other, each as soon as it is there."""
        for part in parts:
            self.write(part)

    def flush(self) -> None:
        """Pass on what is held back."""
        self.stream.flush()


def standard_output() -> TextIO:
    """Return standard output."""
    return sys.stdout


def standard_error() -> TextIO:
    """Return standard error."""
    return sys.stderr


def complete_streams() -> None:
    """Give the program the standard streams that it was started without (``>&-``), leading nowhere.

    Otherwise the next file that is opened would take their place, and what is printed would end up in it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                handle = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is the missing one
                setattr(sys, name, os.fdopen(handle, "w" if number else "r", encoding="utf-8"))


def flush_streams() -> OSError | None:
    """Write out what is still held back; return what went wrong, after which nothing more is written."""
    found = None
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            found = found or error
            # Python must not complain about that when it closes the stream.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return found


def speak_utf8() -> None:
    """Read and write UTF-8 wherever the streams lead, whatever bytes come and whatever signs a terminal can show."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


# -- lines -------------------------------------------------------------------------------------------------------------


def fitting(line: str, stream: TextIO) -> list[str]:
    """Break a line that is wider than the terminal it goes to, the rest moved in; elsewhere a line stays one.

    What is moved in by four blanks is drawn, and its columns mean something; an address is to be clicked or copied.
    """
    columns = columns_of(stream) if stream.isatty() else None
    whole = line.startswith((PICTURE, *_ADDRESS))
    if columns is None or whole or width(line, ambiguous=2) < columns:
        return [line]
    indent = line[: len(line) - len(line.lstrip(" "))]
    first, *others = wrap(line.strip(), max(columns - 1 - len(indent) - 2, MIN_FITTING), ambiguous=2)
    return [indent + first, *(f"{indent}  {rest}" for rest in others)]


_ADDRESS = ("http://", "https://")
MIN_FITTING = 20


def tell(*lines: str) -> None:
    r"""Write lines of a result to standard output; an empty one if none is given.

    >>> tell("a\nb")
    a\nb
    """
    out = Gate(standard_output())
    shown = (part for line in lines or ("",) for part in fitting(in_line(line), standard_output()))
    out.write("".join(part + "\n" for part in shown))
    out.flush()


def tell_text(text: str) -> None:
    """Write a text of several lines, which is no stranger's, to standard output."""
    tell(*text.removesuffix("\n").split("\n"))


def tell_json(value: Any) -> None:
    """Write a value as JSON to standard output."""
    from quiz.outlet.json_text import json_text  # what is read by people doesn't wait for it

    out = Gate(standard_output())
    out.write(json_text(value, indent=2) + "\n")
    out.flush()


def note(*lines: str) -> None:
    """Write lines to standard error."""
    stream = standard_error()
    stream.write("".join(part + "\n" for line in lines for part in fitting(in_line(line), stream)))
    stream.flush()


def note_fault(error: QuizError | Fault, language: Language, lead: str = "") -> None:
    """Write what is wrong, and what to do about it, to standard error."""
    note(*(lead + error.in_(language)).split("\n"))


# -- a line that changes, a question -----------------------------------------------------------------------------------


def columns_of(stream: TextIO) -> int | None:
    """Return how many columns the terminal behind a stream has; None where there is none.

    ``COLUMNS`` speaks for a terminal that doesn't know it, and for a pipe into one.
    """
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # a pipe, a file, or a stream that has no descriptor
        columns = 0
    given = os.environ.get("COLUMNS", "")
    if not columns and given.isascii() and given.isdigit():
        columns = int(given[:6])
    return columns or None


def errors_seen() -> bool:
    """Return whether standard error is a terminal, on which progress can be watched."""
    return standard_error().isatty()


def progress(text: str, stream: TextIO | None = None) -> None:
    """Write over the line at the bottom of a terminal; "" takes it away."""
    stream = standard_error() if stream is None else stream
    line = in_line(text)
    stream.write(f"\r{line}{_CLEAR}")
    stream.flush()


def asked(question: str) -> str:
    """Ask at the terminal and return the line that was typed, with the keys by which a line is edited."""
    return input(in_line(question))


# -- files -------------------------------------------------------------------------------------------------------------


@contextmanager
def text_file(path: Path, mode: Literal["w", "x"]) -> Iterator[Gate]:
    """Open a file to be written, anew (``w``) or only where there is none (``x``, else FileExistsError)."""
    try:
        with path.open(mode, encoding="utf-8", newline="\n") as file:
            yield Gate(file)
    except FileExistsError:
        raise
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}")) from None


# -- a fault of the program itself -------------------------------------------------------------------------------------


def show_own_faults(language: Language) -> None:
    """Say of an exception that nobody expected that it is the program's; its message may hold anything."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        import traceback  # for what should never happen

        message = Text(
            "プログラム自身の誤りです。次の内容を添えて知らせてください:",
            "this is a fault of the program itself; please report it with what follows:",
        )
        note(message.in_(language), *"".join(traceback.format_exception(kind, error, trace)).rstrip("\n").split("\n"))

    sys.excepthook = show
    threading.excepthook = lambda told: show(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)
