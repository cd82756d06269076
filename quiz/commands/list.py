"""``quiz list``: the sets, the topics, and every question with its title data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from quiz.bank.blueprint import blueprint_names, in_topics, open_set
from quiz.bank.cards import Card
from quiz.bank.folder import open_bank
from quiz.columns import pad, width
from quiz.errors import QuizError
from quiz.language import Language, Text
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, option, print_json

_SAID = Text(
    "問題集と、問題の一覧（分野・形式・難しさ・目安の時間）を表示します。\n"
    "BANK は問題ファイルのフォルダです（既定は組み込みの問題）。",
    "Lists the sets, and all questions with topic, kind, difficulty and minutes. BANK is a folder of question files "
    "(default: the built-in questions).",
)
KINDS = {
    "number": Text("数値", "number"),
    "expression": Text("式", "expression"),
    "shape": Text("サイズ", "shape"),
    "choice": Text("選択", "choice"),
    "multichoice": Text("複数選択", "multiple choice"),
    "text": Text("記述", "text"),
    "code": Text("コード", "code"),
    "prediction": Text("予想と実行", "prediction"),
}


@make_command(_SAID, examples=("quiz list", "quiz list --topic cnn", "quiz list ./my-bank"))
@click.argument("bank_name", metavar="[BANK]", required=False)
@option(
    "--topic",
    "topics",
    multiple=True,
    metavar="T",
    said=Text("この分野だけ（繰り返し可）", "only this topic (repeatable)"),
)
@option(
    "--solvers", is_flag=True, said=Text("問題ファイルで使える関数の一覧", "the functions that question files may call")
)
@format_option("text", "json")
def command(bank_name: str | None, topics: tuple[str, ...], solvers: bool, output_format: str, lang: Language) -> None:
    """List sets and questions."""
    if solvers:
        from quiz.bank.solver_guide import solver_guide

        click.echo("".join(solver_guide()), nl=False)
        return
    bank = open_bank(bank_name)
    items = [card for card in bank.cards.values() if not topics or in_topics(card, topics)]
    if topics and not items:
        raise QuizError(
            Text(f"{'、'.join(topics)} という分野の問題はありません", f"no question has the topic {', '.join(topics)}"),
            remedy=Text("quiz list で分野を見られます", "quiz list shows the topics"),
        )
    sets = [] if bank_name is not None and Path(bank_name).is_dir() else blueprint_names()
    if output_format == "json":
        print_json({"bank": bank.name, "sets": sets, "items": [_entry(item) for item in items]})
        return
    if sets and not topics:
        click.echo(Text("問題集（quiz run 名前）", "Sets (quiz run NAME)").in_(lang))
        for name in sets:
            found = open_set(name).blueprint
            count = Text(f"{len(found.places)} 問", f"{len(found.places)} questions").in_(lang)
            click.echo(f"  {pad(name, 20)}  {found.title.in_(lang)} ({count})")
        click.echo()
    _print_items(items, lang)


def _entry(item: Card) -> dict[str, object]:
    return {
        "id": item.id, "section": item.section, "kind": item.kind, "difficulty": item.difficulty,
        "minutes": item.minutes, "tags": list(item.tags), "original": item.has_original, "source": item.source,
    }  # fmt: skip


def _print_items(items: Sequence[Card], lang: Language) -> None:
    column = max((width(item.id) for item in items), default=0)
    section = None
    for item in sorted(items, key=lambda entry: entry.section):
        if item.section != section:
            section = item.section
            click.echo(f"{section}")
        original = Text("確認テスト", "confirmation test").in_(lang) if item.has_original else ""
        kind = KINDS[item.kind].in_(lang)
        minutes = Text(f"{item.minutes:g} 分", f"{item.minutes:g} min").in_(lang)
        stars = "*" * item.difficulty
        click.echo(f"  {pad(item.id, column)}  {pad(kind, 15)} {stars:<5} {pad(minutes, 7)} {original}".rstrip())
    total = Text(f"全 {len(items)} 問", f"{len(items)} questions").in_(lang)
    click.echo(total)
