"""``quiz compare``: one pair, and streams of rows."""

import io
import json

import pytest

from quiz.cli import main
from quiz.exchange.compare_rows import answered, answers
from solvers.budget import COMPARED_ROW


@pytest.fixture
def run(capsys, monkeypatch):
    def call(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main(["compare", *arguments])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return call


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["2x+2y", "2*(x+y)"], 0, "等しい"),
        (["-2x", "2x"], 1, "符号が逆"),
        (["x(2x+6)", "2x(x+3)", "--form", "factored"], 1, "共通因数"),
        (["sqrt(x^2)", "x", "--assume", "x:positive"], 0, "等しい"),
        (["3.142", "pi", "--tolerance", "figures:4"], 0, "等しい"),
        (["2t", "2x", "--names", "x,y"], 2, "「t」"),
        (["2(x +", "x"], 2, "「+」の後に"),
        (["9^9^9^9", "7"], 2, "判定できない"),
        (["２×（ｘ＋ｙ）", "2x+2y"], 0, "2·(x + y)"),
    ],
)
def test_one_pair_in_japanese(run, arguments, status, said):
    code, out, _ = run(*arguments)
    assert code == status
    assert said in out


def test_one_pair_in_english(run):
    code, out, _ = run("2(x +", "x", "--lang", "en")
    assert code == 2
    assert out.splitlines() == [
        "unreadable",
        "2(x +",
        "    ^",
        "nothing follows “+”",
        "  → go on with a number or a name",
    ]


def test_json(run):
    code, out, _ = run("2t", "2*x", "--format", "json")
    assert code == 1
    row = json.loads(out)
    assert {"verdict", "method", "reason", "column", "understood_as"} <= set(row)
    assert row["verdict"] == "wrong"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x"], "--jsonl"),
        (["x", "(("], "REFERENCE"),
        (["x", "x", "--assume", "x"], "--assume x"),
        (["x", "x", "--assume", "x:prime"], "prime"),
        (["x", "x", "--form", "pretty"], "pretty"),
        (["x", "x", "--tolerance", "loose"], "loose"),
        (["x", "x", "--jsonl"], "--jsonl"),
        (["1", "1/0", "--tolerance", "0.1"], "REFERENCE"),
    ],
)
def test_usage_is_explained(run, arguments, said):
    code, _, err = run(*arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


ROWS = [
    {"student": "0.5", "reference": "1/2"},
    {"student": "2t", "reference": "2*x", "names": ["x"]},
    {"student": "sqrt(x^2)", "reference": "x", "assume": {"x": "positive"}},
    {"student": "sqrt(x^2)", "reference": "x", "assume": "x:positive"},
    {"student": "sqrt(x^2)", "reference": "x", "assume": ["x:positive"]},
    {"student": "3.1", "reference": "pi", "tolerance": 0.05},
    {"student": "x(2x+6)", "reference": "2x(x+3)", "form": "factored", "variable": "x"},
    {"student": "σ(x)", "reference": "1/(1+e^-x)"},
]
VERDICTS = ["correct", "unreadable", "correct", "correct", "correct", "correct", "incomplete", "correct"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stream_is_answered_row_by_row_in_order(run, jobs):
    stdin = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS * 100).encode()
    code, out, _ = run("--jsonl", "--jobs", str(jobs), stdin=stdin)
    assert code == 0
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == VERDICTS * 100


def test_a_stream_is_not_read_ahead():
    """Each row is answered before the next is asked for."""
    seen = []

    def lines():
        for number in range(3):
            seen.append(number)
            yield json.dumps({"student": str(number), "reference": "1"})

    stream = answers(lines())
    next(stream)
    assert seen == [0]


@pytest.mark.parametrize(
    "line",
    [
        "", "not json", "[1]", "null", '{"student": "x"}', '{"student": 1, "reference": "1"}', "[" * 5000,
        '{"student": "x", "reference": "(("}', '{"student": "x", "reference": "x", "form": "pretty"}',
        '{"student": "x", "reference": "x", "assume": {"x": 1}}', '{"student": "x", "reference": "x", "assume": ["x"]}',
        '{"student": "x", "reference": "x", "tolerance": [1]}',
        '{"student": "1", "reference": "1/0", "tolerance": 0.1}',
        '{"student": "x", "reference": "x", "names": [1]}', '{"student": "1", "reference": "1", "tolerance": NaN}',
        '{"student": "1", "reference": "1", "tolerance": 1e999}', '{"student": "' + "x" * COMPARED_ROW + '"}',
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_answered_all_the_same(line):
    row = json.loads(answered(line))
    assert (row["verdict"], row["reason"]) == ("unreadable", "row")
    assert row["message"]


def test_half_of_a_surrogate_pair_survives():
    row = json.loads(answered('{"student": "\\ud800", "reference": "x"}'))
    assert row["verdict"] == "unreadable"
    answered('{"student": "x", "reference": "x", "form": "\\ud800"}').encode("utf-8")


def test_bytes_that_are_no_utf8_are_a_row_like_any_other(run):
    code, out, _ = run(
        "--jsonl", stdin=b'{"student": "\xff", "reference": "x"}\n\n{"student": "x", "reference": "x"}\n'
    )
    assert code == 0
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["unreadable", "correct"]
