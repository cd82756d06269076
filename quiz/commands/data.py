"""``quiz data``: the record is the learner's own: where it lies, out, in, copies, wrong verdicts, deletion."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.courses import DEFAULT, all_courses, course_called, item_called
from quiz.errors import QuizError
from quiz.home import NAME, data_folder
from quiz.language import Language, Text, counted
from quiz.outlet.streams import note, standard_output, tell, tell_json
from quiz.practice.question_marks import SIGNS
from quiz.practice.store import Store
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, format_option, lang_given, option
from quiz.terminal.given_path import STANDARD, GivenPath, no_file, written_to
from quiz.terminal.screen import Keyboard, Screen
from quiz.verdicts import WORDINGS

if TYPE_CHECKING:
    from quiz.exchange.new_files import NewFiles

LISTED = (45, "学習記録を書き出す・取り込む・控える", "your record: export, import, back up, delete")

_HELP = Text(
    "学習記録はあなたのものです。\n"
    "where は記録の場所を示します。export FILE は記録をすべて 1 つの JSON Lines ファイル（1 行に 1 件、版つき）に書き"
    "出し、import FILE はそれをほかの機械の記録に重ならないように合わせます（何度でも、どの順でも同じ結果です）。"
    "export FILE --format csv は、間違えそうな問題の表を書きます。FILE を - にすると標準出力に書きます。\n"
    "marks は立てた旗とメモを一覧にします。"
    "backup [FILE] は記録の控えを作り、reports は「判定が違う」と印をつけた解答を、問題集の作者に送れる形で示します。"
    "delete は記録をすべて消します（確かめの言葉を求め、控えを残します）。",
    "Your record is yours.\n"
    "where says where it lies. export FILE writes all of it as JSON Lines (one thing a line, with a schema version); "
    "import FILE joins that with the record of another machine, without doubles, as often and in whatever order you "
    "like. export FILE --format csv writes a table of the questions that you are likely to miss. With - for FILE it "
    "goes to standard output.\n"
    "marks lists your flags and notes. "
    "backup [FILE] lays a copy; reports shows the verdicts that you hold to be wrong, ready to be sent to the author "
    "of the questions. delete removes everything (it asks for a word, and leaves a copy).",
)
_ACTIONS = ("where", "export", "import", "backup", "marks", "reports", "delete")
_TAKES_FILE = {"export": True, "import": True, "backup": False}
"""The actions that take a file, and whether they need one."""


@make_command(
    _HELP,
    examples=(
        "quiz data export record.jsonl", "quiz data import record.jsonl", "quiz data export weak.csv --format csv",
        "quiz data marks",
    ),
)  # fmt: skip
@click.argument("action", metavar="|".join(_ACTIONS), type=click.Choice(_ACTIONS))
@click.argument("file", metavar="[FILE]", required=False, type=GivenPath(standard=True))
@option(
    "--course",
    metavar="ID",
    default=DEFAULT,
    text=Text("csv にする講座（既定は day2）", "the course of the csv (default: day2)"),
)
@option("--yes", is_flag=True, text=Text("delete で確かめない", "delete without asking"))
@option("--no-backup", is_flag=True, text=Text("delete で控えも残さない", "delete the copies as well, leave none"))
@force_option
@format_option("text", "json", "csv")
def command(
    action: str,
    file: Path | None,
    course: str,
    yes: bool,
    no_backup: bool,
    force: bool,
    output_format: str,
    lang: Language,
) -> int:
    """Do something with the record."""
    if file is None and _TAKES_FILE.get(action, False):
        raise QuizError(
            Text(f"quiz data {action} にはファイルを指定してください", f"quiz data {action} needs a file"),
            remedy=Text(f"例: quiz data {action} record.jsonl", f"for example: quiz data {action} record.jsonl"),
        )
    if file is not None and action not in _TAKES_FILE:
        raise QuizError(Text(f"quiz data {action} はファイルを取りません", f"quiz data {action} takes no file"))
    if file == STANDARD and action != "export":
        raise no_file(str(file))
    if output_format == "csv" and action != "export":
        raise QuizError(Text("--format csv は export で使います", "--format csv goes with export"))
    if action == "where":
        return _where(output_format, lang)
    with Store(tell=lambda message: _say(message, lang)) as store:
        if action == "export" and file is not None:
            _export(store, file, course if output_format == "csv" else None, force, lang)
        elif action == "import" and file is not None:
            _import(store, file, output_format, lang)
        elif action == "backup":
            _backup(store, file, force, lang)
        elif action == "marks":
            _marks(store, output_format, lang)
        elif action == "reports":
            _reports(store, output_format, lang)
        else:
            return _delete(store, yes, no_backup, lang)
    return 0


def _say(message: Text, lang: Language) -> None:
    with suppress(OSError):  # what becomes of the record doesn't hang on who reads of it
        note(message.in_(lang))


def _where(output_format: str, lang: Language) -> int:
    from quiz.practice.record_copies import copies_beside

    path = data_folder() / NAME
    copies = copies_beside(path) if path.parent.is_dir() else []
    if output_format == "json":
        tell_json({"record": str(path), "exists": path.exists(), "copies": [str(copy) for copy in copies]})
        return 0
    tell(str(path))
    if not path.exists():
        tell(Text("  まだ何も記録していません", "  nothing has been recorded yet").in_(lang))
    for copy in copies:
        tell(Text(f"  控え: {copy}", f"  copy: {copy}").in_(lang))
    return 0


def _export(store: Store, file: Path, course: str | None, force: bool, lang: Language) -> None:
    from quiz.exchange.new_files import NewFiles

    path = written_to(file)
    with NewFiles([path], force=force) as files:
        if course is None:
            lines = _write_record(store, files, path)
            told = Text(f"{lines} 行", counted(lines, "line"))
        else:
            rows = _write_weak(store, files, path, course, lang)
            told = Text(f"{rows} 問", counted(rows, "question"))
    if path is None:  # what is written there stands alone
        note(Text(f"{told.ja}を書き出しました", f"{told.en} exported").in_(lang))
        return
    tell(Text(f"{file} を書きました（{told.ja}）", f"wrote {file} ({told.en})").in_(lang))
    if course is None:
        ja, en = f"  ほかの機械で: quiz data import {file.name}", f"  on another machine: quiz data import {file.name}"
        tell(Text(ja, en).in_(lang))


def _write_record(store: Store, files: NewFiles, path: Path | None) -> int:
    from quiz.practice.record_merge import written_out
    from quiz.practice.versions import program_version

    lines = 0
    with files.writing(path) as out:
        for line in written_out(store, program_version()):
            out.write(line + "\n")
            lines += 1
    return lines


def _write_weak(store: Store, files: NewFiles, path: Path | None, course: str, lang: Language) -> int:
    from quiz.outlet.csv_text import csv_text
    from quiz.practice.weak_items import weak_rows

    found = course_called(course)
    if found is None:
        raise QuizError(
            Text(f"{course} という講座はありません", f"there is no course {course}"),
            remedy=Text("quiz course list で一覧を見られます", "quiz course list shows them all"),
        )
    rows = weak_rows(found, store.history(found.id), store.slips(found.id), lang, datetime.now(UTC))
    with files.writing(path, marked=True) as out:  # spreadsheets take a file for UTF-8 by the mark at its beginning
        out.write(csv_text(rows))
    return len(rows) - 1


def _import(store: Store, file: Path, output_format: str, lang: Language) -> None:
    from quiz.practice.record_merge import take_in

    found = take_in(store, file)
    if output_format == "json":
        tell_json({"new": found.new, "known": found.known})
        return
    tell(found.said.in_(lang))


def _backup(store: Store, file: Path | None, force: bool, lang: Language) -> None:
    from quiz.practice.record_copies import lay_copy

    copy = lay_copy(store, file, force=force)
    tell(Text(f"控えを作りました: {copy}", f"a copy lies in {copy}").in_(lang))
    tell(Text(f"  戻すには、これを {store.path} に置きます", f"  to go back to it, put it in {store.path}").in_(lang))


def _marks(store: Store, output_format: str, lang: Language) -> None:
    """Show every mark that stands, the latest first, and how to get at its question again."""
    from quiz.practice.learner_marks import standing

    found = list(reversed(standing(store)))
    if output_format == "json":
        tell_json(
            [
                {
                    "mark": mark.name, "course": course, "item": mark.item, "seed": mark.seed, "said": mark.said,
                    "marked_at": mark.marked_at,
                }
                for course, mark in found
            ]
        )  # fmt: skip
        return
    screen = Screen(standard_output(), lang)
    if not found:
        screen.say(
            Text("旗もメモもありません（解答のあとで f、n）", "there are no flags and no notes (f, n after an answer)")
        )
    courses = {course.id: course for course in all_courses()[0]}
    for course, mark in found:
        item = item_called(course, mark.item)
        card = courses[course].bank.cards.get(mark.item) if course in courses else None
        title = item if card is None else card.title.in_(lang)
        screen.say(f"{SIGNS[mark.name].in_(lang)}: {title}　{mark.marked_at[:10]}", "bold")
        if mark.said:
            screen.say(f"  {mark.said}")
        screen.verbatim(f"  quiz explain {item}{f' --seed {mark.seed}' if mark.seed else ''}{lang_given(lang)}", "dim")
    flagged = dict.fromkeys(mark.item for course, mark in found if mark.name == "flag" and course == DEFAULT)
    if flagged:
        again = " ".join(f"--item {item}" for item in list(flagged)[:MAX_AGAIN])
        screen.say(Text("旗を立てた問題を解く:", "The flagged questions once more:"))
        screen.verbatim(f"  quiz run {again}{lang_given(lang)}")


MAX_AGAIN = 10
"""Flagged questions that one command asks again."""


def _reports(store: Store, output_format: str, lang: Language) -> None:
    """Show every verdict that was disputed, with what its author needs."""
    from quiz.practice.learner_marks import disputed

    found = disputed(store)
    authors = {course.id: course.authors for course in all_courses()[0]}
    if output_format == "json":
        tell_json(
            [
                {
                    "course": course, "authors": list(authors.get(course, ())), "item": mark.item, "seed": mark.seed,
                    "said": mark.said, "marked_at": mark.marked_at, **mark.details,
                }
                for course, mark in found
            ]
        )  # fmt: skip
        return
    if not found:
        tell(
            Text(
                "「判定が違う」と印をつけた解答はありません（判定のあとで w）",
                "no verdict is marked as wrong (w after a verdict does it)",
            ).in_(lang)
        )
    for course, mark in found:
        who = ", ".join(authors.get(course, ()))
        tell(f"## {course}/{mark.item}, seed {mark.seed}" + (f"  ({who})" if who else ""), "")
        for name, said in (("said", mark.said), *sorted(mark.details.items()), ("marked_at", mark.marked_at)):
            worded = _VALUES.get((name, said), Text.both(str(said or "-")))
            tell(f"- {_REPORTED.get(name, Text.both(name)).in_(lang)}: {worded.in_(lang)}")
        given = f" --seed {mark.seed}" if mark.seed else ""
        tell(f"- quiz explain {item_called(course, mark.item)}{given}{lang_given(lang)}", "")


_REPORTED = {
    "said": Text("学習者のことば", "the learner's words"),
    "response": Text("解答", "answer"),
    "verdict": Text("判定", "verdict"),
    "understood_as": Text("読み取り", "read as"),
    "asked_as": Text("出し方", "asked as"),
    "program": Text("quiz の版", "version of quiz"),
    "course_version": Text("講座の版", "version of the course"),
    "item_digest": Text("問題の指紋", "digest of the question"),
    "marked_at": Text("日時", "time"),
}
_VALUES: Mapping[tuple[str, object], Text] = {
    **{("verdict", verdict): wording.label for verdict, wording in WORDINGS.items()},
    ("asked_as", "as written"): Text("問題のままの形式", "as written"),
    ("asked_as", "choice"): Text("選択式", "multiple choice"),
}


def _delete(store: Store, yes: bool, no_backup: bool, lang: Language) -> int:
    """Delete the record once the learner has typed the word."""
    from quiz.practice.record_copies import copies_beside, delete_all, lay_copy

    word = Text("削除", "delete").in_(lang)
    if not yes:
        screen = Screen(standard_output(), lang)
        for remark in store.examined():
            screen.say(remark)
        copies = copies_beside(store.path)
        if no_backup and copies:
            named = ", ".join(copy.name for copy in copies)
            screen.say(Text(f"控えも消します: {named}", f"the copies go as well: {named}"))
        tell(str(store.path))  # on a line of its own, which isn't folded
        ask = Text(
            f"この記録をすべて消します。消すなら「{word}」と入力してください> ",
            f'This deletes all of it. Type "{word}" to do so> ',
        )
        typed = unicodedata.normalize("NFKC", Keyboard(screen).line(ask.in_(lang))).strip().lower()
        if typed not in ("削除", "delete"):
            tell(Text("何も消していません", "nothing was deleted").in_(lang))
            return 1
    copy = None if no_backup else lay_copy(store)
    delete_all(store, copies=no_backup)
    tell(Text("記録を消しました", "the record is deleted").in_(lang))
    if copy is not None:
        tell(
            Text(f"  控え: {copy}（要らなければ消してください）", f"  a copy: {copy} (delete it if you like)").in_(lang)
        )
    return 0
