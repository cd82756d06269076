"""``quiz stats``: mastery by topic, readiness, recurring ideas, pace and days, from the record."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from quiz.courses import open_set
from quiz.language import Language, Text
from quiz.outlet.streams import note, standard_output, tell_json
from quiz.practice.statistics import as_json, statistics
from quiz.practice.store import Store
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, format_option, option, tell_left_out
from quiz.terminal.exam_date import exam_date_option, exam_day
from quiz.terminal.given_path import GivenPath
from quiz.terminal.screen import Screen

LISTED = (17, "成績を見る（習熟度、合格の見込み）", "your statistics: mastery, readiness, days")

_HELP = Text(
    "学習記録から、分野ごとの習熟度と幅、合格の見込み、くり返し出る考え違い、かかった時間、解いた日を示します。\n"
    "SET は問題集の名前（既定は day2）です。--exam-date を指定すると、その日の試験の見通しも出します。"
    "--explain は見積もりのしかたを説明します。",
    "Shows from your record how surely you answer each topic and within what range, how likely you are to pass, ideas "
    "that recur, time taken and the days.\nSET is the name of a set (default: day2). --exam-date adds the outlook for "
    "an exam on that day; --explain says how the estimate is made.",
)


@make_command(_HELP, examples=("quiz stats", "quiz stats --exam-date 2027-02-19", "quiz stats --html stats.html"))
@click.argument("set_name", metavar="[SET]", default="day2")
@exam_date_option
@option(
    "--html",
    "page_path",
    metavar="FILE",
    type=GivenPath("file"),
    text=Text("印刷できる Web ページとしても書く", "write it as a web page too, which prints well"),
)
@option("--explain", is_flag=True, text=Text("見積もりのしかたを説明する", "say how the estimate is made"))
@option("--ascii", "ascii_only", is_flag=True, text=Text("記号を ASCII だけで表示", "ASCII signs only"))
@force_option
@format_option("text", "json")
def command(
    set_name: str,
    exam: datetime | None,
    page_path: Path | None,
    explain: bool,
    ascii_only: bool,
    force: bool,
    output_format: str,
    lang: Language,
) -> None:
    """Show statistics."""
    from quiz.terminal.dashboard import show_dashboard
    from quiz.terminal.today import today_of

    screen = Screen(standard_output(), lang, ascii_only=ascii_only)
    now = datetime.now(UTC)
    day = exam_day(exam, now)
    if explain:
        from quiz.practice.statistics_words import EXPLANATION

        screen.say(EXPLANATION)
        return
    question_set = open_set(set_name)
    tell_left_out(question_set.bank, lang)

    def tell(message: Text) -> None:
        with suppress(OSError):  # what becomes of the record doesn't hang on who reads of it
            note(message.in_(lang))

    with Store(tell=tell) as store:
        history = store.history(question_set.course.id)
        today = [] if output_format == "json" else today_of(screen, store)
    found = statistics(question_set, history, now, day)
    if page_path is not None:
        from quiz.exchange.new_files import NewFiles
        from quiz.practice.statistics_page import statistics_page

        with NewFiles([page_path], force=force) as files, files.writing(page_path) as file:
            file.writelines(statistics_page(found, question_set, lang))
        tell(Text(f"{page_path} を書きました", f"wrote {page_path}"))
    if output_format == "json":
        tell_json(as_json(found, question_set))
    else:
        show_dashboard(screen, found, question_set, today)
