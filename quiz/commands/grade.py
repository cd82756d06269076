"""``quiz grade``: responses to a generated sheet, graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from quiz.columns import truncate
from quiz.courses import DEFAULT, open_bank
from quiz.drawing import draw
from quiz.errors import QuizError
from quiz.exchange.sheet import Graded, match_responses, read_json, sheet_places
from quiz.grading import grade
from quiz.language import Language, Text
from quiz.outlet.streams import note, tell, tell_json
from quiz.practice.session import NOT_COUNTED
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, option
from quiz.terminal.feedback import points
from quiz.verdicts import WORDINGS

LISTED = (30, "問題用紙への解答を採点する", "grade responses to a generated set")

_HELP = Text(
    "quiz generate --format json で作った問題用紙への解答を採点します。\n"
    "RESPONSES は解答のリスト（JSON）です。誤答があれば終了コードは 1 です。",
    "Grades responses to a sheet made by quiz generate --format json. RESPONSES is a JSON list of answers. The exit "
    "status is 1 if something is wrong.",
)


@make_command(_HELP, examples=("quiz grade sheet.json responses.json",))
@click.argument("sheet", type=click.Path(path_type=Path))
@click.argument("responses", type=click.Path(path_type=Path))
@option("--bank", metavar="FOLDER", text=Text("問題ファイルのフォルダ", "a folder of question files"))
@format_option("text", "json")
@click.pass_context
def command(
    context: click.Context, sheet: Path, responses: Path, bank: str | None, output_format: str, lang: Language
) -> None:
    """Grade the responses to a sheet."""
    contents = read_json(sheet)
    places = sheet_places(contents, str(sheet))
    given = match_responses(read_json(responses), places, str(responses))
    if bank is None and contents.get("bank", DEFAULT) != DEFAULT:
        name = str(contents.get("bank"))[:40]
        raise QuizError(
            Text(f"この用紙は問題集 {name} のものです", f"this sheet was made from the bank {name}"),
            remedy=Text("--bank で問題ファイルのフォルダを指定してください", "give its folder with --bank"),
        )
    questions = open_bank(bank)
    if contents.get("digest") != questions.digest:
        message = Text(
            "※ 用紙を作ったときから問題ファイルが変わっています",
            "note: the question files have changed since the sheet was made",
        )
        note(message.in_(lang))
    graded = [
        Graded(item, seed, response, grade(draw(questions.item(item), seed), response))
        for (item, seed), response in zip(places, given, strict=True)
    ]
    score = sum(entry.outcome.score for entry in graded if entry.outcome.verdict not in NOT_COUNTED)
    most = sum(entry.outcome.verdict not in NOT_COUNTED for entry in graded)
    if output_format == "json":
        tell_json({"items": [_entry(entry, lang) for entry in graded], "score": round(score, 4), "max_score": most})
    else:
        _print(graded, {entry.id: questions.card(entry.id).title for entry in graded}, lang)
        tell(Text(f"得点 {points(score)} / {most}", f"score {points(score)} of {most}").in_(lang))
    if any(entry.outcome.verdict == "wrong" for entry in graded):
        context.exit(1)


def _entry(entry: Graded, lang: Language) -> dict[str, object]:
    fault = entry.outcome.unreadable
    return {
        "id": entry.id,
        "seed": entry.seed,
        "response": entry.response,
        "verdict": entry.outcome.verdict,
        "score": entry.outcome.score,
        "diagnoses": [diagnosis.name for diagnosis in entry.outcome.diagnoses],
        "messages": [diagnosis.message.in_(lang) for diagnosis in entry.outcome.diagnoses],
        "understood_as": entry.outcome.understood_as,
        "reason": None if fault is None else fault.reason.in_(lang),
        "column": None if fault is None else fault.column,
    }


def _print(graded: list[Graded], titles: Mapping[str, Text], lang: Language) -> None:
    for number, entry in enumerate(graded, start=1):
        mark = WORDINGS[entry.outcome.verdict].mark
        names = ", ".join(diagnosis.name for diagnosis in entry.outcome.diagnoses)
        message = WORDINGS[entry.outcome.verdict].label.in_(lang)
        fault = entry.outcome.unreadable
        detail = f"  [{names}]" if names else f": {fault.reason.in_(lang)}" if fault else ""
        response = truncate(" ".join(entry.response.split()), 30)
        tell(f"{number:>4} {mark} {titles[entry.id].in_(lang)}  {response}  {message}{detail}")
    counts = Counter(entry.outcome.verdict for entry in graded)
    tell(", ".join(f"{WORDINGS[verdict].label.in_(lang)} {count}" for verdict, count in counts.items()))
