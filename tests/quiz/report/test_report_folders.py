"""A folder of reports by student: all of them read, one table, a copy each."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from quiz.cli import main
from quiz.errors import QuizError
from quiz.report.report_folders import reports_in

REPORT = """# Day 2

## 確認テスト

サイズ 5×5 の入力画像を、サイズ 3×3 のフィルタで畳み込んだ時の出力画像のサイズを答えよ。
なおストライドは 2、パディングは 1 とする。

答え: {answer}
"""


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for student, answer in (("aiko", "3×3"), ("ken", "4×4")):
        folder = tmp_path / "reports" / student
        folder.mkdir(parents=True)
        (folder / "report.md").write_text(REPORT.format(answer=answer), encoding="utf-8")
    (tmp_path / "reports" / ".hidden.md").write_text("x")
    (tmp_path / "reports" / "photo.jpg").write_bytes(b"x")
    return tmp_path / "reports"


def test_every_report_in_a_folder_is_read_and_none_else(reports: Path) -> None:
    assert [path.parent.name for path in reports_in([reports])] == ["aiko", "ken"]
    (reports / "empty").mkdir()
    with pytest.raises(QuizError, match="no report"):
        reports_in([reports / "empty"])


@pytest.mark.thorough
def test_one_table_and_a_copy_each(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["verify", "reports", "--table", "marks.csv", "--annotate", "notes", "--lang", "en"])
    assert left.value.code == 1
    assert "summary (2 files)" in capsys.readouterr().out
    with Path("marks.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [(row["tests"], row["right"], row["wrong"]) for row in rows] == [("1", "1", "0"), ("1", "0", "1")]
    assert rows[1]["practise"] == "conv-output-size"
    assert sorted(path.name for path in Path("notes").iterdir()) == ["aiko-report.md", "ken-report.md"]
