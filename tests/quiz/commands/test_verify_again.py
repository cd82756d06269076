"""``quiz verify`` for the second time: the same to the byte, though hardly a file of the course is read again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.bank import claim_files, folder
from quiz.home import data_folder
from quiz.report.formulas import formula_file

pytestmark = pytest.mark.thorough  # the whole bank is loaded
Call = Callable[..., tuple[int, str, str]]

REPORT = """# 学習レポート

問）連鎖律を使い、dz/dx を求めよ。
z = t^2
t = x + y
答え: 2(x+y)

He の初期値は ReLU に適している。
ドロップアウトは推論時にもニューロンをランダムに消す。
入力 28x28 に 5x5 のフィルタをストライド 1、パディング 0 で適用すると出力は 24x24 になる。
更新式は $w = w + \\eta \\nabla E$ である（SGD）。

```python
W1 = np.zeros((784, 50))
```

Dropout removes random neurons at inference time as well.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of the course that are read: each item's, and one for the claims and the formulas."""
    names: list[str] = []
    item, claims, formulas = folder.read_item, claim_files._read, formula_file.read_toml
    formula_file._loaded.cache_clear()

    def noted(reader: Callable[..., object], name: Callable[[Path], str]) -> Callable[..., object]:
        def call(path: Path, *arguments: object, **named: object) -> object:
            names.append(name(path))
            return reader(path, *arguments, **named)

        return call

    monkeypatch.setattr(folder, "read_item", noted(item, lambda path: path.stem))
    monkeypatch.setattr(claim_files, "_read", noted(claims, lambda path: "claims"))
    monkeypatch.setattr(formula_file, "read_toml", noted(formulas, lambda path: "formulas"))
    return names


def test_the_second_time_hardly_a_file_is_read_and_all_is_the_same(
    run_here: Call, report: Path, read: list[str]
) -> None:
    first = run_here("verify", "--format", "json", report)
    assert first[0] == 1
    assert {"claims", "formulas"} < set(read)
    assert len(read) > 200
    for damaged in (False, True):
        read.clear()
        formula_file._loaded.cache_clear()
        assert run_here("verify", "--format", "json", report) == first
        assert len(read) < 20 or damaged
        for path in (data_folder() / "readings").iterdir():
            path.write_bytes(path.read_bytes()[:-2])
    assert len(read) > 200, "what is damaged is made again"


def test_where_nothing_can_be_kept_all_is_read_every_time(
    run_here: Call, report: Path, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_here("verify", "--format", "json", report)
    (tmp_path / "no-home").write_text("", encoding="utf-8")
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "no-home"))
    for _ in range(2):
        read.clear()
        formula_file._loaded.cache_clear()
        assert run_here("verify", "--format", "json", report) == first
        assert len(read) > 200
