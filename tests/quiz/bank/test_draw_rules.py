"""``[draw]`` as it is read: what can never be drawn is told with its line, the values and a remedy."""

from __future__ import annotations

import pytest

from quiz.courses import parse_item
from quiz.drawing import draw, original, prompt
from quiz.draws import Draws
from quiz.errors import FileFaults, Unanswerable
from quiz.language import Text
from quiz.model import Item

SOURCE = """+++
id = "d"
kind = "number"
section = "s"
minutes = 3
difficulty = 1
key = "KEY"
check = "KEY + 0*n"

[draw]
n = { from = 1, to = 9 }
DRAW
+++
# ja
{{n}} BODY
## 解説
{{key}}
# en
{{n}} BODY
## Solution
{{key}}
"""
LINE = 12


def item(rule: str, key: str = "n", body: str = "") -> Item:
    return parse_item(
        SOURCE.replace("KEY", key).replace("DRAW", rule).replace("BODY", body), expected_id="d", path="d.md"
    )


@pytest.mark.parametrize(
    ("rule", "told", "remedy"),
    [
        ("m = { from = 9, to = 0 }", "from is larger than to (from = 9, to = 0)", "exchange"),
        ("m = { from = 0.5, to = 0.1, step = 0.1 }", "(from = 0.5, to = 0.1)", "exchange"),
        ("m = { from = 0, to = 1e12 }", "m: 0..1000000000000: too many values", "narrow"),
        ("m = { from = 0, to = 1, step = 1e-10 }", "too many values", "larger step"),
        ("m = { from = 0, to = 5, step = 7 }", "(from = 0, to = 5, step = 7)", "smaller step"),
        ("m = { from = true, to = 5 }", "from should be a number, found True", ""),
        ("m = { from = \"'a'\", to = 5 }", "from should be a number, found a", ""),
        ('m = { from = "1/0", to = 5 }', "division by zero", ""),
        ("m = { from = 1 }", "m needs from and to, and a positive step", "write m = {"),
        ("m = { from = 1, to = 5, step = -1 }", "a positive step", "write m = {"),
        ("m = { to = 5, length = 3 }", "m needs from and to", "write m = {"),
        ("m = { choose = [1, 1, 2], length = 2, distinct = true }", "1 stands twice", "leave one"),
        ("m = { choose = [1, 2], length = 3, distinct = true }", "3 different values can't be drawn from 2", "shorten"),
        ("m = { choose = [1, 2], length = 2, rows = 2, distinct = true }", "4 different values", "shorten"),
        ("m = { choose = [1, 2], from = 3, to = 4 }", "drawn in two ways: choose, from", "one of"),
        ("m = { choose = [1, 2], step = 3 }", "step doesn't go with choose", ""),
        ("m = { choose = [1, 2], distinct = true }", "distinct needs a length", ""),
        ("m = { choose = [1, 2], rows = 2 }", "rows needs a length", ""),
        ("m = { choose = [1, 2], length = 2.5 }", "length should be a whole number from 0 to 1000, found 2.5", ""),
        ("m = { choose = [1, 2], length = -1 }", "found -1", ""),
        ("m = { choose = [1, 2], length = 1001 }", "found 1001", ""),
        ("m = { normal = { mean = 3 } }", "m needs mean and std", "write mean and std in normal"),
        ("m = { normal = { mean = 3, std = 1, sd = 1 } }", "no key draw.m.normal.sd", "std"),
        ("m = { normal = { mean = 3, std = 0 } }", "std should be above 0, found 0", ""),
        ("m = { normal = { mean = 3, std = -1 } }", "std should be above 0, found -1", ""),
        ("m = { normal = { mean = 3, std = 1 }, step = 0 }", "needs a positive step", ""),
        ("m = { normal = { mean = 3, std = 1 }, from = 5, to = 1 }", "from is larger than to", "exchange"),
        ("m = { normal = { mean = 3, std = 1 }, choose = [1] }", "two ways: choose, normal", "one of"),
        ("m = { binomial = { n = 5 } }", "m needs n and p", "write n and p in binomial"),
        ("m = { binomial = { n = 5000, p = 0.3 } }", "n should be 0 to 1000, found 5000", ""),
        ("m = { binomial = { n = 2.5, p = 0.3 } }", "found 2.5", ""),
        ("m = { binomial = { n = 5, p = 1.3 } }", "p should be from 0 to 1, found 1.3", ""),
        ("m = { permutation = [1, 2], length = 2 }", "length doesn't go with permutation", ""),
        ("m = { permutation = [] }", "can't read the choices of m", "list one or more"),
        ('m = [["味噌", "miso"], "酢"]', "m has a word without its translation", "味噌"),
        ('m = [["味噌", "miso"], ["酢"]]', "m has a word without its translation", "味噌"),
        ('m = [["味噌", "miso"], ["酢", "酢"]]', "m has a word without its translation", "味噌"),
        ('where = "1 < 2"', "1 < 2 is True whatever is drawn", "leave it out"),
        ('where = ["n > 2", "false"]', "false is False whatever is drawn", "leave it out"),
        ('where = "pi > 4"', "pi > 4 is False whatever is drawn", "leave it out"),
        ('where = "1/0 > 4"', "division by zero", ""),
        ('where = "mean([1, 2]) > 1"', "is True whatever is drawn", "leave it out"),
    ],
)
def test_what_can_never_be_drawn(rule: str, told: str, remedy: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item(rule)
    (fault,) = caught.value.faults
    assert told in fault.message.en
    assert fault.line == LINE
    assert fault.message.ja != fault.message.en
    assert remedy in (fault.remedy.en if fault.remedy else "")
    assert bool(fault.remedy) is bool(remedy)


def test_a_when_that_nothing_decides_is_told() -> None:
    slip = '[misconception.a]\nvalue = "n + 1"\nwhen = "2 > 3"\nja = "あ"\nen = "a"'
    with pytest.raises(FileFaults) as caught:
        item(slip)
    (fault,) = caught.value.faults
    assert fault.line == LINE + 2
    assert "misconception.a.when: 2 > 3 is False" in fault.message.en


def test_a_habit_is_told_once_with_all_its_lines() -> None:
    with pytest.raises(FileFaults) as caught:
        item('where = "n^2 > 3"\n[let]\na = "n^3"\nb = "2^n"', body="{{n^2}}")
    (fault,) = caught.value.faults
    assert "**, not ^" in fault.message.en
    told = fault.in_("en")
    places = [fault.line, *map(int, told.partition("also on line ")[2].split(", "))]
    assert sorted(places) == [LINE, LINE + 2, LINE + 3, LINE + 6, LINE + 10]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('m = { normal = { mean = 3, std = "n - n" } }', "std should be above 0, found 0"),
        ("m = { normal = { mean = 3, std = 1 }, from = 100 }", "no value of mean = 3, std = 1 lies between"),
        ('m = { binomial = { n = "n*1000", p = 0.5 } }', "can't draw with n = "),
        ('m = { binomial = { n = 5, p = "n + 1" } }', "p: 0..1"),
        ('m = { permutation = "n" }', "has no orders: a list was expected"),
        ('m = { permutation = "range(n*500, 0, -1)" }', "too many (at most 1000)"),
        ("m = { normal = { mean = 3, std = 1 }, step = 100, length = 9, distinct = true }", "too much to compute"),
        ('m = { from = 1, to = 9, length = "n*1000" }', "too many (at most 1000)"),
    ],
)
def test_what_the_drawn_values_forbid_is_told_with_its_line(rule: str, told: str) -> None:
    made = item(rule)
    seed = next(seed for seed in range(1, 90) if Draws(f"d/{seed}/0").below(9) == 8)  # n is 9
    with pytest.raises(Unanswerable) as caught:
        draw(made, seed)
    assert caught.value.message.en.startswith(f"d.md:{LINE}: draw.m: ")
    assert told in caught.value.message.en


