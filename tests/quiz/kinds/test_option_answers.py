"""Answers that name options, pairs and orders: every usual writing is read, and no word in it is passed over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import astuple
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Option, Parsed, Unreadable, Variant
from quiz.reading import fillers, labels
from quiz.reading.labels import label
from quiz.reading.option_texts import is_program
from quiz.render import terminal

KINDS = ("choice", "multichoice", "matching", "ordering")
BANK = built_in_bank()
ITEMS = {kind: [name for name in BANK.paths if BANK.item(name).kind == kind] for kind in KINDS}


def variant_of(kind: str, seed: int) -> Variant:
    return draw(BANK.item(ITEMS[kind][seed % len(ITEMS[kind])]), seed)


def options(*texts: str | Text, right: tuple[int, ...], kind: str = "choice") -> Variant:
    """A variant that shows these options."""
    shown = tuple(
        Option(text if isinstance(text, Text) else Text.both(text), text, place in right)
        for place, text in enumerate(texts)
    )
    key: Any = shown[right[0]].content if kind == "choice" else tuple(shown[place].content for place in right)
    return Variant(BANK.item(ITEMS[kind][0]), 1, {}, key, shown, ())


# -- for all answers ---------------------------------------------------------------------------------------------------

SAID_BEFORE = [
    "",
    "答えは",
    "答え: ",
    "正解は ",
    "解答→",
    "たぶん",
    "The answer is ",
    "I think it's ",
    "ans: ",
    "【答え】",
]
SAID_AFTER = ["", "です", "です。", "だと思います", "かな…", "です！\r\n", "\t", " is the answer", ", I think.", "\n"]
KNOWN = {
    *fillers.LEADS, *fillers.TAILS, *fillers.LABEL_NOUNS, *fillers.LABEL_COUNTERS, *fillers.ONLY_LEADS,
    *fillers.ONLY_TAILS, *labels.NOTHING, *labels.EVERYTHING, "and", "first", "then", "next", "finally",
}  # fmt: skip
KATAKANA = st.text(st.characters(min_codepoint=0x30A1, max_codepoint=0x30F6), min_size=2, max_size=6)
KANJI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA0), min_size=1, max_size=4)
LATIN = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=3, max_size=8)
REAL = st.sampled_from(
    "ルート ログ マイナス 千 百 倍 個 以外 以上 未満 逆 ではない 違う 誤り キロ ？ × じゃない で".split()
    + "not never wrong except isn't half minus root layer px ? no un-".split()
)
UNKNOWN = st.one_of(KATAKANA, KANJI, LATIN, REAL).filter(lambda word: word not in KNOWN)


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=200, deadline=None)
@given(data=st.data(), seed=st.integers(1, 60))
def test_a_word_that_is_not_known_is_never_passed_over(kind: str, data: st.DataObject, seed: int) -> None:
    variant = variant_of(kind, seed)
    answer = data.draw(st.sampled_from(kind_of(variant.item).answers(variant)))
    said = data.draw(st.sampled_from(SAID_BEFORE)) + answer + data.draw(st.sampled_from(SAID_AFTER))
    word = data.draw(UNKNOWN)
    assume((kind, word) != ("matching", "で"))  # it joins two pairs: A は 1 で、B は 2
    place = data.draw(st.integers(0, len(said)))
    spoiled = said[:place] + word + said[place:]
    assert grade(variant, spoiled).verdict != "correct", spoiled


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=200, deadline=None)
@given(
    data=st.data(), seed=st.integers(1, 60), lead=st.sampled_from(SAID_BEFORE), tail=st.sampled_from(SAID_AFTER),
    full=st.booleans(),
)  # fmt: skip
def test_every_promised_writing_is_right_with_every_filler_and_in_full_width(
    kind: str, data: st.DataObject, seed: int, lead: str, tail: str, full: bool
) -> None:
    variant = variant_of(kind, seed)
    answer = data.draw(st.sampled_from(kind_of(variant.item).answers(variant)))
    said = lead + answer + tail
    assert grade(variant, wide(said) if full else said).verdict == "correct", said


@pytest.mark.parametrize("lead", SAID_BEFORE)
@pytest.mark.parametrize("tail", SAID_AFTER)
def test_a_wrong_label_is_wrong_with_every_filler(lead: str, tail: str) -> None:
    variant = options("速い", "遅い", "同じ", "逆", right=(1,))
    for place, names in enumerate([("1", "①", "ア", "(a)"), (), ("3", "③", "ウ", "C"), ("4", "④", "エ", "d)")]):
        for name in names:
            for said in (name, f"選択肢{name}", f"option {name}", f"{name}のみ", f"{name} だけ"):
                outcome = grade(variant, lead + said + tail)
                assert (outcome.verdict, outcome.understood_as) == ("wrong", f"({place + 1})"), lead + said + tail


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.sampled_from(KINDS))
def test_any_text_has_an_outcome_and_a_column_within_it(typed: str, kind: str) -> None:
    fault = grade(variant_of(kind, 3), typed).unreadable
    assert fault is None or fault.column is None or 0 <= fault.column <= len(typed)


# -- one option --------------------------------------------------------------------------------------------------------

FOUR = options("学習率を下げる", "学習率を上げる。", "重みを 0 にする", "$\\sqrt{1/50}$ に比例する", right=(2,))
THIRD = [
    *"正解は3|the answer is 3|答え: 3番です|3のみ|③|(c)|c)|C.|選択肢ウ|選択肢3|選択肢（３）|option c".split("|"),
    *"Choice 3|#3|no. 3|３番目|番号は3|**3**|`3`|「3」|[3]|答えは「ウ」です|ⓒ|⒞|ｃ|３\r\n|\t3\n".split("|"),
    *"3だけです|only 3|番号3を選びます|❸|重みを 0 にする|重みを0にする。|「重みを 0 にする」".split("|"),
    *"3. 重みを 0 にする|(3)重みを０にする|= (3)|→ 3|-> ウ|③ 重みを0にする|選択肢3の「重みを0にする」".split("|"),
    *"重みを 0 にする (3)|答えは、重みを 0 にする です|3: 重みを0にする\n".split("|"),
]


@pytest.mark.parametrize("typed", THIRD)
def test_one_option_in_every_usual_writing(typed: str) -> None:
    outcome = grade(FOUR, typed)
    assert (outcome.verdict, outcome.understood_as) == ("correct", "(3)")


def test_an_option_may_be_typed_as_it_is_printed_or_as_latex() -> None:
    for typed in (
        "√(1/50) に比例する", "$\\sqrt{1/50}$に比例する", "\\sqrt{1/50} に比例する", "4. √(1/50)に比例する",
        "sqrt(1/50) に比例する",
    ):  # fmt: skip
        assert grade(FOUR, typed).understood_as == "(4)", typed
    assert grade(FOUR, "√(1/5) に比例する").verdict == "unreadable"


def test_an_option_that_begins_with_a_letter_may_stand_in_brackets() -> None:
    variant = options("It goes on", "a `KeyError` stops it", "B is faster", right=(1,))
    for typed, understood in [
        ("(a KeyError stops it)", "(2)"),
        ("「B is faster」", "(3)"),
        ("[a `KeyError` stops it]", "(2)"),
    ]:
        assert grade(variant, typed).understood_as == understood, typed
    assert grade(variant, "(b) B is faster").verdict == "unreadable"


@pytest.mark.parametrize(
    ("typed", "column", "told"),
    [
        ("3 1", 2, "(3), (1) are all named"),
        ("3と1", 2, "(3), (1) are all named"),
        ("1〜3", 2, "(1), (2), (3) are all named"),
        ("3 3", 2, "(3) stands twice"),
        ("3 b", 2, "two ways of naming"),
        ("3以外", None, "only one option"),
        ("なし", None, "only one option"),
        ("すべて", None, "only one option"),
        ("3ではない", 1, '"ではない" is neither'),
        ("not 3", 0, '"not" is neither'),
        ("答えは5です", 3, "there is no option 5"),
        ("(3) 学習率を下げる", 0, "the label is (3), but the text is that of (1)"),
        ("3. 学習率", 3, '"学習率" is neither'),
        ("3と", 1, "is missing before or after"),
        ("3.5", 0, "neither"),
        ("学習率を下げる、学習率を上げる", 8, "(1), (2) are all named"),
        ("三番では", 0, '"三番では" is neither'),
        ("option", 0, "neither"),
        ("3-", 1, "write each number"),
        ("Ⅶ", 0, "neither"),
    ],
)
def test_what_names_no_single_option_is_pointed_at(typed: str, column: int | None, told: str) -> None:
    fault = grade(FOUR, typed).unreadable
    assert fault is not None
    assert told in fault.reason.en
    assert fault.column == column
    assert fault.remedy is not None


def test_no_sign_inside_a_number_is_passed_over() -> None:
    variant = options("1.5", "2.5", "(12, 7)", "-3", right=(0,))
    assert [grade(variant, typed).verdict for typed in ("1.5", "15", "1 5", "2.5", "127", "(12,7)", "3", "-3")] == [
        "correct", "unreadable", "unreadable", "wrong", "unreadable", "wrong", "wrong", "wrong",
    ]  # fmt: skip


def test_a_number_that_is_a_label_and_the_content_of_another_is_asked_whatever_stands_around_it() -> None:
    variant = options("3", "7", "4", "1", right=(0,))
    for typed in ("3", "答えは3", "3です", "３", "3.", "3のみ"):
        fault = grade(variant, typed).unreadable
        assert fault is not None, typed
        assert "may be the label (3) or the content of (1)" in fault.reason.en
        assert "番号 (3) とも、(1) の内容とも" in fault.reason.ja
    assert [grade(variant, typed).understood_as for typed in ("(3)", "③", "3番", "(1) 3", "選択肢3", "7")] == [
        "(3)", "(3)", "(3)", "(1)", "(3)", "(2)",
    ]  # fmt: skip


VALUES = (1, 2, Fraction(1, 4), 4)


def test_a_value_in_another_writing_is_no_product_of_label_and_text() -> None:
    shown = tuple(Option(Text.both(str(n)), Fraction(n), n == 1) for n in (1, 8, 6, Fraction(1, 5)))
    variant = Variant(BANK.item(ITEMS["choice"][0]), 1, {}, Fraction(1), shown, ())
    for typed in ("(2) 0.5", "2 0.5", "(2)0.5", "(2)(3)", "2(3)", "2 (3)", "[2][3]", "(1)(6)", "2{3}"):
        assert grade(variant, typed).verdict == "unreadable", typed
    for typed, understood in (("16/2", "(2)"), ("2^3", "(2)"), ("2*3", "(3)"), ("20%", "(4)"), ("10^(-1)*2", "(4)")):
        assert grade(variant, typed).understood_as == understood, typed


def test_behind_a_label_and_a_colon_stands_what_that_option_says_and_never_a_ratio() -> None:
    shown = tuple(
        Option(Text.both(text), Fraction(n), n == 4) for text, n in zip(("1", "2", "0.25", "4"), VALUES, strict=True)
    )
    variant = Variant(BANK.item(ITEMS["choice"][0]), 1, {}, Fraction(4), shown, ())
    for typed in ("4: 4", "4：4", "4:4です", "4. 4", "(4): 4", "D: 4", "選択肢4: 4", "④：4", "4:"):
        assert grade(variant, typed).verdict == "correct", typed
    for typed, named in (("4: 1", "(1)"), ("4：0.25", "(3)"), ("4:2", "(2)"), ("4 : 0.25です", "(3)")):
        fault = grade(variant, typed).unreadable
        assert fault is not None, typed
        assert fault.reason.en == f"the label is (4), but the text is that of {named}"
        assert fault.reason.ja == f"番号は (4) ですが、書かれている内容は {named} です"
    told = grade(variant, "4：7").unreadable
    assert told is not None
    assert (told.column, told.reason.en) == (2, 'what follows "：" is not what (4) says')
    assert told.reason.ja == "「：」のあとを (4) の内容として読めません"
    for typed in ("8:2", "1:4", "0.5:2"):
        assert grade(variant, typed).verdict == "unreadable", typed


def test_labels_with_a_sign_between_are_no_value_but_for_a_fraction_in_its_lowest_terms() -> None:
    shown = tuple(
        Option(Text.both(text), Fraction(n), n == 4) for text, n in zip(("1", "2", "0.25", "4"), VALUES, strict=True)
    )
    variant = Variant(BANK.item(ITEMS["choice"][0]), 1, {}, Fraction(4), shown, ())
    for typed in ("4/1", "1/1", "2/1", "4／1", "1+3", "2+2", "3-1", "2/4", "1..4", "1→4", "1+1+2"):
        assert grade(variant, typed).verdict == "unreadable", typed
    for typed, understood in (("1/4", "(3)"), ("1／4です", "(3)"), ("4分の1", "(3)"), ("2^2", "(4)"), ("8/2", "(4)")):
        assert grade(variant, typed).understood_as == understood, typed


# -- several options ---------------------------------------------------------------------------------------------------

FIVE = ("収束が速くなる", "過学習を防ぐ、と言われる", "計算が軽い", "Momentum, with velocity", "慣性を使う")
SEVERAL = options(*FIVE, right=(0, 2, 4), kind="multichoice")


@pytest.mark.parametrize(
    "typed",
    [
        *"答え: 1, 3, 5|答えは1と3と5|①③⑤のみ|1と3と5だけ|2と4以外|②④以外すべて|2,4を除く|all but 2 and 4".split("|"),
        *"all except (2), (4)|2と4以外の選択肢です|1番、3番、5番|a, c, e|1 3 5\r\n|1\t3\t5".split("|"),
        *"選択肢1と選択肢3と選択肢5|135".split("|"),
        *"アとウとオ|(1)と(3)と(5)です。|1、3および5|５、３、１|1\n3\n5\n|options 1, 3 and 5|ace".split("|"),
        "収束が速くなる、計算が軽い、慣性を使う", "- 収束が速くなる\n- 計算が軽い\n- 慣性を使う\n",
        "1. 収束が速くなる\n3. 計算が軽い\n5. 慣性を使う", "「収束が速くなる」と「計算が軽い」と「慣性を使う」",
        "答えは 収束が速くなる、計算が軽い、⑤ です",
    ],
)  # fmt: skip
def test_several_options_in_every_usual_writing(typed: str) -> None:
    outcome = grade(SEVERAL, typed)
    assert (outcome.verdict, outcome.understood_as) == ("correct", "(1) (3) (5)")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("3のみ", "(3)"), ("④だけ", "(4)"), ("1〜3", "(1) (2) (3)"), ("1から3まで", "(1) (2) (3)"),
        ("すべて", "(1) (2) (3) (4) (5)"),
        ("なしです", "∅"), ("None of them.", "∅"), ("2〜4以外", "(1) (5)"), ("1, 3〜5", "(1) (3) (4) (5)"),
        ("3..5", "(3) (4) (5)"), ("1...3", "(1) (2) (3)"), ("②…④", "(2) (3) (4)"), ("(2)・・・(4)", "(2) (3) (4)"),
        ("1, 2...", "(1) (2)"), ("1. 3.", "(1) (3)"), ("1: 収束が速くなる\n3: 計算が軽い", "(1) (3)"),
        ("1. 収束が速くなる... 3. 計算が軽い...", "(1) (3)"), ("1:\n3:", "(1) (3)"),
        ("過学習を防ぐ、と言われる、Momentum with velocity", "(2) (4)"),
    ],
)  # fmt: skip
def test_how_a_set_is_understood(typed: str, understood: str) -> None:
    assert grade(SEVERAL, typed).understood_as == understood


@pytest.mark.parametrize(
    ("typed", "column", "told"),
    [
        ("1 3 3", 4, "(3) stands twice"),
        ("1, 2, ..., 5", 6, "may be a range or a list"),
        ("5..3", 3, "no range of numbers"),
        ("1: 3", 3, "is not what (1) says"),
        ("3-5", 1, "may be a range or a list"),
        ("3—5", 1, "may be a range or a list"),
        ("3→5", 1, "neither a label nor"),
        ("~~1~~ 3", 0, "may be a range or a list"),
        ("1、収束が速くなる", 2, "(1) stands twice"),
        ("1-3", 1, "write each number"),
        ("3〜1", 2, "no range"),
        ("1〜", 1, "is missing"),
        ("1 3 6", 4, "there is no option 6"),
        ("1と3ではない", 3, '"ではない" is neither'),
        ("1 3 計算", 4, '"計算" is neither'),
        ("1以外 3", 4, "nothing can follow"),
        ("すべて 1", 0, '"すべて" is neither'),
        ("1 なし", 2, '"なし" is neither'),
        ("(1) 計算が軽い", 0, "the label is (1), but the text is that of (3)"),
        ("と1", 0, "is missing"),
        ("1, ウ", 3, "two ways of naming"),
        ("1.3", 0, "neither"),
        ("計算が軽いでしょうか", 0, "neither"),
    ],
)
def test_what_is_no_set_is_pointed_at(typed: str, column: int, told: str) -> None:
    fault = grade(SEVERAL, typed).unreadable
    assert fault is not None
    assert told in fault.reason.en
    assert fault.column == column
    assert fault.remedy is not None
    assert "1 から 5" in fault.remedy.ja or "番号だけで" in fault.remedy.ja


def test_a_bare_label_beside_a_number_that_is_another_options_text_is_asked() -> None:
    variant = options("3", "x", "5", right=(0, 2), kind="multichoice")
    assert grade(variant, "1 3").verdict == "unreadable"
    assert grade(variant, "(1) (3)").verdict == "correct"
    assert all(grade(variant, typed).verdict == "correct" for typed in kind_of(variant.item).answers(variant))


# -- pairs and orders --------------------------------------------------------------------------------------------------


def test_pairs_in_every_usual_writing() -> None:
    variant = variant_of("matching", 4)
    kind = kind_of(variant.item)
    pairs = [tuple(pair.split("=")) for pair in kind.typed(variant, variant.key).split()]
    for joint in ("=>", "->", "→", "⇒", "：", "は", "が", ". ", ")", " - ", "〜", "", " = ", "\t"):
        for between in (" ", "、", ", ", "\n", "\r\n", "と", "。"):
            typed = between.join(f"{letter}{joint}{number}" for letter, number in pairs)
            assert grade(variant, typed).verdict == "correct", typed
            assert grade(variant, f"答えは{typed}です").verdict == "correct", typed
    numbers = [number for _, number in pairs]
    for typed in (
        "".join(numbers),
        f"[{','.join(numbers)}]",
        "(" + ", ".join(numbers) + ")",
        "\t".join(numbers) + "\r\n",
    ):
        assert grade(variant, typed).verdict == "correct", typed


@pytest.mark.parametrize("spoil", ["{}?", "{} A", "{}の逆", "not {}", "{}以外", "{} 1", "{}.5"])
def test_what_stands_beside_pairs_is_not_passed_over(spoil: str) -> None:
    variant = variant_of("matching", 4)
    outcome = grade(variant, spoil.format(kind_of(variant.item).typed(variant, variant.key)))
    assert outcome.verdict == "unreadable"


def test_orders_in_every_usual_writing() -> None:
    variant = variant_of("ordering", 2)
    letters = kind_of(variant.item).typed(variant, variant.key).split()
    joints = (
        "=>",
        "->",
        "-->",
        "→",
        "⇒",
        "➡️",
        "⟶",
        "~",
        "〜",
        " > ",
        "、",
        "-",
        "",
        "\n",
        "\r\n",
        "\t",
        "\n↓\n",
        "、次に",
        " then ",
    )
    for joint in joints:
        typed = joint.join(letters)
        assert grade(variant, typed).verdict == "correct", typed
        assert grade(variant, f"正しい順は {typed} です。").verdict == "correct", typed


@pytest.mark.parametrize("joint", ["<-", "←", "<", "=", "⇐", "≠"])
def test_an_arrow_that_points_back_is_no_order(joint: str) -> None:
    variant = variant_of("ordering", 2)
    letters = kind_of(variant.item).typed(variant, variant.key).split()
    fault = grade(variant, joint.join(letters)).unreadable
    assert fault is not None
    assert fault.column is not None


@pytest.mark.parametrize("kind", KINDS)
def test_the_letters_of_an_answer_are_known_to_be_no_commands(kind: str) -> None:
    variant = variant_of(kind, 2)
    shown = kind_of(variant.item).lists(variant)[0]
    assert list(kind_of(variant.item).letters(variant)) == list("abcdefghijkl"[: len(shown)])
    assert unicodedata.normalize("NFKC", "ａ").lower() in kind_of(variant.item).letters(variant)


@pytest.mark.parametrize("kind", ["choice", "multichoice", "prediction"])
def test_every_option_of_the_bank_is_named_by_its_text_as_written_or_printed(kind: str) -> None:
    for name in (name for name in BANK.paths if BANK.item(name).kind == kind):
        for seed in (1, 2, 3):
            variant = draw(BANK.item(name), seed)
            for place, option in enumerate(variant.options or ()):
                for text in (option.text.ja, option.text.en):
                    printed = [terminal(text, width=4000, color=False, ascii=ascii) for ascii in (False, True)]
                    for said in (text, *printed, wide(printed[0])):
                        bare = said.strip().isdigit()  # a number alone may be a label
                        for typed in (
                            *(() if bare else (said, f"答えは「{said}」です。", f"the answer is {said}\r\n")),
                            f"({place + 1}) {said}", f"{label(place, 'circled')}{said}",
                            *(() if bare else (f"{said} ({place + 1})",)),
                        ):  # fmt: skip
                            read = kind_of(variant.item).read(typed, variant)
                            assert isinstance(read, Parsed), (name, seed, typed, read)
                            assert read.understood_as == label(place), (name, seed, typed)
                        other = (place + 1) % len(variant.options or ())
                        assert isinstance(kind_of(variant.item).read(f"({other + 1}) {said}", variant), Unreadable)


SIGN_OR_NUMBER = re.compile(r"[-−+*/%√^=]|[0-9]+(?:\.[0-9]+)?")
OF_A_PROGRAM = re.compile(r"[A-Za-z_]\w*|[0-9]+(?:\.[0-9]+)?|[-+*/%=<>^()\[\]:]")


@pytest.mark.parametrize("name", ITEMS["choice"])
def test_a_right_option_without_one_of_its_signs_is_not_right(name: str) -> None:
    for seed in (1, 2, 3):
        variant = draw(BANK.item(name), seed)
        for text in (text for option in variant.options or () if option.correct for text in astuple(option.text)):
            program = is_program(text)
            aside = text.find("(") if not program else len(text)  # what a bracket adds may be left out as a whole
            for found in (OF_A_PROGRAM if program else SIGN_OR_NUMBER).finditer(text):
                if found.start() < aside or aside < 0:
                    spoiled = text[: found.start()] + text[found.end() :]
                    assert grade(variant, spoiled).verdict != "correct", (name, seed, spoiled)
