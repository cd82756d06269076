"""``quiz verify``: the answers and claims of study reports, checked against keys computed for their numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from quiz.columns import truncate
from quiz.courses import open_bank
from quiz.errors import QuizError
from quiz.language import Language, Text
from quiz.model import Item, Verdict
from quiz.outlet.streams import note_fault, standard_output, tell_json
from quiz.report.documents import UnreadableReport, read_report
from quiz.report.findings import Checker, Finding
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, option
from quiz.terminal.screen import Screen
from quiz.verdicts import WORDINGS

INDENT = " " * 6

LISTED = (40, "学習レポートの解答を確かめる", "check the answers in study reports")

_HELP = Text(
    "学習レポート（.md .txt .ipynb .html）から確認テストの解答を探し、その値で正解を計算して採点します。"
    "本文の記述は、問題ファイルの [report] statements にある言い回しだけを読みます。"
    "付属の問題では畳み込みの出力サイズで、入力・フィルタ・ストライド・パディング・出力のすべてが "
    "1 文に書かれているものです"
    "（例:「入力が6×6、フィルタが2×2、ストライド1、パディング1のとき、出力は7×7」）。"
    "ほかの記述は確かめません。\n"
    "誤りがあれば終了コードは 1、読めないファイルがあれば 2 です。",
    "Finds the confirmation-test answers in study reports (.md .txt .ipynb .html), computes the key for the numbers "
    "that stand there, and grades them. Of other sentences only the phrasings in a question's [report] statements are "
    "recognised. In the built-in questions these state a convolution's output size and give input, filter, stride, "
    'padding and output in one sentence ("a 6x6 input, 2x2 filter, stride 1, padding 1 gives a 7x7 output"); no other '
    "claim is checked.\nThe exit status is 1 if something is wrong, 2 if a file "
    "can't be read.",
)


@make_command(_HELP, examples=("quiz verify report.md", "quiz verify --format json notes/*.ipynb"))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--bank", metavar="FOLDER", text=Text("問題ファイルのフォルダ", "a folder of question files"))
@format_option("text", "json")
@click.pass_context
def command(
    context: click.Context, paths: tuple[Path, ...], bank: str | None, output_format: str, lang: Language
) -> None:
    """Check study reports."""
    checker = Checker(_items(bank, lang))
    reports: list[tuple[str, list[Finding] | QuizError]] = []
    for path in paths:
        try:
            reports.append((str(path), checker.check(read_report(path))))
        except UnreadableReport as refused:
            reports.append((str(path), refused))
    counts = Counter(finding.verdict for _, found in reports if isinstance(found, list) for finding in found)
    if output_format == "json":
        tell_json({"reports": [_report(path, found, lang) for path, found in reports], "counts": dict(counts)})
    else:
        _print(reports, counts, lang)
    unreadable = [found for _, found in reports if isinstance(found, QuizError)]
    for refusal in unreadable:
        note_fault(refusal, lang, f"{Text('エラー', 'error').in_(lang)}: ")
    if unreadable or counts["wrong"]:
        context.exit(2 if unreadable else 1)


def _items(bank: str | None, lang: Language) -> list[Item]:
    """Return the bank's items; the faults of files that can't be read are told, and the others are used."""
    questions = open_bank(bank)
    items, faults = questions.load_all()
    for fault in faults:
        note_fault(fault, lang)
    if not items:
        raise QuizError(Text(f"{questions.name} に使える問題がありません", f"{questions.name} has no usable question"))
    return items


# -- JSON --------------------------------------------------------------------------------------------------------------


def _report(path: str, found: list[Finding] | QuizError, lang: Language) -> dict[str, Any]:
    if isinstance(found, QuizError):
        return {"path": path, "findings": [], "error": found.message.in_(lang)}
    return {"path": path, "findings": [_entry(finding, lang) for finding in found]}


def _entry(finding: Finding, lang: Language) -> dict[str, Any]:
    return {
        "line": finding.row.line.number,
        "cell": finding.row.line.cell,
        "kind": finding.kind,
        "item": finding.item.id if finding.item else None,
        "question": finding.question,
        "question_line": finding.asked.line.number,
        "read_as": finding.read_as or None,
        "given": finding.given,
        "expected": finding.expected.in_(lang) if finding.expected else None,
        "verdict": finding.verdict,
        "message": finding.message.in_(lang),
        "diagnoses": [
            {"name": diagnosis.name, "message": diagnosis.message.in_(lang), "certain": diagnosis.certain}
            for diagnosis in finding.diagnoses
        ],
        "repairs": [
            {"printed": repair.printed, "read": repair.read, "reason": repair.reason.in_(lang)}
            for repair in finding.repairs
        ],
    }


# -- text --------------------------------------------------------------------------------------------------------------


def _print(reports: list[tuple[str, list[Finding] | QuizError]], counts: Counter[Verdict], lang: Language) -> None:
    screen = Screen(standard_output(), lang)
    for path, found in reports:
        screen.say(path, "strong")
        if isinstance(found, QuizError):
            screen.say(Text("  読み取れませんでした", "  couldn't be read"), "half")
        elif not found:
            screen.say(Text("  確認テストの解答は見つかりませんでした", "  no confirmation-test answers found"), "dim")
        else:
            for finding in found:
                _tell(screen, finding)
        screen.blank()
    total = sum(counts.values())
    parts = ", ".join(
        f"{WORDINGS[verdict].label.in_(lang)} {counts[verdict]}" for verdict in WORDINGS if counts[verdict]
    )
    screen.say(Text(f"確かめた解答・記述 {total} 件", f"{total} answers and claims checked"), "strong")
    if parts:
        screen.say("  " + parts)


def _tell(screen: Screen, finding: Finding) -> None:
    """Tell one finding: place and verdict, the question, what was read, what was expected, and why."""
    lang = screen.language
    wording = WORDINGS[finding.verdict]
    name = finding.item.id if finding.item else Text("問題集にない問題", "not in the bank").in_(lang)
    screen.say(
        f"  {wording.mark} {_place(finding, lang)}  {WORDINGS[finding.verdict].label.in_(lang)}  [{name}]",
        wording.style,
    )
    asked = Text("問題", "question") if finding.kind == "answer" else Text("記述", "statement")
    _field(screen, asked, finding.question)
    for repair in finding.repairs:
        message = f"{repair.printed} → {repair.read}"
        _field(
            screen,
            Text("読み替え", "mended"),
            f"{message}（{repair.reason.ja}）" if lang == "ja" else f"{message} ({repair.reason.en})",
        )
    given = truncate(" ".join(finding.given.split()), 160)
    _field(screen, Text("解答", "answer") if finding.kind == "answer" else Text("値", "value"), given)
    if finding.verdict != "correct" or finding.kind == "claim":
        _field(screen, Text("読み方", "read as"), finding.read_as)
    if finding.verdict not in ("correct", "unanswered") and finding.expected is not None:
        _field(screen, Text("正解", "expected"), finding.right or finding.expected.in_(lang), typeset=True)
    said_so = any(sign.isalnum() for sign in finding.given)  # わからない, and not merely nothing
    if finding.verdict != "correct" and (finding.verdict != "unanswered" or said_so):
        _field(screen, Text("説明", "why"), finding.message.in_(lang), typeset=True)


def _place(finding: Finding, lang: Language) -> str:
    line = finding.row.line
    if line.cell is None:
        return Text(f"{line.number} 行目", f"line {line.number}").in_(lang)
    return Text(f"セル {line.cell} の {line.number} 行目", f"cell {line.cell}, line {line.number}").in_(lang)


def _field(screen: Screen, name: Text, value: str, *, typeset: bool = False) -> None:
    """Write a named value, indented; ``typeset`` sets the formulas in it."""
    if not value:
        return
    message = f"{name.in_(screen.language)}: {value}"
    if not typeset:
        screen.say(INDENT + message)
        return
    screen.markdown(message, lead=INDENT)
