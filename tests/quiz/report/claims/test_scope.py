"""What a statement is about and what it doesn't claim: subjects, comparisons, denials, doubts, conditions, lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.claims.claim_reader import ClaimReader
from quiz.report.claims.cues import Sighting
from quiz.report.claims.guards import claims_nothing, is_denied

Said = Callable[[str], list[tuple[str, str]]]

Small = Callable[..., ClaimReader]

FALSE = """
[[claim]]
id = "apple-blue"
subject = "apple"
cue = ["青い|青く|blue"]
verdict = "wrong"
condition = { ja = "りんごは赤いです。", en = "Apples are red." }
test = ["りんごは青い。"]
counter = ["なしは青い。"]
"""
TRUE = FALSE.replace('"wrong"', '"right"')


def verdicts(reader: ClaimReader, text: str) -> list[str]:
    return [stated.verdict for stated in reader.of_text(text)]


@pytest.mark.parametrize(
    "text",
    [
        "りんごは青い。",
        "どんなりんごでも、**青い** のである。",
        "洋梨と違い、りんごは青い。",
        "洋梨とちがって、りんごは青い。",
        "包丁で切ったりんごは青い。",
        "なしは黄色いが、りんごは青い。",
        "Apples are blue.",
        "Unlike pears, apples are blue.",
        "# りんご\n青い果物である。",
        "りんごの色:\n- 青い\n",
        "- りんご\n  - 青い\n",
        "| 果物 | 色 |\n|---|---|\n| りんご | 青い |\n",
    ],
)
def test_a_false_statement_is_found_by_its_subject_wherever_that_stands(small: Small, text: str) -> None:
    assert verdicts(small(FALSE), text) == ["wrong"]


@pytest.mark.parametrize("text", ["りんごは青いものしか見ない。", "りんごは青いと、いくつか試して言う。"])
def test_only_and_some_of_them_ask_nothing(text: str) -> None:
    assert not claims_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "なしは青い。",
        "りんごと違い、なしは青い。",
        "りんごに比べ、なしは青い。",
        "りんごの代わりになしを使うと、皮が青い。",
        "りんごは赤いが、なしは青い。",
        "Unlike apples, pears are blue.",
        "Apples are red, but pears are blue.",
        "# なし\n青い果物である。",
        "# りんごとなし\n青い果物である。",
        "りんごが好きだ。空は広い。\n\n青い果物である。",
        "- りんご\n- なし\n  - 青い\n",
        "| 果物 | 色 |\n|---|---|\n| なし | 青い |\n",
        "> りんごは青い。",
    ],
)
def test_what_is_said_of_another_thing_is_not_held_against_this_one(small: Small, text: str) -> None:
    assert verdicts(small(FALSE), text) == []


@pytest.mark.parametrize(
    "text",
    [
        "りんごは青いか？",
        "りんごは青いだろうか。",
        "りんごは青くない。",
        "りんごは青いとは限らない。",
        "りんごは青いわけではない。",
        "りんごは青いと思っていた。",
        "かつて、りんごは青いと言われた。",
        "「りんごは青い」は誤りである。",
        "もしりんごが青いなら、空も青い。",
        "りんごは青いかもしれない。",
        "りんごが青いのはなぜか。",
        "りんごが青いかどうかを確かめる。",
        "りんごが青いか否かを調べた。",
        "りんごが青いかを検証する。",
        "りんごが青い有無を確認する。",
        "Are apples blue?",
        "Apples are not blue.",
        "Apples may be blue.",
        "It was once believed that apples are blue.",
        "Suppose apples are blue.",
        "We check whether apples are blue.",
        "Let us see if apples are blue.",
        "Nobody knows whether apples are blue.",
        "(a) りんごは青い",
    ],
)
def test_what_is_asked_denied_doubted_or_believed_is_not_claimed(small: Small, text: str) -> None:
    assert verdicts(small(FALSE), text) == []


def test_a_statement_that_is_right_may_lean_on_the_sentence_before_and_a_wrong_one_may_not(small: Small) -> None:
    text = "りんごを買った。青い果物である。"
    assert verdicts(small(TRUE), text) == ["correct"]
    assert verdicts(small(FALSE), text) == []


def test_a_rival_in_the_sentence_before_makes_a_heading_doubtful(small: Small) -> None:
    assert verdicts(small(FALSE), "# りんご\nなしの話もしよう。青い果物である。") == []


def test_two_things_listed_together_are_both_the_subject(small: Small) -> None:
    assert verdicts(small(TRUE), "りんごやなしは青い。") == ["correct"]
    assert verdicts(small(TRUE), "なし、りんごは青い。") == ["correct"]


def test_every_finding_tells_its_line_and_column(small: Small) -> None:
    (stated,) = small(FALSE).of_text("はじめに。\n  空は広い。りんごは青い。")
    assert (stated.row.line.number, stated.column, stated.written) == (2, 8, "りんごは青い。")
    assert stated.message.en == "Apples are red."


SEEDS = """
[[claim]]
id = "apple-seeds"
subject = "apple"
cue = ["種が{n}個|種は{n}個|{n} seeds"]
holds = "n == 5"
condition = { ja = "{{n}} 個ではなく 5 個です。", en = "It is 5, not {{n}}." }
test = ["りんごの種は5個である。"]
counter = ["りんごの種は4個である。"]
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("りんごの種は５個である。", ["correct"]),
        ("りんごの種は四個である。", ["wrong"]),
        ("An apple has 4 seeds.", ["wrong"]),
        ("りんごの種は4個目が大きい。", []),
        ("りんごの種は4個ではない。", []),
        ("りんごの種は5個、なしの種は4個である。", ["correct"]),
        ("なしの種は3個、りんごの種は4個である。", []),
        ("りんごは4個ある。", []),
    ],
)
def test_numbers_are_held_against_the_formula(small: Small, text: str, expected: list[str]) -> None:
    assert verdicts(small(SEEDS), text) == expected


