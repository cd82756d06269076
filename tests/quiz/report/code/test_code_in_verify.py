"""Printed code as `quiz verify` tells of it: kind, place, verdict, words in both languages, the item to practise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quiz.cli import main

REPORT = """# 実装

```python
class Momentum:
    def update(self, params, grads):
        for key in params.keys():
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] -= self.v[key]
```

```python
>>> def softmax(a):
...     return np.exp(a) / np.sum(np.exp(a))
```
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(["verify", *arguments])
    return int(left.value.code or 0), capsys.readouterr().out


@pytest.mark.thorough
def test_a_finding_about_code_has_its_line_its_rule_and_its_item(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, shown = verify(capsys, "--format", "json", "--lang", "en", str(report))
    found = json.loads(shown)["reports"][0]["findings"]
    assert [(entry["kind"], entry["line"], entry["claim"], entry["verdict"], entry["item"]) for entry in found] == [
        ("code", 7, "momentum-velocity", "correct", "momentum-steps"),
        ("code", 8, "momentum-step", "wrong", "momentum-steps"),
        ("code", 13, "softmax-overflow", "imprecise", "softmax-ce-gradient"),
    ]
    assert found[1]["column"] == 13
    assert found[2]["repairs"][0]["reason"] == "the prompt was left out"
    assert code == 1


TOLD = {"ja": ("コード:", "正解:", "説明:"), "en": ("code:", "expected:", "why:")}


@pytest.mark.thorough
@pytest.mark.parametrize("lang", TOLD)
def test_it_is_told_in_both_languages(report: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = verify(capsys, "--lang", lang, str(report))
    assert all(word in told for word in TOLD[lang])
    assert "params[key] -= self.v[key]" in told
