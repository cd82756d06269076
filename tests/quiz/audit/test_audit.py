"""The audit finds what is wrong in a bank, names file and line, and finds nothing in a good one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quiz.audit import audit_bank, audit_item
from quiz.bank.folder import Bank
from quiz.courses import built_in_bank, parse_item
from quiz.kinds import KINDS

GOOD = """+++
id = "NAME"
kind = "number"
section = "s"
minutes = 1
difficulty = 1
key = "epoch_updates(n, b)[0]"
check = "epoch_updates_by_loop(n, b)[0]"

[draw]
n = { from = 10, to = 40 }
b = [3, 4]

[misconception.floor]
value = "n // b"
ja = "余りの {{n % b}} 個を忘れています。"
en = "The remainder of {{n % b}} was forgotten."
+++
# ja
{{n}} 個を {{b}} 個ずつ。
## 解説
${{n}} \\div {{b}}$ を切り上げて {{key}}。
# en
{{n}} by {{b}}.
## Solution
${{n}} \\div {{b}}$, rounded up: {{key}}.
"""

TEXT = """+++
id = "NAME"
kind = "text"
section = "s"
minutes = 1
difficulty = 1
check = "distinct_hidden_units(4, true) == 1"
[rubric]
need = 1
[[rubric.facet]]
name = "same"
ja = "同じ"
en = "same"
patterns = ["同じ & 更新", "same & update"]
[[rubric.sample]]
answer = "同じ更新になる"
facets = ["same"]
[[rubric.sample]]
answer = "They get the same update."
facets = ["same"]
[[rubric.sample]]
answer = "更新が速い"
facets = []
[[rubric.sample]]
answer = "It overfits."
facets = []
+++
# ja
なぜ？
## 模範解答
どれも同じ更新になる。
## 解説
対称だから。
# en
Why?
## Model answer
All get the same update.
## Solution
By symmetry.
"""

CHOICE = """+++
id = "NAME"
kind = "choice"
section = "s"
minutes = 1
difficulty = 1
[audit]
guess = "two options, one of which is always right"
few = "the same two options"
[draw]
weights = { choose = [-3, 2, 5], length = 3 }
[[option]]
code = "param"
holds = "is_penalty_gradient(code, weights, 'l2')"
[[option]]
code = "param * 2"
holds = "is_penalty_gradient(code, weights, 'l2')"
misconception = "doubled"
[misconception.doubled]
ja = "2 倍です。"
en = "Twice as much."
+++
# ja
どれ？
## 解説
`param`
# en
Which?
## Solution
`param`
"""

# name -> (template, replacement, the text on whose line the defect must be told, a word of the detail)
PLANTED = {
    "key-is-not-check": (GOOD, ("epoch_updates(n, b)[0]", "n // b + 1"), "key =", "differ"),
    "slip-is-the-key": (GOOD, ('value = "n // b"', 'value = "-(-n // b)"'), "[misconception.floor]", "but the key"),
    "language-is-missing": (GOOD, ("# en\n", "# fr\n"), "# fr", "heading # fr"),
    "solver-is-unknown": (GOOD, ("epoch_updates(", "epoch_updats("), "key =", "epoch_updats"),
    "where-is-impossible": (GOOD, ("b = [3, 4]", 'b = [3, 4]\nwhere = "n < b"'), "where =", "no values fit"),
    "template-has-a-typo": (GOOD, ("{{n}} 個を", "{{m}} 個を"), "個ずつ", "called m"),
    "toml-is-broken": (GOOD, ("minutes = 1", "minutes 1"), "minutes 1", "column 9"),
    "numbers-differ-by-language": (GOOD, ("{{n}} by {{b}}", "{{n}} by batches"), "{{n}} 個を", "only ja shows"),
    "latex-is-broken": (GOOD, ("\\div {{b}}$ を", "\\dvi {{b}}$ を"), "\\dvi", "dvi"),
    "two-options-hold": (CHOICE, ("param * 2", "1 * param"), "[[option]]", "2 options hold"),
    "sample-is-judged-otherwise": (TEXT, ("同じ更新になる\"", "何も起きない\""), "[[rubric.sample]]", "labelled same"),
    "evidence-fails": (TEXT, ("== 1", "== 4"), "check =", "check gives False"),
    "model-answer-fails": (TEXT, ("どれも同じ更新になる。", "わかりません。"), "[rubric]", "is graded"),
    "key-divides-by-zero": (GOOD, ("epoch_updates(n, b)[0]", "n / (b - 3)"), "key =", "division by zero"),
    "range-is-reversed": (GOOD, ("from = 10, to = 40", "from = 40, to = 10"), "from = 40", "(from = 40, to = 10)"),
    "where-decides-nothing": (GOOD, ("b = [3, 4]", 'b = [3, 4]\nwhere = "b < 9"'), "where =", "(b: 3, 4)"),
    "where-is-a-constant": (GOOD, ("b = [3, 4]", 'b = [3, 4]\nwhere = "3 < 9"'), "where =", "whatever is drawn"),
    "power-is-a-caret": (GOOD, ("n // b\"", "n^2\""), "n^2", "**, not ^"),
    "sign-is-full-width": (GOOD, ("n // b\"", "n ÷ b\""), "n ÷ b", "÷ is written /"),
    "root-is-negative": (GOOD, ("n // b\"", "sqrt(b - n)\""), "b - n", "is negative and has no real root, with"),
    "stem-rounds": (GOOD, ("{{n}} 個を", "{{figures(n + 1/7, 3)}} 個を"), "figures", "shows"),
    "list-is-a-number": (GOOD, ("n // b\"", "mean(n)\""), "mean(n)", "a list of numbers was expected"),
    "id-is-another": (GOOD, ('id = "id-is-another"', 'id = "other"'), 'id = "other"', "file is called"),
    "key-is-a-fraction-for-a-shape": (GOOD, ('kind = "number"', 'kind = "shape"'), "key =", "no answer of kind shape"),
}  # fmt: skip


def planted(name: str) -> str:
    template, (old, new), _, _ = PLANTED[name]
    source = template.replace("NAME", name)
    assert old in source
    return source.replace(old, new, 1)


@pytest.mark.parametrize("template", [GOOD, TEXT, CHOICE])
def test_a_good_item_has_no_defect(template: str) -> None:
    report = audit_item(parse_item(template.replace("NAME", "good"), expected_id="good", path="good.md"), 60)
    assert report.defects == []
    assert report.measures.variants == 60


def test_every_planted_fault_is_named_with_file_and_line(tmp_path: Path) -> None:
    for name in PLANTED:
        (tmp_path / f"{name}.md").write_text(planted(name), encoding="utf-8")
    audit = audit_bank(Bank(tmp_path, "planted", KINDS), 40)
    for name, (_, _, at, word) in PLANTED.items():
        found = [defect for defect in audit.defects if defect.path.endswith(f"/{name}.md")]
        line = next(number for number, text in enumerate(planted(name).split("\n"), start=1) if at in text)
        assert any(defect.line == line and word in defect.detail.en for defect in found), (name, line, found)
        assert all(defect.detail.ja for defect in found)


def test_the_command_tells_all_of_them(tmp_path: Path, run_quiz) -> None:  # type: ignore[no-untyped-def]
    for name in PLANTED:
        (tmp_path / f"{name}.md").write_text(planted(name), encoding="utf-8")
    done = run_quiz("check", str(tmp_path), "--seeds", "20", "--format", "json", "--lang", "en")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert {Path(defect["path"]).stem for defect in report["defects"]} == set(PLANTED)
    assert {"items", "variants", "defects", "seconds"} <= set(report)
    text = run_quiz("check", str(tmp_path), "--seeds", "20", "--lang", "ja")
    assert text.returncode == 1
    for name in PLANTED:
        assert f"{name}.md:" in text.stdout


@pytest.mark.thorough
@pytest.mark.parametrize("identifier", sorted(built_in_bank().paths))
def test_our_own_items(identifier: str) -> None:
    report = audit_item(built_in_bank().item(identifier), 15)
    assert report.defects == []


def test_what_is_counted() -> None:
    source = GOOD.replace("NAME", "counted").replace("b = [3, 4]", "b = [2]")
    measures = audit_item(parse_item(source, expected_id="counted", path="c.md"), 200).measures
    share = measures.slips["floor"]
    assert share.possible == 200
    # Half of the numbers from 10 to 40 are odd: only there does the slip give another answer than the key.
    assert 70 < share.apart_from_key < 130
    assert share.apart_from_all == share.apart_from_key


def test_a_key_that_always_stands_first_is_found() -> None:
    report = audit_item(parse_item(CHOICE.replace("NAME", "even"), expected_id="even", path="e.md"), 200)
    assert set(report.measures.places) == {0, 1}
    assert report.measures.uneven < 8
    report.measures.places.clear()
    report.measures.places[0] = 200
    assert "balance" in [rule for rule, _, _ in report.measures.faults()]


def test_a_text_too_long_for_its_minutes_is_found() -> None:
    source = GOOD.replace("NAME", "long").replace("{{n}} by {{b}}.", "{{n}} by {{b}}. " + "Read this. " * 200)
    report = audit_item(parse_item(source, expected_id="long", path="l.md"), 5)
    assert "time" in [defect.rule for defect in report.defects]


def test_the_page_shows_every_question_and_runs_nothing_of_theirs(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    hostile = GOOD.replace("NAME", "hostile").replace("{{n}} by {{b}}.", "{{n}} by {{b}} <script>alert(1)</script>.")
    (tmp_path / "hostile.md").write_text(hostile, encoding="utf-8")
    page = tmp_path / "page.html"
    done = run_quiz("check", str(tmp_path), "--html", str(page), "--lang", "en")
    assert done.returncode == 0
    html = page.read_text(encoding="utf-8")
    assert "hostile" in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
