"""Entries of glossaries, cards and tables: right by their meaning, wrong by what they are confused with."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.claims.claim_reader import ClaimReader
from quiz.report.documents import Line, Report

READER = ClaimReader(read_claims(open_course().root))


def told(text: str) -> list[tuple[str, str]]:
    return [(said.claim.id, said.verdict) for said in READER.of_text(text) if said.claim.id.startswith("term-")]


@pytest.mark.parametrize(
    "entry",
    [
        "エポック：全データを一巡すること",
        "- エポック … 全データを一巡すること。",
        "・エポック（epoch）― 全データを一巡すること",
        "【エポック】 = 全データを一巡すること",
        "エポックとは、全データを一巡することである。",
        "**Epoch**: one pass over the data",
        "| エポック | 全データを一巡すること |",
        "| 3 | epoch | one pass over the data | |",
        "| one pass over all the data | epoch |",
        "Epoch means one pass over the data.",
        "3. epoch -- one full pass over the samples",
        "(2) epoch → one pass over the data",
    ],
)
def test_every_form_of_an_entry(entry: str) -> None:
    assert told(entry) == [("term-epoch", "correct")]


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("エポック：重みを1回更新すること", "term-epoch"),
        ("| 検証データ | 重みを学習するためのデータ |", "term-validation-set"),
        ("鞍点 … すべての方向で極小となる点", "term-saddle"),
        ("Hyperparameter: learned from data", "term-hyperparameter"),
        ("| padding | how far the filter moves |", "term-padding"),
        ("Lasso：重みの2乗の和を罰則にする", "term-l1"),
        ("勾配クリッピング：勾配を0にする操作", "term-clipping"),
        ("オンライン学習：データ全体で1回更新する", "term-online"),
    ],
)
def test_what_a_term_is_confused_with_is_wrong(entry: str, term: str) -> None:
    assert told(entry) == [(term, "wrong")]


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("スパース：重みが少ないこと", "term-sparse"),
        ("正則化：重みを小さくすること", "term-regularisation"),
        ("batch norm: makes the inputs Gaussian", "term-batch-norm"),
    ],
)
def test_what_is_only_a_part_of_the_meaning_is_imprecise(entry: str, term: str) -> None:
    assert told(entry) == [(term, "imprecise")]


@pytest.mark.parametrize(
    "entry",
    [
        "エポック：重みを1回更新することではない。",
        "エポックは重みを1回更新することでしたっけ？",
        "エポック：あとで調べる",
        "鞍点：すべての方向で極小となる点ではない。",
        "検証データ：重みを学習するためのデータではない",
        "epoch: not one update of the weights",
        "エポックは重みを1回更新することだと思い込んでいた。",
        "学習率は 0.01 である。",
        "| エポック | 学習率 | 正解率 |",
        "| 1 | 0.52 | 0.81 |",
        "過学習：一旦保留",
        "全結合層は、1列に並べてから使う。",
        "Epoch is one pass over the data.",
        "エポックは全データを一巡することである。",
        "AdaGradは累積、RMSPropは移動平均。",
        "エポック：必ず全データを一巡すること",
        "ストライド：？",
        "epoch",
        "エポック：",
        "| epoch | |",
    ],
)
def test_what_denies_asks_or_tells_something_else_is_left_alone(entry: str) -> None:
    assert told(entry) == []


def test_what_goes_on_is_not_credited_and_is_told_of_what_it_begins_with() -> None:
    assert told("ストライド：フィルタをずらす幅。大きいほど出力も大きい。") == []
    text = "エポック：重みを1回更新すること。学習では何度も行う。"
    (said,) = [said for said in READER.of_text(text) if said.claim.id == "term-epoch"]
    assert (said.verdict, said.written) == ("wrong", "重みを1回更新すること")


@pytest.mark.parametrize("line", ["- L1: 全体に小さい解、L2: 疎な解", "L1＝ユークリッド距離、L2＝マンハッタン距離"])
def test_what_is_said_of_the_next_term_of_a_line_is_not_said_of_the_first(line: str) -> None:
    assert "correct" not in [verdict for _, verdict in told(line)]


def test_what_a_claim_says_already_is_not_told_again() -> None:
    line = "エポック：全データを一巡すること"
    assert len(READER.of_text(line)) > 1
    found = course_checker().check(Report("r", (Line(line, 1),)))
    assert [(one.claim, one.verdict) for one in found] == [("epoch-definition", "correct")]
