"""``quiz lab``: the experiments of the training core, listed, run, drawn and compared."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.errors import QuizError
from quiz.lab.captions import COMPARISONS, SINGLE_RUNS
from quiz.language import Language, Text
from quiz.outlet.streams import columns_of, errors_seen, note, standard_output, tell, tell_json
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, format_option, option, two_columns
from quiz.terminal.given_path import GivenPath
from quiz.terminal.look import look
from quiz.terminal.training_progress import clear_bar, draw_bar

if TYPE_CHECKING:
    from solvers.nn.experiments import Result, Settings

LISTED = (60, "学習の実験を動かす", "run training experiments")

_HELP = Text(
    "訓練の実験を実際に動かします。名前なしなら一覧、名前をつけると実行して表とグラフを表示します。\n"
    "compare に続けて実行の名前を 2 つ以上書くと、曲線を重ねます。",
    "Runs experiments in training networks. Without a name it lists them; with one it runs it and shows a table and a "
    "chart.\ncompare with two or more names of single runs lays their curves over each other.",
)
_EXAMPLES = (
    "quiz lab",
    "quiz lab depth",
    "quiz lab activation-and-initialization --plot runs.png",
    "quiz lab compare sigmoid-gauss relu-he --seed 3 --iterations 1000",
)
MAX_SEED = 2**32 - 1


@make_command(_HELP, examples=_EXAMPLES)
@click.argument("names", metavar="[NAME | compare NAME NAME ...]", nargs=-1)
@option("--seed", type=click.IntRange(0, MAX_SEED), default=0, text=Text("乱数の種（既定 0）", "seed (default 0)"))
@option(
    "--iterations",
    type=click.IntRange(1, 1_000_000),
    text=Text("更新回数（既定は実験ごと）", "training steps (default: the experiment's own)"),
)
@option(
    "--data",
    default="mnist",
    metavar="mnist|synthetic|DIR",
    text=Text(
        "mnist（組み込みの 5,000 枚）、synthetic（人工の画像）、または IDX ファイルのフォルダ",
        "mnist (5,000 built-in images), synthetic (made-up images), or a folder of IDX files",
    ),
)
@option(
    "--plot",
    type=GivenPath(),
    metavar="FILE",
    text=Text("図を書く（png・svg・pdf）", "write a plot (png, svg, pdf)"),
)
@force_option
@format_option("text", "json")
def command(
    names: tuple[str, ...], seed: int, iterations: int | None, data: str, plot: Path | None, force: bool,
    output_format: str, lang: Language,
) -> None:  # fmt: skip
    """List or run experiments."""
    if not names:
        _list(output_format, lang)
        return
    _require_known(names)
    _require_data(data)
    if plot is not None:
        from quiz.lab.figure import check_target

        check_target(plot, force=force)
    result = _run(names, seed, iterations, data, lang)
    if output_format == "json":
        tell_json(result.as_data())
    else:
        from quiz.lab.report import COLUMNS, report

        tell(*report(result, lang, columns_of(standard_output()) or COLUMNS, linear=look().plain))
    if plot is not None:
        _plot(result, plot, lang, force=force)


def _list(output_format: str, lang: Language) -> None:
    """List the experiments without loading any of them."""
    groups = (
        ("comparisons", Text("比べる・観察する", "Comparing and looking inside"), COMPARISONS),
        (
            "runs",
            Text("1 回の学習（compare で重ねられる）", "Single runs (compare lays them over each other)"),
            SINGLE_RUNS,
        ),
    )
    if output_format == "json":
        tell_json({key: [{"name": n, "ja": a.line.ja, "en": a.line.en} for n, a in group.items()]
                    for key, _, group in groups})  # fmt: skip
        return
    for number, (_, title, group) in enumerate(groups):
        if number:
            tell()
        tell(title.in_(lang))
        tell(*two_columns([(name, message.line.in_(lang)) for name, message in group.items()]))
    more = [("quiz lab NAME", Text("実行する", "run one").in_(lang)),
            ("quiz lab compare A B", Text("曲線を重ねる", "lay curves over each other").in_(lang))]  # fmt: skip
    tell("", *two_columns(more))


def _require_known(names: Sequence[str]) -> None:
    """Refuse names that are no experiments, and say which are near."""
    comparing = names[0] == "compare"
    chosen = names[1:] if comparing else names
    known = list(SINGLE_RUNS) if comparing else [*COMPARISONS, *SINGLE_RUNS]
    for name in chosen:
        if name in known:
            continue
        if comparing and name in COMPARISONS:
            raise QuizError(
                Text(
                    f"{name} は 1 回の学習ではないので重ねられません",
                    f"{name} is not a single run and cannot be overlaid",
                ),
                remedy=Text("quiz lab で一覧を見る", "see the list: quiz lab"),
            )
        near = difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.5)
        shown = ", ".join(near)
        remedy = (
            Text(f"もしかして: {shown}", f"did you mean: {shown}")
            if near
            else Text("quiz lab で一覧を見る", "see the list: quiz lab")
        )
        raise QuizError(Text(f"{name} という実験はありません", f"there is no experiment {name}"), remedy=remedy)
    if comparing and len(chosen) < 2:
        raise QuizError(
            Text("compare には名前が 2 つ以上要ります", "compare needs two names or more"),
            remedy=Text.both("quiz lab compare sigmoid-gauss relu-he"),
        )
    if comparing and len(set(chosen)) < len(chosen):
        raise QuizError(Text("同じ名前が 2 度あります", "a name is given twice"))
    if not comparing and len(chosen) > 1:
        raise QuizError(
            Text("一度に動かす実験は 1 つです", "one experiment at a time"),
            remedy=Text(
                f"重ねるには: quiz lab compare {' '.join(chosen)}", f"to overlay: quiz lab compare {' '.join(chosen)}"
            ),
        )


def _require_data(data: str) -> None:
    if data not in ("mnist", "synthetic") and not Path(data).is_dir():
        raise QuizError(
            Text(f"データのフォルダがありません: {data}", f"no such folder of data: {data}"),
            remedy=Text(
                "mnist、synthetic、または IDX ファイルのあるフォルダを指定してください",
                "give mnist, synthetic, or a folder with IDX files",
            ),
        )


def _run(names: Sequence[str], seed: int, iterations: int | None, data: str, lang: Language) -> Result:
    from solvers.nn import NetworkError
    from solvers.nn.experiments import Settings, compare, run

    settings: Settings = Settings(seed, iterations, data)
    bar = _progress(lang)
    try:
        if names[0] == "compare":
            return compare(names[1:], settings, bar)
        return run(names[0], settings, bar)
    except NetworkError as error:
        raise QuizError(Text(f"実験を動かせません: {error}", f"cannot run the experiment: {error}")) from error
    finally:
        _clear()


def _progress(lang: Language) -> Callable[[int, int, str], None] | None:
    """Return what draws a progress bar on a terminal's standard error; nothing where that is a file or a pipe."""
    if not errors_seen() or look().plain:
        return None

    def tell(done: int, total: int, key: str) -> None:
        from quiz.lab.captions import word

        draw_bar(done, total, word(key, lang))

    return tell


def _clear() -> None:
    if errors_seen():
        clear_bar()


def _plot(result: Result, path: Path, lang: Language, *, force: bool) -> None:
    from quiz.lab.figure import write_figure

    spoken = write_figure(result, path, lang, force=force)
    note(Text(f"図を書きました: {path}", f"plot written: {path}").in_(lang))
    if spoken != lang:
        note("日本語のフォントがないため、図の文字は英語です（pip install matplotlib-fontja で日本語になります）")
