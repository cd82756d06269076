"""``quiz verify``: the answers and claims of study reports, checked against keys computed for their numbers."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from quiz.bank.claim_files import read_claims
from quiz.bank.cue_cards import Titled
from quiz.bank.folder import Bank
from quiz.bank.uncollected import uncollected
from quiz.courses import DEFAULT, open_course, sheet_bank
from quiz.errors import Fault, FileFaults, QuizError
from quiz.exchange.as_printed import AsPrinted, KeyFile, read_json
from quiz.exchange.filled_notebook import filled_notebook
from quiz.exchange.filled_sheet import FilledSheet, filled_json, filled_markdown, has_lost_its_marks
from quiz.exchange.new_files import NewFiles, made_folder
from quiz.language import Language, Text
from quiz.outlet.streams import errors_seen, note, note_fault, standard_output, tell_json
from quiz.report.code.code_rules import CodeBook, load_code_book
from quiz.report.course_findings import by_runs
from quiz.report.documents import Report, UnreadableReport, is_pdf, read_report
from quiz.report.finding import Finding
from quiz.report.finding_data import finding_as_data
from quiz.report.findings import Checker
from quiz.report.formulas.formula_file import load_library
from quiz.report.formulas.known import Library
from quiz.report.overview import Overview, overview, to_practise
from quiz.report.report_folders import reports_in, table_of_reports
from quiz.report.results.measured_runs import Measured, measured_runs
from quiz.report.rows import plain, rows_of
from quiz.report.sheet_findings import graded_on_sheet, refused_on_sheet
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, format_option, option, tell_fault_left_out
from quiz.terminal.endings import Ended
from quiz.terminal.given_path import GivenPath
from quiz.terminal.report_table import show_practice, show_report, show_summary
from quiz.terminal.screen import Screen
from quiz.terminal.training_progress import clear_bar, draw_bar

MAX_SEEDS = 20

LISTED = (40, "学習レポートの解答を確かめる", "check the answers in study reports")

_HELP = Text(
    "学習レポート（Markdown .md、テキスト .txt、ノートブック .ipynb、ウェブページ .html、文字を含む PDF .pdf。"
    "UTF-8 のほか UTF-16、Shift_JIS、EUC-JP、ISO-2022-JP も読みます）から確認テストの解答を探し、"
    "その値で正解を計算して採点します。PDF には pip install 'kakunin-test[pdf]' が要ります。\n"
    "本文の記述は、講座の claims フォルダにある事柄（活性化関数・初期値・正規化・最適化・正則化・CNN・AlexNet など）と"
    "畳み込みの出力サイズを、文の主語・否定・条件を読んだうえで確かめます。"
    "数式は、講座の formulas.toml にある公式（更新式・初期値・正規化・ノルム・活性化関数・誤差・出力サイズ）と、"
    "文字の置き方の違いを除いて比べ、等式の連なりは一つずつ確かめます。"
    "「λ を大きくすると…」のように設定を変えたときの記述は、増減の向きで確かめます。"
    "載っているプログラムは実行せずに読み、講座の code.toml の規則（構文、キーと層、形、順伝播・逆伝播、正答率、"
    "コメントや見出しとの違い、出力の値など）で確かめます。"
    "条件つきでだけ正しい記述は、その条件を示します。読み取れない記述や問題集にない事柄には何も言いません。\n"
    "quiz generate で作った用紙（.md または .json）に解答を書き込んだものは、その用紙の数値で採点します。"
    "用紙を作ったあとで変わった問題は、--key に解答のファイルがあればそれで採点し、なければその問題だけ採点しません。\n"
    "印刷されたプログラムの実験結果についての記述は、--run をつけると同じ設定で学習を実行して確かめます"
    "（乱数の種を変えて数回。Ctrl-C で止めれば、そこまでの結果を表示します）。\n"
    "--annotate DIR は、指摘を書き込んだ写し（Markdown・HTML・ノートブック、UTF-8）を DIR に書きます。\n"
    "フォルダを指定すると、その中のレポートをすべて読みます。--table はレポートごとの結果を表にします。\n"
    "誤りがあれば終了コードは 1、読めないファイルがあれば 2 です。",
    "Finds the confirmation-test answers in study reports (Markdown .md, text .txt, notebooks .ipynb, web pages .html, "
    "PDFs with text in them .pdf; UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP), computes the key for the numbers "
    "that stand there, and grades them. PDFs need pip install 'kakunin-test[pdf]'.\n"
    "Other sentences are held against the claims of the course (activation "
    "functions, initial values, normalization, optimizers, regularization, CNNs, AlexNet ...) and against the size of "
    "a convolution's output, with regard to their subject, denials and conditions. Formulas are compared with those of "
    "the course's formulas.toml (updates, initial values, normalization, norms, activations, losses, output sizes), "
    "whatever their letters are called, and chains of equalities are checked link by link. What is said to happen if a "
    "setting is changed is checked by the directions that it speaks of. Printed programs are read, never run, and held "
    "against the rules of the course's code.toml: syntax, keys and layers, shapes, forward and backward passes, "
    "accuracy, comments and headings, printed values. Where a statement is true "
    "only under a condition, the condition is named; nothing is said of what can't be read.\n"
    "A sheet of quiz generate (.md or .json) that has been filled in is graded by its own numbers. A question that has "
    "changed since is graded by the key file that --key names; without one it alone is left ungraded.\n"
    "What is said of the results of a printed program is checked with --run, by training alike with several seeds; "
    "Ctrl-C stops that and shows what was checked until then.\n"
    "--annotate DIR writes copies with notes (Markdown, HTML, notebooks; UTF-8) into DIR.\n"
    "Of a folder all reports in it are read; --table writes a row for each.\n"
    "The exit status is 1 if something is wrong, 2 if a file "
    "can't be read.",
)


@dataclass(slots=True)
class _Checked:
    """What became of a file: its report and its findings, or why it can't be read; ``course`` names it for quiz run."""

    path: Path
    report: Report | None = None
    findings: list[Finding] = field(default_factory=list)
    refused: QuizError | None = None
    course: str = ""

    @property
    def told(self) -> Overview | QuizError:
        return self.refused if self.refused is not None else overview(self.findings)


