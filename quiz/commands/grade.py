"""``quiz grade``: responses to a generated sheet, graded as it was printed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quiz.bank.folder import Bank
from quiz.columns import truncate
from quiz.courses import sheet_bank
from quiz.errors import QuizError
from quiz.exchange.as_printed import AsPrinted, KeyFile, PrintedPlace, read_json, sheet_places
from quiz.exchange.responses import Given, match_responses
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Language, Text
from quiz.model import Outcome, PartOutcome
from quiz.outlet.streams import note, standard_error, standard_output, tell, tell_json
from quiz.practice.session import NOT_COUNTED
from quiz.terminal.code_input import tell_weakness_once
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, option, tell_left_out
from quiz.terminal.feedback import part_line, points
from quiz.terminal.given_path import GivenPath
from quiz.terminal.look import look
from quiz.terminal.screen import Screen
from quiz.verdicts import WORDINGS

_BELOW = " " * 7

LISTED = (30, "問題用紙への解答を採点する", "grade responses to a generated set")

_HELP = Text(
    "quiz generate --format json で作った問題用紙への解答を、印刷したときの問題で採点します。\n"
    "RESPONSES は解答のリスト（JSON）です。用紙の順に並べるか、1 つずつ id と seed をつけます。"
    "用紙を作ったあとで変わった問題は、--key に解答のファイルがあればそれで採点し、なければその問題だけ採点しません。\n"
    "誤答があれば終了コードは 1、採点できない問題があれば 2 です。\n"
    "たくさんの解答は、1 行に 1 つ item・seed・response を書いた .jsonl か .csv だけを指定し、-o に結果を書きます。"
    "途中で止めても、同じコマンドで続きから採点します。採点できない行があれば終了コードは 2 です。",
    "Grades responses to a sheet made by quiz generate --format json, as it was printed. RESPONSES is a JSON list of "
    "answers: in the sheet's order, or each with id and seed. A question that has changed since is graded by the key "
    "file that --key names; without one it alone is left ungraded.\n"
    "The exit status is 1 if something is wrong, 2 if a question can't be graded.\n"
    "Many responses stand in one .jsonl or .csv file, item, seed and response in each line; -o names the file for the "
    "results. Stopped midway, the same command goes on where it was. The exit status is 2 if a row can't be graded.",
)


@dataclass(frozen=True, slots=True)
class Graded:
    """One place of a sheet, its response and what became of it; ``refused`` says why it could not be graded.

    ``as_printed`` is False where that is because the question as it was printed could not be found.
    """

    place: PrintedPlace
    title: Text
    response: str
    outcome: Outcome
    refused: Text | None = None
    as_printed: bool = True


@make_command(
    _HELP, examples=("quiz grade sheet.json responses.json", "quiz grade sheet.json responses.json --key key.json")
)
@click.argument("sheet", type=GivenPath())
@click.argument("responses", type=GivenPath(), required=False)
@option(
    "--key",
    "key_path",
    metavar="FILE",
    type=GivenPath(),
    text=Text("用紙と一緒に作った解答のファイル（JSON）", "the key file (JSON) that was made with the sheet"),
)
@option("--bank", metavar="FOLDER", text=Text("問題ファイルのフォルダ", "a folder of question files"))
@option(
    "-o",
    "--output",
    "out_path",
    metavar="FILE",
    type=GivenPath(),
    text=Text("たくさんの解答（.jsonl、.csv）の採点結果を書くファイル", "file for the results of many (.jsonl, .csv)"),
)
@option("--jobs", type=click.IntRange(1, 256), text=Text("採点するプロセスの数", "how many processes grade"))
@option("--scheduler", metavar="ADDRESS", text=Text("動いている Dask のアドレス", "address of a running Dask cluster"))
@format_option("text", "json")
@click.pass_context
def command(
    context: click.Context,
    sheet: Path,
    responses: Path | None,
    key_path: Path | None,
    bank: str | None,
    out_path: Path | None,
    jobs: int | None,
    scheduler: str | None,
    output_format: str,
    lang: Language,
) -> None:
    """Grade the responses to a sheet, or those of a file that has one in each line."""
    if responses is None:
        if key_path is not None:
            raise QuizError(
                Text("--key は問題用紙の採点で使います", "--key goes with a sheet"),
                remedy=Text("--key をつけずに実行してください", "leave out --key"),
            )
        if _grade_many(sheet, out_path, bank, jobs, scheduler, output_format, lang):
            context.exit(2)
        return
    if out_path is not None or jobs is not None or scheduler is not None:
        raise QuizError(
            Text(
                "-o、--jobs、--scheduler は、たくさんの解答（.jsonl、.csv）だけを指定したときに使います",
                "-o, --jobs and --scheduler go with a file of many responses (.jsonl, .csv) alone",
            ),
            remedy=Text(
                "用紙の採点結果は標準出力に出ます（--format json もあります）",
                "what became of a sheet goes to standard output (--format json as well)",
            ),
        )
    for path in (sheet, responses):
        if path.suffix.lower() in (".md", ".txt", ".html", ".ipynb"):
            raise QuizError(
                Text(f"{path} は JSON ではありません", f"{path} isn't JSON"),
                remedy=Text(
                    "解答を書き込んだ用紙は quiz verify で採点できます",
                    "quiz verify grades a sheet on which the answers were written",
                ),
            )
    contents = read_json(sheet)
    places = sheet_places(contents, str(sheet))
    matched = match_responses(read_json(responses), contents, places, str(responses))
    key = None if key_path is None else KeyFile(read_json(key_path), str(key_path))
    if key is not None and not key.belongs_to(places):
        raise QuizError(
            Text(f"{key.name} はこの用紙の解答のファイルではありません", f"{key.name} is the key of another sheet")
        )
    questions = sheet_bank(contents.get("bank"), bank, needed=key is None)
    notes = [*matched.notes, *_digest_note(contents, places, questions)]
    printed = AsPrinted(questions, key)
    if questions is not None and any(
        place.id in questions.paths and kind_of(questions.item(place.id)).runs_code for place in places
    ):
        tell_weakness_once(Screen(standard_error(), lang))
    graded = [_graded(printed, place, given) for place, given in zip(places, matched.given, strict=True)]
    if questions is not None:
        tell_left_out(questions, lang)
    for remark in notes:
        note(f"※ {remark.in_(lang)}" if lang == "ja" else f"note: {remark.in_(lang)}")
    refused = [entry for entry in graded if entry.refused is not None]
    for entry in refused:
        note(_refusal(entry, lang))
    if key is None and any(not entry.as_printed for entry in graded):
        hint = Text(
            "解答のファイル（JSON）を --key で、用紙の問題集がほかの所にあればそのフォルダを --bank で指定してください",
            "name the key file (JSON) with --key, or the folder of the sheet's bank with --bank",
        )
        note(f"  → {hint.in_(lang)}")
    score = sum(entry.outcome.score for entry in graded if entry.outcome.verdict not in NOT_COUNTED)
    most = sum(entry.outcome.verdict not in NOT_COUNTED for entry in graded)
    if output_format == "json":
        tell_json(
            {
                "items": [_entry(entry, lang) for entry in graded],
                "score": round(score, 4),
                "max_score": most,
                "refused": [entry.place.number for entry in refused],
                "notes": [remark.in_(lang) for remark in notes],
            }
        )
    else:
        _print(graded, lang)
        tell(Text(f"得点 {points(score)} / {most}", f"score {points(score)} of {most}").in_(lang))
    if any(entry.outcome.verdict == "wrong" for entry in graded):
        context.exit(1)
    if refused:
        context.exit(2)


def _grade_many(
    path: Path,
    out_path: Path | None,
    bank: str | None,
    jobs: int | None,
    scheduler: str | None,
    output_format: str,
    lang: Language,
) -> int:
    """Grade rows to a file; returns how many of the new ones can't be graded."""
    from quiz.exchange.mass_grading import Cluster, Here, Pool, Processes, grade_stream
    from quiz.exchange.response_lines import ENDINGS, LINES, response_lines

    if path.suffix.lower() not in ENDINGS:
        raise QuizError(
            Text("解答のファイルがありません", "no responses are named"),
            remedy=Text("quiz grade sheet.json responses.json", "quiz grade sheet.json responses.json"),
        )
    if out_path is None:
        raise QuizError(
            Text("結果を書く -o FILE が必要です", "-o FILE is needed for the results"),
            remedy=Text(f"例: -o {path.stem}-graded{LINES[0]}", f"for example: -o {path.stem}-graded{LINES[0]}"),
        )
    if out_path.suffix.lower() not in ("", *LINES):
        raise QuizError(
            Text(
                f"結果は 1 行に 1 件の JSON Lines で書くので、{out_path.name} という名前のファイルには書きません",
                f"results are JSON Lines, one in each line, and aren't written to a file called {out_path.name}",
            ),
            remedy=Text(
                f"-o {out_path.stem}{LINES[0]} としてください。書きかけのファイルも、その名前に変えれば続けられます",
                f"name it -o {out_path.stem}{LINES[0]}; a file that was begun goes on under that name if you rename it",
            ),
        )
    count = jobs or min(os.cpu_count() or 1, 32)
    processes: Processes = Cluster(scheduler) if scheduler else Pool(count) if count > 1 else Here()
    screen = standard_error()

    def told(rows: int) -> None:
        if screen.isatty():
            note(Text(f"{rows} 件", f"{rows} rows").in_(lang))

    try:
        with response_lines(path) as lines:
            found = grade_stream(lines, out_path, processes, bank=bank, ahead=4 * count, told=told)
    finally:
        processes.close()
    if output_format == "json":
        tell_json({"output": str(out_path), "rows": found.rows, "new": found.new, "faults": found.faults})
        return found.faults
    ja = f"{found.rows} 件を {out_path} に書きました（新しく {found.new} 件、うち採点できないもの {found.faults} 件）"
    en = f"{found.rows} rows are in {out_path} ({found.new} new, of which {found.faults} can't be graded)"
    tell(Text(ja, en).in_(lang))
    return found.faults