def test_a_formula_without_a_value_tells_the_drawn_ones_and_what_to_do() -> None:
    with pytest.raises(Unanswerable) as caught:
        draw(item("m = [4, 5]", key="1 / (n - n)"), 1)
    n = caught.value.message.en.partition("n = ")[2][0]
    message = caught.value.message
    assert "m = " not in message.en, "the key doesn't depend on it"
    assert message.en.startswith("d.md:7: key: division by zero (n - n is 0), with n = " + n)
    assert message.ja.startswith("d.md:7: key: 0 で割っています（n - n が 0）（n = " + n)
    assert caught.value.remedy is not None
    assert "n - n != 0" in caught.value.remedy.en
    with pytest.raises(Unanswerable, match=r"stem: sqrt: -1\d is negative and has no real root, with n = \d"):
        prompt(draw(item("", body="{{sqrt(n - 20)}}"), 1))


# -- words -------------------------------------------------------------------------------------------------------------


def test_a_word_is_shown_in_the_readers_language() -> None:
    made = item('w = [["味噌", "miso"], ["酢", "vinegar"]]', body="{{w}}")
    shown = {(prompt(draw(made, seed)).stem.ja[2:], prompt(draw(made, seed)).stem.en[2:]) for seed in range(1, 30)}
    assert shown == {("味噌", "miso"), ("酢", "vinegar")}


