"""``quiz course``: the courses that there are; folders of others added and removed."""

from __future__ import annotations

import shlex

import click

from quiz.columns import pad, width
from quiz.courses import add_course, all_courses, remove_course
from quiz.errors import QuizError
from quiz.language import Language, Text, counted
from quiz.outlet.streams import tell
from quiz.terminal.command import command as make_command
from quiz.terminal.command import tell_faults, tell_left_out

LISTED = (110, "ほかの講座を加える・外す", "add or remove courses of others")

_HELP = Text(
    "add PATH は、問題ファイルのフォルダを講座に加えます。フォルダに course.toml があれば、その id と題名を使います。\n"
    "remove は、加えた講座を一覧から外します（フォルダはそのまま残ります）。list は講座の一覧です。",
    "add PATH adds a folder of question files to the courses, under the id and title of its course.toml if it has one. "
    "remove takes an added course from the list; its folder stays as it is. list shows the courses.",
)


@make_command(_HELP, examples=("quiz course add ./my-course", "quiz course list", "quiz course remove my-course"))
@click.argument("action", type=click.Choice(("add", "remove", "list")))
@click.argument("path", metavar="[PATH]", required=False)
def command(action: str, path: str | None, lang: Language) -> None:
    """Add, remove or list courses."""
    if action == "list":
        _list(lang)
        return
    if path is None:
        raise QuizError(
            Text(f"{action} する講座を指定してください", f"name the course to {action}"),
            remedy=Text(f"quiz course {action} ./my-course", f"quiz course {action} ./my-course"),
        )
    if action == "remove":
        folder = remove_course(path)
        tell(Text(f"外しました: {folder}", f"removed: {folder}").in_(lang))
        return
    course = add_course(path)
    count = len(course.bank.cards)
    tell_left_out(course.bank, lang)
    title, again = course.title.in_(lang), shlex.quote(course.id)
    tell(Text(f"加えました: {title}（{count} 問）", f"added: {title} ({counted(count, 'question')})").in_(lang))
    tell(Text(f"  解いてみる: quiz run {again}", f"  try it: quiz run {again}").in_(lang))


def _list(lang: Language) -> None:
    courses, faults = all_courses()
    column = max(width(course.id) for course in courses)
    for course in courses:
        about = " ".join(filter(None, (course.version, course.licence)))
        tell(f"{pad(course.id, column)}  {course.title.in_(lang)}{f'  ({about})' if about else ''}")
        tell(f"{' ' * column}  {course.root}")
    tell_faults(faults, lang)
