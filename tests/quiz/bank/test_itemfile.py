"""The authoring format: a good file is read whole; every fault of a bad one is told, with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import parse_item, read_item
from quiz.errors import FileFaults

GOOD = """+++
id = "sample"
kind = "number"
section = "minibatch"
minutes = 2
difficulty = 1
tags = ["minibatch"]
key = "epoch_updates(n, b)[0]"
check = "epoch_updates_by_loop(n, b)[0]"

[draw]
n = { from = 10, to = 99 }
b = [3, 7]
rate = [0.1, 0.01]
where = "n % b != 0"

[let]
rest = "n % b"

[original]
n = 60
b = 7
rate = 0.1

[misconception.floor]
value = "n // b"
ja = "余り {{rest}} 個が抜けています。"
en = "The remainder of {{rest}} was dropped."
+++
# ja
{{n}} 個を {{b}} 個ずつに分けます。
## ヒント
割り算です。
## 解説
{{key}} 回です。
# en
Split {{n}} into batches of {{b}}.
## Hint
Divide.
## Solution
{{key}} times.
"""


def faults_of(source: str) -> list[tuple[int, str]]:
    with pytest.raises(FileFaults) as caught:
        parse_item(source, expected_id="sample", path="bank/sample.md")
    for fault in caught.value.faults:
        assert fault.path == "bank/sample.md"
        assert fault.message.ja
        assert fault.message.en
    return [(fault.line, fault.message.en) for fault in caught.value.faults]


def line_of(text: str, source: str = GOOD) -> int:
    return next(number for number, line in enumerate(source.split("\n"), start=1) if text in line)


def test_a_good_file() -> None:
    item = parse_item(GOOD, expected_id="sample", path="sample.md")
    assert item.kind == "number"
    assert item.original == {"n": 60, "b": 7, "rate": Fraction(1, 10)}
    assert [rule.name for rule in item.draws] == ["n", "b", "rate"]
    assert len(item.hints) == 1
    assert item.lines["misconception.floor.value"] == line_of("n // b")


@pytest.mark.parametrize(
    ("old", "new", "at", "word"),
    [
        ('id = "sample"', 'id = "other"', 'id = "other"', "file is called"),
        ('id = "sample"', 'id = "Sample!"', 'id = "Sample!"', "lower-case"),
        ('kind = "number"', 'kind = "nunber"', "nunber", "can't be nunber"),
        ('kind = "number"\n', "", "id = ", "kind is missing"),
        ("minutes = 2", "minutes = 0", "minutes", "above 0"),
        ("minutes = 2", 'minutes = "2"', "minutes", "above 0"),
        ("difficulty = 1", "difficulty = 9", "difficulty", "1 to 5"),
        ("difficulty = 1", "dificulty = 1", "dificulty", "no key dificulty"),
        ('tags = ["minibatch"]', 'tags = "minibatch"', "tags", "a list of texts"),
        ("epoch_updates(n, b)[0]", "epoch_update(n, b)[0]", "key =", "no function epoch_update"),
        ("epoch_updates(n, b)[0]", "epoch_updates(n)[0]", "key =", "lacks its argument batch"),
        ("epoch_updates(n, b)[0]", "epoch_updates(n, c)[0]", "key =", "no value called c"),
        ("epoch_updates(n, b)[0]", "n ^ b", "key =", "**"),
        ('"epoch_updates(n, b)[0]"', '"9"', "key =", "typed, not computed"),
        ('check = "epoch_updates_by_loop(n, b)[0]"\n', "", "id = ", "check is missing"),
        ("n = { from = 10, to = 99 }", "n = { from = 10 }", "from = 10", "needs from and to"),
        ("n = { from = 10, to = 99 }", "n = 5", "n = 5", "how n is drawn"),
        ("n = { from = 10, to = 99 }", "n = { frm = 10, to = 99 }", "frm", "no key draw.n.frm"),
        ("b = [3, 7]", "b = []", "b = []", "choices of b"),
        ('where = "n % b != 0"', 'where = "n % bb != 0"', "where", "no value called bb"),
        ('rest = "n % b"', 'rest = "n % missing"', "rest =", "no value called missing"),
        ("n = 60\n", "", "[original]", "lacks n"),
        ("n = 60", "m = 60", "m = 60", "no key original.m"),
        ("[misconception.floor]", "[misconception.Floor]", "Floor", "can't read misconception.Floor"),
        ('en = "The remainder of {{rest}} was dropped."\n', "", "[misconception.floor]", "floor.en is missing"),
        ("余り {{rest}} 個", "余り {{rst}} 個", "余り", "no value called rst"),
        ("{{n}} 個を", "{{n} 個を", "個を", "don't pair up"),
        ("# en\n", "# eng\n", "# eng", "heading # eng"),
        ("## 解説", "## かいせつ", "## かいせつ", "かいせつ"),
        ("## Hint\nDivide.\n", "", "割り算です", "number of hints"),
        ("## Solution\n{{key}} times.\n", "", "# ja", "lacks ## Solution"),
        ("Split {{n}}", "Split {{key}}", "Split", "key is the answer"),
        ("割り算です。", "```\n割り算です。", "```", "isn't closed"),
        ("difficulty = 1", "difficulty = = 1", "difficulty", "this is no value"),
    ],
)  # fmt: skip
def test_one_fault(old: str, new: str, at: str, word: str) -> None:
    assert old in GOOD
    source = GOOD.replace(old, new, 1)
    found = faults_of(source)
    assert any(word in message for _, message in found), found
    assert line_of(at, source) in [line for line, message in found if word in message], (found, line_of(at, source))


def test_all_faults_are_told_at_once() -> None:
    source = GOOD.replace("minutes = 2", "minutes = 0").replace("[3, 7]", "[]").replace("# en\n", "# eng\n")
    messages = [message for _, message in faults_of(source)]
    assert len(messages) >= 4
    assert [line for line, _ in faults_of(source)] == sorted(line for line, _ in faults_of(source))


def test_a_formula_fault_has_a_caret() -> None:
    _, message = faults_of(GOOD.replace("n % b != 0", "n % bb != 0"))[0]
    source, caret = message.split("\n")[1:]
    assert caret.index("^") == source.index("bb")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"+++\n", b"+++\n+++\n", b"x" * 200_001, b"\0" * 50, b"+++\nid = 1\n+++"]
)
def test_bytes_that_are_no_question(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sample.md"
    path.write_bytes(content)
    with pytest.raises(FileFaults):
        read_item(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileFaults, match="fault"):
        read_item(tmp_path / "none.md")


@given(st.data())
def test_any_change_of_a_good_file_gives_an_item_or_faults(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD) - 1))
    end = data.draw(st.integers(start, min(len(GOOD), start + 30)))
    source = GOOD[:start] + data.draw(st.text(max_size=12)) + GOOD[end:]
    try:
        found: object = parse_item(source, expected_id="sample", path="sample.md")
    except FileFaults as error:
        found = error.faults
    assert found


def test_fifty_faults_are_told_and_no_more() -> None:
    source = GOOD.replace("[draw]", "\n".join(f"nonsense{number} = 1" for number in range(80)) + "\n[draw]", 1)
    assert len(faults_of(source)) == 50


def test_a_fault_quotes_no_more_than_can_be_seen() -> None:
    source = GOOD.replace('rest = "n % b"', f'rest = "[{"b, " * 180}b][0] + missing"', 1)
    (fault,) = [message for _, message in faults_of(source) if "missing" in message]
    assert "no value called missing" in fault
    assert len(fault) < 400