def test_words_in_a_list_in_an_order_and_joined() -> None:
    words = '[["味噌", "miso"], ["酢", "vinegar"], ["塩", "salt"]]'
    body = "{{join(w, '、')}} {{w[0]}}"
    for rule in (f"w = {{ choose = {words}, length = 3, distinct = true }}", f"w = {{ permutation = {words} }}"):
        made = item(rule, body=body)
        for seed in range(1, 9):
            variant = draw(made, seed)
            assert set(variant.values["w"]) == {Text("味噌", "miso"), Text("酢", "vinegar"), Text("塩", "salt")}
            first = variant.values["w"][0]
            assert prompt(variant).stem.en.endswith(f" {first.en}")
            assert "、".join(word.ja for word in variant.values["w"]) in prompt(variant).stem.ja


def test_a_real_tests_word_is_written_as_it_is_drawn() -> None:
    made = item('w = [["味噌", "miso"], ["酢", "vinegar"]]\n[original]\nn = 3\nw = ["酢", "vinegar"]', body="{{w}}")
    assert original(made).values["w"] == Text("酢", "vinegar")
    assert prompt(original(made)).stem.en == "3 vinegar"


def test_conditions_decide_on_words_in_either_language() -> None:
    made = item('w = [["味噌", "miso"], ["酢", "vinegar"]]\nwhere = "w != \'vinegar\'"')
    assert {draw(made, seed).values["w"].ja for seed in range(1, 30)} == {"味噌"}


def test_pairs_of_texts_without_japanese_stay_pairs() -> None:
    made = item('w = [["i", "i_end"], ["start", "stop"]]', body="{{w[0]}}")
    assert {draw(made, seed).values["w"] for seed in range(1, 20)} == {("i", "i_end"), ("start", "stop")}


def test_a_word_may_be_chosen_as_an_answer() -> None:
    source = SOURCE.replace("number", "choice").replace("KEY + 0*n", "a[0]").replace("KEY", "a[0]")
    slips = "".join(f'[misconception.s{k}]\nvalue = "a[{k}]"\nja = "x"\nen = "x"\n' for k in (1, 2, 3))
    rule = 'a = { permutation = [["味噌", "miso"], ["酢", "vinegar"], ["塩", "salt"], ["砂糖", "sugar"]] }\n'
    made = parse_item(source.replace("DRAW", rule + slips).replace("BODY", "?"), expected_id="d", path="d.md")
    variant = draw(made, 1)
    assert {(option.text.ja, option.text.en) for option in variant.options or ()} == {
        ("味噌", "miso"), ("酢", "vinegar"), ("塩", "salt"), ("砂糖", "sugar")
    }  # fmt: skip
    assert variant.key == variant.values["a"][0]
