"""Matching: pairs in any writing and order, slips by name, and files that can't be asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank, parse_item, read_item
from quiz.drawing import draw, instantiate, prompt
from quiz.errors import FileFaults, Unanswerable
from quiz.grading import grade
from quiz.interaction import Match
from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Item, Variant
from solvers.nn import optimizers
from solvers.topics.optimizers_update_rules import CONSTANTS

ITEM = built_in_bank().item("optimizer-formula-match")
COURSE = Path(__file__).resolve().parents[2] / "courses" / "probability"


def template(**changes: str) -> str:
    text = Path(__file__).with_name("matching_by_rules.md").read_text(encoding="utf-8").format(id="x")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def pairs_of(variant: Variant, partners: tuple[str, ...]) -> list[str]:
    names = [name for name, _ in variant.shown.right]
    return [f"{letter}={names.index(partner) + 1}" for letter, partner in zip("ABCDEFG", partners, strict=False)]


# -- the question of the bank, against the training core ---------------------------------------------------------------

RULES = {
    "sgd": lambda: optimizers.SGD(CONSTANTS["lr"]),
    "momentum": lambda: optimizers.Momentum(CONSTANTS["lr"], CONSTANTS["mu"]),
    "adagrad": lambda: optimizers.AdaGrad(CONSTANTS["lr"], eps=0.0),
    "rmsprop": lambda: optimizers.RMSProp(CONSTANTS["lr"], CONSTANTS["rho"], eps=0.0),
    "adam": lambda: optimizers.Adam(CONSTANTS["lr"], CONSTANTS["beta1"], CONSTANTS["beta2"], eps=0.0),
}


def slope(x: float) -> float:
    return 2 * x + np.cos(x) - 0.4


def walked(code: str, steps: int = 5) -> list[float]:
    """Run a printed rule by Python itself, as this test may: the code is the bank's own."""
    names = {**CONSTANTS, "w": 1.3, "grad": slope, "sqrt": lambda x: x**0.5, "abs": abs}
    names |= dict.fromkeys("vuchrq", 0.0)
    found = []
    for step in range(1, steps + 1):
        names["t"] = step
        exec(code, {"__builtins__": {}}, names)
        found.append(names["w"])
    return found


@pytest.mark.parametrize("method", sorted(RULES))
def test_a_right_rule_moves_as_the_training_core_does(method: str) -> None:
    checked = 0
    for seed in range(1, 40):
        variant = draw(ITEM, seed)
        code = {name: text.ja.strip("`") for name, text in variant.shown.right}.get(method)
        if code is None:
            continue
        theta, rule = np.array([1.3]), RULES[method]()
        expected = []
        for _ in range(5):
            rule.step(theta, np.array([slope(float(theta[0]))]))
            expected.append(float(theta[0]))
        assert walked(code) == pytest.approx(expected, rel=1e-9), code
        checked += 1
    assert checked > 5


def test_the_ahead_looking_gradient_tells_nesterov_from_momentum() -> None:
    drawn = (draw(ITEM, seed) for seed in range(1, 99))
    variant = next(found for found in drawn if {"nag", "momentum"} <= {name for name, _ in found.shown.right})
    code = {name: text.ja.strip("`") for name, text in variant.shown.right}
    velocity, w, expected = 0.0, 1.3, []
    for _ in range(5):
        velocity = CONSTANTS["mu"] * velocity - CONSTANTS["lr"] * slope(w + CONSTANTS["mu"] * velocity)
        w += velocity
        expected.append(w)
    assert walked(code["nag"]) == pytest.approx(expected)
    assert walked(code["momentum"]) != pytest.approx(expected)


@pytest.mark.parametrize("seed", range(1, 61))
def test_partners_are_the_methods_own_rules_or_none(seed: int) -> None:
    variant = draw(ITEM, seed)
    shown = {name for name, _ in variant.shown.right}
    for (method, _), partner in zip(variant.shown.left, variant.key, strict=True):
        assert partner == (method if method in shown else "none")
    assert len(variant.shown.left) == 4
    assert len(shown) == 6
    assert variant.shown.right[-1][0] == "none"
    assert shown - set(variant.key), "something stays over"


def test_no_answer_is_the_common_one() -> None:
    answers = [" ".join(pairs_of(variant, variant.key)) for seed in range(1, 301) for variant in [draw(ITEM, seed)]]
    assert max(answers.count(answer) for answer in set(answers)) / 300 < 0.05


