"""Slips of an author's pen: each is named with its rule and line, and what was meant so is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.audit import Defect, audit_item
from quiz.audit.formula_forms import same_in_form
from quiz.bank.formula import Formula
from quiz.courses import built_in_bank, parse_item

GOOD = r"""+++
id = "padded-side"
kind = "number"
section = "s"
minutes = 1
difficulty = 1
key = "side + 2*pad"
check = "count - 1"

[draw]
side = { from = 20, to = 60 }
pad = { from = 1, to = 9 }

[let]
count = "len_of(side, pad)"

[misconception.one-side]
value = "side + pad"
ja = '$\tau$ のように片側だけ {{pad}} を足しています。'
en = 'Only {{pad}} was added, on one side ($\tau$).'
+++
# ja
一辺 {{side}} の画像の四辺に {{pad}} ずつ余白をつけると、一辺はいくつですか。
## 解説
${{side}} + 2 \times {{pad}} = {{key}}$
# en
An image of side {{side}} gets a border of {{pad}} all around. How long is its side now?
## Solution
${{side}} + 2 \times {{pad}} = {{key}}$
""".replace("len_of(side, pad)", "side + pad + pad + 1")


def found(source: str, folder: Path | None = None) -> list[Defect]:
    item = parse_item(source, expected_id="padded-side", path="padded-side.md")
    return audit_item(item, 40, source, folder).defects


def test_a_good_file_has_no_slips() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("written", "instead", "rule", "at"),
    [
        ("'$\\tau$ のように片側だけ {{pad}} を足しています。'", '"$\\tau$ のように {{pad}} を"', "control", "ja ="),
        ("'Only {{pad}} was added, on one side ($\\tau$).'", '"Only {{pad}}, $2 \\times$"', "control", "en ="),
        ("'Only {{pad}} was added, on one side ($\\tau$).'", '"Only {{pad}}: \\frac{1}{2}"', "control", "en ="),
        ("いくつですか。", "いくつですか。TODO: 図", "unfinished", "いくつ"),
        ("いくつですか。", "いくつですか（要確認）。", "unfinished", "いくつ"),
        ("How long", "FIXME How long", "unfinished", "How long"),
        ("一辺はいくつ", "一辺は＄x＄、いくつ", "dollar", "いくつ"),
        ("How long", "![a border](border.svg) How long", "picture", "How long"),
        ("pad = {", "colour = [1, 2, 3]\npad = {", "unused", "colour ="),
        ("count =", "half = 'side/2'\ncount =", "unused", "half ="),
        ('check = "count - 1"', 'check = "pad * 2 + side"', "check", "check ="),
        ('check = "count - 1"', 'check = "(side) + (2 * pad)"', "check", "check ="),
        ('check = "count - 1"', 'check = "twice + side"', "check", "check ="),
        ("= {{key}}$\n# en", "= 44$\n# en", "typed", "2 \\times {{pad}} = 44"),
        ("side = { from = 20, to = 60 }\npad = { from = 1, to = 9 }", "side = [4, 6, 8]\npad = [1]", "few", "[draw]"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_line(written: str, instead: str, rule: str, at: str) -> None:
    source = GOOD.replace("[let]\n", '[let]\ntwice = "2*pad"\n') if "twice" in instead else GOOD
    assert written in source
    source = source.replace(written, instead)
    lines = source.split("\n")
    (defect,) = [one for one in found(source) if one.rule == rule]
    assert at in lines[defect.line - 1]
    assert [one.rule for one in found(source)] in ([rule], ["unused", rule], ["languages", rule])
    assert "→" in defect.detail.ja or rule in ("unfinished", "unused")


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("'Only {{pad}} was added, on one side ($\\tau$).'", '"Only {{pad}} was added:\\n\\t$x$"'),
        ("How long", "![a border](https://example.org/border.svg) How long"),
        ("How long", "Whatever is to do, how long"),
        ('check = "count - 1"', 'check = "count - 2 + 1"'),
        ("= {{key}}$\n# en", "= {{key}}$、44 なら正解\n# en"),
    ],
)
def test_what_may_be_meant_is_left_alone(written: str, instead: str) -> None:
    assert written in GOOD
    assert found(GOOD.replace(written, instead)) == []


def test_a_picture_beside_the_file_is_there(tmp_path: Path) -> None:
    source = GOOD.replace("How long", "\n![a border](border.svg)\nHow long")
    assert [one.rule for one in found(source, tmp_path)] == ["picture"]
    (tmp_path / "border.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', encoding="utf-8")
    assert ["the element script" in one.detail.en for one in found(source, tmp_path)] == [True]
    (tmp_path / "border.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    assert found(source, tmp_path) == []
    in_front = source.replace("Only {{pad}}", "![x](figure:y) Only {{pad}}")
    assert "can't stand here" in " ".join(one.detail.en for one in found(in_front, tmp_path))
    within = source.replace("border.svg)\nHow", "border.svg) How")
    assert ["on a line of its own" in one.detail.en for one in found(within, tmp_path)] == [True]


@pytest.mark.parametrize(
    ("key", "check", "same"),
    [
        ("a*b + a", "a + b*a", True),
        ("a - b", "b - a", False),
        ("a/b", "a*b", False),
        ("min(a, b)", "min(b, a)", False),
        ("a + (b + 1)", "1 + a + b", True),
        ("[a, b]", "[b, a]", False),
    ],
)
def test_the_same_formula_in_another_order(key: str, check: str, same: bool) -> None:
    item = built_in_bank().item("conv-output-size")
    assert same_in_form(Formula(key), Formula(check), item) is same
