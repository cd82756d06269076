"""A code question whose file brings its own reference: run in the sandbox, under bounds, and told where it can't be."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz import sandbox
from quiz.audit import audit_item
from quiz.courses import open_course, parse_item
from quiz.drawing import draw
from quiz.errors import FileFaults
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.kinds.code import own_reference
from quiz.kinds.code.cases import cases_of
from quiz.kinds.code.written import same_code
from quiz.model import Item, Outcome

pytestmark = pytest.mark.thorough  # nearly every test runs code in a process of its own
FILE = Path(__file__).resolve().parents[3] / "courses/programming/losses/smoothed-losses.md"
SOURCE = FILE.read_text(encoding="utf-8")
REFERENCE = "    return (totals[window:] - totals[:-window]) / window\n"
CHECK = "for start in range(count)])\n"


def item(*changes: tuple[str, str]) -> Item:
    source = SOURCE
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return parse_item(source, expected_id="smoothed-losses", path="smoothed-losses.md")


def graded(body: str, *changes: tuple[str, str]) -> Outcome:
    return grade(draw(item(*changes), 1), f"def smoothed(losses, window):\n    {body}\n")


def said(outcome: Outcome) -> str:
    assert outcome.evidence is not None
    return outcome.evidence.en


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """Each test asks anew."""
    for one in own_reference._asked.values():
        one.close()
    own_reference._asked.clear()


def test_the_course_passes_the_audit() -> None:
    found = audit_item(open_course(str(FILE.parents[1])).bank.item("smoothed-losses"), 60, SOURCE, FILE.parent)
    assert [defect.detail.en for defect in found.defects] == []


def test_an_answer_is_compared_with_what_the_file_brings() -> None:
    body = "return np.array([np.mean(losses[i:i + window]) for i in range(len(losses) - window + 1)])"
    assert graded(body).verdict == "correct"
    outcome = graded("return np.convolve(losses, np.ones(window), mode='valid')")
    assert outcome.verdict == "wrong"
    assert [diagnosis.name for diagnosis in outcome.diagnoses] == ["total"]
    assert "losses = [" in said(outcome)
    shown = said(graded("return np.array([np.max(losses)] * (len(losses) - window + 1))"))
    assert "The smallest input" in shown
    assert "window = 1" in shown or "window = 2" in shown


def test_reference_and_check_are_written_both_or_not_at_all() -> None:
    for key, missing in (("reference", "check"), ("check", "reference")):
        with pytest.raises(FileFaults) as caught:
            item(('name = "smoothed"', f'name = "smoothed"\n{key} = "crop"'))
        assert f"[code] has {key}, but no {missing}" in caught.value.in_("en")
        assert "right の 1 つ目と 2 つ目" in caught.value.in_("ja")


def defects(*changes: tuple[str, str]) -> list[str]:
    return [defect.detail.en for defect in audit_item(item(*changes), 1).defects]


def test_the_audit_finds_a_reference_that_its_check_contradicts() -> None:
    found = defects((CHECK, "for start in range(count)]) + 1\n"))
    assert any(one.startswith("the first and the second of right differ: {'losses':") for one in found)


def test_the_audit_finds_a_check_that_is_the_reference_again() -> None:
    again = SOURCE.split("right = ['''")[1].split("'''")[0].replace("totals", "sums")
    source = SOURCE.split("''', '''")
    with_copy = source[0] + "''', '''" + again + "''', '''" + "''', '''".join(source[2:])
    made = parse_item(with_copy, expected_id="smoothed-losses", path="x.md")
    assert any("is the code of the first" in one.detail.en for one in audit_item(made, 1).defects)
    assert not same_code("a +", "a +")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    while True: pass\n", "it doesn't end in time"),
        ("    return losses / None\n", "TypeError: unsupported operand"),
        ("    return np.ones(10**12)\n", "MemoryError"),
        ("    print('x' * 10**7)\n", "it prints or returns too much"),
        ("    import os; os._exit(0)\n", "it ends the process"),
        ("    return 'a'.join(['b'] * 10**4)\n", "the first and the second of right differ"),
        ("    return [[0.0] * 4000] * 4000\n", "the value is too large"),
        ("    import socket; socket.socket().connect(('127.0.0.1', 9))\n", "Error"),
        ("    return open('/etc/passwd').read()\n", "Error"),
    ],
)
def test_whatever_a_reference_does_is_bounded_and_told(body: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1.5)
    outcome = graded("return losses", (REFERENCE, body))
    if words.startswith("the first"):  # a value like any other, and no number
        assert outcome.verdict == "wrong"
        assert any(words in one for one in defects((REFERENCE, body)))
        return
    line = item().lines["code.right"]
    assert outcome.verdict == "undecided"
    assert said(outcome).startswith(f"smoothed-losses.md:{line}: code.right: the first of right, the reference: ")
    assert words in said(outcome)
    assert any(words in one for one in defects((REFERENCE, body)))


def test_nothing_of_it_is_run_in_the_program() -> None:
    mark = "def smoothed(losses, window):\n    totals"
    graded("return losses", (mark, f"import builtins\nbuiltins.touched = 1\n{mark}"))
    assert not hasattr(builtins, "touched")


def test_where_nothing_holds_it_no_answer_is_graded_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.levels, "_measured", {"level": "limits"})

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(sandbox, "Kept", never)
    outcome = graded("return losses")
    assert outcome.verdict == "undecided"
    assert said(outcome).startswith("Grading this question takes running its author's reference")
    assert "quiz doctor" in said(outcome)
    made = item()
    told = kind_of(made).ungraded_here(made)
    assert told is not None
    assert "安全に実行できません" in told.ja
    assert not kind_of(made).may_judge(made)
    assert defects() == []
    own = parse_item(SOURCE, expected_id="smoothed-losses", path="x.md", trusted=True)
    assert kind_of(own).ungraded_here(own) is None


def test_a_learner_is_told_before_writing_anything(tmp_path: Path) -> None:
    program = "from quiz.sandbox import levels; levels._measured['level'] = 'limits'; from quiz.cli import main; main()"
    command = [sys.executable, "-c", program, "run", str(FILE.parents[1]), "--lang", "ja"]
    environment = {**os.environ, "QUIZ_HOME": str(tmp_path), "PYTHONPATH": str(FILE.parents[4])}
    done = subprocess.run(command, input="s\n", capture_output=True, text=True, encoding="utf-8", env=environment)
    assert "参照コードの実行が要りますが、この環境ではそれを安全に実行できません" in done.stdout.replace("\n", "")


def test_what_it_gave_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    graded("return losses")
    (asked,) = own_reference._asked.values()
    assert len(asked.given) > 20
    monkeypatch.setattr(own_reference, "MOST_NUMBERS", 30)
    own_reference._asked.clear()
    graded("return losses")
    (asked,) = own_reference._asked.values()
    assert sum(asked.numbers.values()) <= 30
    assert asked.numbers.keys() == asked.given.keys()


@pytest.mark.parametrize(("seconds", "asked_for_more"), [(60.0, True), (0.0, False)])
def test_smaller_inputs_have_a_time_of_their_own(
    seconds: float, asked_for_more: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reference may take its time for the cases of a question; for smaller ones, to be shown, it has little."""
    monkeypatch.setattr(sandbox, "FURTHER_SECONDS", seconds)
    outcome = graded("return np.array([7.5])")
    assert outcome.verdict == "wrong"
    (asked,) = own_reference._asked.values()
    assert (len(asked.given) > len(cases_of(draw(item(), 1)))) is asked_for_more


def test_no_more_than_two_references_are_kept_running() -> None:
    for limit in (2, 3, 4, 5):
        graded("return losses", (REFERENCE, f"    limit = {limit}\n{REFERENCE}"))
    assert len(own_reference._asked) == 2


def test_an_expression_can_bring_its_reference() -> None:
    lines = SOURCE.split("\n")
    start, end = lines.index("[code]"), lines.index("[code.size]")
    code = [
        "[code]",
        'names = ["losses", "window"]',
        'right = ["losses[-window:].sum() / window", "np.mean(losses[-window:])"]',
        "",
    ]
    source = "\n".join([*lines[:start], *code, *lines[end:]])
    slips = source.index("[misconception.total]"), source.index("+++\n# ja")
    source = source[: slips[0]] + source[slips[1] :]
    variant = draw(parse_item(source, expected_id="smoothed-losses", path="x.md"), 1)
    assert grade(variant, "sum(losses[len(losses) - window:]) / window").verdict == "correct"
    assert grade(variant, "losses.mean()").verdict == "wrong"
