"""``quiz verify`` as a command: five reports of our own and the five real ones, JSON, exit statuses, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.cli import main
from quiz.columns import width

pytestmark = pytest.mark.thorough  # every call loads the whole bank
ASKED = "問）連鎖律を使い、dz/dx を求めよ。\nz = t^2\nt = x + y\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["verify", *map(str, arguments)])
    shown = capsys.readouterr()
    return int(left.value.code or 0), shown.out, shown.err


def found(capsys: pytest.CaptureFixture[str], *paths: object) -> tuple[int, dict[str, Any]]:
    status, out, _ = run(capsys, "--format", "json", *paths)
    return status, json.loads(out)


def verdicts(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(entry["line"], entry["item"], entry["verdict"]) for entry in of_the_bank(report)]


def of_the_bank(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings that the bank's items have made; those of the course's claims are tested by themselves."""
    return [entry for entry in report["findings"] if entry["claim"] is None]


def links(report: dict[str, Any]) -> list[int]:
    """The lines of the chains that are wrong."""
    return [entry["line"] for entry in report["findings"] if entry["kind"] == "chain" and entry["verdict"] == "wrong"]


# Where the answers and claims of the first and the fifth report stand, how the second prints its sum, and the lines of
# its links that are wrong.
PLACES: dict[str, dict[str, Any]] = {
    "own": {
        "first": (18, 27, 31, 35, 55),
        "fifth": (6, 12, 13),
        "sum": "t = x + y12",
        "links": [],
    },
    "shared": {
        "first": (131, 141, 146, 153, 187),
        "fifth": (219, 268, 269),
        "sum": "t = x +y10",
        "links": [100],
    },
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    """Whose reports are checked: the repository's, then those of the shared material where it is present."""
    return str(request.param)


@pytest.fixture
def seeds(place: str, request: pytest.FixtureRequest) -> list[Path]:
    """Five reports; ours have the same faults as the real ones."""
    own = Path(__file__).parents[2] / "corpora" / "reports"
    folder = own if place == "own" else request.getfixturevalue("shared") / "seeds"
    return [next(folder.glob(f"{number:03}_*.txt")) for number in range(5)]


def test_all_five_answers_of_the_first_report_are_correct(
    place: str, seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, result = found(capsys, seeds[0])
    items = "chain-rule-power-linear sigmoid-derivative-max zero-init-consequence bn-effects minibatch-slice-choice"
    assert verdicts(result["reports"][0]) == [
        (line, item, "correct") for line, item in zip(PLACES[place]["first"], items.split(), strict=True)
    ]


def test_the_second_report(place: str, seeds: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    status, result = found(capsys, seeds[1])
    assert links(result["reports"][0]) == PLACES[place]["links"]
    assert status == bool(PLACES[place]["links"])
    chain, *others = of_the_bank(result["reports"][0])
    assert (chain["given"], chain["verdict"]) == ("2t", "incomplete")
    assert chain["read_as"] == "z = t², t = x + y → 2·t"
    assert [repair["printed"] for repair in chain["repairs"]] == ["z = t2", PLACES[place]["sum"]]
    assert [(entry["item"], entry["verdict"]) for entry in others] == [
        ("sigmoid-derivative-max", "correct"),
        ("zero-init-consequence", "unanswered"),
        ("bn-effects", "unanswered"),
    ]


def test_reports_without_tests_have_no_answers(seeds: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    _, result = found(capsys, seeds[2], seeds[3])
    assert [of_the_bank(report) for report in result["reports"]] == [[], []]


def test_the_wrong_size_of_the_fifth_report_is_found_and_explained(
    place: str, seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, result = found(capsys, seeds[4])
    assert status == 1
    ridge, wrong, right = of_the_bank(result["reports"][0])
    assert (ridge["item"], ridge["verdict"]) == ("ridge-trait-choice", "correct")
    assert (ridge["line"], wrong["line"], right["line"]) == PLACES[place]["fifth"]
    assert (wrong["kind"], wrong["verdict"], wrong["given"], wrong["expected"]) == ("claim", "wrong", "3x3", "4×4")
    assert len(wrong["diagnoses"]) == 2  # the padding forgotten, or the +1
    assert (right["verdict"], right["expected"]) == ("correct", "7×7")


def test_all_seeds_together_in_both_languages(seeds: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("ja", "正解: 4×4"), ("en", "expected: 4×4")):
        status, out, err = run(capsys, "--lang", language, *seeds)
        assert (status, err) == (1, "")
        assert said in out
        assert all(width(line) <= 80 for line in out.splitlines() if "/" not in line)


def test_the_json_keeps_its_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.md"
    report.write_text(ASKED + "答）2\n", encoding="utf-8")
    status, result = found(capsys, report)
    assert status == 1
    assert set(result) >= {"reports", "counts"}
    entry = result["reports"][0]["findings"][0]
    contract = {"line", "kind", "item", "read_as", "given", "expected", "verdict", "message"}
    assert set(entry) >= contract
    assert (entry["line"], entry["question_line"], entry["cell"]) == (4, 1, None)


def test_a_notebook_names_cell_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [{"cell_type": "code", "source": "1"}, {"cell_type": "markdown", "source": ASKED + "答）2t\n"}]
    report = tmp_path / "report.ipynb"
    report.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    status, out, _ = run(capsys, report, "--lang", "en")
    assert status == 0
    assert "cell 2, line 4" in out


def test_what_cannot_be_read_is_told_and_the_others_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, binary = tmp_path / "report.md", tmp_path / "x.md"
    report.write_text(ASKED + "答）2(x+y)\n", encoding="utf-8")
    binary.write_bytes(b"\0\1\2")
    status, out, err = run(capsys, "--format", "json", "--lang", "en", report, binary, tmp_path / "absent.md")
    assert status == 2
    result = json.loads(out)
    assert result["counts"] == {"correct": 1}
    assert [bool(entry.get("error")) for entry in result["reports"]] == [False, True, True]
    assert "isn't a text file" in err
    assert "no such file" in err


def test_a_bank_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.md"
    report.write_text(ASKED + "答）2(x+y)\n", encoding="utf-8")
    bank = Path(__file__).parents[1] / "report" / "bank"
    _, out, _ = run(capsys, "--bank", bank, "--format", "json", report)
    assert json.loads(out)["reports"][0]["findings"][0]["item"] == "slope"
    status, _, err = run(capsys, "--bank", tmp_path / "absent", report, "--lang", "en")
    assert status == 2
    assert "absent" in err


def test_the_right_option_is_printed_with_its_own_label(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.md"
    options = "(a) 0.15\n\n(b) 0.25\n\n(c) 0.35\n\n"
    asked = "問）シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいものを選べ。\n\n"
    report.write_text(f"{asked}{options}答）(c)\n", encoding="utf-8")
    for language, said in (("ja", "正解: (b) 0.25"), ("en", "expected: (b) 0.25")):
        status, out, _ = run(capsys, "--lang", language, report)
        assert status == 1
        assert said in out
    _, result = found(capsys, report)
    assert result["reports"][0]["findings"][0]["expected"] == "0.25"


def test_not_knowing_is_told_as_unanswered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.md"
    report.write_text(f"{ASKED}答）わからなかった。\n", encoding="utf-8")
    status, out, _ = run(capsys, "--lang", "en", report)
    assert status == 0
    assert "no answer" in out
    assert "unreadable" not in out


def test_the_help_says_which_claims_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("ja", "en"):
        status, out, _ = run(capsys, "--lang", language, "--help")
        assert status == 0
        assert "claims" in " ".join(out.split())


def test_a_path_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys)[0] == 2