def _digest_note(contents: dict[str, Any], places: Sequence[PrintedPlace], bank: Bank | None) -> list[Text]:
    """Sheets of earlier versions have one digest for all: a change can't be told to a question."""
    if bank is None or all(place.digest for place in places) or contents.get("digest") in (None, bank.digest):
        return []
    ja = "用紙を作ったときから問題ファイルが変わっています。用紙が古い形式なので、どの問題かはわかりません"
    en = "the question files have changed since the sheet was made; it is of an earlier form, and can't tell which"
    return [Text(ja, en)]


def _graded(printed: AsPrinted, place: PrintedPlace, given: Given) -> Graded:
    variant = printed.variant(place)
    if isinstance(variant, Text):
        return Graded(place, Text.both(place.id), given.text, Outcome("undecided", 0.0), variant, as_printed=False)
    title = variant.item.title
    if given.fault is not None:
        return Graded(place, title, given.text, Outcome("undecided", 0.0), given.fault)
    return Graded(place, title, given.text, grade(variant, given.text))


def _refusal(entry: Graded, lang: Language) -> str:
    assert entry.refused is not None  # the caller chose those
    place = entry.place
    name = Text(f"問 {place.number} [{place.id}]", f"question {place.number} [{place.id}]").in_(lang)
    return f"{name}: {entry.refused.in_(lang)}"


