"""``quiz export``: a set's questions for other programs, for paper, for a notebook."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import click

from quiz.bank.blueprint import QuestionSet, Selection
from quiz.courses import open_set, sheet_bank
from quiz.drawing import draw
from quiz.draws import MAX_SEED, Draws
from quiz.errors import QuizError, Unanswerable
from quiz.exchange.as_printed import read_json, sheet_places
from quiz.exchange.export.exported_question import ExportedQuestion, exported
from quiz.exchange.export.exporter import ExportedSet, Exporter
from quiz.exchange.export.formats import FORMATS, Format, exporter_called
from quiz.exchange.new_files import NewFiles
from quiz.forms import MAX_COUNT, make_form
from quiz.language import LANGUAGES, Language, Text, counted
from quiz.model import ORIGINAL, Form, Place
from quiz.outlet.streams import note
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, new_seed, option, seed_option, tell_left_out
from quiz.terminal.given_path import GivenPath, written_to
from quiz.terminal.selection import selection_options

LISTED = (25, "ほかのソフトや紙に書き出す", "export to other programs or to paper")

MAX_VARIANTS = 100

_HELP = Text(
    "問題をほかのソフトの形式で書き出します: Moodle (moodle-xml, gift)、QTI (qti3, qti21)、Anki、PDF、印刷用の HTML、"
    "ノートブック、CSV。正解・許容範囲・誤りごとの説明・解説も入ります。\n"
    "SET の代わりに問題用紙の JSON（quiz class の forms/*.json など）を指定すると、その用紙を書き出します。\n"
    "入らない問題や変わるところは、書き出したあとに知らせます。html と pdf の正解は --key のファイルに書きます。\n"
    "同じ --seed なら同じ内容になり、Anki ではもう一度取り込んでも増えません。",
    "Writes questions in the format of another program: Moodle (moodle-xml, gift), QTI (qti3, qti21), Anki, PDF, HTML "
    "to be printed, a notebook, CSV. Keys, tolerances, the message of each slip and the solution go along.\n"
    "In place of SET a sheet in JSON (such as forms/*.json of quiz class) is exported as it is.\n"
    "What a format can't carry, and what is otherwise there, is told. The keys of html and pdf go to the --key file.\n"
    "The same --seed gives the same questions; a deck that Anki imports again is updated.",
)
NO_CHOICES = Text("異なる誤答が 3 つありません", "there are no three distinct wrong answers")
NOT_DRAWN = Text("問題を作れません", "it can't be made")


@make_command(
    _HELP,
    examples=(
        "quiz export day2 --to moodle-xml --count 20 --variants 5 -o day2.xml",
        "quiz export day2 --to anki --choices -o day2.apkg",
        "quiz export day2 --to pdf --seed 1 -o sheet.pdf --key key.pdf",
    ),
)
@click.argument("set_name", metavar="SET")
@option("--to", "to", type=click.Choice(FORMATS), required=True, text=Text("形式", "the format"))
@option("--count", type=click.IntRange(1, MAX_COUNT), text=Text("問題数（既定は問題集の長さ）", "how many questions"))
@seed_option
@option(
    "--variants",
    type=click.IntRange(1, MAX_VARIANTS),
    default=1,
    text=Text("1 つの問題につき数値を変えていくつ作るか", "how many variants of each question"),
)
@option(
    "--choices",
    is_flag=True,
    text=Text("すべて 4 択にする（誤答は計算した誤りから）", "all as multiple choice, from computed slips"),
)
@option("--both", is_flag=True, text=Text("日本語と英語の両方を入れる", "in both languages"))
@selection_options
@option(
    "--key",
    "key_path",
    type=GivenPath(),
    text=Text("正解と解説を書くファイル（html、pdf）", "file for keys and solutions (html, pdf)"),
)
@option(
    "-o",
    "--output",
    "out_path",
    type=GivenPath(standard=True),
    text=Text("書き出すファイル（文字の形式なら既定は標準出力）", "the file (text formats: default standard output)"),
)
@force_option
def command(
    set_name: str,
    to: str,
    count: int | None,
    seed: int | None,
    variants: int,
    choices: bool,
    both: bool,
    selection: Selection,
    key_path: Path | None,
    out_path: Path | None,
    force: bool,
    lang: Language,
) -> None:
    """Write the questions, and tell what they lose."""
    exporter, out_path = exporter_called(cast(Format, to)), written_to(out_path)
    _refuse_what_cannot_be(exporter, to, out_path, key_path)
    languages = (lang, *(other for other in LANGUAGES if other != lang)) if both else (lang,)
    with NewFiles([out_path, *([key_path] if key_path else [])], force=force) as files:
        question_set, form = _asked_for(set_name, seed, count, selection)
        tell_left_out(question_set.bank, lang)
        told = _Told(lang)
        questions = []
        for question in _questions(question_set, form, variants, choices, told):
            reason = exporter.refused(question)
            if reason is None:
                told.lost(question, exporter.lost(question))
                questions.append(question)
            else:
                told.left_out(question.item, reason)
        told.all(len(questions), exporter.remark)
        if not questions:
            raise QuizError(
                Text("書き出せる問題がありません", "there is no question to be exported"),
                remedy=Text("別の形式か --choices を試してください", "try another format, or --choices"),
            )
        minutes = sum(question.minutes for question in questions)
        whole = ExportedSet(
            f"{question_set.course.id}/{question_set.blueprint.name}",
            question_set.blueprint.title,
            question_set.course.id,
            form.seed,
            languages,
            minutes,
        )
        _write(files, out_path, exporter.file(questions, whole), is_text=exporter.is_text)
        if key_path is not None:
            keys = exporter.key_file(questions, whole)
            assert keys is not None  # other formats have been refused
            _write(files, key_path, keys, is_text=exporter.is_text)
    if key_path is None and out_path is not None and type(exporter).key_file is not Exporter.key_file:
        advice = Text(
            "正解を別に書くには --key FILE をつけます", "add --key FILE to write the key, apart from the sheet"
        )
        note(advice.in_(lang))


def _asked_for(set_name: str, seed: int | None, count: int | None, selection: Selection) -> tuple[QuestionSet, Form]:
    """Return the set and the form that are to be exported: those of a sheet, exactly as it is, or new ones."""
    if not set_name.lower().endswith(".json"):
        question_set = open_set(set_name)
        return question_set, make_form(
            question_set, new_seed() if seed is None else seed, count=count, selection=selection
        )
    sheet = read_json(Path(set_name))
    places = tuple(Place(place.id, place.seed) for place in sheet_places(sheet, set_name))
    bank = sheet_bank(sheet.get("bank"), None)
    assert bank is not None  # without it there is a fault
    question_set = open_set(bank.name)
    strangers = [place.item for place in places if place.item not in bank.paths]
    if strangers:
        listed = ", ".join(strangers[:5])
        raise QuizError(Text(f"{bank.name} にない問題です: {listed}", f"not in {bank.name}: {listed}"))
    own_seed = sheet.get("seed")
    return question_set, Form(
        question_set.course.id, question_set.name, own_seed if isinstance(own_seed, int) else 0, places, 0
    )


def _refuse_what_cannot_be(exporter: Exporter, to: str, out_path: Path | None, key_path: Path | None) -> None:
    missing = exporter.unavailable()
    if missing is not None:
        raise QuizError(missing)
    if out_path is None and not exporter.is_text:
        raise QuizError(Text(f"--to {to} には -o FILE が必要です", f"--to {to} needs -o FILE"))
    if key_path is not None and type(exporter).key_file is Exporter.key_file:
        raise QuizError(
            Text(f"{to} では正解はファイルの中に入ります", f"{to} has the keys in the file itself"),
            remedy=Text("--key をつけずに実行してください", "leave out --key"),
        )


def _write(files: NewFiles, path: Path | None, data: bytes, *, is_text: bool) -> None:
    if not is_text:
        assert path is not None  # refused before
        files.put(path, data)
        return
    with files.writing(path, marked=data.startswith(BOM_UTF8)) as file:
        file.write(data.decode("utf-8-sig"))


class _Told:
    """What is to be told of questions that are left out or changed, gathered by what is told."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._out: defaultdict[Text, dict[str, None]] = defaultdict(dict)
        self._lost: defaultdict[Text, dict[str, None]] = defaultdict(dict)

    def left_out(self, item: str, reason: Text) -> None:
        """Note a question that isn't in the file."""
        self._out[reason][item] = None

    def lost(self, question: ExportedQuestion, losses: Iterator[Text]) -> None:
        """Note what is otherwise with a question."""
        for loss in losses:
            self._lost[loss][question.item] = None

    def all(self, count: int, remark: Text | None) -> None:
        """Tell all of it, how many questions there are, and what is to be told of the format."""
        lang = self.lang
        note(Text(f"{count} 問を書き出しました", f"{counted(count, 'question')} exported").in_(lang))
        if remark is not None and count:
            note(f"- {remark.in_(lang)}")
        for reason, items in self._out.items():
            head = Text("入っていない問題", "left out").in_(lang)
            note(f"- {head} ({reason.in_(lang)}): {_listed(list(items))}")
        for loss, items in self._lost.items():
            note(f"- {loss.in_(lang)}: {_listed(list(items))}")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:6])
    return shown if len(names) <= 6 else f"{shown}, … ({len(names)})"


def _questions(
    question_set: QuestionSet, form: Form, variants: int, choices: bool, told: _Told
) -> Iterator[ExportedQuestion]:
    """Yield the questions of a form, each in so many variants; those that can't be made are noted."""
    bank, course = question_set.bank, question_set.course.id
    cards = bank.cards_of(place.item for place in form.places)
    for place in form.places:
        seeds = [place.seed]
        if cards[place.item].varies and place.seed != ORIGINAL:
            draws = Draws(f"export/{place.item}/{place.seed}")
            seeds += [1 + draws.below(MAX_SEED) for _ in range(variants - 1)]
        for seed in seeds:
            try:
                question = exported(course, draw(bank.item(place.item), seed), choices=choices)
            except Unanswerable:
                told.left_out(place.item, NOT_DRAWN)
                continue
            if question is None:
                told.left_out(place.item, NO_CHOICES)
            else:
                yield question
