"""Numbers of an answer: whole or not at all, at the part that their label names, in the unit that is asked for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.language import Text
from quiz.reading.number_faults import NotRead
from quiz.reading.number_values import Asked
from quiz.reading.part_labels import part_labels
from quiz.reading.quantities import read_numbers
from quiz.reading.question_words import QuestionWords
from quiz.reading.units import NO_UNIT, Wanted

STEM = (
    "損失 $E$ はいくつですか。チャンネル数と学習率を答えてください。"
    "何回の更新で何 cm 動くか、$p$ と $q$ を順に答えてください。",
    "How many updates are needed for the loss $E$? Give $p$ and $q$ in this order.",
)
WORDS = QuestionWords(lambda: STEM)
SIDES = part_labels((Text("縦", "height"), Text("横", "width")))
MIXED = part_labels((Text("A の行", "rows of A"), Text("A の列", "columns of A"), Text("総数", "total")))


def values(raw: str, asked: Asked) -> list[Fraction | float]:
    found = [number.number.value for number in read_numbers(raw, asked)]
    assert not any(isinstance(value, complex) for value in found)
    return found  # type: ignore[return-value]


def one(raw: str, unit: Wanted | None = None) -> Fraction | float:
    return values(raw, Asked(1, WORDS, units=(unit,) if unit is not None else ()))[0]


def fault(raw: str, asked: Asked) -> tuple[str, int | None]:
    with pytest.raises(NotRead) as told:
        read_numbers(raw, asked)
    return told.value.unreadable.reason.en, told.value.unreadable.column


# -- one number --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # words that are numbers, signs and roots
        ("ルート49", 7), ("ﾙｰﾄ４９", 7), ("√49", 7), ("2ルート9", 6), ("1/ルート16", Fraction(1, 4)),
        ("81の平方根", 9),
        ("square root of 49", 7), ("マイナス3", -3), ("ー３", -3), ("minus 3.5", Fraction(-7, 2)), ("プラス8", 8),
        ("negative 2", -2), ("5百", 500), ("2千", 2000), ("七", 7), ("seven", 7), ("1ダース", 12),
        ("半分", Fraction(1, 2)),
        ("5分の2", Fraction(2, 5)), ("3と4分の1", Fraction(13, 4)), ("2の5乗", 32), ("10の-2乗", Fraction(1, 100)),
        ("3 squared", 9), ("2 to the power of 3", 8), ("3かける4", 12), ("9割る2", Fraction(9, 2)), ("3 times 4", 12),
        # shares
        ("35パーセント", Fraction(7, 20)), ("35％", Fraction(7, 20)), ("35 percent", Fraction(7, 20)),
        ("35 per cent", Fraction(7, 20)), ("3割5分", Fraction(7, 20)), ("9割", Fraction(9, 10)),
        # fillers and roundings that are understood
        ("答えは 42 です。", 42), ("I think it's 42.", 42), ("約42", 42), ("およそ 42 くらい", 42), ("~42", 42),
        ("≈ 42", 42),
        ("about 42", 42), ("= 42", 42), ("42 or so", 42),
        # counters, before and after
        ("42回", 42), ("42 updates", 42), ("42 枚です", 42), ("チャンネル42", 42), ("(回) 42", 42), ("42 (回)", 42),
        ("[回] 42", 42), ("42 cm", 42),
        # names that the question has
        ("E = 42", 42), ("損失は42", 42), ("チャンネル数: 42", 42), ("学習率 0.1", Fraction(1, 10)),
        ("E≈0.5", Fraction(1, 2)),
        # ways to write digits
        ("12 345 678", 12345678), ("12,345,678", 12345678), ("12{,}345", 12345), ("1_000", 1000),
        ("3.141 592", Fraction("3.141592")),
        ("2.5×10^-3", Fraction(1, 400)), ("2.5x10^3", 2500), ("2,500×10^2", 250000), ("2.5e3", 2500),
        ("6.5·10⁻²", Fraction(13, 200)),
        # frames
        ("$42$", 42), (r"\(42\)", 42), (r"\[42\]", 42), ("**42**", 42), ("`42`", 42), ("「42」", 42), ("[42]", 42),
        ("((42))", 42),
        (r"\boxed{42}", 42), (r"\text{答え } 42", 42), (r"42\ \text{回}", 42),
        ("np.sqrt(49)", 7),
        (r"\frac{3}{4}", Fraction(3, 4)), (r"\left(\frac{3}{4}\right)", Fraction(3, 4)), (r"35\%", Fraction(7, 20)),
        # working, and a second writing
        ("6×7 = 42", 42), ("40+2=42", 42), ("84/2=6*7=42", 42), ("42 (6×7)", 42), ("42（=6×7）", 42),
        ("0.25 (1/4)", Fraction(1, 4)),
        ("3/8 (0.375)", Fraction(3, 8)), ("0.333 (1/3)", Fraction(333, 1000)), ("42回 (6×7)", 42),
        ("80% (0.8)", Fraction(4, 5)),
        ("6個×7個=42個", 42),
        # mixed numbers
        ("2 3/5", Fraction(13, 5)), ("-1 1/2", Fraction(-3, 2)), (r"2\frac{3}{5}", Fraction(13, 5)),
        ("2½", Fraction(5, 2)),
        ("⑦", 7),
        # smaller habits
        ("0.333...", Fraction(1, 3)), ("0.1212...", Fraction(4, 33)), ("0.8165...", Fraction(8165, 10000)),
        ("二分の一", Fraction(1, 2)), ("ゼロ", 0),
        ("10のマイナス2乗", Fraction(1, 100)),
        ("log_2(8)", 3), ("log2(8)", 3), ("2**3", 8), ("0.(3)", Fraction(1, 3)), ("14px", 14),
    ],
)  # fmt: skip
def test_what_one_number_is_read_as(raw: str, expected: Fraction | int) -> None:
    assert one(raw) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("raw", "column"),
    [
        ("42ほげ", 2), ("サイン42", 0), ("42キロ", 2), ("42ハーフ", 2), ("コサインは42", 0), ("42以上", 2),
        ("42未満", 2),
        ("42ではない", 4), ("not 42", 0), ("42より大きい", 2), ("42 zork", 3), ("zork 42", 0), ("42😀", 2),
        ("42km", 2),
        ("42人", 2), (r"42\text{ふが}", 8), ("z = 42", 0), ("偏差は42", 0), ("42 (回数以外)", 5),
        ("答えは「ふが」42", 4),
        ("42or43", 2), ("42 except", 3), ("42倍", 2), ("42?", 2), ("?42", 0), ("42の半分", 2), ("42%以上", 3),
        ("y = 42", 0), ("フィルタリング42", 0), ("42マップス", 2),
    ],
)  # fmt: skip
def test_a_word_that_is_in_no_list_makes_an_answer_unreadable_at_its_column(raw: str, column: int) -> None:
    assert fault(raw, Asked(1, WORDS))[1] == column


@pytest.mark.parametrize(
    "raw",
    [
        "42 (43)",
        "0.25 (1/5)",
        "42, 43",
        "42 43",
        "42と43",
        "42マイナス",
        "6 7 8",
        "1,23",
        "(42",
        "42)",
        "√",
        "=",
        "は42",
        ":42",
        "42()",
        "√2()",
    ],
)
def test_two_values_or_half_a_formula_are_no_number(raw: str) -> None:
    fault(raw, Asked(1, WORDS))


def test_the_faults_say_what_to_write_instead() -> None:
    for raw in ("42ほげ", "42km", "42 (43)", "E =", "1 2"):
        with pytest.raises(NotRead) as told:
            read_numbers(raw, Asked(1, WORDS))
        unreadable = told.value.unreadable
        assert unreadable.reason.ja
        assert unreadable.remedy is not None or "1 number is needed" in unreadable.reason.en


@pytest.mark.parametrize(
    ("raw", "unit", "expected"),
    [
        ("64.3%", Wanted("%"), Fraction("64.3")), ("64.3", Wanted("%"), Fraction("64.3")),
        ("6割4分", Wanted("%"), 64),
        ("0.643", Wanted("%"), Fraction("0.643")), ("約64.3 %", Wanted("%"), Fraction("64.3")),
        ("9/14 = 64.3%", Wanted("%"), Fraction("64.3")),
        ("150cm", Wanted("m"), Fraction(3, 2)), ("1.5m", Wanted("m"), Fraction(3, 2)),
        ("1.5", Wanted("m"), Fraction(3, 2)),
        ("1.5 km", Wanted("m"), 1500), ("90秒", Wanted("分"), Fraction(3, 2)), ("1/2時間", Wanted("分"), 30),
        ("2箱", Wanted("個", (("箱", Fraction(12)),)), 24), ("24個", Wanted("個", (("箱", Fraction(12)),)), 24),
    ],
)  # fmt: skip
def test_units_are_converted_to_the_one_that_is_asked_for(raw: str, unit: Wanted, expected: Fraction) -> None:
    assert one(raw, unit) == expected


@pytest.mark.parametrize(
    ("raw", "unit"), [("3kg", Wanted("m")), ("30%", Wanted("m")), ("3 m", Wanted("%")), ("3回", Wanted("m"))]
)
def test_a_unit_that_does_not_fit_is_told_as_such(raw: str, unit: Wanted) -> None:
    assert "no unit of this answer" in fault(raw, Asked(1, WORDS, units=(unit,)))[0]


def test_a_false_step_of_the_working_is_kept_for_the_tutor() -> None:
    (found,) = read_numbers("6×7 = 43 = 42", Asked(1, WORDS))
    assert found.number.value == 42
    assert found.broken is not None
    assert found.broken.at == 0
    (sound,) = read_numbers("1/3 = 0.333", Asked(1, WORDS))
    assert sound.broken is None


@pytest.mark.parametrize("raw", ["2*(1 1/2, 3)", "(1 1/2, 3)/2", "2*(3!, 3)"])
def test_a_factor_before_values_that_may_be_meant_otherwise_is_asked_about(raw: str) -> None:
    fault(raw, Asked(2, WORDS))


@pytest.mark.parametrize("raw", ["第3サンプル", "第3枚"])
def test_a_counter_that_tells_no_place_does_not_fit_for_the_word_before_it(raw: str) -> None:
    samples = QuestionWords(lambda: ["誤りは何個ありますか。"])
    assert fault(raw, Asked(1, samples, sized=False))[0].endswith("is no unit of this answer")


@pytest.mark.parametrize(("raw", "expected"), [("log10(100)", 2), ("log2(8)", 3), ("log10 1000", 3)])
def test_the_base_of_a_logarithm_stands_behind_it(raw: str, expected: int) -> None:
    assert one(raw) == expected


def test_a_number_in_words_behind_another_number_is_no_second_value() -> None:
    assert fault("3 三百", Asked(2, WORDS)) == ("it isn't clear what “三百” means here", 2)


def test_a_function_of_a_number_is_no_part_with_a_longer_name() -> None:
    parts = part_labels((Text("cosθ", "cosθ"), Text("sinθ", "sinθ")))
    assert values("cosθ 0.9, sinθ 0.1", Asked(2, WORDS, parts)) == [Fraction(9, 10), Fraction(1, 10)]
    assert fault("cos 0.9, sin 0.1", Asked(2, WORDS, parts))[0] == "it isn't clear what “cos” means here"


def test_an_unknown_sign_of_several_letters_is_shown_as_it_was_typed() -> None:
    assert fault("5㈱", Asked(1, WORDS)) == ("it isn't clear what “㈱” means here", 1)


def test_a_mixed_number_may_be_a_product() -> None:
    (found,) = read_numbers("2 3/5", Asked(1, WORDS))
    assert found.other is not None
    assert found.other.value == Fraction(6, 5)
    assert read_numbers("2 + 3/5", Asked(1, WORDS))[0].other is None


# -- several -----------------------------------------------------------------------------------------------------------

TWO = Asked(2, WORDS, SIDES)
THREE = Asked(3, WORDS, MIXED)
PAIR = Asked(2, WORDS)


@pytest.mark.parametrize(
    "raw",
    [
        "8, 3", "(8, 3)", "[8, 3]", "8、3", "8 3", "8×3", "8x3", "8*3", "8 by 3", "8と3", "8 and 3", "8; 3", "8\n3",
        "8,3,", "８，３",
        "縦8、横3", "横3、縦8", "縦8横3", "縦=8, 横=3", "縦: 8 / 横: 3".replace("/", ","), "横は3、縦は8です",
        "縦が8で横が3", "H=8, W=3", "W=3 H=8",
        "width 3, height 8", "高さ8 幅3", "8(縦)×3(横)", "3(横)、8(縦)", "(H, W) = (8, 3)", "W, H = 3, 8",
        "(w,h)=(3,8)", "8 rows".replace(" rows", ", 3"),
        "torch.Size([8, 3])", r"\left(8, 3\right)", r"\(8, 3\)", r"$8$, $3$", r"8 \times 3", "縦は 16/2、横は √9",
        "縦 8 ピクセル、横 3 ピクセル",
        "縦=4×2=8, 横=3", "8回, 3回", "縦\t8\n横\t3", "8行3列", "3列8行", "8 high, 3 wide", "OH=8, OW=3", "H×W=8×3",
        "(縦×横) 8×3", "横×縦: 3×8", "8px × 3px", "縦方向8、横方向3", "縦→8、横→3", "縦 -> 8, 横 -> 3", "縦=>8、横⇒3",
        "縦8×横3", "横3 x 縦8", "縦8・横3", "height 8 x width 3", "縦は8×横は3", "8×3（縦×横）", "3×8（横×縦）",
        "8x3 (HxW)", "3 by 8 (width by height)", "3, 8 [w, h]", "8×3（高さと幅）", "第8、第3", "縦第八、横第三",
        "→ 8, 3", "{8, 3}", "【8, 3】", "答えは縦8、横3です",
        "height: 8, width: 3", "8, 横3",
    ],
)  # fmt: skip
def test_two_sides_in_every_writing(raw: str) -> None:
    assert values(raw, TWO) == pytest.approx([8, 3])


@pytest.mark.parametrize(
    "raw",
    [
        "8", "8, 3, 1", "縦8、縦3", "横8、8", "8、縦3", "縦8", "縦、横", "縦8、横", "8,,3", "×8×3", "8×3×",
        "縦8 ほげ 横3", "縦8 横3 深さ1", "8×3（縦）", "8×3（縦×縦）", "縦8×横3（横×縦）", "（縦×横）",
        "8×3（横×奥行き）", "縦8×横", "縦8×奥行き3", "8第、3第", "第8×第ほげ",
        "z=8, 横=3", "縦8は横3", "8(横3", "奥行き8、横3", "縦=8=横=3",
    ],
)  # fmt: skip
def test_labels_that_contradict_and_parts_that_are_missing(raw: str) -> None:
    fault(raw, TWO)


@pytest.mark.parametrize(
    "raw",
    [
        "4, 6, 10", "A: 4×6、総数 10", "総数=10, A=(4, 6)", "A=4x6, total=10",
        "total: 10; columns of A: 6; rows of A: 4", "4×6、10", "4 6 10",
        "A の列 6、A の行 4、総数 10", "合計10、A: 4×6", "A=[4,6], 10",
    ],
)  # fmt: skip
def test_a_label_may_stand_for_several_parts(raw: str) -> None:
    assert values(raw, THREE) == [4, 6, 10]


def test_names_of_parts_without_names_are_bound_in_the_order_in_which_they_are_asked_for() -> None:
    assert values("p = 1, q = 2", PAIR) == values("q = 2, p = 1", PAIR) == [1, 2]
    assert values("(q, p) = (2, 1)", PAIR) == [1, 2]
    fault("p = 1, E = 2", PAIR)
    fault("p = 1, p = 2", PAIR)
    assert values("E = (1, 2)", PAIR) == [1, 2]
    indexed = Asked(3, QuestionWords(lambda: ["$x_1$ から $x_3$ までの値を答えてください。"]))
    assert values("x_2=5, x_1=4, x_3=6", indexed) == [4, 5, 6]
    fault("x_1=4, x_1=5, x_3=6", indexed)
    fault("x_0=4, x_1=5, x_2=6", indexed)


def test_a_function_is_computed_though_the_question_has_the_word() -> None:
    asked = Asked(1, QuestionWords(lambda: [r"Use $\log 4$, max and exp, and $\sqrt{4}$."]))
    assert values("log 4", asked) == pytest.approx([1.386294361])
    assert values("exp 0", asked) == [1]
    assert values("sqrt 4", asked) == [2]
    assert values("max(4, 5)", asked) == [5]


def test_the_and_of_a_list_is_no_name_though_the_question_has_the_word() -> None:
    asked = Asked(3, QuestionWords(lambda: ["Give the first and last values, and times."]))
    for raw in ("1, 2 and 3", "1 and 2 and 3", "1, 2, and 3"):
        assert values(raw, asked) == [1, 2, 3]
    assert values("2 times 3", Asked(1, asked.words)) == [6]


def test_commas_and_spaces_within_a_number() -> None:
    assert values("1,025,000、65,000", PAIR) == [1025000, 65000]
    assert values("1,025,000, 65,000", PAIR) == [1025000, 65000]
    assert values("1 025 000, 65 000", PAIR) == [1025000, 65000]
    assert values("28,128", PAIR) == [28, 128]
    assert values("1.5×10^-3, 1.5×10^-4", PAIR) == [Fraction(3, 2000), Fraction(3, 20000)]
    assert values("1/2 -3", PAIR) == [Fraction(1, 2), -3]
    assert values("2 1/2, 3 1/4", PAIR) == [Fraction(5, 2), Fraction(13, 4)]


ROWS = Asked(4, WORDS, rows=(2, 2))


@pytest.mark.parametrize(
    "raw",
    [
        "[[1, 2], [3, -4]]", "1 2; 3 -4", "1, 2\n3, -4", "((1,2),(3,-4))", "1,2,3,-4",
        r"\begin{pmatrix} 1 & 2 \\ 3 & -4 \end{pmatrix}",
        "np.array([[1, 2], [3, -4]])", "[1 2]\n[3 -4]", "(1, 2), (3, -4)", "[[1,2],\n [3,-4]]",
    ],
)  # fmt: skip
def test_a_matrix_in_every_writing(raw: str) -> None:
    assert values(raw, ROWS) == [1, 2, 3, -4]


@pytest.mark.parametrize("raw", ["[[1, 2, 3], [-4]]", "1; 2; 3; -4", "[[1, 2], [3]]", "1 2 3\n-4"])
def test_other_rows_than_those_asked_for(raw: str) -> None:
    fault(raw, ROWS)


def test_each_part_has_its_own_unit() -> None:
    asked = Asked(2, WORDS, SIDES, (Wanted("cm"), Wanted("%")))
    assert values("1.5m, 20%", asked) == [150, 20]
    assert values("横 20%, 縦 150", asked) == [150, 20]
    fault("20%, 1.5m", asked)
    rate = part_labels((Text("長さ", "length"), Text("率 (%)", "rate (%)")))
    percent = Asked(2, WORDS, rate, (NO_UNIT, Wanted("%")))
    for raw in ("率 (%) 20、長さ 3", "率[%] 20、長さ 3", "率（%）: 20, 長さ: 3", "3, 20 (%)", "3, 20%", "3, 2割"):
        assert values(raw, percent) == [3, 20]
    fault("率 %) 20、長さ 3", percent)


# -- for all inputs ----------------------------------------------------------------------------------------------------

UNKNOWN = st.one_of(
    st.text("アカサタナハマヤラワガザダバパッャー", min_size=2, max_size=6).filter(lambda word: word[0] != "ー"),
    st.text("鮫鯨鰯鱒鯉蛙蛇狐狸熊", min_size=1, max_size=3),
    st.text("bcdfghjkqvz", min_size=3, max_size=7),
    st.sampled_from(
        ["ぺこ", "ふにゃ", "もふ", "🐈", "☃", "§", "以上", "未満", "以外", "ではない", "not", "no", "approx-not"]
    ),
)


@given(word=UNKNOWN, data=st.data(), spaced=st.booleans())
def test_an_unknown_word_anywhere_in_a_right_answer_makes_it_unreadable(
    word: str, data: st.DataObject, spaced: bool
) -> None:
    from quiz.reading.units import units

    if word in units() or word in ("mm",):
        return
    for raw, asked in (
        ("42", Asked(1, WORDS)),
        ("答えは 42 回です", Asked(1, WORDS)),
        ("縦8、横3", TWO),
        ("[[1, 2], [3, -4]]", ROWS),
    ):
        at = data.draw(st.integers(0, len(raw)))
        with pytest.raises(NotRead):
            read_numbers(raw[:at] + (f" {word} " if spaced else word) + raw[at:], asked)


@given(
    st.lists(st.fractions(min_value=-999, max_value=999, max_denominator=99), min_size=2, max_size=2),
    st.sampled_from(["{0}={2}, {1}={3}", "{0} {2}、{1} {3}", "{0}は{2}、{1}は{3}です", "({0}, {1}) = ({2}, {3})",
                     "{0}: {2}\n{1}: {3}"]),
    st.sampled_from([("縦", "横"), ("高さ", "幅"), ("H", "W"), ("height", "width"), ("たて", "よこ")]),
    st.booleans(),
)  # fmt: skip
def test_labels_decide_in_any_order(sides: list[Fraction], form: str, names: tuple[str, str], swapped: bool) -> None:
    first, second = str(sides[0]), str(sides[1])
    written = form.format(names[1], names[0], second, first) if swapped else form.format(*names, first, second)
    assert values(written, TWO) == sides


@given(st.fractions(max_denominator=9999))
def test_full_width_is_the_same(number: Fraction) -> None:
    wide = str(number).translate(str.maketrans("0123456789-/", "０１２３４５６７８９−／"))
    assert one(wide) == number


def read_or_told(raw: str, asked: Asked) -> None:
    try:
        found = read_numbers(raw, asked)
    except NotRead as told:
        column = told.unreadable.column
        assert column is None or 0 <= column <= len(raw)
    else:
        assert len(found) == asked.count


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_told(raw: str) -> None:
    for asked in (Asked(1, WORDS), TWO, ROWS):
        read_or_told(raw, asked)


@given(st.text("0123456789.,、 　×xX*()[]{}=:縦横はがと;-+/^%割千万√ルート\n$\\`", max_size=30))
def test_whatever_looks_like_an_answer_is_read_or_told(raw: str) -> None:
    for asked in (Asked(1, WORDS), TWO, THREE, ROWS):
        read_or_told(raw, asked)


@pytest.mark.parametrize(
    "raw",
    [
        "(" * 3000, "[" * 1000 + "1" + "]" * 1000, "1," * 1900, "縦" * 3000, "1 " * 1900, "((1,2)," * 500,
        "\\text{" * 500, "1×" * 1900,
        "a=" * 1900, "9" * 3900, "千" * 3900, "=" * 3000, "1=" * 1500, "0.(" * 1000, "1" * 5000, "ルート" * 1000,
        "2の3乗" * 700,
    ],
)  # fmt: skip
def test_what_is_far_too_long_or_too_deep_is_told_at_once(raw: str) -> None:
    for asked in (Asked(1, WORDS), TWO, ROWS):
        fault(raw, asked)


def test_the_longest_answer_that_is_read() -> None:
    assert one("4" + " " * 3998 + "2".replace("2", "")) == 4
    assert one(" " * 3999 + "4") == 4
    assert "too long" in fault(" " * 4000 + "4", NAMELESS)[0]
    assert one("(" * 40 + "4" + ")" * 40) == 4
    assert values("1" + ",1" * 200, Asked(201, WORDS)) == [1] * 201


def test_an_exclamation_mark_may_be_a_factorial() -> None:
    (found,) = read_numbers("4!", Asked(1, WORDS))
    assert found.number.value == 24
    assert found.other is not None
    assert found.other.value == 4


# -- where a fault is, what it says --------------------------------------------------------------------------------

NAMELESS = Asked(1, QuestionWords(list))


@pytest.mark.parametrize(
    ("raw", "asked", "reason", "column"),
    [
        ("答えは 4+*2", NAMELESS, "nothing follows “+”", 5),
        ("縦8+、横3", TWO, "nothing follows “+”", 2),
        ("縦8、横3/", TWO, "nothing follows “/”", 5),
        ("⑦+", NAMELESS, "nothing follows “+”", 1),
        ("４２＋", NAMELESS, "nothing follows “+”", 2),
        ("2½+", NAMELESS, "nothing follows “+”", 2),
        ("3と4分の1+", NAMELESS, "nothing follows “+”", 6),
        ("409万+", NAMELESS, "nothing follows “+”", 4),
        ("(回)", NAMELESS, "it isn't clear what “回” means here", 1),
        ("①③", NAMELESS, "it isn't clear whether this number counts values or is one", 0),
        ("π = 42", NAMELESS, "it isn't clear what “π” means here", 0),
        ("e = 42", NAMELESS, "it isn't clear what “e” means here", 0),
        ("i: 42", NAMELESS, "it isn't clear what “i” means here", 0),
        ("42 (43)", NAMELESS, "two different values are written: 42 and 43", 3),
        ("縦8、縦3", TWO, "two values are given for “縦”", 4),
        ("8、縦3", TWO, "a name and the position of its value disagree", 3),
        ("縦8、横", TWO, "“横” has no value", 3),
        ("42km", NAMELESS, "“km” is no unit of this answer", 2),
        ("8", TWO, "2 numbers are needed, found 1", None),
        ("8, 9", NAMELESS, "1 number is needed, found 2", None),
        ("1 - 2", PAIR, "2 numbers are needed, found 1", None),
        ("[[1, 2, 3], [-4]]", ROWS, "2 rows of 2 numbers are needed, found 2 (3, 1)", None),
        ("6km=6", NAMELESS, "“km” is no unit of this answer", 1),
        ("6回×7km=42", NAMELESS, "“km” is no unit of this answer", 4),
        ("1," * 1900, ROWS, "too many signs and numbers (up to 1500)", 1501),
        ("8,,3", TWO, "it isn't clear what “,” means here", 2),
        ("3→1→x", Asked(3, WORDS), "it isn't clear what “→” means here", 1),
        ("第ほげ", NAMELESS, "it isn't clear what “第” means here", 0),
        ("第√4", NAMELESS, "it isn't clear what “第” means here", 0),
        ("第2.5エポック", NAMELESS, "“エポック” is no unit of this answer", 4),
        ("[8, 3)", PAIR, "“(” or “[” is not closed", None),
    ],
)  # fmt: skip
def test_a_fault_tells_its_place(raw: str, asked: Asked, reason: str, column: int | None) -> None:
    found = fault(raw, asked)
    if reason.startswith("“(” or"):  # which bracket is at fault is a matter of taste
        assert found[1] is not None
    else:
        assert found == (reason, column)


@pytest.mark.parametrize(
    ("raw", "asked", "expected"),
    [
        ("1,025×65", PAIR, [1025, 65]), ("2×10^3×5", PAIR, [2000, 5]), ("③⑤", PAIR, [3, 5]), ("③ ⑤", PAIR, [3, 5]),
        ("③5", PAIR, [3, 5]), ("5③", PAIR, [5, 3]), ("⑫", NAMELESS, [12]), ("⑳", NAMELESS, [20]),
        ("①⑳", PAIR, [1, 20]),
        ("2×10×5", Asked(3, WORDS), [2, 10, 5]), ("height (8), width (3)", TWO, [8, 3]),
        ("縦 √64、横 (1+2)", TWO, [8, 3]), ("⑤×⑤", NAMELESS, [25]),
        ("13×13 256", Asked(3, WORDS), [13, 13, 256]),
        ("1,000×2 3", Asked(3, WORDS), [1000, 2, 3]),
        ("1,000 2 3", Asked(3, WORDS), [1000, 2, 3]), ("√4 -3", PAIR, [2, -3]),
        ("1 + 1/4の平方根", NAMELESS, [Fraction(3, 2)]), ("2×9/4の平方根", NAMELESS, [3]),
        ("(1/2) (3)", PAIR, [Fraction(1, 2), 3]),
        ("1 +2", PAIR, [1, 2]), ("50% 3", PAIR, [Fraction(1, 2), 3]), ("π^0 2", PAIR, [1, 2]),
        ("max(1, 42)", Asked(1, WORDS), [42]),
        ("(max(1, 42))", Asked(1, WORDS), [42]), ("[max(1, 2), 3]", PAIR, [2, 3]), ("[(1+2), 3]", PAIR, [3, 3]),
        ("[[1, 2]]", PAIR, [1, 2]), ("([1, 2])", PAIR, [1, 2]), ("[ [1, 2] ]", PAIR, [1, 2]),
        ("42 (epochs)", Asked(1, WORDS), [42]),
        ("(epochs) 42", Asked(1, WORDS), [42]), ("[1\n2]", PAIR, [1, 2]), (r"1 \\ 2", PAIR, [1, 2]),
        (r"1 & 2", PAIR, [1, 2]),
        ("2×10^3, 5", PAIR, [2000, 5]), ("3回 (3)", Asked(1, WORDS), [3]), ("1,000 (10^3)", Asked(1, WORDS), [1000]),
        ("sqrt(16) (4)", Asked(1, WORDS), [4]), ("6/3 (=2)", Asked(1, WORDS), [2]),
        ("2 (1+1)", Asked(1, WORDS), [2]), ("0.3... です", Asked(1, WORDS), [Fraction(3, 10)]),
    ],
)  # fmt: skip
def test_signs_that_divide_and_signs_that_do_not(raw: str, asked: Asked, expected: list[float]) -> None:
    assert values(raw, asked) == pytest.approx(expected)


def test_a_label_of_several_parts_can_not_follow_one_value() -> None:
    names = (Text("重みの行", "rows of weights"), Text("重みの列", "columns of weights"), Text("総数", "total"))
    parts = part_labels(names)
    assert values("重み 4×6、総数 10", Asked(3, WORDS, parts)) == [4, 6, 10]
    fault("4重み, 6, 10", Asked(3, WORDS, parts))


def test_a_short_name_stands_apart_from_its_number() -> None:
    weights = Asked(2, WORDS, part_labels((Text("w1", "w1"), Text("w2", "w2"))))
    assert values("w1 3 w2 4", weights) == values("w2 4, w1 3", weights) == values("w1=3,w2=4", weights) == [3, 4]
    fault("w13, w24", weights)


def test_bracketed_letters_are_names_with_or_without_their_brackets() -> None:
    cases = Asked(2, WORDS, part_labels((Text("(a)", "(a)"), Text("(b)", "(b)"))))
    for raw in (
        "(a)0.5 (b)1",
        "(b)=1, (a)=0.5",
        "a) 0.5、b) 1",
        "b: 1, a: 0.5",
        "0.5 (a), 1 (b)",
        "(b) 1 (a) 1/2",
        "0.5, 1",
    ):
        assert values(raw, cases) == [0.5, 1]
    fault("(a)0.5 (c)1", cases)


def test_what_was_understood_is_shown_with_its_unit() -> None:
    def shown(raw: str, asked: Asked) -> list[tuple[str, bool]]:
        return [(found.shown, found.percent) for found in read_numbers(raw, asked)]

    one_number = Asked(1, WORDS)
    assert shown("35パーセント", one_number) == [("35%", True)]
    assert shown("3割", one_number) == [("30%", True)]
    assert shown("42 updates", one_number) == [("42 updates", False)]
    assert shown("42回", one_number) == [("42回", False)]
    assert shown("2 1/3", one_number) == [("2 + 1/3", False)]
    assert shown("縦 8px、横 3px", TWO) == [("8 px", False), ("3 px", False)]


def test_a_name_of_the_whole_stands_before_it_only() -> None:
    assert values("E = (8, 3)", TWO) == [8, 3]
    fault("8, E = 3", TWO)
    fault("E = 8, 3", TWO)
    fault("(8, 3) E", TWO)
    assert values("損失: 1, 2", PAIR) == [1, 2]
    fault("損失: 1, 損失: 2", PAIR)