@make_command(
    _HELP,
    examples=(
        "quiz verify report.md",
        "quiz verify --format json notes/*.ipynb",
        "quiz verify --run --annotate checked report.ipynb",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=GivenPath())
@option("--bank", metavar="FOLDER", text=Text("問題ファイルのフォルダ", "a folder of question files"))
@option(
    "--key",
    "key_path",
    metavar="FILE",
    type=GivenPath(),
    text=Text("用紙と一緒に作った解答のファイル（JSON）", "the key file (JSON) that was made with a sheet"),
)
@option(
    "--annotate",
    "folder",
    metavar="DIR",
    type=GivenPath(),
    text=Text("指摘を書き込んだ写しをこのフォルダに書く", "write copies with notes into this folder"),
)
@option(
    "--table",
    metavar="FILE",
    type=GivenPath(),
    text=Text("レポートごとの結果を CSV の表で書く", "write a table (CSV) with a row for each report"),
)
@option(
    "--run",
    "runs",
    is_flag=True,
    text=Text("実験についての記述を、学習を実行して確かめる", "check what is said of experiments by training"),
)
@option(
    "--seeds",
    type=click.IntRange(1, MAX_SEEDS),
    default=3,
    text=Text("--run で使う乱数の種の数（既定 3）", "how many seeds --run trains with (default 3)"),
)
@force_option
@format_option("text", "json")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    bank: str | None,
    key_path: Path | None,
    folder: Path | None,
    table: Path | None,
    runs: bool,
    seeds: int,
    force: bool,
    output_format: str,
    lang: Language,
) -> None:
    """Check study reports and sheets that were filled in."""
    key = None if key_path is None else KeyFile(read_json(key_path), str(key_path))
    with uncollected():
        reports = _checked(reports_in(paths), bank, key, lang)
    copies = None if folder is None else _Copies(reports, folder, lang, force=force)  # refused before anything is run
    stopped = runs and not _run_all(reports, seeds, lang)
    if copies is not None:
        copies.write()
    if table is not None:
        with NewFiles([table], force=force) as files, files.writing(table, marked=True) as file:
            file.write(table_of_reports([(checked.path, checked.told) for checked in reports]))
    counts = Counter(finding.verdict for checked in reports for finding in checked.findings)
    practise = _to_practise(reports)
    if output_format == "json":
        tell_json(
            {
                "reports": [_report(checked, lang) for checked in reports],
                "counts": dict(counts),
                "practise": [item.id for item, _ in practise],
            }
        )
    else:
        screen = Screen(standard_output(), lang)
        told = [(str(checked.path), checked.told) for checked in reports]
        for path, found in told:
            show_report(screen, path, found)
        show_summary(screen, told, counts)
        show_practice(screen, practise)
    unreadable = [checked.refused for checked in reports if checked.refused is not None]
    for refusal in unreadable:
        note_fault(refusal, lang, f"{Text('エラー', 'error').in_(lang)}: ")
    if stopped:
        context.exit(130)
    if unreadable or counts["wrong"]:
        context.exit(2 if unreadable else 1)


