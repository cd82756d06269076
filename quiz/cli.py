"""The command line: finds a command's module when it is called, and turns every expected failure into a message.

Nothing heavy is imported here, so that ``quiz --help`` costs little more than click itself.
"""

from __future__ import annotations

import errno
import gc
import importlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import click

from quiz.columns import wrap
from quiz.errors import QuizError, refusal
from quiz.language import LANGUAGES, Language, Text
from quiz.outlet.streams import complete_streams, flush_streams, note, note_fault, show_own_faults, speak_utf8, tell
from quiz.terminal.command import (
    BilingualOption,
    help_width,
    language_of,
    look_options,
    reader_language,
    told_help,
    two_columns,
)
from quiz.terminal.endings import Endings

_LISTED = re.compile(r'^LISTED = \((\d+), "([^"]+)", "([^"]+)"\)$', re.M)
"""The line by which a command's module says its place in the overview and what it does, in both languages."""


@cache
def summaries() -> dict[str, Text]:
    """Return what each command does, in the order in which a newcomer needs them.

    Read from the modules as text: a command is found because its module lies in ``quiz/commands``, and none is imported
    for the overview.
    """
    found = []
    folder = os.path.join(os.path.dirname(__file__), "commands")
    for name in os.listdir(folder):
        if not name.startswith("_") and name.endswith(".py"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                listed = _LISTED.search(file.read())
            if listed is not None:
                found.append((int(listed[1]), name.removesuffix(".py"), Text(listed[2], listed[3])))
    return {name: text for _, name, text in sorted(found, key=lambda entry: entry[:2])}


class _Stopped(Exception):
    """Carries past click what stopped a command: it takes a closed pipe for a fault, and tells of Ctrl-C itself."""

    def __init__(self, reason: OSError | KeyboardInterrupt) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def _past_click() -> Iterator[None]:
    try:
        yield
    except (OSError, KeyboardInterrupt) as reason:
        raise _Stopped(reason) from None


class Commands(click.Group):
    """The group whose commands are the modules of ``quiz.commands``."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Read the command line, which may show a help."""
        with _past_click():
            return super().make_context(*arguments, **options)

    def invoke(self, context: click.Context) -> Any:
        """Run the command."""
        with _past_click():
            return super().invoke(context)

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the commands' names, in the order in which a newcomer needs them."""
        return list(summaries())

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Import a command's module and return its command."""
        if name not in summaries():
            return None
        command: click.Command = importlib.import_module(f"quiz.commands.{name}").command
        return command

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview without importing any command."""
        language = reader_language(context)
        usage = Text("使い方: quiz コマンド [オプション]", "Usage: quiz COMMAND [OPTIONS]").in_(language)
        lines = [*wrap(_TITLE.in_(language), help_width()), "", usage, "", Text("コマンド:", "Commands:").in_(language)]
        lines += two_columns([(name, text.in_(language)) for name, text in summaries().items()])
        more = [("quiz run day2", Text("はじめに", "start")), ("quiz run --help", Text("各コマンドの説明", "more"))]
        lines += ["", *(f"{what.in_(language)}: {call}" for call, what in more), "--lang ja|en, --plain, --version"]
        formatter.write("\n".join(lines) + "\n")

    def get_help_option(self, context: click.Context) -> click.Option | None:
        """Return ``--help``, written as everything else is."""
        return told_help(super().get_help_option(context))


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from importlib.metadata import version

        tell(f"quiz {version('kakunin-test')}")
        context.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang", type=click.Choice(LANGUAGES), cls=BilingualOption, text=Text("表示の言語", "language"), expose_value=False
)
@look_options
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    callback=_version,
    cls=BilingualOption,
    text=Text("版", "version"),
    expose_value=False,
)
@click.pass_context
def group(context: click.Context) -> Any:
    """Ask, grade, explain: ``quiz run day2``; alone it offers what to do now, and does it at a key."""
    if context.invoked_subcommand is not None:
        return None
    from quiz.courses import open_set
    from quiz.terminal.welcome import welcome

    language = reader_language(context)
    wanted = welcome(language, _TITLE, list(_FIRST.items()), open_set)
    return wanted and group.main(wanted, prog_name="quiz", standalone_mode=False, obj=language)


_TITLE = Text("quiz: E資格 Day 2 の自己確認", "quiz: self-check for the E-shikaku exam, Day 2")
_FIRST = {
    "quiz run day2": Text("確認テストを解く（中断しても続きから）", "take the confirmation test; it resumes"),
    "quiz run cnn --count 5": Text("分野を選んで 5 問だけ", "five questions of one section"),
    "quiz run day2 --exam": Text("時間を計って解き、最後に結果を見る", "against the clock, results at the end"),
    "quiz list": Text("講座・問題集・問題の一覧", "courses, sets and questions"),
    "quiz verify report.md": Text("学習レポートの解答を確かめる", "check the answers in a study report"),
    "quiz generate day2": Text("数値を引き直した問題用紙を作る", "a practice set with new numbers"),
    "quiz lab": Text("小さなネットワークを学習させる", "train small networks and watch"),
}
"""What else to try; with what to begin with, a title and a last line these are the ten lines of an empty record."""


_ERROR = Text("エラー", "error")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave: 0 fine, 1 something found wrong, 2 usage or unreadable, 130 interrupted."""
    complete_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(given)
    # Before anything imports NumPy: on networks as small as ours a second thread costs more than it gives.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    speak_utf8()
    show_own_faults(language)
    with Endings(of_process=arguments is None) as endings:
        try:
            status = _ended(given, language, endings)
        except KeyboardInterrupt:  # while the command was ending, or an earlier signal was being obeyed
            status = 128 + (endings.signal or 2)
    if arguments is None:
        gc.freeze()  # the interpreter need not look for garbage in what ends with it
    sys.exit(status)


def _ended(arguments: list[str], language: Language, endings: Endings) -> int:
    """Run the command line to its end, whatever that is; return the exit status."""
    stopped: BaseException | None = None
    status = 0
    try:
        status = _run(arguments, language)
    except (KeyboardInterrupt, OSError) as error:
        stopped = error
    except Exception as error:
        if endings.signal is None:
            raise
        stopped = error  # what a library made of the signal
    endings.over()
    stopped = flush_streams() or stopped
    if endings.from_outside:
        return 128 + (endings.signal or 0)
    if stopped is None:
        return status
    if not isinstance(stopped, OSError):
        _say("", Text("中断しました", "interrupted").in_(language))
        return 130
    if endings.is_closed(stopped):
        return 0  # the reader of our output has seen enough
    _complain(_unforeseen(stopped).in_(language), language)
    return 2


def _unforeseen(error: OSError) -> Text:
    """Say what the system refuses, where no command has said it better: a full disk under the output, a lost folder."""
    why, name = refusal(error), error.filename
    if name is None and error.errno == errno.ENOENT:  # the answer to the question where we are
        return Text("作業フォルダがもうありません", "the working folder is gone")
    if name is None:
        return Text(f"出力に書けません: {why.ja}", f"can't write the output: {why.en}")
    return Text(f"{name} を使えません: {why.ja}", f"can't use {name}: {why.en}")


def _run(arguments: list[str], language: Language) -> int:
    try:
        result: Any = group.main(arguments, prog_name="quiz", standalone_mode=False, obj=language)
    except _Stopped as stopped:
        raise stopped.reason from None
    except QuizError as error:
        with suppress(OSError):
            note_fault(error, language, f"{_ERROR.in_(language)}: ")
        return error.exit_status
    except click.UsageError as error:
        _complain(usage_message(error).in_(language), language)
        if error.ctx is not None:
            hint = Text("くわしくは: {} --help", "for help: {} --help").in_(language)
            _say("  " + hint.format(error.ctx.command_path))
        return 2
    except click.ClickException as error:
        _complain(error.format_message(), language)
        return 2
    except (click.Abort, EOFError):
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else 0


def _complain(message: str, language: Language) -> None:
    _say(f"{_ERROR.in_(language)}: {message}")


def _say(*lines: str) -> None:
    """Write to standard error, if anybody reads it."""
    with suppress(OSError):
        note(*lines)


def usage_message(error: click.UsageError) -> Text:
    """Say click's complaint about a command line in both languages."""
    english = error.format_message()
    parameter: click.Parameter | None = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.opts[0] if parameter else "")
    if isinstance(parameter, click.Argument):
        name = (parameter.metavar or name.upper()).strip("[]")
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        return Text(f"{name} というオプションはありません" + (f"（近いもの: {near}）" if near else ""), english)
    if isinstance(error, click.MissingParameter):
        if isinstance(parameter, click.Argument) and isinstance(parameter.type, click.Choice):
            ja, en = (between.join(map(str, parameter.type.choices)) for between in ("、", ", "))
            return Text(f"{ja} のどれかを指定してください", f"name one of: {en}")
        return Text(f"{name} を指定してください", english)
    if isinstance(error, click.BadParameter):
        given, is_not, _ = error.message.replace(" does not match ", " is not ").partition(" is not ")
        wanted = _wanted(parameter)
        if isinstance(parameter, click.Argument) and isinstance(parameter.type, click.Choice):
            return Text(f"{given} は使えません（{wanted}）", error.message)
        if is_not and isinstance(parameter, click.Parameter) and isinstance(parameter.type, click.IntRange):
            english = english.replace("is not a valid integer range", "is not a whole number")
        message = f"{given}（{wanted}）" if wanted and is_not else error.message
        return Text(f"{name} の値が正しくありません: {message}", english)
    if english.startswith("No such command"):
        import difflib

        asked = english.split("'")[1] if "'" in english else ""
        near = "、".join(difflib.get_close_matches(asked, summaries(), n=2))
        hint_ja = f"（{near} のことですか）" if near else f"（コマンド: {'、'.join(summaries())}）"
        hint_en = f" Did you mean {near}?" if near else ""
        return Text(f"{asked} というコマンドはありません{hint_ja}", english + hint_en)
    if english.startswith("Got unexpected extra argument"):
        extra = english.partition("(")[2].removesuffix(")")
        return Text(f"余分な引数があります: {extra}", english)
    return Text(f"コマンドの書き方に誤りがあります: {english}", english)


def _wanted(parameter: click.Parameter | None) -> str:
    """Say in Japanese what values a parameter takes; "" where click's own words must do."""
    kind = None if parameter is None else parameter.type
    if isinstance(kind, click.IntRange):
        low = "" if kind.min is None else f"{kind.min} 以上"
        high = "" if kind.max is None else f"{kind.max} 以下"
        return f"{' '.join(filter(None, (low, high)))}の整数を指定してください"
    if isinstance(kind, click.Choice):
        return f"次のどれかです: {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.DateTime):
        return "2027-02-19 のような日付を指定してください"
    return ""
