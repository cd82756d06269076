"""``quiz generate``: randomized practice sets, with the key in a file of its own."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from quiz.bank.blueprint import Selection
from quiz.courses import open_set
from quiz.drawing import draw
from quiz.draws import MAX_SEED, Draws
from quiz.errors import QuizError, Unanswerable
from quiz.exchange.new_files import NewFiles
from quiz.exchange.sheet import Edition, JsonKey, JsonSheet, MarkdownKey, MarkdownSheet, Writer
from quiz.forms import MAX_COUNT, make_form
from quiz.language import Language, Text
from quiz.outlet.streams import note, standard_output
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, format_option, new_seed, option, seed_option, tell_left_out
from quiz.terminal.given_path import GivenPath, written_to
from quiz.terminal.selection import selection_options

LISTED = (20, "問題用紙と解答を作る", "make a practice set, its key apart")

MAX_FORMS = 1_000

_HELP = Text(
    "数値を引き直した問題用紙を作ります。用紙に正解は入りません。\n"
    "正解と解説は --key のファイルに書きます。名前が .json なら JSON で書き、quiz grade と quiz verify の --key に"
    "使えます（用紙を作ったあとで問題を直しても、印刷したときの問題で採点できます）。\n"
    "同じ --seed なら同じ用紙になります。既にあるファイルは --force がなければ上書きしません。",
    "Makes a practice set with numbers drawn. The sheet never holds a key; key and worked solutions go to the --key "
    "file. If its name ends in .json it is JSON, which quiz grade and quiz verify take as --key: a sheet is then "
    "graded as it was printed, though its questions have been edited since.\n"
    "The same --seed gives the same set. A file that exists is not overwritten without --force.",
)


@make_command(
    _HELP,
    examples=(
        "quiz generate day2 --seed 1 -o sheet.md --key key.md",
        "quiz generate day2 --count 100 --format json -o sheet.json --key key.json",
    ),
)
@click.argument("set_name", metavar="SET")
@option("--count", type=click.IntRange(1, MAX_COUNT), text=Text("問題数（既定は問題集の長さ）", "how many questions"))
@seed_option
@option(
    "--forms",
    type=click.IntRange(1, MAX_FORMS),
    default=1,
    text=Text("作る用紙の数（-o と --key の名前に番号がつく）", "how many sheets (file names get a number)"),
)
@selection_options
@option(
    "--key",
    "key_path",
    type=GivenPath(),
    text=Text("正解と解説を書くファイル", "file for key and solutions"),
)
@option(
    "-o",
    "--output",
    "out_path",
    type=GivenPath(standard=True),
    text=Text("用紙を書くファイル（既定は標準出力）", "file for the sheet (default: standard output)"),
)
@force_option
@format_option("md", "json")
def command(
    set_name: str,
    count: int | None,
    seed: int | None,
    forms: int,
    selection: Selection,
    key_path: Path | None,
    out_path: Path | None,
    force: bool,
    output_format: str,
    lang: Language,
) -> None:
    """Write sheets and keys: all of them, or none."""
    out_path = written_to(out_path)
    if forms > 1 and out_path is None:
        raise QuizError(Text("--forms には -o FILE が必要です", "--forms needs -o FILE"))
    outs = [_numbered(out_path, number, forms) for number in range(forms)]
    keys = [_numbered(key_path, number, forms) for number in range(forms)]
    as_json = output_format == "json"
    key_as_json = as_json or (key_path is not None and key_path.suffix.lower() == ".json")
    with NewFiles([*outs, *keys], force=force) as files:
        question_set = open_set(set_name)
        first = new_seed() if seed is None else seed
        for number, (out, key) in enumerate(zip(outs, keys, strict=True)):
            form_seed = first if number == 0 else 1 + Draws(f"forms/{first}/{number}").below(MAX_SEED)
            try:
                form = make_form(question_set, form_seed, count=count, selection=selection)
            finally:
                if number == 0:
                    tell_left_out(question_set.bank, lang)
            edition = Edition(question_set, form, lang, number + 1, forms)
            writers: list[tuple[Path | None, Writer]] = [(out, (JsonSheet if as_json else MarkdownSheet)(edition))]
            if key is not None:
                writers.append((key, (JsonKey if key_as_json else MarkdownKey)(edition)))
            _write(files, edition, writers)
    if key_path is None and (
        out_path is not None or standard_output().isatty()
    ):  # a program that reads us needs no advice
        message = Text(
            "正解を別に書くには --key FILE をつけます", "add --key FILE to write the key, apart from the sheet"
        )
        note(message.in_(lang))


def _numbered(path: Path | None, number: int, forms: int) -> Path | None:
    if path is None or forms == 1:
        return path
    return path.with_name(f"{path.stem}-{number + 1:0{len(str(forms))}d}{path.suffix}")


def _write(files: NewFiles, edition: Edition, writers: list[tuple[Path | None, Writer]]) -> None:
    """Write sheet and key of one form, in one pass over its variants."""
    bank, form = edition.question_set.bank, edition.form
    with ExitStack() as stack:
        opened = [(stack.enter_context(files.writing(path)), writer) for path, writer in writers]
        for file, writer in opened:
            file.write(writer.head())
        for number, place in enumerate(form.places, start=1):
            try:
                variant = draw(edition.question_set.blueprint.paced(bank.item(place.item), form), place.seed)
                for file, writer in opened:
                    file.write(writer.entry(number, variant))
            except Unanswerable as error:
                raise _not_whole(edition, number, error) from None
        for file, writer in opened:
            file.write(writer.end())


def _not_whole(edition: Edition, number: int, error: Unanswerable) -> QuizError:
    """Say at which question of which form it ended, and that nothing was written."""
    seed = edition.form.seed
    which = Text(f"用紙 {edition.number} / {edition.of}", f"form {edition.number} of {edition.of}")
    return QuizError(
        Text(
            f"{which.ja}（seed {seed}）の問 {number} を作れません: {error.message.ja}",
            f"{which.en} (seed {seed}), question {number} can't be made: {error.message.en}",
        ),
        remedy=Text(
            "ファイルは何も書いていません。問題を直すか、別の --seed で作り直してください",
            "no file was written; mend the question, or use another --seed",
        ),
    )
