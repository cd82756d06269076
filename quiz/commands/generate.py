"""``quiz generate``: randomized practice sets, with the key in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from quiz.bank.blueprint import QuestionSet, Selection
from quiz.courses import open_set
from quiz.draws import MAX_SEED, Draws
from quiz.errors import QuizError
from quiz.exchange.sheet import key_entry, key_markdown, sheet_entry, sheet_head, sheet_markdown, variants
from quiz.forms import MAX_COUNT, make_form
from quiz.language import Language, Text
from quiz.model import Form
from quiz.outlet.json_text import json_text
from quiz.outlet.streams import Gate, note
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, new_seed, option, output_file, seed_option, tell_left_out
from quiz.terminal.selection import selection_options

LISTED = (20, "問題用紙と解答を作る", "make a practice set, its key apart")

_HELP = Text(
    "数値を引き直した問題用紙を作ります。用紙に正解は入りません。\n"
    "正解と解説は --key のファイルに書きます。同じ --seed なら同じ用紙になります。",
    "Makes a practice set with numbers drawn. The sheet never holds a key; key and worked solutions go to the --key "
    "file. The same --seed gives the same set.",
)


@make_command(
    _HELP,
    examples=(
        "quiz generate day2 --seed 1 -o sheet.md --key key.md",
        "quiz generate day2 --count 100 --format json --key key.json",
    ),
)
@click.argument("set_name", metavar="SET")
@option("--count", type=click.IntRange(1, MAX_COUNT), text=Text("問題数（既定は問題集の長さ）", "how many questions"))
@seed_option
@option(
    "--forms",
    type=click.IntRange(1, 1000),
    default=1,
    text=Text("作る用紙の数（-o と --key の名前に番号がつく）", "how many sheets (file names get a number)"),
)
@selection_options
@option(
    "--key",
    "key_path",
    type=click.Path(dir_okay=False, path_type=Path),
    text=Text("正解と解説を書くファイル", "file for key and solutions"),
)
@option(
    "-o",
    "--output",
    "out_path",
    type=click.Path(dir_okay=False, path_type=Path),
    text=Text("用紙を書くファイル（既定は標準出力）", "file for the sheet (default: standard output)"),
)
@format_option("md", "json")
def command(
    set_name: str,
    count: int | None,
    seed: int | None,
    forms: int,
    selection: Selection,
    key_path: Path | None,
    out_path: Path | None,
    output_format: str,
    lang: Language,
) -> None:
    """Write sheets and keys."""
    question_set = open_set(set_name)
    first = new_seed() if seed is None else seed
    if forms > 1 and out_path is None:
        raise QuizError(Text("--forms には -o FILE が必要です", "--forms needs -o FILE"))
    for number in range(forms):
        form_seed = first if number == 0 else 1 + Draws(f"forms/{first}/{number}").below(MAX_SEED)
        try:
            form = make_form(question_set, form_seed, count=count, selection=selection)
        finally:
            if number == 0:
                tell_left_out(question_set.bank, lang)
        paths = [_numbered(path, number, forms) for path in (out_path, key_path)]
        if output_format == "json":
            _write_json(question_set, form, *paths)
        else:
            _write_markdown(question_set, form, lang, *paths)
    if key_path is None:
        message = Text(
            "正解を別に書くには --key FILE をつけます", "add --key FILE to write the key, apart from the sheet"
        )
        note(message.in_(lang))


def _numbered(path: Path | None, number: int, forms: int) -> Path | None:
    if path is None or forms == 1:
        return path
    return path.with_name(f"{path.stem}-{number + 1:0{len(str(forms))}d}{path.suffix}")


def _write_markdown(question_set: QuestionSet, form: Form, lang: Language, out: Path | None, key: Path | None) -> None:
    with output_file(out) as file:
        file.writelines(sheet_markdown(question_set, form, lang))
    if key is not None:
        with output_file(key) as file:
            file.writelines(key_markdown(question_set, form, lang))


def _write_json(question_set: QuestionSet, form: Form, out: Path | None, key: Path | None) -> None:
    """Write both files in one pass over the variants; entries go out as they are made."""
    head = sheet_head(question_set, form)
    keys: list[dict[str, Any]] = []

    def entries() -> Iterator[dict[str, Any]]:
        for variant in variants(question_set.bank, form):
            if key is not None:
                keys.append(key_entry(variant))
            yield sheet_entry(variant)

    with output_file(out) as file:
        _dump(file, head, entries())
    if key is not None:
        with output_file(key) as file:
            _dump(file, head, keys)


def _dump(file: Gate, head: dict[str, Any], entries: Iterable[dict[str, Any]]) -> None:
    file.write(json_text(head)[:-1] + ', "items": [')
    for number, entry in enumerate(entries):
        file.write((",\n" if number else "\n") + json_text(entry))
    file.write("\n]}\n")
