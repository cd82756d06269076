"""Pictures of what the terminal shows, and of the pages that it writes: a learner's dashboard, an exam's debriefing.

python tests/pictures/terminal_pictures.py [FOLDER]

Everything is the real program: the record is laid by answering real questions for three weeks by a given clock, the
program is played in a terminal, and what it writes there is drawn as SVG, sign by sign. Pages are photographed by
Chromium, where there is one. The same program gives the same pictures.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "tests" / "support")]

import pexpect  # noqa: E402
from played import Terminal, at  # noqa: E402  (it lies in the tests)

from quiz.columns import width  # noqa: E402
from quiz.courses import open_set  # noqa: E402
from quiz.forms import make_form  # noqa: E402
from quiz.kinds import kind_of  # noqa: E402
from quiz.model import Form, Response  # noqa: E402
from quiz.practice.choice_form import ChoiceSeeds, own_slips  # noqa: E402
from quiz.practice.goal import Goal, set_goal  # noqa: E402
from quiz.practice.review import Day, places, plan  # noqa: E402
from quiz.practice.session import Question, Session  # noqa: E402
from quiz.practice.store import Store  # noqa: E402

TODAY = datetime(2026, 11, 26, 11, 30, tzinfo=UTC)
EXAM_DATE = "2026-12-19"
DAYS, PER_DAY, EXAM_COUNT = 24, 11, 20
COLUMNS = 80
TITLES = {
    "ja": ("学習の記録", "試験のふり返り", "間違いの診断と解説"),
    "en": ("Your record", "An exam's debriefing", "A miss with its diagnosis and solution"),
}
MAX_SVG, MAX_PNG = 80_000, 250_000
"""Bytes: pictures travel with every clone."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


# -- a learner ---------------------------------------------------------------------------------------------------------

WEAK = {"cnn": 0.3, "normalization": 0.35, "optimizers": 0.4}
"""How often the learner knows the answer at first, in the topics that are hard."""


def lay_record(home: Path) -> None:
    """Answer questions for three weeks, with two exams; the same every time."""
    question_set, luck = open_set("day2"), random.Random(14)
    cards = [card for card in question_set.bank.cards.values() if card.kind in ("number", "choice", "expression")]
    met: dict[str, int] = {}
    set_goal(home, Goal(10, "questions"), (TODAY - timedelta(days=DAYS)).date())
    for day in range(DAYS, -1, -1):
        if day in (17, 9):  # days off
            continue
        clock = [TODAY - timedelta(days=day, hours=1)]
        with Store(home, now=lambda clock=clock: clock[0]) as store:  # type: ignore[misc]  # mypy can't type a default
            history = store.history("day2")
            if day in (8, 0):
                exam = open_set("day2-exam")
                seeds = ChoiceSeeds(exam.bank, "day2-exam", day + 1)
                form = make_form(exam, day + 1, count=EXAM_COUNT, seed_of=seeds)
                session = Session.begin(exam, store, form, "", exam=True, choices=own_slips(history))
            else:
                planned = plan(cards, history, Day(clock[0], PER_DAY), day)
                form = Form("day2", "day2", day, places(planned, day), 30.0)
                session = Session.begin(question_set, store, form, "", exam=False)
            used = 0.0
            for place in range(len(form.places)):
                question = session.question_at(place)
                card = question_set.bank.cards[form.places[place].item]
                met[card.id] = met.get(card.id, 0) + 1
                knows = luck.random() < min(WEAK.get(card.section, 0.62) + 0.1 * (met[card.id] - 1), 0.95)
                took = 60.0 * card.minutes * luck.uniform(0.3, 1.1)
                clock[0] += timedelta(seconds=took)
                used += took
                session.answer(question, Response(_typed(question, knows, luck), took))
            session.finish()
            store.set_used_s(session.stored.id, used)


def _typed(question: Question, knows: bool, luck: random.Random) -> str:
    """Return an answer: the right one, or what a slip leads to."""
    variant = question.variant
    if variant.options:
        numbers = [number for number, option in enumerate(variant.options, start=1) if option.correct == knows]
        return str(luck.choice(numbers))
    kind = kind_of(variant.item)
    if knows or not variant.distractors:
        return kind.answers(variant)[0] if knows else "0"
    return kind.show(variant.item, luck.choice(variant.distractors).value).ja


# -- what a terminal shows ---------------------------------------------------------------------------------------------

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_OTHER = re.compile(r"\x1b\[[?0-9;]*[A-Za-ln-z]|\r")


WAITS = r"(?:終わる|leave) > $"


def shown(home: Path, *arguments: str, until: object = WAITS, typed: str | None = None) -> list[str]:
    """Return the lines that the program writes in a terminal, with their colours, up to where it waits or ends.

    ``typed`` is typed where it waits, and what was shown before that is left out.
    """
    terminal = Terminal(home, *arguments, "--colour", "dark", columns=COLUMNS, first=at(TODAY))
    terminal.child.expect(until)
    if typed is not None:
        terminal.type(typed)
        terminal.until("\n")  # its echo
        terminal.child.expect(until)
    after = terminal.child.after if isinstance(terminal.child.after, str) else ""
    written = _OTHER.sub("", terminal.child.before + after)
    terminal.child.close(force=True)
    return written.strip("\n").split("\n")


