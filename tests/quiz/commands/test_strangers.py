"""A stranger's folder, course, questions, report, arguments and environment, shown and written by every command."""

from __future__ import annotations

import json
import os
import sys
from itertools import cycle
from pathlib import Path

import html5lib
import pytest
from hostile_texts import unseen
from markdown_it import MarkdownIt

from quiz.language import LANGUAGES

E = "\x1b]0;pwned\x07\x1b[31m\u202e\u200b\u3164\x9b2J"
"""What no output may hold as it is: a title set, a colour, a line turned around, and signs without a shape."""
IN_TOML = "".join(f"\\u{ord(sign):04x}" for sign in E)
FORGED = "forged: line"

QUESTION = f"""+++
id = "NAME"
kind = "KIND"
title = {{ ja = "足し算\u3164", en = "a sum\u3164" }}
section = "sec{IN_TOML}\\n{FORGED}"
minutes = 1
difficulty = 1
tags = ["tag{IN_TOML}"]
source = "book{IN_TOML}"
references = ["page{IN_TOML}\\n{FORGED}"]
REST
+++
# ja
{E}和はいくつですか <script>alert(1)</script> `x{E}` ${{{{a}}}} + {{{{b}}}}$ ![p](http://e.example/p.png)
## ヒント
{E}
## 解説
{E}<img src=x onerror=alert(1)> {{{{a + b}}}}
# en
{E}What is the sum? <script>alert(1)</script> `x{E}` ${{{{a}}}} + {{{{b}}}}$ [c](javascript:alert(1))
## Hint
{E}
## Solution
{E}<img src=x onerror=alert(1)> {{{{a + b}}}}
"""
DRAWN = """
[draw]
a = { from = 2, to = 9 }
b = { from = 11, to = 19 }
"""
NUMBER = f"""key = "a + b"
check = "b + 2 * a - a"
{DRAWN}
[misconception.product]
value = "a * b"
ja = "掛けています{IN_TOML}"
en = "multiplied{IN_TOML}"
"""
COURSE = """format_version = 1
id = "strangers"
title = {{ ja = "講座\u3164", en = "course\u3164" }}
version = "1{0}"
licence = "free{0}\\n{1}"
[[section]]
id = "calculus"
ja = "分野\u3164"
en = "section\u3164"
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A course of a stranger, in a folder whose name is as hostile as what is in it."""
    name = f"bank{E}\n{FORGED}" if os.name == "posix" else "bank"
    folder = tmp_path / name
    folder.mkdir()
    for identifier in ("first", "second"):
        source = QUESTION.replace("NAME", identifier).replace("KIND", "number").replace("REST", NUMBER)
        (folder / f"{identifier}.md").write_text(source, encoding="utf-8")
    (folder / f"broken{E if os.name == 'posix' else ''}.md").write_text(f"{E}\n{FORGED}", encoding="utf-8")
    (folder / "faulty.md").write_text(f'+++\nid = "faulty{IN_TOML}"\nkind = "{IN_TOML}"\n+++\n', encoding="utf-8")
    return folder


@pytest.fixture
def shown(run_quiz):  # type: ignore[no-untyped-def]
    """Run a command, in one language after the other; nothing unseen is in what it says, no line is a stranger's."""
    languages = cycle(LANGUAGES)

    def check(*arguments: str, status: int | None = None, **settings: str) -> str:
        done = run_quiz(*arguments, "--lang", next(languages), **settings)
        said = done.stdout + done.stderr
        assert not unseen(said), said
        assert not [line for line in said.splitlines() if line.startswith(FORGED)], said
        assert status is None or done.returncode == status, said
        return said

    return check


def test_lists_and_questions(bank: Path, shown) -> None:  # type: ignore[no-untyped-def]
    listed = shown("list", str(bank), status=0)
    assert "\\x1b]0;pwned\\x07" in listed
    shown("list", str(bank), "--format", "json", status=0)
    shown("list", str(bank), "--topic", f"none{E}\n{FORGED}", status=2)
    explained = shown("explain", "first", "--bank", str(bank), status=0)
    assert "<script>alert(1)</script>" in explained
    shown("explain", "first", "--bank", str(bank), "--ascii", status=0)
    shown("explain", f"nothing{E}\n{FORGED}", "--bank", str(bank), status=2)


@pytest.mark.parametrize("answers", ["x\x1b[2J\n40\n", f"{E}\n" * 3, "\ud800\n1\n", "h\n?\nr\ns\ns\n", "22\n33\n"])
def test_asking(bank: Path, shown, answers: str) -> None:  # type: ignore[no-untyped-def]
    typed = answers.encode("utf-8", "surrogatepass")
    for options in ([], ["--exam"], ["--format", "json"], ["--ascii"]):
        shown("run", str(bank), "--new", "--seed", "3", *options, stdin=typed)
    shown("run", str(bank), "--seed", "4", stdin=b"1\n")  # stops, and says how to go on