# -- reading -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "write",
    [
        " ".join,
        "、".join,
        ", ".join,
        "".join,
        lambda pairs: " ".join(reversed(pairs)),
        lambda pairs: " ".join(pairs).replace("=", ""),
        lambda pairs: " ".join(pairs).replace("=", ":"),
        lambda pairs: " ".join(pairs).replace("=", " "),
        lambda pairs: " ".join(pairs).replace("=", "→"),
        lambda pairs: "、".join(pairs).replace("=", "は"),
        lambda pairs: " ".join(pairs).lower(),
        lambda pairs: "、".join(pairs).replace("=", "が") + "です",
        lambda pairs: ", ".join(pairs[:-1]).replace("=", " is ") + " and " + pairs[-1].replace("=", " is ") + ".",
        lambda pairs: "答えは " + " ".join(pairs) + " です",
        lambda pairs: " ".join(pair[2:] for pair in pairs),
        lambda pairs: ",".join(pair[2:] for pair in pairs),
        lambda pairs: " ".join(f"({pair[0]}) = ({pair[2:]})" for pair in pairs),
        lambda pairs: "\n".join(pairs) + "\n",
        lambda pairs: " ".join(pairs).translate(str.maketrans("=ABCD123456", "＝ＡＢＣＤ１２３４５６")),
    ],
)
def test_right_pairs_in_any_writing(write) -> None:  # type: ignore[no-untyped-def]
    for seed in (1, 2, 3):
        variant = draw(ITEM, seed)
        assert grade(variant, write(pairs_of(variant, variant.key))).verdict == "correct"


@pytest.mark.parametrize(
    ("raw", "column", "told"),
    [
        ("A=1 B=2 C=3", None, "no partner is given for D"),
        ("A=1 B=2 C=3 A=4", 12, "A stands twice"),
        ("A=1 B=2 C=3 E=4", 12, "there is no E on the left"),
        ("A=1 B=2 C=3 D=7", 14, "there is no 7 on the right"),
        ("A=1 B=2 C=3 D=0", 14, "there is no 0 on the right"),
        ("1 2 3", None, "4 numbers are needed, found 3"),
        ("A=1 2 C=3 D=4", None, "some pairs have a letter"),
        ("A=1 B=2 C=3 D=4 たぶん", 16, "from here on"),
        ("A is 1, B isn't 2, C is 3, D is 4", 10, "from here on"),
        ("A=1ではない B=2 C=3 D=4", 3, "from here on"),
        ("A=1 B=2 C=3 D=-4", 14, "from here on"),
        ("A=1.5 B=2 C=3 D=4", 2, "from here on"),
        ("A=SGD B=2 C=3 D=4", 2, "from here on"),
        ("~~A=1 B=2~~ C=3 D=4", 0, "struck out"),
        ("1 2 3/4", 5, "which of them comes first"),
        ("1 2 {3, 4}", 4, "which of them comes first"),
    ],
)
def test_what_are_no_pairs_is_asked_again(raw: str, column: int | None, told: str) -> None:
    outcome = grade(draw(ITEM, 1), raw)
    assert outcome.unreadable is not None
    assert told in outcome.unreadable.reason.en
    assert outcome.unreadable.column == column


@given(st.lists(st.integers(0, 5), min_size=4, max_size=4), st.integers(1, 40))
def test_all_pairs_must_be_right(chosen: list[int], seed: int) -> None:
    variant = draw(ITEM, seed)
    partners = tuple(variant.shown.right[place][0] for place in chosen)
    outcome = grade(variant, " ".join(pairs_of(variant, partners)))
    assert (outcome.verdict == "correct") is (partners == variant.key)
    if outcome.verdict != "correct":
        assert outcome.score == 0, "a share of right pairs is told and not scored"
        right = sum(one == other for one, other in zip(partners, variant.key, strict=True))
        assert f"{right} of 4 pairs are right." in [diagnosis.message.en for diagnosis in outcome.diagnoses]


def test_a_swap_is_told_by_its_name() -> None:
    drawn = (draw(ITEM, seed) for seed in range(1, 99))
    swap = "momentum-and-nag-swapped"
    variant = next(found for found in drawn if any(swap in slip.misconceptions for slip in found.distractors))
    names = [name for name, _ in variant.shown.left]
    swapped = list(variant.key)
    one, other = names.index("momentum"), names.index("nag")
    swapped[one], swapped[other] = swapped[other], swapped[one]
    outcome = grade(variant, " ".join(pairs_of(variant, tuple(swapped))))
    assert "momentum-and-nag-swapped" in [diagnosis.name for diagnosis in outcome.diagnoses]