def test_the_message_shows_the_number_that_was_read(small: Small) -> None:
    (stated,) = small(SEEDS).of_text("りんごの種は4個である。")
    assert stated.message.ja == "4 個ではなく 5 個です。"


SPECIFIC = TRUE + FALSE.replace("apple-blue", "apple-light-blue").replace('"青い|青く|blue"', '"明るい青い"')


def test_the_more_specific_claim_speaks_for_the_words_that_both_have(small: Small) -> None:
    reader = small(SPECIFIC)
    assert verdicts(reader, "りんごは明るい青い。") == ["wrong"]
    assert verdicts(reader, "りんごは青い。") == ["correct"]


@pytest.mark.parametrize(
    "text",
    [
        "りんご→青い",
        "なしは黄色い,りんごは青い。",
        "なしが赤いのに対し、りんごは青い。",
        "# なし\nりんごの皮は青い。",
        "なぜりんごを食べるか。青いから。",
        "Q1 りんごの色は？\nA1 青い",
        "りんごなら、青い。",
    ],
)
def test_arrows_parallels_topics_and_questions_tell_the_subject(small: Small, text: str) -> None:
    assert verdicts(small(FALSE), text) == ["wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "りんごは赤い,なしは青い。",
        "なしが青いのに対し、りんごは赤い。",
        "# なし\nりんごより青い。",
        "# りんご\nなしの皮は青い。",
        "なぜなしを食べるか。青いから。",
        "Q1 りんごの色は？\n\n# なし\n青い",
        "誤：りんごは青い",
        "×「りんごは青い」",
        "りんごは青いと勘違いしていた。",
        "りんごは、青い場合と比べて甘い。",
    ],
)
def test_another_ones_statement_and_errors_are_left_alone(small: Small, text: str) -> None:
    assert verdicts(small(FALSE), text) == []


def test_what_a_question_is_about_is_forgotten_after_a_few_sentences(small: Small) -> None:
    told = "りんごの色は？\n" + "よく洗う。\n" * 3
    assert verdicts(small(FALSE), "りんごの色は？\n青い") == ["wrong"]
    assert verdicts(small(FALSE), told + "青い果物だ。") == []


def test_a_condition_holds_for_the_clauses_behind_it(small: Small) -> None:
    reader = small(TRUE.replace("青い|青く|blue", "熟すと & 甘い"))
    assert verdicts(reader, "りんごは熟すと、固くないが、甘い。") == ["correct"]
    assert verdicts(reader, "りんごは固くないが、甘い。") == []


def test_a_title_that_names_a_list_belongs_to_its_entries(small: Small) -> None:
    reader = small(TRUE.replace("青い|青く|blue", "特徴 & 青くなる"))
    assert verdicts(reader, "# りんご\n- 特徴\n  - 青くなる") == ["correct"]
    assert verdicts(reader, "# りんご\n- 色々\n  - 青くなる") == []