def test_courses(bank: Path, shown, run_quiz) -> None:  # type: ignore[no-untyped-def]
    (bank / "course.toml").write_text(COURSE.format(IN_TOML, FORGED), encoding="utf-8")
    assert "\\x1b]0;pwned\\x07" in shown("course", "add", str(bank), status=0)
    shown("course", "list")
    shown("list")
    shown("course", "remove", f"none{E}", status=2)
    shown("course", "add", f"none{E}\n{FORGED}", status=2)
    (bank / "course.toml").write_text(f'id = "{IN_TOML}\\n{FORGED}"\n"{IN_TOML}" = 1', encoding="utf-8")
    shown("course", "list")
    shown("list", str(bank), status=0)  # told, and the questions can be used all the same


def test_the_audit_and_its_page(bank: Path, shown, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "page.html"
    shown("check", str(bank), "--seeds", "5", status=1)
    shown("check", str(bank), "--seeds", "5", "--format", "json", status=1)
    shown("check", str(bank), "--seeds", "5", "--html", str(page))
    written = page.read_text(encoding="utf-8")
    assert not unseen(written)
    tags = {found.tag.split("}")[1] for found in html5lib.parse(written).iter() if isinstance(found.tag, str)}
    assert tags <= set(
        "html head meta title style body h1 h2 p ul li table tbody tr th td a details summary pre".split()
    )


def test_sheets_and_keys(bank: Path, shown, run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    shown("generate", str(bank), "--seed", "5", status=0)
    for language in ("ja", "en"):
        sheet, key = tmp_path / f"{language}.md", tmp_path / f"{language}-key.md"
        files = ("-o", str(sheet), "--key", str(key))
        assert run_quiz("generate", str(bank), "--seed", "5", *files, "--lang", language).returncode == 0
        for path in (sheet, key):
            written = path.read_text(encoding="utf-8")
            assert not unseen(written)
            read = html5lib.parse(MarkdownIt("commonmark", {"html": True}).render(written))
            tags = [found.tag for found in read.iter() if isinstance(found.tag, str)]  # else it is a comment
            assert not [tag for tag in tags if tag.split("}")[1] in ("script", "img", "a")]
    made = run_quiz("generate", str(bank), "--seed", "5", "--format", "json", "--key", str(tmp_path / "key.json"))
    assert not unseen(made.stdout)
    stem = json.loads(made.stdout)["items"][0]["stem"]["en"]
    assert stem.startswith(E)  # a program reads what was there


def test_grading_a_sheet(shown, run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sheet, responses = tmp_path / "sheet.json", tmp_path / f"responses{E if os.name == 'posix' else ''}.json"
    made = run_quiz("generate", "day2", "--count", "3", "--seed", "1", "--format", "json")
    sheet.write_text(made.stdout, encoding="utf-8")
    for given in ([f"{E}\n{FORGED}", "\ud800", "1"], f"{E}", [f"{E}"] * 9, [{"id": E, "seed": 1, "response": E}]):
        responses.write_text(json.dumps(given), encoding="utf-8")
        shown("grade", str(sheet), str(responses))
        shown("grade", str(sheet), str(responses), "--format", "json")
    responses.write_text(f"{E}\n{FORGED}", encoding="utf-8")
    shown("grade", str(sheet), str(responses), status=2)
    sheet.write_text(json.dumps({"bank": f"{E}\n{FORGED}", "items": []}), encoding="utf-8")
    responses.write_text("[]", encoding="utf-8")
    shown("grade", str(sheet), str(responses), status=2)


@pytest.mark.parametrize("ending", ["md", "txt", "html", "ipynb"])
def test_reports(shown, tmp_path: Path, ending: str) -> None:  # type: ignore[no-untyped-def]
    body = (
        f"## 確認テスト{E}\n\n問) サイズ6×6の入力画像を、サイズ2×2のフィルタで畳み込んだ時の出力画像のサイズを答えよ。"
        f"ストライドとパディングは1とする。{E}\n\n答) 7{E}×7{E}\n\n"
        f"問) 連鎖律の原理を使い、dz/dx を求めよ。z = t^2, t = x + y{E}\n\n"
        f"答え: 2(x+y){E}\n  ✓ {FORGED}\n"
    )
    if ending == "ipynb":
        cells = [{"cell_type": "markdown", "metadata": {}, "source": body}]
        body = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    elif ending == "html":
        body = "<!doctype html><html><body><p>" + body.replace("\n\n", "</p><p>") + "</p></body></html>"
    report = tmp_path / f"report{f'{E} {FORGED}' if os.name == 'posix' else ''}.{ending}"
    report.write_text(body, encoding="utf-8")
    shown("verify", str(report))
    shown("verify", str(report), "--format", "json")
    shown("verify", str(tmp_path / f"nothing{E}\n{FORGED}.md"), status=2)


@pytest.mark.parametrize(
    "arguments",
    [
        [f"{E}\n{FORGED}"], [f"--{E}\n{FORGED}"], ["run", f"--{E}"], ["run", "--count", f"{E}\n{FORGED}"],
        ["run", "--kind", f"{E}"], ["run", f"{E}\n{FORGED}"], ["run", "day2", E, E], ["new", f"{E}\n{FORGED}"],
        ["run", "--topic", f"{E}\n{FORGED}"], ["run", "--item", f"{E}\n{FORGED}"], ["lab", f"{E}\n{FORGED}"],
        ["lab", "depth", "--data", f"{E}\n{FORGED}"], ["lab", "depth", "--plot", f"{E}\n{FORGED}"],
        ["generate", f"{E}\n{FORGED}"], ["generate", "day2", "-o", f"no{E}/x\n{FORGED}"], ["explain", f"{E}/{E}"],
        ["check", f"{E}\n{FORGED}"], ["grade", f"{E}\n{FORGED}", "x"], ["course", f"{E}"], ["doctor", f"{E}"],
        ["compare", f"x{E}", "x"], ["compare", "x", f"x{E}\n{FORGED}"], ["compare", f"x\n{FORGED}", f"x\n{FORGED}"],
        ["compare", "x", "y", "--assume", f"{E}\n{FORGED}"], ["compare", "x", "y", "--form", f"{E}\n{FORGED}"],
        ["compare", "x", "y", "--tolerance", f"{E}\n{FORGED}"], ["compare", "x", "y", "--names", f"{E}\n{FORGED}"],
        ["compare", "x", "y", "--format", "json", "--assume", f"x:{E}\n{FORGED}"],
    ],
    ids=ascii,
)  # fmt: skip
def test_arguments(shown, arguments: list[str]) -> None:  # type: ignore[no-untyped-def]
    shown(*arguments)


def test_rows_to_compare(run_quiz) -> None:  # type: ignore[no-untyped-def]
    same = {"student": "x", "reference": "x"}
    changed = ({"student": f"x{E}"}, {"reference": E}, {"student": "\ud800"}, {"assume": {E: E}}, {"form": E})
    rows = [{**same, **change} for change in changed]
    typed = "\n".join([*map(json.dumps, rows), E, f'{{"{E}": 1}}']) + "\n"
    done = run_quiz("compare", "--jsonl", stdin=typed)
    assert not unseen(done.stdout + done.stderr)
    assert len(done.stdout.splitlines()) == len(typed.splitlines()) - typed.count("\x85")


@pytest.mark.skipif(sys.platform == "win32", reason="names of files there hold no such characters")
def test_the_environment(shown, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    home = tmp_path / f"home{E}\n{FORGED}"
    assert "\\x1b]0;pwned\\x07" in shown("doctor", QUIZ_HOME=str(home))
    shown("doctor", "--format", "json", QUIZ_HOME=str(home))
    shown("run", "day2", "--count", "1", QUIZ_HOME=str(home), stdin="1\n")
    (tmp_path / "plain").write_text("no folder", encoding="utf-8")
    below = tmp_path / "plain" / f"x{E}\n{FORGED}"
    shown("run", "day2", "--count", "1", QUIZ_HOME=str(below), stdin="1\n")
    shown("course", "list", QUIZ_HOME=str(below))
    shown("list", TERM=E, COLUMNS=E, LC_ALL=E, NO_COLOR=E)


def test_what_code_prints_and_raises(shown) -> None:  # type: ignore[no-untyped-def]
    steps = (f"print('\\x1b]0;pwned\\x07\\u202e\\n{FORGED}')", f"raise ValueError('\\x1b[2J\\n{FORGED}')")
    answer = "\n    ".join(("def relu(x):", *steps)) + "\n.\n"
    shown("run", "day2", "--kind", "code", "--count", "1", "--new", stdin=answer)
    shown("run", "day2", "--kind", "code", "--count", "1", "--new", stdin=f"{E} = (\n.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name of a file is text")
def test_names_that_are_no_text(shown, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = Path(f"{tmp_path}/bank\udcff")
    folder.mkdir()
    for name in ("first", "w\udcff"):
        source = QUESTION.replace("NAME", "first").replace("KIND", "number").replace("REST", NUMBER)
        (folder / f"{name}.md").write_text(source, encoding="utf-8")
    for arguments in (["list"], ["check", "--seeds", "3"], ["generate"], ["run"]):
        assert "bank\\udcff" in shown(*arguments, str(folder), stdin="1\n")
    shown("explain", "first", "--bank", str(folder), status=0)
    assert "bank\\udcff" in shown("course", "add", str(folder), status=0)
    assert "bank\\udcff" in shown("course", "list", status=0)
    shown("course", "remove", str(folder), status=0)
    shown("verify", str(folder / "w\udcff.md"))
    shown("generate", "day2", "--count", "1", "-o", str(folder / "o\udcfe.md"), status=0)
    shown("doctor", QUIZ_HOME=str(folder / "home"))