def _checked(paths: Sequence[Path], bank: str | None, key: KeyFile | None, lang: Language) -> list[_Checked]:
    """Return what becomes of each file; one that can't be read stops none of the others."""
    checker: Checker | None = None
    reports = []
    for path in paths:
        checked = _Checked(path, course=shlex.quote(bank) if bank else "")
        reports.append(checked)
        try:
            _refuse_paper(path)
            checked.report = report = read_report(path)
            lines = [line.text for line in report.lines]
            sheet = _filled(path, report)
            if sheet is None and has_lost_its_marks(lines):
                raise _without_marks(path)
            if sheet is None:
                checker = checker or _checker(bank, lang)
                checked.findings = checker.check(report)
                continue
            for remark in sheet.notes:
                note(f"{path}: {remark.in_(lang)}")
            checked.course = checked.course or ("" if sheet.bank in (None, DEFAULT) else shlex.quote(str(sheet.bank)))
            printed = AsPrinted(_bank_of(sheet, report, bank, needed=key is None), key)
            checked.findings = _sheet_findings(report, sheet, printed, lang)
        except UnreadableReport as refused:
            checked.refused = refused
    return reports


def _filled(path: Path, report: Report) -> FilledSheet | None:
    """The sheet of ours that a file is, filled in; None for a report."""
    if path.suffix.lower() == ".ipynb":
        lines_of = groupby(enumerate(report.lines), key=lambda entry: (entry[1].cell, entry[1].code, entry[1].output))
        cells = (
            [(at, line.written) for at, line in group] for (_, code, output), group in lines_of if code and not output
        )
        return filled_notebook(cells)
    lines = [line.text for line in report.lines]
    return filled_json(path, lines) if path.suffix.lower() == ".json" else filled_markdown(lines)


def _to_practise(reports: Sequence[_Checked]) -> list[tuple[Titled, str]]:
    """Return the items of what was wrong, each once, with the course or folder that has it."""
    found: dict[tuple[str, str], tuple[Titled, str]] = {}
    for checked in reports:
        for item in to_practise(checked.findings):
            found.setdefault((checked.course, item.id), (item, checked.course))
    return list(found.values())


def _run_all(reports: Sequence[_Checked], seeds: int, lang: Language) -> bool:
    """Check what can be checked by training; return False if Ctrl-C stopped it, with what was checked until then."""
    wanted = [each.result for checked in reports for each in checked.findings if each.verdict == "needs-run"]
    names = list(dict.fromkeys(name for result in wanted if result is not None for name in result.runs))
    measured: dict[str, list[Measured]] = {}
    live = errors_seen()
    try:
        for name, found in measured_runs(names, seeds, draw_bar if live else None):
            measured[name] = found
    except Ended:
        raise
    except KeyboardInterrupt:
        message = Text(
            f"中断しました: 実験 {len(names)} 件のうち {len(measured)} 件まで確かめました",
            f"interrupted: {len(measured)} of {len(names)} experiments were checked",
        )
        note(message.in_(lang))
    finally:
        if live and names:
            clear_bar()
    for checked in reports:
        checked.findings = [by_runs(finding, measured) for finding in checked.findings]
    return len(measured) == len(names)


MOST_BEGINNING = 200_000
"""Signs of a page in which its content has begun."""


