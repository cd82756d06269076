"""``quiz bank``: a course as one file that can be passed on, packed and unpacked."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from quiz.courses import open_course
from quiz.errors import QuizError
from quiz.language import Language, Text, counted
from quiz.outlet.streams import tell
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, option, tell_left_out
from quiz.terminal.given_path import GivenPath

LISTED = (115, "講座を 1 つのファイルにまとめる・開く", "pack a course into one file, unpack it")

_HELP = Text(
    "pack FOLDER は、講座のフォルダを 1 つの zip にまとめます（題名・版・ライセンス・作者・各ファイルの指紋つき）。\n"
    "unpack FILE は、それを新しいフォルダに開きます。中身は開く前に確かめ、講座のファイル以外は何も書きません。",
    "pack FOLDER puts a course into one zip file, with its id, title, version, licence and authors and a fingerprint "
    "of each file.\n"
    "unpack FILE opens it into a new folder. What is in it is looked at first; only files of a course are written.",
)


@make_command(_HELP, examples=("quiz bank pack ./my-course", "quiz bank unpack my-course.zip"))
@click.argument("action", type=click.Choice(("pack", "unpack")))
@click.argument("path", metavar="PATH", type=GivenPath())
@option("-o", "--output", "out", type=GivenPath(), text=Text("書き込む先", "where it is written"))
@force_option
def command(action: str, path: Path, out: Path | None, force: bool, lang: Language) -> None:
    """Pack or unpack a course."""
    if action == "pack":
        _pack(path, out, force, lang)
    else:
        _unpack(path, out, lang)


def _pack(path: Path, out: Path | None, force: bool, lang: Language) -> None:
    from quiz.exchange.bank_archive import packed
    from quiz.outlet.file_names import inside
    from quiz.outlet.whole_files import place_bytes

    course = open_course(str(path))
    count = len(course.bank.cards)
    if course.bank.left_out or not count:
        tell_left_out(course.bank, lang)
        raise QuizError(
            Text(
                f"{path} に使えないファイルがあるか、問題がありません",
                f"{path} has files that can't be used, or no question",
            ),
            remedy=Text(f"quiz check {path} で確かめてください", f"look with quiz check {path}"),
        )
    data, manifest = packed(course)
    target = inside(Path(), f"{manifest.id}.zip") if out is None else out
    place_bytes(data, target, force=force)
    files = counted(len(manifest.digests), "file")
    tell(
        Text(
            f"{target} を書きました（{count} 問、{len(manifest.digests)} ファイル）",
            f"wrote {target} ({counted(count, 'question')}, {files})",
        ).in_(lang)
    )
    if not manifest.licence:
        tell(
            Text(
                "  course.toml に licence がありません。受け取った人が使ってよいか分かりません。",
                "  course.toml has no licence: whoever gets it can't tell what they may do with it.",
            ).in_(lang)
        )


def _unpack(path: Path, out: Path | None, lang: Language) -> None:
    from quiz.exchange.bank_archive import unpack

    folder, manifest = unpack(path, out)
    course = open_course(str(folder))
    tell_left_out(course.bank, lang)
    count = len(course.bank.cards)
    about = ", ".join(filter(None, (manifest.version, manifest.licence, *manifest.authors)))
    title = manifest.title.in_(lang)
    tell(
        Text(
            f"{folder} に開きました: {title}（{count} 問）{f'  {about}' if about else ''}",
            f"unpacked into {folder}: {title} ({counted(count, 'question')}){f'  {about}' if about else ''}",
        ).in_(lang)
    )
    add = f"quiz course add {shlex.quote(str(folder))}"
    tell(Text(f"  講座に加える: {add}", f"  add it to the courses: {add}").in_(lang))
