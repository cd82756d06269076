"""``quiz check``: the audit of a bank, as a table or as JSON."""

from __future__ import annotations

import glob
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from quiz.audit import Audit, Defect, ItemReport, audit_course, audit_named, summary
from quiz.bank.folder import Bank
from quiz.columns import pad, width
from quiz.courses import open_course
from quiz.drawing import draw
from quiz.errors import QuizError
from quiz.kinds import kind_of
from quiz.language import Language, Text, counted
from quiz.model import Item
from quiz.outlet.streams import columns_of, errors_seen, note, progress, standard_output, tell, tell_json
from quiz.outlet.visible import message_lines
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, format_option, option, tell_fault_left_out
from quiz.terminal.feedback import show_variant
from quiz.terminal.given_path import GivenPath
from quiz.terminal.look import look
from quiz.terminal.screen import Screen

LISTED = (90, "問題ファイルを検査する", "audit a bank of questions")

_HELP = Text(
    "問題ファイルを検査します。書き方の誤りをすべて行番号つきで挙げ、各問題を何度も引いて、"
    "正解が別の計算と一致するか、誤答が正解と重ならないか、両方の言語がそろっているかなどを確かめます。\n"
    "BANK は問題ファイルのフォルダです（既定は組み込みの問題）。",
    "Audits question files: names every fault with its line, draws each question many times, and checks that the key "
    "agrees with its second computation, that no distractor equals it, that both languages are complete, and more.\n"
    "BANK is a folder of question files (default: the built-in ones).",
)


@make_command(_HELP, examples=("quiz check --seeds 300", "quiz check my-bank --item my-question --watch"))
@click.argument("bank_name", metavar="[BANK]", required=False)
@option(
    "--seeds",
    type=click.IntRange(1, 100_000),
    default=50,
    text=Text("1 問あたりの引く回数（既定 50）", "variants per question (default 50)"),
)
@option(
    "--html",
    "page_path",
    type=GivenPath("file"),
    text=Text("結果を Web ページとしても書く", "write the result as a web page, too"),
)
@option("--item", metavar="ID", text=Text("この問題だけ", "only this question"))
@option("--watch", is_flag=True, text=Text("保存するたびに検査する（--item と）", "again on every save (with --item)"))
@force_option
@format_option("text", "json")
@click.pass_context
def command(
    context: click.Context,
    bank_name: str | None,
    seeds: int,
    page_path: Path | None,
    item: str | None,
    watch: bool,
    force: bool,
    output_format: str,
    lang: Language,
) -> None:
    """Audit a bank."""
    if watch:
        context.exit(_on_every_save(bank_name, item, seeds, lang))
    course = open_course(bank_name)
    if item is not None:
        audit = audit_named(course.bank, item, seeds)
    else:
        _, faults = course.bank.load_all()
        for fault in faults:
            if fault.foreign:  # whatever else is wrong with a file is a defect
                tell_fault_left_out(fault, lang)
        audit = audit_course(course, seeds, _progress(len(course.bank.paths)))
    if page_path is not None:
        from quiz.audit.page import audit_page
        from quiz.exchange.new_files import NewFiles

        with NewFiles([page_path], force=force) as files, files.writing(page_path) as file:
            file.writelines(audit_page(audit, lang))
    if output_format == "json":
        tell_json(_as_json(audit, lang))
    else:
        _print(audit, lang)
    if audit.defects:
        context.exit(1)


POLL_SECONDS = 0.1


def _on_every_save(bank_name: str | None, item: str | None, seeds: int, lang: Language) -> int:
    """Audit one question whenever its file changes, and show a variant, until Ctrl-C; return the exit status."""
    if item is None:
        raise QuizError(
            Text("--watch は 1 つの問題に使います", "--watch looks at one question"),
            remedy=Text("--item で問題を選んでください", "choose it with --item"),
        )
    defects = 0
    try:
        while True:
            bank = open_course(bank_name).bank
            saved = _saved(bank, item)
            defects = _audit_again(bank, item, seeds, lang)
            seen = saved
            while saved in ([], seen):
                time.sleep(POLL_SECONDS)
                saved = _saved(bank, item)
    except KeyboardInterrupt:
        return 1 if defects else 0


def _saved(bank: Bank, item: str) -> list[tuple[int, int]]:
    """Return when the files of a question were saved, and their sizes; an editor may be replacing one right now."""
    found = []
    path = bank.paths.get(item)
    for one in () if path is None else (path, *path.parent.glob(f"{glob.escape(path.stem)}.answers*.toml")):
        with suppress(OSError):
            status = one.stat()
            found.append((status.st_mtime_ns, status.st_size))
    return found


