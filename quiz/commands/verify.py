"""``quiz verify``: the answers and claims of study reports, checked against keys computed for their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from quiz.bank.claim_files import read_claims
from quiz.bank.folder import Bank
from quiz.columns import truncate
from quiz.courses import open_course, sheet_bank
from quiz.errors import Fault, FileFaults, QuizError
from quiz.exchange.as_printed import AsPrinted, KeyFile, read_json
from quiz.exchange.filled_sheet import FilledSheet, filled_json, filled_markdown, has_lost_its_marks
from quiz.language import Language, Text
from quiz.model import Verdict
from quiz.outlet.streams import note, note_fault, standard_output, tell_json
from quiz.report.code.code_rules import CodeBook, load_code_book
from quiz.report.documents import Report, UnreadableReport, read_report
from quiz.report.findings import Checker, Finding, graded_on_sheet, refused_on_sheet
from quiz.report.formulas.formula_file import load_library
from quiz.report.formulas.known import Library
from quiz.report.rows import plain, rows_of
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, option, tell_fault_left_out
from quiz.terminal.screen import Screen
from quiz.verdicts import WORDINGS

INDENT = " " * 6

LISTED = (40, "学習レポートの解答を確かめる", "check the answers in study reports")

_HELP = Text(
    "学習レポート（.md .txt .ipynb .html）から確認テストの解答を探し、その値で正解を計算して採点します。"
    "本文の記述は、講座の claims フォルダにある事柄（活性化関数・初期値・正規化・最適化・正則化・CNN・AlexNet など）と"
    "畳み込みの出力サイズを、文の主語・否定・条件を読んだうえで確かめます。"
    "数式は、講座の formulas.toml にある公式（更新式・初期値・正規化・ノルム・活性化関数・誤差・出力サイズ）と、"
    "文字の置き方の違いを除いて比べ、等式の連なりは一つずつ確かめます。"
    "条件つきでだけ正しい記述は、その条件を示します。読み取れない記述や問題集にない事柄には何も言いません。\n"
    "quiz generate で作った用紙に解答を書き込んだものは、その用紙の数値で採点します。"
    "用紙を作ったあとで変わった問題は、--key に解答のファイルがあればそれで採点し、なければその問題だけ採点しません。\n"
    "誤りがあれば終了コードは 1、読めないファイルがあれば 2 です。",
    "Finds the confirmation-test answers in study reports (.md .txt .ipynb .html), computes the key for the numbers "
    "that stand there, and grades them. Other sentences are held against the claims of the course (activation "
    "functions, initial values, normalization, optimizers, regularization, CNNs, AlexNet ...) and against the size of "
    "a convolution's output, with regard to their subject, denials and conditions. Formulas are compared with those of "
    "the course's formulas.toml (updates, initial values, normalization, norms, activations, losses, output sizes), "
    "whatever their letters are called, and chains of equalities are checked link by link. Where a statement is true "
    "only under a condition, the condition is named; nothing is said of what can't be read.\n"
    "A sheet of quiz generate that has been filled in is graded by its own numbers. A question that has changed since "
    "is graded by the key file that --key names; without one it alone is left ungraded.\n"
    "The exit status is 1 if something is wrong, 2 if a file "
    "can't be read.",
)

Bundle = list[Finding] | QuizError
"""What became of a file: its findings, or why it can't be read."""


@make_command(_HELP, examples=("quiz verify report.md", "quiz verify --format json notes/*.ipynb"))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--bank", metavar="FOLDER", text=Text("問題ファイルのフォルダ", "a folder of question files"))
@option(
    "--key",
    "key_path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text("用紙と一緒に作った解答のファイル（JSON）", "the key file (JSON) that was made with a sheet"),
)
@format_option("text", "json")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    bank: str | None,
    key_path: Path | None,
    output_format: str,
    lang: Language,
) -> None:
    """Check study reports and sheets that were filled in."""
    key = None if key_path is None else KeyFile(read_json(key_path), str(key_path))
    checker: Checker | None = None
    reports: list[tuple[str, Bundle]] = []
    for path in paths:
        try:
            report = read_report(path)
            lines = [line.text for line in report.lines]
            sheet = filled_json(path, lines) if path.suffix.lower() == ".json" else filled_markdown(lines)
            if sheet is None and has_lost_its_marks(lines):
                raise _without_marks(path)
            if sheet is None:
                checker = checker or _checker(bank, lang)
                reports.append((str(path), checker.check(report)))
                continue
            for remark in sheet.notes:
                note(f"{path}: {remark.in_(lang)}")
            printed = AsPrinted(_bank_of(sheet, report, bank, needed=key is None), key)
            reports.append((str(path), _sheet_findings(report, sheet, printed, lang)))
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


def _without_marks(path: Path) -> UnreadableReport:
    return UnreadableReport(
        Text(
            f"{path}: quiz generate の用紙ですが、問題の目印（<!-- quiz-question … -->）がなく、"
            "どの数値の問題か決められません",
            f"{path}: a sheet of quiz generate without the marks of its questions (<!-- quiz-question ... -->): "
            "which numbers it was printed with can't be told",
        ),
        remedy=Text(
            "目印の行を消さずに、用紙のファイルに書き込んでください",
            "write the answers into the file of the sheet, and leave the lines with the marks in it",
        ),
    )


def _bank_of(sheet: FilledSheet, report: Report, bank: str | None, *, needed: bool) -> Bank | None:
    try:
        return sheet_bank(sheet.bank, bank, needed=needed)
    except QuizError as error:
        message = Text(f"{report.path}: {error.message.ja}", f"{report.path}: {error.message.en}")
        raise UnreadableReport(message, remedy=error.remedy) from None


