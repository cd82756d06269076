"""Code as an answer: typed over several lines, written in an editor, or read from a file."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import click

from quiz.errors import QuizError, refusal, too_much
from quiz.home import data_folder, write_whole
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Item
from quiz.outlet.visible import visible
from quiz.terminal.endings import interrupts_left_to_another
from quiz.terminal.screen import Screen
from solvers import budget
from solvers.budget import OverBudget

END = "."
_LIST = re.compile(r"\s*(?:[-*•・●◦]|[(（]?\d{1,2}[)）.．、]\s|[①-⑳])|.*[:：]\s*\Z")
_EDIT = (":e", "：e", "：ｅ", ":edit")


def wants_editor(typed: str) -> bool:
    """True for the command that opens an editor."""
    return typed.strip().lower() in _EDIT


def rest_of(first: str, item: Item, line: Callable[[str], str], *, interactive: bool) -> str:
    """Read on after the first line of an answer, to a line with "." alone.

    An empty line ends it as well once everything that is asked for is there, unless more is waiting: pasted code may
    have empty lines in it. The end of the input ends the answer. Sentences usually are one line, which one Enter ends:
    see :func:`_goes_on`. What makes the answer longer than any may be is kept in part, to be refused: the rest of it
    answers no other question. In a pipe only "." ends it.
    """
    lines = [first]
    last, length, whole = first, len(first.removesuffix("\\")), False
    prose = not kind_of(item).runs_code
    while True:
        if prose and not _goes_on(first, last, interactive=interactive):
            break
        try:
            typed = line("... ")
        except EOFError:
            break
        if typed.strip() in (END, "。", "．"):
            break
        too_long = length > budget.ANSWER
        if not typed.strip():
            if too_long:
                whole = interactive
            elif last.strip():  # else it is as it was at the empty line before
                whole = prose or kind_of(item).is_whole(item, "\n".join(lines))
            if whole and not (interactive and _waiting()):
                break
        if not too_long:
            lines.append(typed)
        last, length = typed, length + 1 + len(typed.removesuffix("\\") if prose else typed)
    return joined(lines, item)


def joined(lines: Sequence[str], item: Item) -> str:
    """Return the lines of an answer as one text: the backslashes by which sentences go on are no part of them."""
    return "\n".join(lines if kind_of(item).runs_code else [line.removesuffix("\\") for line in lines])


def _goes_on(first: str, last: str, *, interactive: bool) -> bool:
    """True if an answer in sentences has more lines than those from ``first`` to ``last``.

    A backslash at a line's end says so anywhere. At a terminal a list does, and whatever was pasted in one piece; in a
    pipe, where the next line answers the next question, nothing else does.
    """
    if last.endswith("\\"):
        return True
    return interactive and (_LIST.match(first) is not None or _waiting())


def _waiting() -> bool:
    """True if more was pasted than has been read."""
    try:
        return bool(select.select([sys.stdin], [], [], 0.05)[0])
    except (OSError, ValueError):  # Windows can't ask a console
        return False


def edited(text: str) -> str | None:
    """Return what was written in the editor; None if it wasn't saved. QuizError if none can be started."""
    try:
        with interrupts_left_to_another():
            return click.edit(visible(text) + "\n", extension=".py", require_save=True)
    except UnicodeDecodeError:
        raise _not_utf8(Text("書いたもの", "what was written")) from None
    except (click.ClickException, OSError) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        raise QuizError(
            Text(f"エディタを開けません: {message}", f"can't open an editor: {message}"),
            remedy=Text("環境変数 EDITOR でエディタを指定してください", "name one in the environment variable EDITOR"),
        ) from None


def read_file(path: Path) -> str:
    """Return the code in a file; QuizError if it can't be read."""
    try:
        with path.open("rb") as file:
            data = file.read(budget.ANSWER_FILE + 1)
        budget.ANSWER_FILE.check(len(data))
        return data.decode("utf-8-sig")
    except OverBudget as over:
        told = too_much(over)
        raise QuizError(Text(f"{path}: {told.ja}", f"{path}: {told.en}")) from None
    except UnicodeDecodeError:
        raise _not_utf8(Text.both(str(path))) from None
    except OSError as error:
        message = Text(f"{path} を読めません: {refusal(error).ja}", f"can't read {path}: {refusal(error).en}")
        raise QuizError(message) from None


def _not_utf8(name: Text) -> QuizError:
    return QuizError(
        Text(f"{name.ja} は UTF-8 ではありません", f"{name.en} isn't UTF-8"),
        remedy=Text("UTF-8 で保存してください", "save it as UTF-8"),
    )


def tell_weakness_once(screen: Screen) -> None:
    """Say, the first time on this machine, what the weakest level of isolation does not hold."""
    from quiz.sandbox import level
    from quiz.sandbox.levels import notices

    message = notices(level())
    marker = data_folder() / "sandbox-notice"
    if not message or os.path.lexists(marker):
        return
    for text in message:
        screen.say(text, "half")
    screen.say(
        Text(
            "この注意は一度だけ表示します。quiz doctor でいつでも読めます。",
            "This is said once; quiz doctor repeats it.",
        )
    )
    with suppress(OSError):  # then it is said again
        write_whole(marker, "")
