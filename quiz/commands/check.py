"""``quiz check``: the audit of a bank, as a table or as JSON."""

from __future__ import annotations

import sys

import click

from quiz.audit import Audit, Defect, ItemReport, audit_bank
from quiz.bank import open_bank
from quiz.commands.interface import command as make_command
from quiz.commands.interface import format_option, option, print_json
from quiz.model import Item
from quiz.text import Language, Text, pad, width

_SAID = Text(
    "問題ファイルを検査します。書き方の誤りをすべて行番号つきで挙げ、各問題を何度も引いて、"
    "正解が別の計算と一致するか、誤答が正解と重ならないか、両方の言語がそろっているかなどを確かめます。\n"
    "BANK は問題ファイルのフォルダです（既定は組み込みの問題）。",
    "Audits question files: names every fault with its line, draws each question many times, and checks that the key "
    "agrees with its second computation, that no distractor equals it, that both languages are complete, and more.\n"
    "BANK is a folder of question files (default: the built-in ones).",
)


@make_command(_SAID, examples=("quiz check --seeds 300", "quiz check ./my-bank"))
@click.argument("bank_name", metavar="[BANK]", required=False)
@option(
    "--seeds",
    type=click.IntRange(1, 100_000),
    default=50,
    said=Text("1 問あたりの引く回数（既定 50）", "variants per question (default 50)"),
)
@format_option("text", "json")
@click.pass_context
def command(context: click.Context, bank_name: str | None, seeds: int, output_format: str, lang: Language) -> None:
    """Audit a bank."""
    bank = open_bank(bank_name)
    audit = audit_bank(bank, seeds, _watch(len(bank.paths)))
    if output_format == "json":
        print_json(_as_json(audit, lang))
    else:
        _print(audit, lang)
    if audit.defects:
        context.exit(1)


def _watch(count: int):  # type: ignore[no-untyped-def]  # a closure for one call
    """Show on a terminal which item is being audited."""
    seen = 0

    def tell(item: Item) -> None:
        nonlocal seen
        seen += 1
        if sys.stderr.isatty():
            print(f"\r{seen}/{count} {item.id}\x1b[K", end="", file=sys.stderr, flush=True)

    return tell


def _as_json(audit: Audit, lang: Language) -> dict[str, object]:
    return {
        "items": len(audit.reports),
        "variants": audit.variants,
        "defects": [
            {
                "item": defect.item, "seed": defect.seed, "rule": defect.rule, "detail": defect.detail.in_(lang),
                "path": defect.path, "line": defect.line,
            }
            for defect in audit.defects
        ],
        "seconds": round(audit.seconds, 3),
        "table": [
            {
                "item": report.item.id, "variants": report.variants, "distinct": len(report.distinct),
                "redraws": report.redraws, "facts": report.facts, "told": report.slips_told,
                "seconds": round(report.seconds, 3),
            }
            for report in audit.reports
        ],
    }  # fmt: skip


def _print(audit: Audit, lang: Language) -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    column = max((width(report.item.id) for report in audit.reports), default=10)
    heads = Text("出題 種類 引直し 診断 事実   秒", "drawn kinds redraw slips facts   s").in_(lang)
    click.echo(f"{pad(Text('問題', 'question').in_(lang), column)}  {heads}")
    for report in audit.reports:
        click.echo(f"{pad(report.item.id, column)}  {_row(report)}")
    click.echo()
    for defect in audit.defects:
        click.echo(_say(defect, lang))
    items, count, defects = len(audit.reports), audit.variants, len(audit.defects)
    total = Text(
        f"{items} 問、{count} 題を検査: 誤り {defects} 件（{audit.seconds:.1f} 秒）",
        f"{items} questions, {count} variants: {defects} defects ({audit.seconds:.1f} s)",
    )
    click.echo(total.in_(lang))


def _row(report: ItemReport) -> str:
    mark = "✗" if report.defects else " "
    told = len(report.slips_told)
    return (
        f"{report.variants:>4} {len(report.distinct):>4} {report.redraws:>6} {told:>4} {report.facts:>4} "
        f"{report.seconds:>5.1f} {mark}"
    ).rstrip()


def _say(defect: Defect, lang: Language) -> str:
    place = f"{defect.path}:{defect.line}" if defect.line else defect.path
    seed = "" if defect.seed is None else f" (seed {defect.seed})"
    return f"{place}: [{defect.rule}] {defect.item}{seed}: {defect.detail.in_(lang)}"
