"""``quiz goal``: set in minutes or questions however it is written, shown, taken away, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quiz.cli import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def quiz(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["goal", *arguments])
    captured = capsys.readouterr()
    code = ended.value.code
    return (code if isinstance(code, int) else 0), captured.out, captured.err


@pytest.mark.parametrize(
    ("written", "goal"),
    [
        (["15"], {"minutes": 15}), (["１５分"], {"minutes": 15}),
        (["20 min"], {"minutes": 20}), (["600"], {"minutes": 600}),
        (["10", "--questions"], {"questions": 10}),
        (["10問"], {"questions": 10}), (["10問", "--questions"], {"questions": 10}),
        (["3 questions"], {"questions": 3}), (["off"], None), (["なし"], None), (["0"], None),
    ],
)  # fmt: skip
def test_a_goal_is_set(written: list[str], goal: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert quiz(capsys, "7")[0] == 0
    assert quiz(capsys, *written)[0] == 0
    status, out, _ = quiz(capsys, "--format", "json")
    found = json.loads(out)
    assert (status, found["goal"]) == (0, goal)
    assert found["today"] == {"minutes": 0.0, "questions": 0}
    assert found["streak"] == {"days": 0, "forgiven": 0, "may_rest": False}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (["soon"], "soon"), (["1.5"], "1.5"), (["-3"], "-3"), (["601"], "1 to 600 minutes, not 601"),
        (["501", "--questions"], "1 to 500 questions"),
        (["15分", "--questions"], "minutes"), (["--questions"], "needs a number"),
        (["9" * 5000], "can't be read as a goal"),
    ],
)  # fmt: skip
def test_what_is_no_goal_is_refused(written: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = quiz(capsys, *written, "--lang", "en")
    assert (status, out) == (2, "")
    assert told in err
    assert json.loads(quiz(capsys, "--format", "json")[1])["goal"] is None


def test_it_says_how_a_goal_is_set_and_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert "quiz goal 15" in quiz(capsys, "--lang", "en")[1]
    assert quiz(capsys, "15", "--lang", "ja")[1].split("\n")[:2] == [
        "1 日 15 分",
        "今日は 15 分の目標のうち 0 分、あと 15 分です",
    ]


def test_damaged_settings_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "settings.json").write_text("{", encoding="utf-8")
    for arguments in ([], ["15"]):
        status, _, err = quiz(capsys, *arguments, "--lang", "en")
        assert status == 2
        assert "settings.json" in err
