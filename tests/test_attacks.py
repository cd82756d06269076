"""What means no good, through every answer kind, every reader and every exporter: nothing runs, nothing falls over.

How long each takes is measured by ``tests/bench/bench_attacks.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attacked_readers import READERS, grader, question, read, readers, runs, used
from attacks import CANARY, RUNS, attacks, corpus, long_attacks, short_attacks

from quiz.cli import main
from quiz.courses import parse_item
from quiz.errors import QuizError
from quiz.kinds import kind_names

pytestmark = pytest.mark.thorough

LONGEST_FAULT = 60_000
"""Fifty faults with their remedies; a file of a megabyte once gave four megabytes of them."""


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder in which a canary would be found."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def canaries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if CANARY in path.name and path.parent.name != "questions"]


def test_there_are_enough_of_them() -> None:
    assert len({*short_attacks(), *long_attacks()} - set(corpus())) >= 300


@pytest.mark.parametrize("kind", [name for name in kind_names() if not runs(name)])
def test_no_answer_runs_or_breaks_anything(kind: str, aside: Path) -> None:
    reader = grader(kind)
    for text in attacks():
        read(reader, text)
    assert canaries(aside) == []


@pytest.mark.parametrize("kind", [name for name in kind_names() if runs(name)])
def test_no_answer_gets_out_of_where_it_is_run(kind: str, aside: Path) -> None:
    reader = grader(kind)
    for text in [*RUNS[::4], *attacks()[::20], "((9**64)**64)**64"]:  # each may take the time that an answer has
        read(reader, text)
    assert canaries(aside) == []


@pytest.mark.parametrize("name", READERS)
def test_no_reader_runs_or_breaks_anything(name: str, aside: Path) -> None:
    reader = readers(aside)[name]
    for text in attacks():
        assert len(read(reader, text)) < LONGEST_FAULT, text[:60]
    assert canaries(aside) == []


def test_every_reader_is_held_to_it(tmp_path: Path) -> None:
    assert tuple(readers(tmp_path)) == READERS


def harmless(folder: Path, texts: list[str]) -> int:
    """Write a bank whose questions have the texts for stems and titles, as far as a question may; return how many."""
    folder.mkdir()
    count = 0
    for number, text in enumerate(texts):
        stem = text.encode("utf-8", "replace").decode("utf-8")
        title = json.dumps(stem[:50].strip() or "-")
        source = question(stem=stem, front=f'title = {{ ja = {title}, en = "t" }}').replace('"x"', f'"x-{number}"', 1)
        try:
            parse_item(source, expected_id=f"x-{number}", path="x.md")
        except QuizError:
            continue
        (folder / f"x-{number}.md").write_text(source, encoding="utf-8", newline="\n")
        count += 1
    return count


def test_every_exporter_and_command_takes_what_a_question_holds(
    aside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(aside / "home"))
    count = harmless(aside / "questions", [text[:900] for text in attacks()])
    assert count > 300

    def quiz(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--lang", "en"])
        output = capsys.readouterr()
        assert ended.value.code in (0, 1), (arguments, output.err[-2000:])
        assert "Traceback" not in output.out + output.err
        return output.out

    for form in ("md", "json"):
        quiz(
            "generate",
            "questions",
            "--count",
            str(count),
            "--format",
            form,
            "--key",
            f"key.{form}",
            "-o",
            f"sheet.{form}",
        )
    sheet = json.loads(Path("sheet.json").read_text(encoding="utf-8"))
    assert len(sheet["items"]) == count
    written = [text[:5_000].encode("utf-8", "replace").decode("utf-8") for text in attacks()][:count]
    Path("answers.json").write_text(json.dumps(written), encoding="utf-8")
    quiz("grade", "sheet.json", "answers.json", "--bank", "questions")
    quiz("check", "questions", "--seeds", "1", "--format", "json")
    quiz("list", "questions")
    assert canaries(aside) == []


# What a bank could ask of the computer, and where the fault is told: every one named the line and took no time.
LETS = "\n".join(f'a{number} = "[a{number - 1}, a{number - 1}]"' for number in range(1, 60))
SYMBOLS = "\n".join(f'a{number} = "a{number - 1} ** a{number - 1}"' for number in range(1, 40))
HEAVY = "\n".join(f'a{number} = "{"+".join(["sum(m)"] * 50)}"' for number in range(80))
TOO_MUCH = {
    "an exponent": (question(draw="m = [1e999999999]"), 11, "digits (at most 1000)"),
    "a whole number": (question(draw=f"m = [{'9' * 4301}]"), 11, "digits (at most 1000)"),
    "a whole number in hexadecimal": (question(draw=f"m = [0x{'f' * 4301}]"), 11, "digits (at most 1000)"),
    "minutes": (question().replace("minutes = 2", "minutes = 1e999999999"), 5, "digits (at most 1000)"),
    "doubling lists": (question(let=f'a0 = "[1, 1]"\n{LETS}'), 24, "values (at most 5000)"),
    "growing trees": (question(front='symbols = ["y"]', let=f'a0 = "y + 1"\n{SYMBOLS}'), 24, "values (at most 5000)"),
    "a sum of 500 terms": (question(let=f'm = "n{"+1" * 498}"'), 13, "deeply (at most 120 levels)"),
    "900 signs": (question(let=f'm = "{"-" * 900}n"'), 13, "deeply (at most 120 levels)"),
    "a tower": (question(let='m = "((n**64)**64)**64"'), 13, "large (at most 4096 bits)"),
    "many steps": (question(draw="m = { from = 1, to = 9, length = 900 }", let=HEAVY), 14, "(at most 200000 steps)"),
    "many redraws": (
        question(draw='m = { from = 1, to = 9, length = 900 }\nwhere = ["sum(m) > 0", "n > 9"]'), 11, "steps"
    ),
    "a range": (question(draw='m = { from = 1, to = "10**300" }'), 11, "values (at most 1000000000)"),
    "a long text": (question(draw=f'm = ["{"a" * 90_000}"]', stem="{{m}}" * 2), 16, "characters)"),
    "deep lists": (question(front=f"tags = {'[' * 40}{']' * 40}"), 8, "deeply (at most 30 levels)"),
    "deep tables": (question(front=f"tags = {'{a=' * 40}1{'}' * 40}"), 8, "deeply (at most 30 levels)"),
    "a dotted key": (question(front=f"{'.'.join('a' * 2_000)} = 1"), 8, "names (at most 16)"),
    "many keys": (question(front="\n".join(f"a{number} = 1" for number in range(600))), 2, "too many (at most 500)"),
    "many values": (question(let="\n".join(f'a{number} = "n"' for number in range(200))), 112, "names (at most 100)"),
    "many formulas": (question(stem="{{n}}" * 201), 16, "too many (at most 200)"),
    "many choices": (question(draw=f"m = [{','.join('1' * 10_001)}]"), 11, "too many (at most 10000)"),
}  # fmt: skip


@pytest.mark.parametrize("case", TOO_MUCH)
def test_too_much_is_told_with_its_line_before_it_is_computed(case: str) -> None:
    source, line, told = TOO_MUCH[case]
    with pytest.raises(QuizError) as caught:
        used(source)
    said = caught.value.in_("en")
    assert told in said, said[:300]
    assert f"x.md:{line}:" in said, said[:300]
    assert "まで" in caught.value.in_("ja")
