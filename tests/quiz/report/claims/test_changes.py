"""What happens if something is changed: read by two directions, whatever the words; silent where they can't be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.claim_entries import ClaimBase, Relation
from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.claims.claim_reader import ClaimReader


@pytest.fixture(scope="module")
def base() -> ClaimBase:
    return read_claims(open_course().root)


@pytest.fixture(scope="module")
def reader(base: ClaimBase) -> ClaimReader:
    return ClaimReader(base)


def verdicts(reader: ClaimReader, text: str) -> set[str]:
    return {stated.verdict for stated in reader.of_text(text) if isinstance(stated.claim, Relation)}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("ストライドを 2 から 1 に変えると、出力は小さくなる。", "wrong"),
        ("ストライドを 1 から 3 に変えると、出力は小さくなる。", "correct"),
        ("λ を半分にすると、重みは大きくなる。", "correct"),
        ("バッチサイズを 2 倍にすれば、1 エポックの更新回数は減る。", "correct"),
        ("バッチ正規化を抜いたら学習が不安定になった。", "correct"),
        ("バッチ正規化を使うと学習が不安定になる。", "wrong"),
        ("Fewer parameters make overfitting less likely.", "correct"),
        ("A larger stride gives a larger output.", "wrong"),
        ("The smaller the learning rate, the slower the training.", "correct"),
        ("フィルタの枚数を増やしても、重みの数は変わらない。", "wrong"),
        ("隠れ層を 1 つ減らせば、勾配消失は軽くなり抑えられる。", "correct"),
        ("隠れ層を 2 つだけ減らすと、勾配消失がひどくなる。", "wrong"),
        # changed one way and then the other, without its name
        ("λ を 0 にすると罰則が消え、大きくしすぎると訓練データにも合わなくなる。", "correct"),
        ("λ を小さくすると過学習しやすく、逆に大きくすると過学習しにくい。", "correct"),
        ("λ を小さくすると過学習しにくく、逆に大きくすると過学習しやすい。", "wrong"),
        ("ストライドを 1 にすると窓が重なり、大きくすると出力は小さくなる。", "correct"),
        ("ドロップアウト率を 0 にすれば何も消えず、大きくすると過学習しやすくなる。", "wrong"),
        ("λ は正則化の強さで、大きくすると過学習しやすくなる。", "wrong"),
        ("With a small λ little changes, but if it is very large the network underfits.", "correct"),
        ("A large λ makes the network underfit, a small one makes it underfit, too.", "wrong"),
        ("A larger stride gives a smaller output, a smaller one gives a larger output.", "correct"),
        ("A larger stride gives a smaller output, a smaller one gives a smaller output too.", "wrong"),
    ],
)
def test_two_directions_decide(reader: ClaimReader, text: str, verdict: str) -> None:
    assert verdicts(reader, text) == {verdict}


@pytest.mark.parametrize(
    "text",
    [
        "学習率を上げると発散するのだろうか？",
        "学習率を上げても発散するとは限らない。",
        "学習率を上げて層を減らすと、発散しにくくなる。",  # two things are changed
        "学習率を適度に上げると速くなる。",
        "重みが大きいほど罰則が大きい。",  # what grows here is the consequence
        "もし λ を大きくすると重みは大きくなるだろうか。",
        "塩を増やすと味が濃くなる。",
        "データを増やすと学習に時間がかかる。",
        "パディングを入れて、出力が小さくなるのを防ぐ。",
    ],
)
def test_nothing_is_called_wrong_where_the_directions_can_not_be_told(reader: ClaimReader, text: str) -> None:
    assert "wrong" not in {stated.verdict for stated in reader.of_text(text)}


def test_a_method_that_is_taken_out_is_not_what_the_sentence_is_about(reader: ClaimReader) -> None:
    assert "wrong" not in {stated.verdict for stated in reader.of_text("ドロップアウトを外すと過学習しやすくなる。")}


@given(
    st.sampled_from(["学習率", "λ", "ストライド", "バッチサイズ", "隠れ層", "learning rate", "padding"]),
    st.text(alphabet="をが大小き増減くすると,、。 →upmore lessthan", max_size=30),
)
def test_any_text_is_read_or_not(thing: str, text: str) -> None:
    _any_reader().of_text(thing + text)


def _any_reader() -> ClaimReader:
    if not _READERS:
        _READERS.append(ClaimReader(read_claims(open_course().root)))
    return _READERS[0]


_READERS: list[ClaimReader] = []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ネットワークを深くすると勾配消失が起きる。", {"correct"}),
        ("ネットワークを深くすると必ず勾配消失が起きる。", {"imprecise"}),
        ("パディングを増やすと出力は大きくなる。", {"correct"}),
        ("パディングを増やすと出力は必ず大きくなる。", set()),  # so it is in every case, as it happens
    ],
)
def test_only_what_tends_to_happen_is_promised_too_much(reader: ClaimReader, text: str, expected: set[str]) -> None:
    assert {stated.verdict for stated in reader.of_text(text)} == expected


def test_a_promise_is_told_of_once(reader: ClaimReader) -> None:
    assert [stated.verdict for stated in reader.of_text("学習率を大きくすると必ず発散する。")] == ["imprecise"]