# -- drawn -------------------------------------------------------------------------------------------------------------

CELL, LINE, SIZE, MARGIN = 8.4, 19.0, 14.0, 14.0
GROUND, INK = "#1e1f24", "#d8d8d8"
_BRAILLE = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Where the dots of a Braille pattern stand, column and row, from its lowest bit on."""


def svg_of(lines: list[str], title: str) -> str:
    """Draw the lines of a terminal; every sign stands in its column, whatever letters a reader's browser has."""
    wide, high = COLUMNS * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{wide:g}" height="{high:g}" rx="8" fill="{GROUND}"/>',
        f'<g font-family="ui-monospace,Menlo,Consolas,\'Noto Sans Mono CJK JP\',monospace" font-size="{SIZE:g}"'
        f' fill="{INK}">',
    ]
    for number, line in enumerate(lines):
        parts += _line(line, MARGIN + number * LINE)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _line(line: str, top: float) -> Iterator[str]:
    style, column = "", 0
    pieces = _SGR.split(line)
    for place, piece in enumerate(pieces):
        if place % 2:
            style = _style(piece)
            continue
        for kind, signs in groupby(piece, key=_drawn_as):
            text = "".join(signs)
            left = MARGIN + column * CELL
            column += width(text)
            if kind == "braille":
                yield f'<path d="{_dots(text, left, top)}" stroke-linecap="round" stroke-width="2.4"{_stroke(style)}/>'
            elif kind != "blank":
                yield (
                    f'<text x="{left:.1f}" y="{top + 0.75 * LINE:.1f}" textLength="{width(text) * CELL:.1f}"'
                    f' lengthAdjust="spacingAndGlyphs"{style}>{escape(text)}</text>'
                )


def _drawn_as(sign: str) -> str:
    if sign in " \u3000":
        return "blank"
    return "braille" if "\u2800" <= sign <= "\u28ff" else "wide" if width(sign) == 2 else "narrow"


def _dots(text: str, left: float, top: float) -> str:
    found = []
    for place, sign in enumerate(text):
        for bit, (column, row) in enumerate(_BRAILLE):
            if ord(sign) - 0x2800 >> bit & 1:
                x, y = left + CELL * (place + 0.28 + 0.45 * column), top + LINE * (0.2 + 0.2 * row)
                found.append(f"M{x:.1f} {y:.1f}h0")
    return "".join(found)


def _style(codes: str) -> str:
    """Return the attributes of a text painted so: the codes of the program's palette for dark grounds."""
    if codes == "1":
        return ' font-weight="bold" fill="#ffffff"'
    if codes.startswith("38;5;"):
        return f' fill="{_colour(int(codes.removeprefix("38;5;")))}"'
    return ""


def _stroke(style: str) -> str:
    found = re.search(r'fill="([^"]+)"', style)
    return f' stroke="{found[1] if found else INK}"'


def _colour(number: int) -> str:
    """Return one of the 256 colours of a terminal: 16 to 231 are a cube, the rest is grey."""
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    steps = (0, 95, 135, 175, 215, 255)
    red, green, blue = (steps[(number - 16) // share % 6] for share in (36, 6, 1))
    return f"#{red:02x}{green:02x}{blue:02x}"


# -- pages -------------------------------------------------------------------------------------------------------------


def photograph(home: Path, arguments: list[str], target: Path) -> None:
    """Have the program write a page, and photograph its beginning."""
    from playwright.sync_api import sync_playwright

    page = home / "page.html"
    program = f"{at(TODAY)}\nfrom quiz.cli import main; main()"
    environment = {**os.environ, "QUIZ_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path[:1])}
    call = [sys.executable, "-c", program, *arguments, "--html", str(page), "--force"]
    subprocess.run(call, env=environment, check=True, capture_output=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        view = browser.new_page(viewport={"width": 860, "height": 940})
        view.goto(page.as_uri())
        view.screenshot(path=target)
        browser.close()


def main(folder: Path) -> list[Path]:
    """Make all pictures in a folder; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TZ"] = "Asia/Tokyo"  # the days of the learner's calendar
    made = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        home.mkdir()
        lay_record(home)
        for language, titles in TITLES.items():
            drawn = {
                "stats": shown(home, "stats", "--exam-date", EXAM_DATE, "--lang", language, until=pexpect.EOF),
                "debrief": shown(home, "debrief", "--lang", language),
                "miss": shown(home, "debrief", "--lang", language, typed=""),
            }
            for (which, lines), title in zip(drawn.items(), titles, strict=True):
                target = folder / f"{which}-{language}.svg"
                target.write_text(svg_of(lines, title), encoding="utf-8")
                made.append(target)
        if CHROMIUM is not None:
            for which, arguments in (("stats", ["stats", "--exam-date", EXAM_DATE]), ("debrief", ["debrief"])):
                target = folder / f"{which}-page.png"
                photograph(home, [*arguments, "--lang", "ja"], target)
                made.append(target)
    for target in made:
        most = MAX_SVG if target.suffix == ".svg" else MAX_PNG
        if target.stat().st_size > most:
            raise SystemExit(f"{target} has {target.stat().st_size} bytes: more than {most}")
    return made


if __name__ == "__main__":
    for picture in main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(picture, picture.stat().st_size)
