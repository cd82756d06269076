"""The terminal and files of text: what is written goes through a :class:`Gate`, and what can't be written is told.

``tell`` is for a command's result, on standard output; ``note`` for faults and progress, on standard error.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

from quiz.errors import Fault, QuizError
from quiz.language import Language, Text
from quiz.outlet.json_text import json_text
from quiz.outlet.visible import in_line, visible

_CLEAR = "\x1b[K"


class Unwritable(QuizError):
    """Standard output or a file that takes no more: the disk is full, or nobody may write there."""

    def __init__(self, name: Text, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(
            Text(f"{name.ja} に書けません: {reason}", f"can't write {name.en}: {reason}"),
            remedy=Text(
                "空き容量と、書き込めるかどうかを確かめてください", "see that there is room and that it may be written"
            ),
        )


STANDARD_OUTPUT = Text("標準出力", "standard output")
STANDARD_ERROR = Text("標準エラー出力", "standard error")


class Gate:
    r"""A stream behind which everything can be seen; lines and tabs stay.

    >>> import io
    >>> file = io.StringIO()
    >>> Gate(file, Text.both("sheet.md")).write("a\x1b[2Jb\n")
    >>> file.getvalue()
    'a\\x1b[2Jb\n'
    """

    def __init__(self, stream: TextIO, name: Text, cleaned: Callable[[str], str] = visible) -> None:
        self.stream = stream
        self.name = name
        self.cleaned = cleaned

    def write(self, text: str) -> None:
        """Write a text; :class:`Unwritable` where that can't be. A closed pipe is its reader's wish, and no fault."""
        try:
            self.stream.write(self.cleaned(text))
        except BrokenPipeError:
            raise
        except OSError as error:
            self._give_up(error)

    def writelines(self, parts: Iterable[str]) -> None:
        """Write one part after the other, each as soon as it is there."""
        for part in parts:
            self.write(part)

    def flush(self) -> None:
        """Pass on what is held back."""
        try:
            self.stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        if self.stream is sys.stdout:
            abandon_output()
        raise Unwritable(self.name, error) from None


def standard_output() -> TextIO:
    """Return standard output; QuizError where it was closed before the program began."""
    if sys.stdout is None:
        raise QuizError(
            Text("標準出力が閉じられています", "standard output is closed"),
            remedy=Text("出力の行き先を指定してください", "give the output somewhere to go"),
        )
    return sys.stdout


def standard_error() -> TextIO:
    """Return standard error; what nobody reads where it was closed before the program began."""
    return sys.stderr if sys.stderr is not None else io.StringIO()


def name_of(stream: TextIO) -> Text:
    """Return what a stream of ours is called."""
    return STANDARD_OUTPUT if stream is sys.stdout else STANDARD_ERROR


def abandon_output() -> None:
    """Let what is still held back go nowhere: Python would complain when it closes standard output."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def flush_output() -> None:
    """Pass on what a command has left in standard output; :class:`Unwritable` where that can't be."""
    if sys.stdout is not None:
        Gate(sys.stdout, STANDARD_OUTPUT).flush()


def speak_utf8() -> None:
    """Read and write UTF-8 wherever the streams lead, whatever bytes come and whatever signs a terminal can show."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


# -- lines -------------------------------------------------------------------------------------------------------------


def tell(*lines: str) -> None:
    r"""Write lines of a result to standard output; an empty one if none is given.

    >>> tell("a\nb")
    a\nb
    """
    out = Gate(standard_output(), STANDARD_OUTPUT)
    out.write("".join(in_line(line) + "\n" for line in lines or ("",)))
    out.flush()


def tell_text(text: str) -> None:
    """Write a text of several lines, which is no stranger's, to standard output."""
    tell(*text.removesuffix("\n").split("\n"))


def tell_json(value: Any) -> None:
    """Write a value as JSON to standard output."""
    out = Gate(standard_output(), STANDARD_OUTPUT)
    out.write(json_text(value, indent=2) + "\n")
    out.flush()


def note(*lines: str) -> None:
    """Write lines to standard error; where it takes none, nobody can be told."""
    stream = standard_error()
    try:
        stream.write("".join(in_line(line) + "\n" for line in lines))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError:
        return


def note_fault(error: QuizError | Fault, language: Language, lead: str = "") -> None:
    """Write what is wrong, and what to do about it, to standard error."""
    note(*(lead + error.in_(language)).split("\n"))


# -- a line that changes, a question -----------------------------------------------------------------------------------


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
    name = Text.both(in_line(path))
    try:
        with path.open(mode, encoding="utf-8", newline="\n") as file:
            yield Gate(file, name)
    except (FileExistsError, BrokenPipeError):
        raise
    except OSError as error:
        raise Unwritable(name, error) from None


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