def test_the_sentence_before_tells_the_subject_and_not_the_one_before_that(small: Small) -> None:
    assert verdicts(small(TRUE), "りんごがある。\n青い果物だ。") == ["correct"]
    assert verdicts(small(TRUE), "りんごがある。包丁もある。\n青い果物だ。") == []


@pytest.mark.parametrize(
    ("clause", "denied"),
    [
        ("勾配消失はしかしおこらない", True),
        ("勾配消失はしかしこれではおきない", True),
        ("勾配消失しかおこらない", False),
        ("勾配消失しかない", False),
    ],
)
def test_however_is_no_nothing_but(clause: str, denied: bool) -> None:
    assert is_denied(clause, Sighting(((0, 4),), ({},)), strict=True) is denied


def test_a_sentence_may_end_with_a_number(said: Said) -> None:
    """The next one is told of by itself."""
    text = "The product is at most 0.25^4, about 0.0039. The sigmoid's output is exactly 0.5 at x = 0."
    assert ("sigmoid-at-zero", "correct") in said(text)


def test_a_label_tells_of_the_lines_right_below_it(said: Said) -> None:
    label, wrong = "**勘違いその1**", "- 過学習は、訓練誤差が大きくテスト誤差が小さい状態をいう"
    assert said(f"{label}\n{wrong}") == []
    assert {verdict for _, verdict in said(f"{label}\n- 値は1である。\n\nここからは別の話。\n\n{wrong}")} == {"wrong"}


def test_a_line_that_ends_in_a_noun_does_not_go_on_in_the_next(reader: ClaimReader) -> None:
    """「こと」 ends with the sign of 「と」, behind which a sentence does go on."""
    found = reader.of_text("パディングは周囲を0で埋めること\nパディングをすると出力サイズが小さくなる")
    assert [stated.row.line.number for stated in found if stated.verdict == "wrong"][:1] == [2]


def test_a_prime_makes_a_derivative(said: Said) -> None:
    assert ("sigmoid-range-not-one", "wrong") in said("σ(x) の最大値は 0.25")
    assert {verdict for _, verdict in said("σ'(x) の最大値は 0.25")} <= {"correct"}


def test_each_of_two_arrows_has_a_change_of_its_own(said: Said) -> None:
    assert {verdict for _, verdict in said("η大→発散、η小→遅い")} == {"correct"}
    assert {verdict for _, verdict in said("η小→発散、η大→遅い")} == {"wrong"}
    assert {verdict for _, verdict in said("λ→大で重みも大")} == {"wrong"}


def test_what_grows_is_no_other_change_than_the_outcome(said: Said) -> None:
    assert ("penalty-and-strength", "wrong") in said("λを大きくすると、正則化は弱くなる。")


def test_what_was_measured_is_no_statement_of_what_only_a_heading_names(said: Said) -> None:
    assert said("# シグモイド関数\n描いてみると、出力の範囲は-3から3だった。") == []
    assert said("# シグモイド関数\n出力の範囲は-3から3である。") == [("sigmoid-range", "wrong")]
    assert said("描いてみると、シグモイド関数の出力の範囲は-3から3だった。") == [("sigmoid-range", "wrong")]


@pytest.mark.parametrize(
    "text",
    [
        "■ りんご\n・青い果物である。",
        "■ なし\n・黄色い果物である。\n■ りんご\n・青い果物である。",
        "りんごは赤い。その皮は青い。",
        "りんご:赤い果物である。とても青い。",
        "An apple is red. Its peel is blue.",
        "# りんご\n- なしと並べて売る。\n- 青い果物である。",
        "# りんご\n- りんごはなしと並べて売る。\n- 青い果物である。",
        "# りんごとなし\n- りんごは青い",
        "とてもよく熟した大きな秋のりんごの実→青い",
    ],
)
def test_what_goes_on_about_its_subject_is_said_of_it(small: Small, text: str) -> None:
    assert verdicts(small(FALSE), text) == ["wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "■ りんご\n・赤い果物である。\n■ なし\n・青い果物である。",
        "■ なし\n・青い果物である。",
        "りんごは赤い。一方で皮は青い。",
        "りんごは赤い。なしは黄色い。その皮は青い。",
        "# りんご\n- なしは黄色い。\n- 青い果物である。",
        "# りんご\n青い果物だった。",
        "It is known that apples are red. They say pears. Its peel is blue.",
        "I always believed that apples are blue.",
        "I once thought that apples are blue.",
    ],
)
def test_what_goes_on_about_another_or_tells_what_came_out_is_not(small: Small, text: str) -> None:
    assert verdicts(small(FALSE), text) == []