def _sheet_findings(report: Report, sheet: FilledSheet, printed: AsPrinted, lang: Language) -> list[Finding]:
    """Grade a sheet that was filled in, by the numbers that it was printed with."""
    rows = rows_of(report)
    found = []
    for filled in sheet.places(printed):
        number = filled.place.number
        asked, answer = rows[filled.at], rows[filled.begins : filled.ends]
        if answer:
            answer[0] = replace(answer[0], kind="text", text=filled.first, plain=plain(filled.first))
        if isinstance(filled.variant, Text):
            name = Text(f"問 {number} [{filled.place.id}]", f"question {number} [{filled.place.id}]").in_(lang)
            row = answer[0] if answer else asked
            item = printed.item(filled.place.id)
            found.append(refused_on_sheet(name, asked, row, filled.answer, filled.variant, item))
            continue
        title = filled.variant.item.title
        name = Text(f"問 {number} {title.ja}", f"question {number} {title.en}").in_(lang)
        elsewhere, second = (None if at is None else rows[at] for at in (filled.elsewhere, filled.second))
        found.append(
            graded_on_sheet(name, asked, answer, filled.answer, filled.variant, elsewhere=elsewhere, second=second)
        )
    return found


def _checker(bank: str | None, lang: Language) -> Checker:
    """Return what checks against a course; the faults of files that can't be read are told, and the others are used."""
    course = open_course(bank)
    questions = course.bank
    items, faults = questions.load_all()
    claims = read_claims(course.root)
    formulas, formula_faults = _formulas(course.root)
    code, code_faults = _code(course.root)
    for fault in (*faults, *claims.faults, *formula_faults, *code_faults):
        tell_fault_left_out(fault, lang)
    if not items:
        raise QuizError(Text(f"{questions.name} に使える問題がありません", f"{questions.name} has no usable question"))
    return Checker(items, claims, formulas, code)


def _formulas(root: Path) -> tuple[Library, Sequence[Fault]]:
    """Return the formulas of a course, or none and the faults of a file that can't be read."""
    try:
        return load_library(root), ()
    except FileFaults as error:
        return Library(), error.faults


def _code(root: Path) -> tuple[CodeBook, Sequence[Fault]]:
    """Return a course's rules for printed code, or none and the faults of a file that can't be read."""
    try:
        return load_code_book(root), ()
    except FileFaults as error:
        return CodeBook(), error.faults


# -- JSON --------------------------------------------------------------------------------------------------------------


def _report(path: str, found: Bundle, lang: Language) -> dict[str, Any]:
    if isinstance(found, QuizError):
        return {"path": path, "findings": [], "error": found.message.in_(lang)}
    return {"path": path, "findings": [_entry(finding, lang) for finding in found]}


def _entry(finding: Finding, lang: Language) -> dict[str, Any]:
    return {
        "line": finding.row.line.number,
        "column": finding.column,
        "cell": finding.row.line.cell,
        "page": finding.row.line.page,
        "kind": finding.kind,
        "item": finding.item.id if finding.item else None,
        "claim": finding.claim,
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


def _print(reports: list[tuple[str, Bundle]], counts: Counter[Verdict], lang: Language) -> None:
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


_ASKED = {"answer": Text("問題", "question"), "code": Text("コード", "code")}
"""How what a finding is about is called."""


def _tell(screen: Screen, finding: Finding) -> None:
    """Tell one finding: place and verdict, the question, what was read, what was expected, and why."""
    lang = screen.language
    wording = WORDINGS[finding.verdict]
    name = finding.claim or (finding.item.id if finding.item else Text("問題集にない問題", "not in the bank").in_(lang))
    screen.say(
        f"  {wording.mark} {_place(finding, lang)}  {WORDINGS[finding.verdict].label.in_(lang)}  [{name}]",
        wording.style,
    )
    asked = _ASKED.get(finding.kind, Text("記述", "statement"))
    _field(screen, asked, finding.question)
    for repair in finding.repairs:
        message = f"{repair.printed} → {repair.read}"
        _field(
            screen,
            Text("読み替え", "mended"),
            f"{message}（{repair.reason.ja}）" if lang == "ja" else f"{message} ({repair.reason.en})",
        )
    given = truncate(" ".join(finding.given.split()), 160)
    if finding.claim is None or finding.kind in ("formula", "chain"):
        labels = {"answer": Text("解答", "answer"), "formula": Text("式", "formula"), "chain": Text("式", "formula")}
        _field(screen, labels.get(finding.kind, Text("値", "value")), given)
    if finding.verdict != "correct" or finding.kind == "claim":
        _field(screen, Text("読み方", "read as"), finding.read_as)
    if finding.verdict not in ("correct", "unanswered") and finding.expected is not None:
        _field(screen, Text("正解", "expected"), finding.right or finding.expected.in_(lang), typeset=True)
    said_so = any(sign.isalnum() for sign in finding.given)  # わからない, and not merely nothing
    if finding.verdict != "correct" and (finding.verdict != "unanswered" or said_so):
        _field(screen, Text("説明", "why"), finding.message.in_(lang), typeset=True)


def _place(finding: Finding, lang: Language) -> str:
    line = finding.row.line
    if line.page is not None:
        ja, en = f"{line.page} ページの {line.number} 行目", f"page {line.page}, line {line.number}"
        return Text(ja, en).in_(lang)
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
