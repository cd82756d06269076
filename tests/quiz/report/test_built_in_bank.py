"""The built-in items' cues for reports make sense, and no right answer that is pasted into a report is called wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt
from quiz.kinds import kind_of
from quiz.language import Language
from quiz.model import Item, Variant
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker
from quiz.report.statements import ANSWER, Statement

ITEMS = built_in_bank().load_all()[0]
MARKS: dict[Language, tuple[str, str]] = {"ja": ("問1 ", "解答："), "en": ("Q1. ", "Answer: ")}


@pytest.fixture(scope="module")
def built_in() -> Checker:
    return Checker(ITEMS)


@pytest.mark.parametrize("item", [item for item in ITEMS if item.report.statements], ids=lambda item: item.id)
def test_templates_name_values_that_there_are(item: Item) -> None:
    known = (
        {rule.name for rule in item.draws} | set(item.lets) | ({"option"} if hasattr(item.answer, "options") else set())
    )
    for source in item.report.statements:
        statement = Statement(source)
        assert statement.names <= known, source
        assert statement.names or statement.claims, source
        if "option" in statement.names:
            found = statement.search("".join(token.text or "、" for token in statement._tokens))
            assert found is not None, source
            assert 1 <= int(found.values["option"]) <= len(item.answer.options), source
        if ANSWER in source:
            assert {rule.name for rule in item.draws} <= statement.names, f"a claim has to give every value: {source}"


def checked(checker: Checker, source: str) -> list[Finding]:
    lines = tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1))
    return checker.check(Report("pasted.md", lines))


SIZES = [
    "入力画像のサイズが{0}×{0}、フィルタが{1}×{1}、パディング{3}、ストライド{2}のとき、出力画像のサイズは{4}×{4}になる",
    "入力サイズ{0}×{0}、フィルタサイズ{1}×{1}、ストライド{2}、パディング{3}のとき、出力サイズは{4}×{4}です",
    "入力が{0}×{0}、フィルタが{1}×{1}、ストライド{2}、パディング{3}なら、出力は{4}×{4}である",
    "{0}×{0}の画像に{1}×{1}のフィルタ（ストライド{2}、パディング{3}）を適用すると、出力は{4}×{4}となる",
    "この層の入力は{0}×{0}で、{1}×{1}のフィルタ、ストライド{2}、パディング{3}で畳み込み、出力は{4}×{4}である",
    "- 入力 {0}x{0}, カーネル {1}x{1}, stride {2}, padding {3} → 出力 {4}x{4}",
    "{0}×{0}の入力画像に{1}×{1}のフィルタをかけ、ストライド{2}、パディング{3}とすると{4}×{4}の出力になる",
    "入力 {0}×{0}、フィルタ {1}×{1}、ストライド {2}、パディング {3} → 出力 {4}×{4}",
    "サイズ{0}×{0}の入力画像を、サイズ{1}×{1}のフィルタで畳み込むと、出力は{4}×{4}になる（ストライド{2}、パディング{3}）",
    "ストライド{2}、パディング{3}で、{0}×{0}の画像を{1}×{1}のフィルタで畳み込むと {4}×{4} の特徴マップになる",
    "A {0}x{0} image convolved with a {1}x{1} filter, stride {2}, padding {3} gives a {4}x{4} output",
    "a {0}x{0} input, {1}x{1} filter, stride {2}, padding {3} gives a {4}x{4} output",
    "A {0}x{0} input with a {1}x{1} filter, padding {3}, stride {2} gives a {4}x{4} output",
    "The input is {0}x{0}, the filter {1}x{1}, stride {2} and padding {3}, so the output is {4}x{4}",
]


@pytest.mark.parametrize("sentence", SIZES)
@pytest.mark.parametrize(
    ("values", "item"), [((6, 2, 1, 1, 7), "conv-output-size"), ((8, 3, 2, 1, 4), "conv-output-floor")]
)
def test_natural_sentences_that_state_a_size_are_read(
    built_in: Checker, sentence: str, values: tuple[int, ...], item: str
) -> None:
    for stated, verdict in ((values[4], "correct"), (values[4] - 1, "wrong")):
        (finding,) = checked(built_in, f"本文です。\n\n{sentence.format(*values[:4], stated)}。\n")
        assert (finding.kind, finding.verdict, finding.item and finding.item.id) == ("claim", verdict, item)


@pytest.mark.parametrize(
    "sentence",
    [
        "入力が6×6、フィルタが2×2、ストライド1、パディング1のとき、出力は6×6ではない",
        "入力が6×6、フィルタが2×2、ストライド1、パディング1のとき、出力は6×6になるとは言えない",
        "入力が6×6、フィルタが2×2、ストライド1、パディング1のとき、出力は6×6だと間違えやすい",
        "入力が6×6、フィルタが2×2、ストライド1、パディング1のとき、プーリング後の出力は3×3",
        "The input is 6x6, the filter 2x2, stride 1 and padding 1, so the output is not 6x6",
        "入力が6×6、フィルタが2×2、ストライド1のとき、出力は6×6",
        "a 6x6 input, 2x2 filter, stride 1 gives a 6x6 output",
    ],
)
def test_what_is_denied_or_of_another_operation_is_no_claim(built_in: Checker, sentence: str) -> None:
    assert checked(built_in, f"本文です。\n\n{sentence}。\n") == []


@pytest.mark.parametrize("between", ["と", "、", " ", "\n", "\n\n"])
def test_a_choice_of_several_names_them_all(built_in: Checker, between: str) -> None:
    item = next(item for item in ITEMS if item.id == "vanishing-remedies")
    variant = draw(item, 1)
    shown = prompt(variant)
    options = "\n\n".join(
        f"({chr(97 + place)}) {text.ja}" for place, text in enumerate(entry.text for entry in shown.entries)
    )
    right = [f"({chr(97 + place)})" for place, option in enumerate(variant.options or ()) if option.correct]
    for chosen, verdicts in ((right, {"correct"}), (right[:-1], {"partial", "incomplete", "wrong"})):
        (finding,) = checked(built_in, f"問）{shown.stem.ja}\n\n{options}\n\n答）{between.join(chosen)}\n")
        assert finding.verdict in verdicts
        assert finding.right is not None
        assert all(name in finding.right for name in right)


def test_a_claim_behind_the_answer_to_something_else_is_read(built_in: Checker) -> None:
    source = "問）連鎖律の原理を使い、dz/dxを求めよ。\nz = t^2, t = x + y\n答）2(x+y)\n\n" + SIZES[1].format(
        6, 2, 1, 1, 6
    )
    assert [(finding.kind, finding.verdict) for finding in checked(built_in, source)] == [
        ("answer", "correct"),
        ("claim", "wrong"),
    ]


def pasted(variant: Variant, language: Language) -> str:
    """A question as a practice set shows it, with the right answer written below."""
    asked, answer = MARKS[language]
    shown = prompt(variant)
    options = "\n".join(f"{entry.label} {entry.text.in_(language)}" for entry in shown.entries)
    right = kind_of(variant.item).answers(variant)
    place = 1 if variant.item.kind == "text" and language == "en" else 0
    return f"{asked}{shown.stem.in_(language)}\n\n{options}\n\n{answer}{right[place]}\n"


@pytest.mark.thorough
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_right_answer_is_never_called_wrong(built_in: Checker, item: Item) -> None:
    verdicts: Counter[str] = Counter()
    for seed in range(3):
        for language in MARKS:
            source = pasted(draw(item, seed), language)
            found = checked(built_in, source)
            assert found, source
            verdicts.update(finding.verdict for finding in found)
    assert not verdicts["wrong"]
    assert not verdicts["incomplete"]


@pytest.mark.parametrize(
    ("title", "answer", "item"),
    [
        ("AlexNet の総パラメータ数", "60,965,224 個", "alexnet-total-params"),
        ("プーリングの出力の計算", "答え: 5", "pool-values"),
        ("Xavier の初期値の標準偏差", "答え: 0.1", "xavier-std"),
        ("早期終了で止まるエポック", "答え: 3", "early-stopping"),
    ],
)
def test_a_topic_under_a_tests_heading_finds_its_item(built_in: Checker, title: str, answer: str, item: str) -> None:
    found = checked(built_in, f"# 確認テスト\n\n## {title}\n\n{answer}\n")
    assert [finding.item.id for finding in found if finding.item is not None and finding.kind == "answer"] == [item]
