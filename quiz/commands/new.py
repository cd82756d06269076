"""``quiz new``: a new question file from a template that already passes the audit."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.bank.misconception_tables import ID
from quiz.errors import QuizError, refusal
from quiz.kinds import TEMPLATES, templates
from quiz.language import Language, Text
from quiz.outlet.file_names import inside
from quiz.outlet.streams import tell, text_file
from quiz.terminal.command import command as make_command
from quiz.terminal.command import option
from quiz.terminal.given_path import GivenPath

LISTED = (100, "新しい問題ファイルを作る", "write a new question from a template")

_HELP = Text(
    "新しい問題ファイルを作ります。できたファイルはそのまま quiz check と quiz run で動きます。\n"
    "書き換えて自分の問題にしてください。",
    "Writes a new question file. It works with quiz check and quiz run as it is; edit it into your own question.",
)


@make_command(_HELP, examples=("quiz new my-question --kind choice --bank ./my-bank",))
@click.argument("identifier", metavar="ID")
@option(
    "--kind",
    type=click.Choice(templates()),
    default="number",
    metavar="KIND",
    text=Text(
        f"解答の形式（既定 number）: {' '.join(templates())}", f"answer kind (default number): {' '.join(templates())}"
    ),
)
@option(
    "--bank",
    "folder",
    type=GivenPath("folder"),
    default=Path("my-bank"),
    text=Text("問題ファイルのフォルダ（既定 my-bank）", "folder of the bank (default my-bank)"),
)
def command(identifier: str, kind: str, folder: Path, lang: Language) -> None:
    """Write a new question."""
    if not ID.match(identifier):
        raise QuizError(
            Text(f"id「{identifier}」は使えません", f'"{identifier}" can\'t be an id'),
            remedy=Text(
                "小文字・数字・ハイフンだけで書いてください（例: my-question）",
                "use lower-case letters, digits and hyphens (my-question)",
            ),
        )
    path = inside(folder, f"{identifier}.md")
    template = (TEMPLATES / f"{kind}.md").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with text_file(path, "x") as file:
            try:
                file.write(template.format(id=identifier))
                file.flush()
            except BaseException:  # half a question is none, and would stand in the way of the next try
                path.unlink()
                raise
    except FileExistsError:
        raise QuizError(
            Text(f"{path} はもうあります", f"{path} is already there"),
            remedy=Text("別の id にしてください", "choose another id"),
        ) from None
    except OSError as error:
        raise QuizError(
            Text(f"{path} に書けません: {refusal(error).ja}", f"can't write {path}: {refusal(error).en}")
        ) from None
    tell(Text(f"{path} を作りました", f"wrote {path}").in_(lang))
    tell(Text(f"  解いてみる: quiz run {folder}", f"  try it:   quiz run {folder}").in_(lang))
    tell(Text(f"  検査する:   quiz check {folder}", f"  audit it: quiz check {folder}").in_(lang))