def _audit_again(bank: Bank, item: str, seeds: int, lang: Language) -> int:
    """Audit a question as it is now and show it; return how many defects it has."""
    audit = audit_named(bank, item, seeds)
    tell("", time.strftime("%H:%M:%S"))
    _print(audit, lang)
    with suppress(QuizError):  # told by the audit
        if audit.reports:
            tell()
            show_variant(Screen(standard_output(), lang), draw(bank.item(item), 1))
    return len(audit.defects)


def _progress(count: int) -> Callable[[Item], None]:
    """Show on a terminal which item is being audited."""
    seen = 0

    def tell(item: Item) -> None:
        nonlocal seen
        seen += 1
        if errors_seen():
            progress(f"{seen}/{count} {item.id}")

    return tell


def _as_json(audit: Audit, lang: Language) -> dict[str, object]:
    return {
        "items": len(audit.reports),
        "variants": audit.variants,
        "defects": [_as_row(defect, lang) for defect in audit.defects],
        "notices": [_as_row(notice, lang) for notice in audit.notices],
        "seconds": round(audit.seconds, 3),
        "table": [_table_row(report) for report in audit.reports],
    }


def _as_row(defect: Defect, lang: Language) -> dict[str, object]:
    return {
        "item": defect.item, "seed": defect.seed, "rule": defect.rule, "detail": defect.detail.in_(lang),
        "path": defect.path, "line": defect.line,
    }  # fmt: skip


def _table_row(report: ItemReport) -> dict[str, object]:
    measures = report.measures
    return {
        "item": report.item.id,
        "variants": measures.variants,
        "distinct": len(report.measures.distinct),
        "redraws": measures.redraws,
        "facts": measures.facts,
        "slips": {name: asdict(share) for name, share in report.slips.items()},
        "key_places": {str(place + 1): count for place, count in sorted(measures.places.items())},
        "key_longest": measures.longest,
        "reading_s": round(measures.effort.reading_s, 1),
        "minutes": report.item.minutes,
        "difficulty": report.item.difficulty,
        "level": measures.effort.level,
        "draw_ms": round(1000 * measures.seconds / max(measures.variants, 1), 3),
        "seconds": round(report.seconds, 3),
    }


def _print(audit: Audit, lang: Language) -> None:
    if errors_seen():
        progress("")
    if audit.reports:
        _print_table(audit, lang)
    for defect in (*audit.defects, *audit.notices):
        tell(*message_lines(_say(defect, lang)))
    tell(summary(audit).in_(lang))
    held_back = sum(not kind_of(report.item).may_judge(report.item) for report in audit.reports)
    if held_back:
        kept = counted(held_back, "code question")
        message = Text(
            f"コードの問題 {held_back} 問は、作者のコードを安全に実行できないため、その検査を省きました（quiz doctor）",
            f"{kept}: the author's code was not run, as nothing here holds it (quiz doctor)",
        )
        note(message.in_(lang))


def _print_table(audit: Audit, lang: Language) -> None:
    column = max((width(report.item.id) for report in audit.reports), default=10)
    heads = Text(
        "出題  種類 引直し 診断% 最長%  読秒  ms/題 事実", "drawn kinds redraw  told%  long%  read  ms/ea facts"
    ).in_(lang)
    columns = columns_of(standard_output())
    if look().plain or (columns is not None and column + width(heads) + 6 > columns):  # no room for a table
        for report in audit.reports:
            tell(report.item.id)
            cells = zip(heads.split(), _row(report).split(), strict=False)
            tell("  " + Text("、", ", ").in_(lang).join(f"{head} {cell}" for head, cell in cells))
        tell()
        return
    tell(f"{pad(Text('問題', 'question').in_(lang), column)}  {heads}")
    for report in audit.reports:
        tell(f"{pad(report.item.id, column)}  {_row(report)}")
    tell()


def _row(report: ItemReport) -> str:
    """One line of the table; told% is the least share of variants in which a slip can be told from the key."""
    measures = report.measures
    message = [share.apart_from_key / max(share.possible, 1) for share in report.slips.values()]
    least = f"{min(message):.0%}" if message else "-"
    longest = f"{measures.longest / measures.with_options:.0%}" if measures.with_options else "-"
    each = 1000 * measures.seconds / max(measures.variants, 1)
    mark = "✗" if report.defects else ""
    return (
        f"{measures.variants:>5} {len(report.measures.distinct):>5} {measures.redraws:>6} {least:>6} {longest:>6} "
        f"{measures.effort.reading_s:>5.0f} {each:>6.2f} {measures.facts:>5} {mark}"
    ).rstrip()


def _say(defect: Defect, lang: Language) -> str:
    place = f"{defect.path}:{defect.line}" if defect.line else defect.path
    seed = "" if defect.seed is None else f" (seed {defect.seed})"
    return f"{place}: [{defect.rule}] {defect.item}{seed}: {defect.detail.in_(lang)}"