def test_what_is_shown_and_exported() -> None:
    variant = draw(ITEM, 3)
    left, right = prompt(variant).lists
    assert [entry.label for entry in left] == ["(A)", "(B)", "(C)", "(D)"]
    assert [entry.label for entry in right] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]
    (asked,) = kind_of(ITEM).interactions(variant)
    assert isinstance(asked, Match)
    assert tuple(variant.shown.right[place][0] for place in asked.partners) == variant.key
    assert kind_of(ITEM).in_reports is InReports.UNDECIDED


# -- question files ----------------------------------------------------------------------------------------------------


def test_partners_may_be_written_in_the_file() -> None:
    item = read_item(COURSE / "conditional" / "distribution-match.md")
    variant = draw(item, 1)
    wanted = {"one-toss": "bernoulli", "many-tosses": "binomial", "arrivals": "poisson"}
    assert variant.key == tuple(wanted[name] for name, _ in variant.shown.left)
    assert kind_of(item).facts(item) == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('holds = "update_rule_is(code, left)"', "", "can't tell what decides the partner of sgd"),
        ('check = "update_rule_is_by_sums(code, left)"', "", "[match] lacks check"),
        ('name = "sgd"\nja', 'name = "sgd"\npartner = "sgd"\nja', "can't tell what decides the partner of sgd"),
        ('name = "uphill"', 'name = "sgd"', "can't be the name"),
        ('(code, left)"\ncheck', '(code, links)"\ncheck', "links"),
        ("partners_swapped(lefts", "partners_swapped(leftz", "leftz"),
        ('s = ["v", "u"]', 'lefts = ["v", "u"]', "lefts is taken"),
        ('name = "uphill"', 'name = "uphill"\nnothing = 1', "should be"),
    ],
)
def test_faults_of_a_matching_are_named_with_their_line(old: str, new: str, told: str) -> None:
    with pytest.raises(FileFaults) as caught:
        parse_item(template(**{old: new}), expected_id="x", path="x.md")
    assert told in caught.value.in_("en")
    assert all(fault.line > 0 for fault in caught.value.faults)


def test_sides_without_anything_over_are_never_asked() -> None:
    text = template()
    start = text.index('[[right]]\nname = "uphill"')
    item = parse_item(text[:start] + text[text.index("[misconception", start) :], expected_id="x", path="x.md")
    with pytest.raises(Unanswerable, match="follows from the others"):
        draw(item, 1)


def test_a_left_entry_with_two_partners_is_a_fault_of_the_item() -> None:
    source = template(**{'code = "w += lr*grad(w)"': 'code = "w = w - lr*grad(w)"'})
    item = parse_item(source, expected_id="x", path="x.md")
    with pytest.raises(Unanswerable, match="the partners of sgd"):
        draw(item, 1)


# -- sides made here ---------------------------------------------------------------------------------------------------

SMALL = """+++
id = "x"
kind = "matching"
section = "s"
minutes = 1
difficulty = 1
[draw]
n = [1, 2]
"""
ENTRY = '[[{side}]]\nname = "{name}"\nja = "{name} {{{{n}}}}"\nen = "{name} {{{{n}}}}"\n{rest}\n'
BODY = "+++\n# ja\n{{n}}\n## 解説\n{{n}}\n# en\n{{n}}\n## Solution\n{{n}}\n"


def small(left: dict[str, str], right: dict[str, str], rest: str = "") -> Item:
    """A matching of these names, each with what else stands in its entry."""
    entries = [ENTRY.format(side="left", name=name, rest=more) for name, more in left.items()]
    entries += [ENTRY.format(side="right", name=name, rest=more) for name, more in right.items()]
    return parse_item(SMALL + rest + "".join(entries) + BODY, expected_id="x", path="x.md")


def partners(**named: str) -> dict[str, str]:
    return {name: f'partner = "{partner}"' for name, partner in named.items()}


TWELVE = small(
    partners(a="r2", b="r1", c="r1"),
    dict.fromkeys(("r1", "r2", "r3"), ""),
    "[misconception.crossed]\nvalue = \"['r1', 'r2', 'r2']\"\nja = \"逆 {{n}}\"\nen = \"crossed {{n}}\"\n"
    "[misconception.spread]\nvalue = \"['r3', 'r2', 'r1']\"\nja = \"x\"\nen = \"x\"\n"
    "[misconception.gone]\nvalue = \"['r1', 'r2', 'r9']\"\nja = \"x\"\nen = \"x\"\n",
)


