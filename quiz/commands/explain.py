"""``quiz explain``: a question with its worked solution, for reading."""

from __future__ import annotations

import click

from quiz.courses import open_item
from quiz.drawing import draw
from quiz.language import Language, Text
from quiz.model import ORIGINAL
from quiz.outlet.streams import standard_output
from quiz.terminal.command import command as make_command
from quiz.terminal.command import option, seed_option
from quiz.terminal.feedback import show_variant
from quiz.terminal.screen import Screen

LISTED = (70, "問題と解説を読む", "read a question with its worked solution")

_HELP = Text(
    "問題文・ヒント・正解・解説を表示します。--seed を変えると数値の違う問題になります。\n"
    "確認テストがもとの問題では、--seed を省くと元の数値で表示します。",
    "Shows a question with its hints, its answer and the worked solution. Another --seed gives other numbers; without "
    "one, a question that comes from a confirmation test is shown with the test's own numbers.",
)


@make_command(_HELP, examples=("quiz explain conv-output-size", "quiz explain conv-output-size --seed 3"))
@click.argument("item", metavar="ITEM")
@seed_option
@option("--bank", metavar="FOLDER", text=Text("問題ファイルのフォルダ", "a folder of question files"))
@option("--ascii", "ascii_only", is_flag=True, text=Text("記号を ASCII だけで表示", "ASCII signs only"))
def command(item: str, seed: int | None, bank: str | None, ascii_only: bool, lang: Language) -> None:
    """Show one question with its solution."""
    variant = draw(open_item(item, bank), ORIGINAL if seed is None else seed)
    show_variant(Screen(standard_output(), lang, ascii_only=ascii_only), variant)
