"""What is said about a fault: its parameters, quoted or bare; its place under a caret; what is left to do."""

from __future__ import annotations

import pytest

from quiz.language import Text
from quiz.reading.explanations import caret, complaint, explained, form_remedy, visible
from solvers import Comparison
from solvers.expression.faults import Unreadable as Fault


@pytest.mark.parametrize(
    ("fault", "reason", "remedy"),
    [
        (
            Fault("wrong-kind", 0, "matrix", "value"),
            Text(
                "求められているのは数または式です（読み取ったのは行列）",
                "a number or an expression is asked for; this reads as a matrix",
            ),
            Text("答えの形を確かめてください", "check what kind of answer is asked for"),
        ),
        (
            Fault("wrong-kind", 0, "graph", "set"),
            Text(
                "求められているのは集合です（読み取ったのは数ではないもの）",
                "a set is asked for; this reads as something that is no number",
            ),
            Text("答えの形を確かめてください", "check what kind of answer is asked for"),
        ),
        (
            Fault("arguments", 2, "log", "2"),
            Text("関数「log」の引数は 2 個です", "the function “log” takes 2 argument(s)"),
            Text("かっこの中を確かめてください", "check what stands in its brackets"),
        ),
        (
            Fault("missing-argument", 0, "sin", "operand"),
            Text("sin の中身がありません", "sin has nothing to work on"),
            Text("sin(x) のように書いてください", "write it like sin(x)"),
        ),
        (
            Fault("missing-argument", 0, r"\sqrt", "{"),
            Text(r"\sqrt の中身がありません", r"\sqrt has nothing to work on"),
            Text(r"\sqrt{x} のように書いてください", r"write it like \sqrt{x}"),
        ),
        (
            Fault("missing-argument", 0, r"\dfrac", "{"),
            Text(r"\dfrac の中身がありません", r"\dfrac has nothing to work on"),
            Text(r"\dfrac{1}{2} のように書いてください", r"write it like \dfrac{1}{2}"),
        ),
        (
            Fault("two-numbers", 1, "3", suggestion="*3 ^3"),
            Text("数 3 の前に記号がありません", "there is no sign before the number 3"),
            Text("かけ算なら *3、累乗なら ^3 と書いてください", "write *3 for a product, ^3 for a power"),
        ),
        (
            Fault("look-alike", 1, "а", suggestion="a"),
            Text("「а」は a に似た別の文字です", "“а” only looks like the letter a"),
            Text("半角の a を入力してください", "type the letter a"),
        ),
        (
            Fault("too-deep", 40, limit=50),
            Text("かっこや記号の入れ子が深すぎます（50 段まで）", "nested too deeply (up to 50 levels)"),
            Text("かっこを減らしてください", "use fewer brackets"),
        ),
        (
            Fault("unknown-name", 3, "ww", suggestion="w"),
            Text("「ww」という文字は、この問題では使いません", "“ww” is no name of this question"),
            Text("「w」のことですか", "did you mean “w”?"),
        ),
        (
            Fault("unknown-name", 3, "ww"),
            Text("「ww」という文字は、この問題では使いません", "“ww” is no name of this question"),
            Text("問題文にある文字で答えてください", "answer with the names in the question"),
        ),
        (
            Fault("mismatched", 3, "]", ")"),
            Text("「]」ではなく「)」で閉じるところです", "“)” should close here, not “]”"),
            Text("かっこの種類をそろえてください", "use brackets of one kind"),
        ),
    ],
)
def test_a_fault_in_words(fault: Fault, reason: Text, remedy: Text) -> None:
    told = explained(fault)
    assert (told.reason, told.column, told.remedy) == (reason, fault.column, remedy)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("a b", "a b"),
        ("x\u0301", "xU+0301"),
        ("\t", "U+0009"),
        ("\u202e", "U+202E"),
        ("x" * 20, "x" * 20),
        ("x" * 21, "x" * 20 + "…"),
    ],
)
def test_what_can_not_be_shown_is_named_by_its_code(found: str, shown: str) -> None:
    assert visible(found) == shown


@pytest.mark.parametrize(
    ("text", "column", "lines"),
    [
        ("2x +", 3, ["2x +", "   ^"]),
        ("2x +", 4, ["2x +", "    ^"]),
        ("2x +", 99, ["2x +", "    ^"]),
        ("2x +", None, ["2x +"]),
        ("", 0, ["", "^"]),
        ("a\tb\u200b!", 4, ["a b·!", "    ^"]),
        ("\ta b", 2, [" a b", "  ^"]),
        ("値は？", 2, ["値は？", "    ^"]),
        ("a" * 60 + "!" + "b" * 19, 60, ["a" * 60 + "!" + "b" * 19, " " * 60 + "^"]),
        ("a" * 60 + "!" + "b" * 20, 60, ["a" * 60 + "!" + "b" * 19 + "…", " " * 60 + "^"]),
        ("c" + "a" * 60 + "!", 61, ["…" + "a" * 60 + "!", " " * 61 + "^"]),
    ],
)
def test_the_caret_stands_under_the_column(text: str, column: int | None, lines: list[str]) -> None:
    assert caret(text, column).split("\n") == lines


def test_a_complaint_has_no_caret_where_nothing_was_written() -> None:
    assert complaint(Fault("empty", 0, text="  "), "en") == "nothing was written\n  → write an answer"
    told = complaint(Fault("unopened", 1, ")", text="x)"), "ja")
    assert told.split("\n")[:3] == ["x)", " ^", "「)」に対応する開きかっこがありません"]
    assert told.split("\n")[3].startswith("  → 開きかっこを足すか")


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (Comparison("incomplete", reason="not-lowest"), "The value is right. Cancel the fraction."),
        (Comparison("incomplete", reason="form", details=("not-lowest",)), "The value is right. Cancel the fraction."),
        (
            Comparison("incomplete", reason="form", details=("nobody-knows", "signs")),
            "The value is right. Gather the minus signs.",
        ),
        (Comparison("incomplete", reason="no-constant", details=("signs",)), "Add the constant of integration."),
        (Comparison("incomplete", reason="form"), "The value is right, but not the form that was asked for."),
    ],
)
def test_what_is_left_to_do(result: Comparison, told: str) -> None:
    assert form_remedy(None, result).en == told
