"""Answers in code: graded by what they do, told the smallest failing input, diagnosed by the slip they share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz import sandbox
from quiz.bank.folder import Bank
from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw, prompt
from quiz.errors import FileFaults
from quiz.grading import grade
from quiz.kinds import KINDS, TEMPLATES, kind_of
from quiz.kinds.code.cases import cases_of, same_data, task_of
from quiz.kinds.code.expectations import expected
from quiz.model import Variant
from quiz.practice.store import Store

pytestmark = pytest.mark.thorough  # nearly every test runs code in a process of its own
ROOT = Path(__file__).resolve().parents[4]
BANK = built_in_bank()
ITEMS = sorted(path.stem for path in (ROOT / "questions/day2/practicals").glob("impl-*.md"))
DEFINING = [identifier for identifier in ITEMS if BANK.item(identifier).answer.name]


def variants(identifier: str) -> list[Variant]:
    """One variant for every set of drawn values."""
    found = {}
    for seed in range(1, 40):
        variant = draw(BANK.item(identifier), seed)
        found.setdefault(tuple(variant.values.items()), variant)
    return list(found.values())


def test_all_families_of_the_catalogue_are_there() -> None:
    families = "activation-layer affine-gradcheck minibatch-iterator optimizer batchnorm dropout conv-im2col"
    assert {f"impl-{name}" for name in families.split()} <= set(ITEMS)


@pytest.mark.parametrize("identifier", ITEMS)
def test_every_right_version_passes_on_other_seeds(identifier: str) -> None:
    for seed in (101, 202):
        variant = draw(BANK.item(identifier), seed)
        for source in kind_of(variant.item).answers(variant):
            outcome = grade(variant, source)
            assert outcome.verdict == "correct", outcome.evidence


@pytest.mark.parametrize("identifier", ITEMS)
def test_every_wrong_version_fails_under_its_own_name(identifier: str) -> None:
    for variant in variants(identifier):
        for slip in variant.item.misconceptions:
            assert slip.own is not None
            outcome = grade(variant, slip.own.fill(variant.values))
            assert outcome.verdict == "wrong"
            named = [diagnosis.name for diagnosis in outcome.diagnoses]
            assert slip.name in named
            # Momentum without its memory is plain SGD: two names for one behaviour, and both are told.
            assert len(named) == 1 or (identifier, set(named)) == ("impl-optimizer", {"state-not-kept", "plain-sgd"})
            assert outcome.evidence is not None


@pytest.mark.parametrize("identifier", ITEMS)
def test_reference_and_check_agree(identifier: str) -> None:
    for seed in range(1, 6):
        variant = draw(BANK.item(identifier), seed)
        for case in cases_of(variant):
            one, other = expected(variant, case), expected(variant, case, check=True)
            assert same_data(one, other, 1e-6)


@pytest.mark.parametrize("identifier", DEFINING)
@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("while True: pass", "timeout"),
        ("raise ValueError('no')", "raised"),
        ("print('PASS')\n        print('correct')", ""),
        ("import sys; sys.exit(0)", "exited"),
        ("import os; os._exit(0)", "exited"),
        ("while True: print('PASS' * 1000)", "flooded"),
        ("return lambda: 0", ""),
        ("return self_undefined", "raised"),
    ],
)
def test_whatever_an_answer_does_gets_a_clear_verdict(
    identifier: str, body: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1.0)
    variant = draw(BANK.item(identifier), 1)
    task = task_of(variant)
    methods = sorted({step.name for step in task.steps if step.do == "method"})
    if methods:
        source = f"class {task.name}:\n    def __init__(self, *a, **k): pass\n"
        source += "".join(f"    def {method}(self, *a, **k):\n        {body}\n" for method in methods)
    else:
        source = f"def {task.name}(*a, **k):\n        {body}\n"
    outcome = grade(variant, source)
    assert outcome.verdict == "wrong"
    assert outcome.evidence is not None
    if name:
        assert [diagnosis.name for diagnosis in outcome.diagnoses] == [name]


@pytest.mark.parametrize("source", ["raise SystemExit", "import os\nos._exit(0)", "1/0", "while True: pass"])
def test_a_definition_that_fails_gets_a_clear_verdict(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1.0)
    outcome = grade(draw(BANK.item("impl-minibatch-iterator"), 1), f"def minibatches(): return 1\n{source}")
    assert outcome.verdict == "wrong"
    assert outcome.evidence is not None


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("", "unanswered"),
        ("def minibatches(", "unreadable"),
        ("def other(x): pass", "unreadable"),
        ("日本語です", "unreadable"),
        ("(" * 500, "unreadable"),
        ("-" * 9000 + "1", "unreadable"),
        ("minibatches = 3", "wrong"),
        ("class minibatches:\n    pass", "wrong"),
    ],
)
def test_what_is_no_answer_costs_nothing(source: str, verdict: str) -> None:
    assert grade(draw(BANK.item("impl-minibatch-iterator"), 1), source).verdict == verdict


def test_the_smallest_failing_input_is_told_with_expected_and_got() -> None:
    variant = draw(BANK.item("impl-crop-expression"), 1)
    outcome = grade(variant, "image[top:top + height, left:left + width + 1]")
    assert outcome.verdict == "wrong"
    assert outcome.evidence is not None
    said = outcome.evidence.en
    assert all(word in said for word in ("smallest", "image = ", "expected", "got"))
    assert "期待" in outcome.evidence.ja


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("image[top:top+height, left:left+width]", "correct"),
        ("image[top:][:height][:, left:][:, :width]", "correct"),
        ("np.array([[image[top + i, left + j] for j in range(width)] for i in range(height)])", "correct"),
        ("image.copy()[top:height+top, left:left+width, ...]", "correct"),
        ("image[top:height, left:width]", "wrong"),
        ("image[0]", "wrong"),
        ("img[top:height]", "unreadable"),
        ("__import__('os').system('true')", "unreadable"),
        ("[c for c in ().__class__.__base__.__subclasses__()]", "wrong"),
    ],
)
def test_an_expression_is_judged_by_its_value(source: str, verdict: str) -> None:
    assert grade(draw(BANK.item("impl-crop-expression"), 1), source).verdict == verdict


def test_code_in_a_fence_and_with_wide_spaces_is_read() -> None:
    variant = draw(BANK.item("impl-minibatch-iterator"), 1)
    source = kind_of(variant.item).answers(variant)[0]
    assert grade(variant, f"```python\n{source}\n```").verdict == "correct"
    assert grade(variant, "\n".join("    " + line for line in source.split("\n"))).verdict == "correct"


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_whatever_is_typed_is_whole_or_not(text: str) -> None:
    item = BANK.item("impl-dropout")
    assert kind_of(item).is_whole(item, text) in (True, False)


def test_the_prompt_shows_the_code_to_begin_with_and_never_the_answer() -> None:
    variant = draw(BANK.item("impl-dropout"), 1)
    assert "class Dropout" in prompt(variant).start
    assert "np.random" not in prompt(variant).start


# -- a stranger's bank -------------------------------------------------------------------------------------------------


def _template() -> str:
    return (TEMPLATES / "code.md").read_text(encoding="utf-8").format(id="x")


def test_a_strangers_code_is_not_run_at_the_weakest_level(monkeypatch: pytest.MonkeyPatch) -> None:
    item = parse_item(_template(), expected_id="x", path="x.md")
    assert not item.trusted
    wrong = "def gradient(param):\n    return np.abs(param)"
    assert [d.name for d in grade(draw(item, 1), wrong).diagnoses] == ["value-not-slope"]
    assert kind_of(item).may_judge(item)
    monkeypatch.setattr(sandbox.levels, "_measured", {"level": "limits"})
    monkeypatch.setattr(sandbox.launch, "is_superuser", lambda: False)
    assert not kind_of(item).may_judge(item), "nor in the audit"
    outcome = grade(draw(item, 1), wrong)
    assert outcome.verdict == "wrong"
    assert "value-not-slope" not in [diagnosis.name for diagnosis in outcome.diagnoses]
    assert BANK.item("impl-dropout").trusted
    assert not Bank(ROOT / "questions" / "day2", "other", KINDS).item("impl-dropout").trusted


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('reference = "penalty_gradient"', 'reference = "penalty_gradiant"', "no reference called"),
        ('steps = ["g = gradient(param)"]', 'steps = ["g = gradient(exec)"]', "can't read the argument"),
        ('steps = ["g = gradient(param)"]', "steps = [\"g = __import__('os')\"]", "can't read this step"),
        ('steps = ["g = gradient(param)"]', "steps = []", "1 to 32 steps"),
        ('name = "gradient"', 'name = "grad ient"', "can't be a name"),
        ('shape = ["n"]', 'shape = ["m"]', "m"),
        ('edges = ["zeros"]', 'edges = ["nan"]', "edges can't be nan"),
        ("n = { from = 1, to = 5 }", "n = { from = 1 }", "can't read the size"),
        ("[code.input]", "[code.inputs]", "no key code.inputs"),
        ('kind = "code"', 'kind = "text"', "a question of kind text has no code"),
    ],
)
def test_faults_of_a_code_question_are_named(old: str, new: str, said: str) -> None:
    source = _template()
    assert old in source
    with pytest.raises(FileFaults) as caught:
        parse_item(source.replace(old, new), expected_id="x", path="x.md")
    assert said in caught.value.in_("en")
    assert caught.value.in_("ja")


def test_the_audit_finds_a_wrong_version_that_is_right_and_a_right_one_that_is_wrong(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    source = _template().replace("return np.abs(param)", "return np.sign(param)")
    (tmp_path / "x.md").write_text(source, encoding="utf-8")
    done = run_quiz("check", str(tmp_path), "--seeds", "2", "--lang", "en")
    assert done.returncode == 1
    assert "graded correct" in done.stdout
    (tmp_path / "x.md").write_text(_template().replace("- (param < 0) * 1.0", ""), encoding="utf-8")
    done = run_quiz("check", str(tmp_path), "--seeds", "2", "--lang", "en")
    assert done.returncode == 1


# -- at the command line -----------------------------------------------------------------------------------------------

RIGHT = "\n".join(
    kind_of(BANK.item("impl-minibatch-iterator")).answers(draw(BANK.item("impl-minibatch-iterator"), 1))[:1]
)
WRONG = "def minibatches(x, t, batch, seed):\n    return []"
ARGUMENTS = ("run", "day2", "--item", "impl-minibatch-iterator", "--lang", "en")


@pytest.mark.parametrize(
    "typed", [RIGHT + "\n.\n", RIGHT + "\n\n", RIGHT, RIGHT.replace("\n    ", "\n\n    ", 1) + "\n.\n"]
)
def test_code_is_typed_over_several_lines(run_quiz, typed: str) -> None:  # type: ignore[no-untyped-def]  # a fixture
    done = run_quiz(*ARGUMENTS, stdin=typed)
    assert done.returncode == 0
    assert "✓ correct" in done.stdout


def test_code_comes_from_a_file(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    path = tmp_path / "answer.py"
    for source, status in ((RIGHT, 0), (WRONG, 1), ("def minibatches(", 2), ("", 1)):
        path.write_text(source, encoding="utf-8")
        assert run_quiz(*ARGUMENTS, "--file", str(path)).returncode == status
    path.write_text("", encoding="utf-8")

    def said() -> str:  # the path before it may be long, and the line is broken somewhere
        return " ".join(run_quiz(*ARGUMENTS, "--file", str(path)).stdout.split())

    assert "is empty: write the code" in said()
    path.write_text("def minibatches(x, t, batch, seed):\n    ...\n", encoding="utf-8")
    assert "still holds the code to begin with" in said()
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in run_quiz(*ARGUMENTS, "--file", str(path)).stderr
    assert run_quiz(*ARGUMENTS, "--file", str(tmp_path / "none.py")).returncode == 2
    assert run_quiz("run", "day2", "--file", str(path)).returncode == 2
    assert run_quiz(*ARGUMENTS, "--watch").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_watched_file_is_graded_on_every_save(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    path = tmp_path / "answer.py"
    command = [sys.executable, "-c", "from quiz.cli import main; main()", *ARGUMENTS, "--file", str(path), "--watch"]
    environment = {**os.environ, **run_quiz.environment, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    try:
        until = time.monotonic() + 60
        while not (path.exists() and path.stat().st_size) and time.monotonic() < until:
            time.sleep(0.05)
        assert "def minibatches" in path.read_text(encoding="utf-8")
        path.write_text(WRONG, encoding="utf-8")
        assert process.stdout is not None
        seen = b""
        while "✗ wrong".encode() not in seen:
            line = process.stdout.readline()
            assert line, seen
            seen += line
        path.write_text(RIGHT, encoding="utf-8")
        out, err = process.communicate(timeout=60)
        assert "✓ correct".encode() in out
        assert not err
        assert process.returncode == 0
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    with Store(tmp_path / "quiz-home") as store:
        recorded = [(entry.attempt.response, entry.attempt.verdict, entry.counted) for entry in store.attempts(1)]
    assert recorded == [(WRONG, "wrong", False), (RIGHT, "correct", True)], "every verdict was on record when shown"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 1), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_a_watch_that_is_ended_keeps_what_it_has_shown(run_quiz, tmp_path: Path, number: int, status: int) -> None:  # type: ignore[no-untyped-def]  # a fixture
    path = tmp_path / "answer.py"
    path.write_text(WRONG, encoding="utf-8")
    command = [sys.executable, "-c", "from quiz.cli import main; main()", *ARGUMENTS, "--file", str(path), "--watch"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **run_quiz.environment}
    )
    assert process.stdout is not None
    while "✗ wrong".encode() not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (status, b"")
    with Store(tmp_path / "quiz-home") as store:
        (entry,) = store.attempts(1)
    assert (entry.attempt.response, entry.attempt.verdict) == (WRONG, "wrong")
    assert entry.counted == (number != signal.SIGKILL)


# -- faults that are the question's, not the answer's ------------------------------------------------------------------


def test_the_audit_runs_no_strangers_code_at_the_weakest_level(monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.audit import audit_item

    item = parse_item(_template(), expected_id="x", path="x.md")
    assert not audit_item(item, 1).defects

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a stranger's code was run")

    monkeypatch.setattr(sandbox.levels, "_measured", {"level": "limits"})
    monkeypatch.setattr(sandbox, "run", refuse)
    assert not audit_item(item, 1).defects


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("n = { from = 1, to = 5 }", "n = { from = 1000, to = 5000 }"),
        ('shape = ["n"]', 'shape = ["n", "n", "n", "n", "n", "n", 9]'),
        ('reference = "penalty_gradient"', 'reference = "affine_layer"'),
        ('check = "penalty_gradient_by_differences"', 'check = "crop"'),
    ],
)
def test_a_question_that_can_not_be_graded_decides_nothing_and_fails_its_audit(old: str, new: str) -> None:
    from quiz.audit import audit_item

    source = _template()
    assert old in source
    item = parse_item(source.replace(old, new), expected_id="x", path="x.md")
    outcome = grade(draw(item, 1), "def gradient(param):\n    return np.sign(param)")
    assert outcome.verdict in ("undecided", "correct")
    assert outcome.score == (outcome.verdict == "correct")
    assert audit_item(item, 1).defects


@pytest.mark.parametrize("value", ["None", "3", "[[]]", "[1, [2, 3]]", "{'a': 1}", "'text'", "(i for i in [object()])"])
def test_properties_cope_with_anything_that_an_answer_gives(value: str) -> None:
    for identifier, body in (
        ("impl-minibatch-iterator", f"def minibatches(x, t, batch, seed):\n    return {value}"),
        (
            "impl-dropout",
            "class Dropout:\n    def __init__(self, r): pass\n"
            f"    def forward(self, x, train): return {value}\n    def backward(self, d): return {value}",
        ),
    ):
        outcome = grade(draw(BANK.item(identifier), 1), body)
        assert outcome.verdict == "wrong"
        assert outcome.evidence is not None


@pytest.mark.parametrize(
    "value",
    ["{}", "10**400", "'x'", "1j", "np.array([None, {}])", "np.zeros((0, 3))", "np.zeros((1,) * 9)", "[[1], [2, 3]]"],
)
def test_anything_that_an_answer_gives_is_judged(value: str) -> None:
    methods = "".join(f"    def {name}(self, *_): return {value}\n" for name in ("forward", "backward"))
    layer = "    dW = db = None\n    def __init__(self, *_): pass\n" + methods
    update = f"    def __init__(self, *_): pass\n    def update(self, p, _):\n        for k in p: p[k] = {value}\n"
    for identifier, source in (
        ("impl-affine-gradcheck", f"class Affine:\n{layer}"),
        ("impl-dropout", f"class Dropout:\n{layer}"),
        ("impl-optimizer", f"class Optimizer:\n{update}"),
        ("impl-conv-im2col", f"def convolve(*_): return {value}"),
    ):
        outcome = grade(draw(BANK.item(identifier), 2), source)
        assert outcome.verdict == "wrong"
        assert outcome.evidence is not None
        assert outcome.diagnoses


@pytest.mark.parametrize(
    ("raw", "column"), [("0\t0", 2), ("\t0\t0", 3), ("  0 0", 4), ("0 0", 2), ("\u30000\t\t0", 4), ("0\t0\n", 2)]
)
def test_a_tab_is_one_column_of_what_was_typed(raw: str, column: int) -> None:
    variant = draw(BANK.item("impl-crop-expression"), 0)
    outcome = grade(variant, raw)
    assert outcome.unreadable is not None
    assert outcome.unreadable.column == column


@pytest.mark.parametrize(("raw", "column"), [("nothing + 1", 0), ("\t1 +\tnothing", 5), ("  np.sum(nothing)", 9)])
def test_an_unknown_name_is_pointed_at(raw: str, column: int) -> None:
    outcome = grade(draw(BANK.item("impl-crop-expression"), 0), raw)
    assert outcome.unreadable is not None
    assert outcome.unreadable.column == column
