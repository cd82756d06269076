"""What every command shares: help in both languages, ``--lang``, ``--format``, ``--force``, and JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quiz.columns import line_spans, pad, width, wrap
from quiz.errors import Fault, QuizError
from quiz.language import LANGUAGES, Language, Text, default_language
from quiz.outlet.streams import columns_of, note_fault, standard_output, tell

if TYPE_CHECKING:
    from quiz.bank.folder import Bank

Function = TypeVar("Function", bound=Callable[..., Any])

MIN_WIDTH, MAX_WIDTH = 30, 80


def help_width() -> int:
    """Return the columns that a help may take."""
    return max(MIN_WIDTH, min(columns_of(standard_output()) or MAX_WIDTH, MAX_WIDTH)) - 1


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that ``--lang`` gives on a command line, or the locale's, or Japanese."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else None
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        for language in LANGUAGES:
            if value == language:
                return language
    return default_language(os.environ)


def reader_language(context: click.Context) -> Language:
    """Return the language in which this command line is answered."""
    language = context.find_root().obj
    return language if language in LANGUAGES else language_of(sys.argv[1:])


class BilingualOption(click.Option):
    """An option whose help is a :class:`Text`."""

    def __init__(self, *declarations: Any, text: Text, **settings: Any) -> None:
        super().__init__(*declarations, **settings)
        self.text = text


class BilingualCommand(click.Command):
    """A command whose help is said in the reader's language, laid out by display width."""

    def __init__(self, *arguments: Any, text: Text, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.text = text
        self.examples = examples

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, description, options and examples."""
        language = reader_language(context)
        usage = " ".join([context.command_path, *self.collect_usage_pieces(context)])
        lines = [*_hanging(f"{Text('使い方', 'Usage').in_(language)}: {usage}", "", "    "), ""]
        for paragraph in self.text.in_(language).split("\n"):
            lines += _hanging(paragraph, "  ", "  ")
        lines += ["", f"{Text('オプション', 'Options').in_(language)}:"]
        lines += two_columns([_option_help(option, context, language) for option in _options(self, context)])
        if self.examples:
            lines += ["", f"{Text('例', 'Examples').in_(language)}:"]
            lines += [f"  {example}" for example in self.examples]  # to be copied, therefore in one piece
        formatter.write("\n".join(lines) + "\n")

    def get_help_option(self, context: click.Context) -> click.Option | None:
        """Return ``--help``, written as everything else is."""
        return told_help(super().get_help_option(context))


def told_help(option: click.Option | None) -> click.Option | None:
    """Let a help be written through the outlet, where a closed pipe or a full disk is known."""

    def show(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value and not context.resilient_parsing:
            tell(*context.get_help().split("\n"))
            context.exit()

    if option is not None:
        option.callback = show
    return option


def _options(command: click.Command, context: click.Context) -> list[click.Option]:
    return [option for option in command.get_params(context) if isinstance(option, click.Option)]


def _option_help(option: click.Option, context: click.Context, language: Language) -> tuple[str, str]:
    record = option.get_help_record(context)
    names = record[0] if record else ", ".join(option.opts)
    if isinstance(option, BilingualOption):
        return names, option.text.in_(language)
    if "--help" in option.opts:
        return names, Text("この説明を表示して終わる", "show this help and exit").in_(language)
    return names, option.help or ""


def _hanging(text: str, first: str, others: str) -> list[str]:
    """Break a line of a help, its further lines moved in."""
    lines = wrap(text, help_width() - len(max(first, others, key=len)), ambiguous=2)
    return [(first if place == 0 else others) + line for place, line in enumerate(lines)]


def listed(line: str, others: int) -> list[str]:
    """Break an entry of a list that is wider than the screen, its further lines moved in; in a pipe it stays one."""
    columns = columns_of(standard_output())
    if columns is None:
        return [line]
    room = max(columns, MIN_WIDTH) - 1
    indent = " " * min(others, room // 4)
    end = line_spans(line, room, ambiguous=2)[0][1]
    rest = wrap(line[end:].strip(), room - len(indent), ambiguous=2) if line[end:].strip() else []
    return [line[:end], *(indent + more for more in rest)]


def two_columns(rows: Sequence[tuple[str, str]], indent: int = 2) -> list[str]:
    """Lay out names and their explanations; a long name gets a line of its own.

    On a narrow screen every explanation stands below its name.
    """
    room = help_width() - indent
    column = min(max((width(name) for name, _ in rows), default=0), 26)
    if room - column - 2 < LEAST_EXPLANATION:
        return [
            line
            for name, explanation in rows
            for line in [*_hanging(name, " " * indent, " " * (indent + 4)),
                         *_hanging(explanation, " " * (indent + 2), " " * (indent + 2))]
        ]  # fmt: skip
    lines = []
    for name, explanation in rows:
        message = wrap(explanation, room - column - 2, ambiguous=2)
        if width(name) > column:
            lines.append(" " * indent + name)
            name = ""
        lines.append((" " * indent + pad(name, column) + "  " + message[0]).rstrip())
        lines += [" " * (indent + column + 2) + line for line in message[1:]]
    return lines


COMMON = ("lang", "colour", "plain")
"""The options that every command has."""
LEAST_EXPLANATION = 24
"""An explanation that would have fewer columns beside its name stands below it."""


def command(text: Text, *, examples: Sequence[str] = ()) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a bilingual command, described by ``text``; ``--lang`` is passed as ``lang``, and the look is obeyed."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        name = function.__module__.rpartition(".")[2]
        function = look_options(language_option(function))
        made = click.command(name, cls=BilingualCommand, text=text, examples=examples)(function)
        made.params.sort(key=lambda parameter: parameter.name in COMMON)  # what is a command's own comes first
        return made

    return decorate


def option(*declarations: str, text: Text, **settings: Any) -> Callable[[Function], Function]:
    """Declare an option with help in both languages; a whole number is N in it."""
    if isinstance(settings.get("type"), click.IntRange):
        settings.setdefault("metavar", "N")
    return click.option(*declarations, cls=BilingualOption, text=text, **settings)


COLOURS = ("auto", "light", "dark", "none")
COLOUR, PLAIN = "quiz.colour", "quiz.plain"
"""Under what the look that was asked for lies in the meta data that click keeps for one call."""


def look_options(function: Function) -> Function:
    """Add ``--colour`` and ``--plain``, which :func:`quiz.terminal.look.look` obeys."""

    def keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def kept(context: click.Context, parameter: click.Parameter, value: Any) -> None:
            if value:
                context.meta[name] = value

        return kept

    colour = option(
        "--colour", "--color", "colour", type=click.Choice(COLOURS), expose_value=False, callback=keep(COLOUR),
        text=Text("色（既定 auto。環境変数 QUIZ_COLOUR でも）", "colours (default auto; also QUIZ_COLOUR)"),
    )  # fmt: skip
    plain = option(
        "--plain", is_flag=True, expose_value=False, callback=keep(PLAIN),
        text=Text("読み上げ用の表示（環境変数 QUIZ_PLAIN=1 でも）", "a form to be read aloud (also QUIZ_PLAIN=1)"),
    )  # fmt: skip
    return colour(plain(function))


def language_option(function: Function) -> Function:
    """Add ``--lang``, passed on as ``lang`` with the default resolved."""

    def resolve(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
        return value or reader_language(context)

    text = Text("表示の言語（既定はロケール、なければ ja）", "language (default: from the locale, else ja)")
    return option("--lang", type=click.Choice(LANGUAGES), callback=resolve, text=text)(function)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """Add ``--format``, passed on as ``output_format``; the first is the default."""
    text = Text("出力の形式", "output format")
    return option("--format", "output_format", type=click.Choice(formats), default=formats[0], text=text)


def lang_given(language: Language) -> str:
    """Return the option by which a further command speaks this language too; "" where it does so by itself."""
    return "" if language == default_language(os.environ) else f" --lang {language}"


def seed_option(function: Function) -> Function:
    """Add ``--seed``, passed on as ``seed``: None where it isn't given."""
    text = Text("乱数の種（同じ種なら同じ問題）", "seed: the same seed gives the same questions")
    return option("--seed", type=click.IntRange(0, 2**32 - 1), text=text)(function)


def fresh_option(function: Function) -> Function:
    """Add ``--new``, passed on as ``fresh``: what was left open stays open."""
    text = Text("続きからではなく新しく始める", "start afresh instead of resuming")
    return option("--new", "fresh", is_flag=True, text=text)(function)


def force_option(function: Function) -> Function:
    """Add ``--force``, passed on as ``force``: without it no file that exists is overwritten."""
    text = Text("既にあるファイルを上書きする", "overwrite files that exist")
    return option("--force", is_flag=True, text=text)(function)


def tell_faults(faults: Sequence[QuizError], language: Language) -> None:
    """Write what is wrong with files that can't be used, on standard error."""
    for fault in faults:
        note_fault(fault, language)


def tell_left_out(bank: Bank, language: Language) -> None:
    """Name the files of a bank that can't be used, on standard error; the others go on."""
    for fault in bank.left_out:
        tell_fault_left_out(fault, language)


def tell_fault_left_out(fault: Fault, language: Language) -> None:
    """Say that a file of a bank is left out, and why."""
    head = Text("使えないので除きました", "left out").in_(language)
    note_fault(fault, language, f"{head}: ")


def new_seed() -> int:
    """Return a seed that nobody chose; it is shown, so that the same questions can be asked again."""
    return int.from_bytes(os.urandom(3), "big") + 1