def _refuse_paper(path: Path) -> None:
    """Refuse a page of ours that is made to be printed: what stands in it is asked, and nothing of it is an answer."""
    if path.suffix.lower() not in (".html", ".htm"):
        return
    from quiz.exchange.export.printable_page import is_paper

    with suppress(OSError), path.open("rb") as file:
        if is_paper(file.read(MOST_BEGINNING).decode("utf-8", errors="replace")):
            raise UnreadableReport(
                Text(
                    f"{path}: 紙に印刷するための問題用紙（または解答）です。答えはここからは読めません",
                    f"{path}: a sheet (or key) made to be printed: no answers can be read from it",
                ),
                remedy=Text(
                    "ファイルに書き込むなら quiz generate の用紙（.md）か quiz export --to notebook を使ってください",
                    "to fill in a file, use the sheet of quiz generate (.md) or quiz export --to notebook",
                ),
            )


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
    cards, faults = questions.cue_cards()
    claims = read_claims(course.root)
    formulas, formula_faults = _formulas(course.root)
    code, code_faults = _code(course.root)
    for fault in (*faults, *claims.faults, *formula_faults, *code_faults):
        tell_fault_left_out(fault, lang)
    if not cards:
        raise QuizError(Text(f"{questions.name} に使える問題がありません", f"{questions.name} has no usable question"))
    return Checker(cards, claims, formulas, code)


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


class _Copies:
    """The copies with notes of the reports that could be read: all of them are written, or none."""

    def __init__(self, reports: Sequence[_Checked], folder: Path, lang: Language, *, force: bool) -> None:
        from quiz.report.annotation.annotated_copies import names_of_copies

        read = [checked for checked in reports if checked.refused is None]
        self._reports = [checked for checked in read if _takes_notes(checked.path)]
        self._folder, self._lang = folder, lang
        self._places = [folder / name for name in names_of_copies([checked.path for checked in self._reports])]
        for checked, place in zip(self._reports, self._places, strict=True):
            _require_within(folder, place, checked.path)
        self._files = NewFiles(self._places, force=force, folders_there=False)
        for checked in read:
            if checked not in self._reports:
                message = Text(
                    f"{checked.path}: JSON の用紙と PDF には書き込めません（写しは作りません）",
                    f"{checked.path}: notes can't be written into a JSON sheet or a PDF; no copy is made",
                )
                note(message.in_(lang))

    def write(self) -> None:
        """Write the notes into copies, and name these."""
        from quiz.report.annotation.annotated_copies import annotated
        from quiz.report.annotation.finding_notes import notes_of

        made_folder(self._folder)
        with self._files as files:
            for checked, place in zip(self._reports, self._places, strict=True):
                with files.writing(place) as file:
                    file.write(annotated(checked.path, notes_of(checked.findings, self._lang)))
        for place in self._places:
            note(Text(f"写しを書きました: {place}", f"copy written: {place}").in_(self._lang))


def _takes_notes(path: Path) -> bool:
    return path.suffix.lower() != ".json" and not is_pdf(path)


def _require_within(folder: Path, copy: Path, original: Path) -> None:
    """Refuse a copy that would be the report itself, or lie elsewhere than in the folder (behind a link)."""
    if os.path.realpath(copy) == os.path.realpath(original):
        raise QuizError(
            Text(f"{copy} はレポートそのものです", f"{copy} is the report itself"),
            remedy=Text("--annotate には別のフォルダを指定してください", "give --annotate another folder"),
        )
    if os.path.dirname(os.path.realpath(copy)) != os.path.realpath(folder):
        raise QuizError(
            Text(f"{copy} は別の場所へのリンクです", f"{copy} is a link to another place"),
            remedy=Text("--annotate には別のフォルダを指定してください", "give --annotate another folder"),
        )


# -- JSON --------------------------------------------------------------------------------------------------------------


def _report(checked: _Checked, lang: Language) -> dict[str, Any]:
    path = str(checked.path)
    if checked.refused is not None:
        return {"path": path, "findings": [], "error": checked.refused.message.in_(lang)}
    found = [finding_as_data(finding, lang) for finding in checked.findings]
    return {"path": path, "findings": found, "summary": overview(checked.findings).as_data()}