def laid(item: Item) -> Variant:
    """The variant with both sides in the order of the file."""
    return instantiate(item, {"n": 1})


def test_an_instance_keeps_the_order_of_the_file() -> None:
    variant = laid(TWELVE)
    assert [name for name, _ in variant.shown.left] == ["a", "b", "c"]
    assert [name for name, _ in variant.shown.right] == ["r1", "r2", "r3"]
    assert variant.key == ("r2", "r1", "r1")
    kind = kind_of(TWELVE)
    assert kind.key_data(variant) == ("a = r2", "b = r1", "c = r1")
    assert kind.show(TWELVE, variant.key).en == "r2, r1, r1"
    assert kind.key_shown(variant).ja == "A=2 B=1 C=1"
    orders = {tuple(name for name, _ in draw(TWELVE, seed).shown.left) for seed in range(1, 60)}
    assert len(orders) == 6


def test_a_slip_that_needs_an_entry_which_is_not_shown_is_none() -> None:
    assert [slip.misconceptions for slip in kind_of(TWELVE).slips(laid(TWELVE))] == [("crossed",), ("spread",)]


@pytest.mark.parametrize(("name", "told"), [("", "can't be the name here"), ("r1", "r1 can't be the name here"),
                                            ("R 9", "R 9 can't be the name here")])  # fmt: skip
def test_every_entry_has_a_name_of_its_own(name: str, told: str) -> None:
    entries = "".join(
        ENTRY.format(side=side, name=one, rest='partner = "r1"' if side == "left" else "")
        for side, one in (("left", "a"), ("left", "b"), ("right", "r1"), ("right", "r2"), ("right", name))
    ).replace('name = ""\n', "")
    with pytest.raises(FileFaults) as caught:
        parse_item(SMALL + entries + BODY, expected_id="x", path="x.md")
    assert told in caught.value.in_("en")


@pytest.mark.parametrize(
    ("raw", "column", "ja", "en"),
    [
        ("A=12 B=1", 2, "右側に 12 はありません", "there is no 12 on the right"),
        ("A=④ B=1 C=1", 2, "右側に 4 はありません", "there is no 4 on the right"),
        ("A=0 B=1 C=1", 2, "右側に 0 はありません", "there is no 0 on the right"),
        ("a1 b1 b2", 6, "B が二度あります", "B stands twice"),
        ("A=1 D=1", 4, "D は左側にありません", "there is no D on the left"),
        ("B=1", None, "A C の相手がありません", "no partner is given for A C"),
        ("2 1", None, "番号が 3 個必要です（2 個でした）", "3 numbers are needed, found 2"),
        ("149", 0, "右側に 4 はありません", "there is no 4 on the right"),
        ("2112", 0, "右側に 2112 はありません", "there is no 2112 on the right"),
        ("A2 1 1", None, "文字のある組とない組が混ざっています", "some pairs have a letter, others have none"),
        ("A=2 B=1 C", 9, "ここから組として読めません", "from here on these are no pairs"),
    ],
)
def test_what_is_wrong_with_pairs_is_told_at_its_place(raw: str, column: int | None, ja: str, en: str) -> None:
    fault = grade(laid(TWELVE), raw).unreadable
    assert fault is not None
    assert (fault.reason, fault.column) == (Text(ja, en), column)
    assert fault.remedy == Text(
        "A〜C のそれぞれに合う番号を答えてください（例: A=1 B=2 C=3）",
        "give a number for each of A to C (like A=1 B=2 C=3)",
    )


@pytest.mark.parametrize("raw", ["211", "②①①", "⑵⑴⑴", "A②B①C①", "2 1 1", "A→②、B→①、C→①", "C=1番 B=1番 A=2番"])
def test_numbers_alone_are_the_partners_in_order(raw: str) -> None:
    outcome = grade(laid(TWELVE), raw)
    assert (outcome.verdict, outcome.score, outcome.understood_as) == ("correct", 1, "A=2 B=1 C=1")


