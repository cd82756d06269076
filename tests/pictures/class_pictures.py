"""The pictures of a class for the README, made by the real program: the six commands, a sheet, a feedback, a report.

    python tests/pictures/class_pictures.py [FOLDER]

The students are simulated; one question has a wrong key, one paper is copied. Chromium takes the pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT), str(ROOT / "tests" / "pictures")]

from simulated_class import roster, simulate, table  # noqa: E402
from terminal_pictures import COLUMNS, svg_of  # noqa: E402

from quiz.exchange.classroom.class_folder import open_class  # noqa: E402

NEW = ["class", "new", "spring", "--roster", "roster.csv", "--set", "day2-exam", "--count", "14", "--kind", "number"]
WIDE, HIGH, TALL = 900, 760, 1060


def quiz(folder: Path, arguments: list[str]) -> list[str]:
    """Run a command; return it and what it says, as a terminal shows it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QUIZ_HOME": str(folder / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "quiz", *arguments, "--lang", "en"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    typed = textwrap.wrap(f"$ quiz {' '.join(arguments)}", COLUMNS - 4, break_on_hyphens=False)
    ends = [" \\"] * (len(typed) - 1) + [""]
    command = [f"\x1b[1m{line}{end}\x1b[0m" for line, end in zip(typed, ends, strict=True)]
    return [*command, *done.stdout.splitlines(), *done.stderr.splitlines()]


def main(target: Path) -> list[Path]:
    """Make all pictures in a folder; return them."""
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "roster.csv").write_text(roster(30), encoding="utf-8")
        lines = quiz(folder, [*NEW, "--seed", "1"])
        room = open_class(folder / "spring")
        ids = [member.student.id for member in room.members]
        truth = simulate(room, 7, wrong_key=room.items[3], copies={ids[7]: ids[3]})
        (folder / "answers.csv").write_text(table(room, truth, timed=True), encoding="utf-8")
        for arguments in (
            ["class", "collect", "spring", "answers.csv"],
            ["class", "grade", "spring"],
            ["class", "report", "spring"],
            ["class", "grade", "spring", "--void", room.items[3]],
            ["export", "spring/forms/" + room.members[0].form + ".json", "--to", "moodle-xml", "-o", "form.xml"],
        ):
            lines += ["", *quiz(folder, arguments)]
        terminal = target / "class-commands.svg"
        terminal.write_text(svg_of(_fitting(lines), "quiz class"), encoding="utf-8")
        form = room.members[0].form
        pages = {
            "class-sheet.png": folder / "spring" / "sheets" / f"{form}.html",
            "class-feedback.png": folder / "spring" / "feedback" / f"{form}.html",
            "class-report.png": folder / "spring" / "report.html",
        }
        return [terminal, *_photographed(pages, target)]


def _fitting(lines: list[str]) -> list[str]:
    """Fold what is wider than the picture."""
    return [piece for line in lines for piece in (_folded(line) or [""])]


def _folded(line: str) -> list[str]:
    return (
        [line]
        if line.startswith("\x1b")
        else textwrap.wrap(line, COLUMNS, break_on_hyphens=False, drop_whitespace=False)
    )


def _photographed(pages: dict[str, Path], target: Path) -> list[Path]:
    from playwright.sync_api import sync_playwright

    made = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        for name, path in pages.items():
            page.set_viewport_size({"width": WIDE, "height": TALL if name == "class-report.png" else HIGH})
            page.goto(path.as_uri())
            page.screenshot(path=str(target / name))
            made.append(target / name)
        browser.close()
    return made


if __name__ == "__main__":
    for path in main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "pictures"):
        print(path.name)
