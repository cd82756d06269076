"""``quiz compare``: the grader alone, for one pair of answers or for a stream of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from textwrap import indent
from typing import Any

import click

from quiz.errors import QuizError
from quiz.language import Language, Text
from quiz.outlet.streams import Gate, standard_output, tell, tell_json
from quiz.outlet.visible import PICTURE
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, option

LISTED = (50, "2 つの答えが等しいか調べる", "tell whether two answers are equal")

_HELP = Text(
    "2 つの答えが数学として等しいかを調べます。"
    "式・数・組・集合・区間・行列・等式・不等式を、LaTeX でもふつうの書き方でも読みます。\n"
    "--jsonl では、標準入力の 1 行（JSON）ごとに 1 行の判定を標準出力に書きます。"
    "入力は student と reference（必要なら assume, form, tolerance, names, variable）です。\n"
    "終了コードは、等しければ 0、違えば 1、読み取れない・判定できないときは 2 です。",
    "Tells whether two answers are equal as mathematics: expressions, numbers, tuples, sets, intervals, matrices, "
    "equations and inequalities, in LaTeX or plain.\n"
    "With --jsonl, each line of JSON on standard input (student and reference; if needed assume, form, tolerance, "
    "names, variable) is answered by one line on standard output.\n"
    "Exit status: 0 equal, 1 not equal, 2 unreadable or undecided.",
)
_EXAMPLES = (
    'quiz compare "2x+2y" "2*(x+y)"',
    'quiz compare "sqrt(x^2)" x --assume x:positive',
    'quiz compare "x(2x+6)" "2x(x+3)" --form factored',
    "quiz compare 0.333 1/3 --tolerance decimals:3",
    "quiz compare --jsonl --jobs 2 < rows.jsonl",
)


@make_command(_HELP, examples=_EXAMPLES)
@click.argument("student", required=False)
@click.argument("reference", required=False)
@option(
    "--assume",
    multiple=True,
    metavar="NAME:DOMAIN",
    text=Text(
        "変数の範囲（real, positive, integer, unit, complex など。繰り返し可）",
        "a name's domain: real, positive, integer, unit, complex ... (repeatable)",
    ),
)
@option("--form", metavar="F", text=Text("求める形（expanded, factored, simplified など）", "a form that is asked for"))
@option("--variable", metavar="X", text=Text("形を調べる変数", "the name that the form is about"))
@option(
    "--tolerance",
    metavar="T",
    text=Text(
        "許容誤差（0.01, absolute:0.5, decimals:3, figures:4）",
        "a tolerance: 0.01 (relative), absolute:0.5, decimals:3, figures:4",
    ),
)
@option(
    "--names",
    metavar="X,Y",
    text=Text("使ってよい文字（コンマ区切り）", "the only names that may be used, with commas between"),
)
@option("--prove", is_flag=True, text=Text("SymPy に証明を求める（2 秒まで）", "ask SymPy for a proof (up to 2 s)"))
@option(
    "--jsonl", is_flag=True, text=Text("JSON の行を読み、1 行ずつ判定する", "read rows of JSON, answer each by one")
)
@option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    text=Text("--jsonl を並列に処理するプロセス数", "processes that share the rows of --jsonl"),
)
@format_option("text", "json")
def command(
    student: str | None,
    reference: str | None,
    jsonl: bool,
    jobs: int,
    output_format: str,
    lang: Language,
    **options: Any,
) -> int:
    """Compare two answers, or stream."""
    if jsonl:
        if student is not None:
            ja = "--jsonl は標準入力を読みます。答えを引数に書くことはできません"
            raise QuizError(Text(ja, "--jsonl reads standard input and takes no answers as arguments"))
        return _stream(jobs)
    if student is None or reference is None:
        ja = "比べる 2 つの答え（または --jsonl）を指定してください"
        raise QuizError(Text(ja, "STUDENT and REFERENCE are needed (or --jsonl)"))
    return _once(student, reference, options, output_format, lang)


command.context_settings["ignore_unknown_options"] = True  # an answer may begin with a minus sign: -x


def _stream(jobs: int) -> int:
    from quiz.exchange.compare_rows import answers

    output = Gate(standard_output())
    for answer in answers(_rows(), jobs):
        output.write(answer + "\n")
        if jobs == 1:
            output.flush()  # whoever sends rows one by one waits for each answer
    output.flush()
    return 0


def _rows() -> Iterator[str]:
    """Yield the rows of standard input, whatever bytes they hold; empty lines are no rows."""
    for line in sys.stdin.buffer:
        if line.strip():
            yield line.decode("utf-8", "surrogateescape")


def _once(student: str, reference: str, options: dict[str, Any], output_format: str, lang: Language) -> int:
    from quiz.exchange.compare_rows import explained, row_of
    from quiz.reading.explanations import complaint
    from solvers import compare
    from solvers.expression import Unreadable

    names = options["names"]
    try:
        outcome = compare(
            student,
            reference,
            assume=_assumptions(options["assume"]),
            form=options["form"],
            variable=options["variable"],
            tolerance=options["tolerance"],
            names=None if names is None else [name.strip() for name in names.split(",") if name.strip()],
            prove=options["prove"],
        )
    except Unreadable as fault:
        message = Text("正解（REFERENCE）が読み取れません", "REFERENCE cannot be read")
        raise QuizError(
            Text(*(f"{message.in_(each)}\n{indent(complaint(fault, each), PICTURE)}" for each in ("ja", "en")))
        ) from None
    except ValueError as fault:
        raise QuizError(Text(f"指定が正しくありません: {fault}", str(fault))) from None
    if outcome.reason == "no-value":
        raise QuizError(Text("正解（REFERENCE）の値が計算できません", "REFERENCE has no value"))
    if output_format == "json":
        tell_json(row_of(outcome))
    else:
        tell(*explained(outcome, reference).in_(lang).split("\n"))
    return {"correct": 0, "incomplete": 1, "wrong": 1}.get(outcome.verdict, 2)


def _assumptions(given: tuple[str, ...]) -> dict[str, str]:
    assume = {}
    for part in given:
        name, colon, domain = part.partition(":")
        if not colon:
            raise QuizError(
                Text(f"--assume {part} が読めません", f"--assume {part} cannot be read"),
                remedy=Text("x:positive のように書いてください", "write it like x:positive"),
            )
        assume[name.strip()] = domain.strip()
    return assume