def _entry(entry: Graded, lang: Language) -> dict[str, object]:
    fault = entry.outcome.unreadable
    reason = entry.refused or (None if fault is None else fault.reason)
    return {
        "number": entry.place.number,
        "id": entry.place.id,
        "seed": entry.place.seed,
        "response": entry.response,
        "verdict": entry.outcome.verdict,
        "score": entry.outcome.score,
        "diagnoses": [diagnosis.name for diagnosis in entry.outcome.diagnoses],
        "messages": [diagnosis.message.in_(lang) for diagnosis in entry.outcome.diagnoses],
        "understood_as": entry.outcome.understood_as,
        "reason": None if reason is None else reason.in_(lang),
        "column": None if fault is None else fault.column,
        **({"parts": [_part(part, lang) for part in entry.outcome.parts]} if entry.outcome.parts else {}),
    }


def _part(part: PartOutcome, lang: Language) -> dict[str, object]:
    outcome, fault = part.outcome, part.outcome.unreadable
    return {
        "label": part.label,
        "verdict": outcome.verdict,
        "score": outcome.score,
        "points": float(part.earned),
        "max_points": float(part.points),
        "diagnoses": [diagnosis.name for diagnosis in outcome.diagnoses],
        "messages": [diagnosis.message.in_(lang) for diagnosis in outcome.diagnoses],
        "understood_as": outcome.understood_as,
        "reason": None if fault is None else fault.reason.in_(lang),
        "column": None if fault is None else fault.column,
    }


def _print(graded: Sequence[Graded], lang: Language) -> None:
    screen = Screen(standard_output(), lang)
    for entry in graded:
        mark = WORDINGS[entry.outcome.verdict].mark
        message = WORDINGS[entry.outcome.verdict].label.in_(lang)
        fault = entry.outcome.unreadable
        reason = entry.refused or (None if fault is None else fault.reason)
        detail = f": {reason.in_(lang)}" if reason else ""
        response = truncate(" ".join(entry.response.split()), 30)
        tell(f"{entry.place.number:>4} {mark} {entry.title.in_(lang)}  {response}  {message}{detail}")
        for diagnosis in entry.outcome.diagnoses:
            screen.markdown(diagnosis.message, lead=_BELOW)
        for part in entry.outcome.parts:
            tell(_BELOW + part_line(part, lang, marked=not look().plain))
    counts = Counter(entry.outcome.verdict for entry in graded)
    tell(", ".join(f"{WORDINGS[verdict].label.in_(lang)} {count}" for verdict, count in counts.items()))