def test_the_example_is_another_answer_where_the_first_one_is_right() -> None:
    counted = small(partners(a="r1", b="r2"), dict.fromkeys(("r1", "r2", "r3"), ""))
    assert kind_of(counted).answer_format(laid(counted)).en.endswith("A to B (like A=1 B=1)")
    more = small(partners(a="r2", b="r2", c="r1"), dict.fromkeys(("r1", "r2"), ""))
    with pytest.raises(Unanswerable, match="the last pair follows from the others"):
        laid(small(partners(a="r1", b="r2"), dict.fromkeys(("r1", "r2"), "")))
    assert kind_of(more).answer_format(laid(more)).en.endswith("A to C (like A=1 B=2 C=1)")


def test_wrong_pairs_earn_nothing_and_are_told_with_their_slip_and_their_number() -> None:
    outcome = grade(laid(TWELVE), "1 2 2")
    assert (outcome.verdict, outcome.score) == ("wrong", 0)
    assert [(one.name, one.message.en, one.certain) for one in outcome.diagnoses] == [
        ("crossed", "crossed 1", True),
        ("pairs-right", "0 of 3 pairs are right.", False),
    ]
    (told,) = grade(laid(TWELVE), "2 2 1").diagnoses
    assert told.message == Text("3 組のうち 2 組が正しい組です。", "2 of 3 pairs are right.")
    assert [slip.misconceptions for slip in laid(TWELVE).distractors] == [("crossed",), ("spread",)]


def test_what_no_other_entry_fits_has_the_entry_for_nothing() -> None:
    item = small(
        partners(a="r1", b="r2", c="r2"),
        {"r1": "", "r2": 'when = "n == 1"', "none": "nothing = true", "r3": ""},
    )
    assert laid(item).key == ("r1", "r2", "r2")
    without = instantiate(item, {"n": 2})
    assert without.key == ("r1", "none", "none")
    places = {[name for name, _ in draw(item, seed).shown.right].index("none") for seed in range(1, 40)}
    assert places == {2, 3}, "always the last"
    nobody = small(partners(a="r1", b="r2"), {"r1": "", "r2": 'when = "n == 1"', "r3": "", "r4": ""})
    assert {draw(nobody, seed).values["n"] for seed in range(1, 20)} == {1}


@pytest.mark.parametrize(("many", "made"), [(9, True), (10, False)])
def test_nine_entries_of_a_side_are_shown_and_no_more(many: int, made: bool) -> None:
    names = [f"e{place}" for place in range(many)]
    left = small(partners(**dict.fromkeys(names, "r1")), dict.fromkeys(("r1", "r2"), ""))
    right = small(partners(a="e1", b="e0"), dict.fromkeys(names, ""))
    for item in (left, right):
        if made:
            assert grade(draw(item, 1), kind_of(item).typed(draw(item, 1), draw(item, 1).key)).verdict == "correct"
        else:
            with pytest.raises(Unanswerable):
                draw(item, 1)


def test_two_formulas_that_find_other_partners_are_a_fault() -> None:
    rule = "[match]\nholds = \"(left == 'a') == (right == 'r1') and right != 'r3'\"\ncheck = \"right == 'r1'\"\n"
    item = small(dict.fromkeys(("a", "b"), ""), dict.fromkeys(("r1", "r2", "r3"), ""), rule)
    variant = laid(item)
    assert variant.key == ("r1", "r2")
    assert [(rule, place, said.en) for rule, place, said in kind_of(item).variant_faults(variant)] == [
        ("key-check", "match.check", "the partner of b is r2 by holds, r1 by check")
    ]
    assert list(kind_of(TWELVE).variant_faults(laid(TWELVE))) == []
    assert kind_of(item).facts(item) == 0
    assert kind_of(TWELVE).fits(("a",))
    assert not kind_of(TWELVE).fits(("a", 1))
    assert not kind_of(TWELVE).fits("a")


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (partners(a="r1", b="r9"), {"r1": "", "r2": ""}, "r9 isn't on the right side"),
        (partners(a="r1", b="r1"), {"r1": "nothing = true", "r2": "nothing = true"}, "only one entry can be the one"),
        (partners(a="r1"), {"r1": "", "r2": ""}, "there should be 2 to 30 [[left]] entries, found 1"),
        (partners(a="r1", b="r1"), {"r1": ""}, "there should be 2 to 30 [[right]] entries, found 1"),
        (
            partners(a="r0", b="r1"),
            {f"r{n}": "" for n in range(31)},
            "there should be 2 to 30 [[right]] entries, found 31",
        ),
    ],
)
def test_faults_of_the_sides(left: dict[str, str], right: dict[str, str], said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        small(left, right)
    assert said in caught.value.in_("en")
