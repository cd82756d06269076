"""Ordering: what is read as an order, what breaks a dependency, and files that can't be asked."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw, instantiate, prompt
from quiz.errors import FileFaults, Unanswerable
from quiz.grading import grade
from quiz.interaction import PutInOrder
from quiz.kinds import TEMPLATES, kind_of
from quiz.kinds.dependent_orders import only_order
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Item, Variant

ITEM = built_in_bank().item("backprop-step-order")
LETTERS = "abcdefghi"


def template(**changes: str) -> str:
    text = (TEMPLATES / "ordering.md").read_text(encoding="utf-8").format(id="x")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def letters_of(variant: Variant, order: tuple[str, ...]) -> str:
    names = [name for name, _ in variant.shown]
    return "".join(LETTERS[names.index(name)] for name in order)


# -- the question of the bank ------------------------------------------------------------------------------------------

NEEDS = {
    "hidden": set(),
    "output": {"hidden"},
    "loss": {"output"},
    "delta2": {"loss"},  # the question says that the loss is computed first
    "grad2": {"delta2", "hidden"},
    "delta1": {"delta2", "hidden"},
    "grad1": {"delta1"},
    "update": {"grad1", "grad2", "delta1"},
}
"""What each step uses, written here from the formulas on the page, not from the file's dependencies."""


def needs_of(name: str) -> set[str]:
    """Everything that must be there before a step, over all steps between."""
    return NEEDS[name] | {far for near in NEEDS[name] for far in needs_of(near)}


@pytest.mark.parametrize("seed", range(1, 41))
def test_the_key_is_the_only_order_in_which_every_step_has_what_it_uses(seed: int) -> None:
    variant = draw(ITEM, seed)
    names = [name for name, _ in variant.shown]
    fitting = [
        order
        for order in permutations(names)
        if all(needs_of(name).isdisjoint(order[place:]) for place, name in enumerate(order))
    ]
    assert fitting == [variant.key]
    assert 5 <= len(names) <= 6
    assert tuple(names) != variant.key, "the right order is never the one that is shown"


def test_no_order_is_asked_again_and_again() -> None:
    answers = [letters_of(variant, variant.key) for seed in range(1, 301) for variant in [draw(ITEM, seed)]]
    commonest = max(answers.count(answer) for answer in set(answers))
    assert commonest / len(answers) < 0.05
    assert len({draw(ITEM, seed).key for seed in range(1, 301)}) >= 25


@pytest.mark.parametrize(
    "write",
    [
        lambda letters: " ".join(letters),
        lambda letters: letters,
        lambda letters: letters.upper(),
        lambda letters: "→".join(letters),
        lambda letters: " -> ".join(letters),
        lambda letters: "、".join(letters),
        lambda letters: "(" + ") (".join(letters) + ")",
        lambda letters: "答えは " + " ".join(letters) + " です。",
        lambda letters: " > ".join(letters) + "\n",
        lambda letters: letters.translate(str.maketrans(LETTERS, "ａｂｃｄｅｆｇｈｉ")),
        lambda letters: f"最初に{letters[0]}、次に{'、その次に'.join(letters[1:-1])}、最後に{letters[-1]}です。",
        lambda letters: f"まず {letters[0]}、それから {'、'.join(letters[1:])}",
        lambda letters: f"First {letters[0]}, then {', '.join(letters[1:-1])} and finally {letters[-1]}.",
        lambda letters: "、".join(letters) + "の順です",
        lambda letters: "".join(letters) + " の順番に並べます。",
        lambda letters: "\n".join(f"{at}. {letter}" for at, letter in enumerate(letters, 1)),
        lambda letters: "、".join(f"{at}番目は{letter}" for at, letter in enumerate(letters, 1)),
        lambda letters: "".join(f"{'①②③④⑤⑥⑦⑧⑨'[at]}{letter}" for at, letter in enumerate(letters)),
        lambda letters: "/".join(letters),
        lambda letters: "・" + "\n・".join(letters),
        lambda letters: "{" + ", ".join(letters) + "}",
        lambda letters: "[(" + "), (".join(letters) + ")]",
        lambda letters: "→".join(letters[:2]) + "\n" + "→".join(letters[2:]),
        lambda letters: "→".join(letters[:-1]) + "、最後に" + letters[-1],
    ],
)
def test_a_right_order_in_any_writing(write) -> None:  # type: ignore[no-untyped-def]
    for seed in (1, 2, 3):
        variant = draw(ITEM, seed)
        assert grade(variant, write(letters_of(variant, variant.key))).verdict == "correct"


@pytest.mark.parametrize(
    ("raw", "column", "told"),
    [
        ("a b c d", None, "missing: e"),
        ("a b c d d", 8, "d stands twice"),
        ("a b c d z", 8, '"z" is no letter'),
        ("abcdef", 5, '"f" is no letter'),
        ("a b c 4 e", 6, '"4" is no letter'),
        ("a b c d e 更新", 10, '"更" is no letter'),
        ("ａｂｃｄＤ", 4, "d stands twice"),
        ("最後に a b c d e", 0, '"最後に" stands elsewhere'),
        ("a b c d 最初に e", 8, '"最初に" stands elsewhere'),
        ("a, finally b, c, d, e", 3, '"finally" stands elsewhere'),
        ("2. a\n1. b\n3. c\n4. d\n5. e", 0, '"2." stands elsewhere'),
        ("a 2 b c d e", 2, '"2" is no letter'),
        ("a b c d e の順ではない", 10, '"の" is no letter'),
        ("a b c d e の逆の順", 10, '"の" is no letter'),
        ("e の順 a b c d", 2, '"の" is no letter'),
        ("~~a b c d e~~", 0, "struck out"),
        ("a b c d 〜〜e〜〜", 8, "struck out"),
        ("a b c d/e", 7, "which of them comes first"),
        ("a b c d｜e", 7, "which of them comes first"),
        ("a b c・d e", 5, "which of them comes first"),
        ("a b c {d,e}", 6, "which of them comes first"),
        ("a b c［d, e］", 5, "which of them comes first"),
        ("(a b)c d e", 0, "which of them comes first"),
        ("((a, b) c d e)", 1, "which of them comes first"),
        ("a→b→c→d、e", 7, "which of them comes first"),
        ("a -> b -> c d -> e", 11, "which of them comes first"),
        ("a b c d-e", 1, "which of them comes first"),
    ],
)
def test_what_is_no_order_of_the_letters_is_asked_again(raw: str, column: int | None, told: str) -> None:
    variant = next(found for seed in range(1, 50) if len((found := draw(ITEM, seed)).shown) == 5)
    outcome = grade(variant, raw)
    assert outcome.unreadable is not None
    assert told in outcome.unreadable.reason.en
    assert outcome.unreadable.column == column


def test_a_named_slip_is_told_by_its_name_and_any_other_by_the_first_broken_dependency() -> None:
    drawn = (draw(ITEM, seed) for seed in range(1, 200))
    variant = next(found for found in drawn if {"delta1", "update"} <= set(found.key) and len(found.key) == 6)
    moved = [name for name in variant.key if name != "update"]
    moved.insert(moved.index("delta1"), "update")
    named = grade(variant, letters_of(variant, tuple(moved)))
    assert named.verdict == "wrong"
    assert named.score == 0
    assert [diagnosis.name for diagnosis in named.diagnoses] == ["updates-before-the-hidden-error"]
    backwards = grade(variant, letters_of(variant, variant.key[::-1]))
    assert backwards.verdict == "wrong"
    (told,) = backwards.diagnoses
    last, before = variant.key[-1], variant.key[-2]
    assert told.name == "dependency"
    later = letters_of(variant, (last,))
    assert f"comes before ({later})" in told.message.en
    assert letters_of(variant, (before,)) in told.message.en or before not in NEEDS[last]


def test_the_order_that_was_shown_is_named_as_such() -> None:
    for seed in range(1, 30):
        variant = draw(ITEM, seed)
        outcome = grade(variant, LETTERS[: len(variant.shown)])
        assert outcome.verdict == "wrong"
        names = {diagnosis.name for diagnosis in outcome.diagnoses}
        assert "as-shown" in names or names & {slip.name for slip in ITEM.misconceptions}


@given(st.permutations(range(6)), st.integers(1, 60))
def test_exactly_the_key_is_right(order: list[int], seed: int) -> None:
    variant = draw(ITEM, seed)
    chosen = [place for place in order if place < len(variant.shown)]
    names = tuple(variant.shown[place][0] for place in chosen)
    outcome = grade(variant, "".join(LETTERS[place] for place in chosen))
    assert (outcome.verdict == "correct") is (names == variant.key)
    assert outcome.verdict in ("correct", "wrong")
    assert outcome.verdict == "correct" or outcome.diagnoses


def test_what_is_shown_and_exported() -> None:
    variant = draw(ITEM, 3)
    shown = prompt(variant)
    (lines,) = shown.lists
    assert [entry.label for entry in lines] == [f"({letter})" for letter in LETTERS[: len(lines)]]
    (asked,) = kind_of(ITEM).interactions(variant)
    assert isinstance(asked, PutInOrder)
    assert tuple(variant.shown[place][0] for place in asked.order) == variant.key
    assert [text.ja for text in asked.lines] == [entry.text.ja for entry in lines]
    assert kind_of(ITEM).in_reports is InReports.UNDECIDED


# -- question files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "batch"', 'name = "choose"', "can't be the name"),
        ('name = "batch"', 'name = "The Batch"', "can't be the name"),
        ('name = "batch"', 'name = "batch"\nwhy = "x"', "why"),
        ('first = "choose"', 'first = "chose"', "there is no line chose"),
        ('then = "update"', 'then = "choose"', "dependencies form a circle"),
        ('[[line]]\nname = "update"', '[[lines]]\nname = "update"', "there should be 5 to 20 [[line]]"),
        ('kind = "ordering"', 'kind = "ordering"\nkey = "1 + 1"', "a question of kind ordering has no key"),
        ("order, 'update'", "ordre, 'update'", "ordre"),
        ('method = ["SGD", "Adam"]', 'order = ["SGD", "Adam"]', "order is taken"),
    ],
)
def test_faults_of_an_ordering_are_named_with_their_line(old: str, new: str, told: str) -> None:
    with pytest.raises(FileFaults) as caught:
        parse_item(template(**{old: new}), expected_id="x", path="x.md")
    assert told in caught.value.in_("en")
    assert all(fault.line > 0 for fault in caught.value.faults)


def test_lines_with_several_orders_are_never_asked() -> None:
    text = template()
    start = text.index('[[dependency]]\nfirst = "batch"')
    end = text.index("[[dependency]]", start + 1)
    item = parse_item(text[:start] + text[end:], expected_id="x", path="x.md")
    line = item.lines["line.2"]
    with pytest.raises(Unanswerable, match=rf"^x\.md:{line}: .*nothing says which of choose and forward comes first"):
        draw(item, 1)


def test_lines_that_read_alike_are_never_asked() -> None:
    text = template()
    first, second = re.findall(r'^name = "\w+"\nja = (".*")', text, re.MULTILINE)[:2]
    item = parse_item(text.replace(second, first), expected_id="x", path="x.md")
    with pytest.raises(Unanswerable, match=rf"^x\.md:{item.lines['line.1']}: line\.1: choose and batch read alike"):
        draw(item, 1)


def test_a_slip_of_other_lines_is_none_of_the_variants() -> None:
    text = re.sub(r"^value = .*$", "value = \"['a', 'b']\"", template(), flags=re.MULTILINE)
    item = parse_item(text, expected_id="x", path="x.md")
    assert draw(item, 1).distractors == ()


def test_a_circle_is_told_where_one_of_its_dependencies_stands() -> None:
    text = template(**{'then = "update"': 'then = "choose"'})
    with pytest.raises(FileFaults) as caught:
        parse_item(text, expected_id="x", path="x.md")
    (fault,) = caught.value.faults
    assert text.splitlines()[fault.line - 1].startswith("first = ")


def test_too_few_lines_are_never_asked() -> None:
    item = parse_item(template(**{'name = "update"\nja': 'name = "update"\nwhen = "method == \'SGD\'"\nja'}),
                      expected_id="x", path="x.md")  # fmt: skip
    assert {draw(item, seed).values["method"] for seed in range(1, 20)} == {"SGD"}


def test_the_order_is_kept_over_a_line_that_is_left_out() -> None:
    after = {"a": frozenset(), "b": frozenset({"a"}), "c": frozenset({"a", "b"})}
    assert only_order(["c", "a"], after) == ("a", "c")
    assert only_order(["a", "b", "c"], after) == ("a", "b", "c")
    assert only_order(["a", "b"], {"a": frozenset(), "b": frozenset()}) is None
    assert only_order(["a", "b"], {"a": frozenset({"b"}), "b": frozenset({"a"})}) is None


# -- five lines made here ----------------------------------------------------------------------------------------------

HEAD = """+++
id = "x"
kind = "ordering"
section = "s"
minutes = 1
difficulty = 1
[draw]
n = [1, 2]
"""
BODY = "+++\n# ja\n{{n}}\n## 解説\n{{n}}\n# en\n{{n}}\n## Solution\n{{n}}\n"


def chain(names: str, rest: str = "", why: str = "") -> Item:
    """A question of lines that each need the one before; ``why`` is their reason in both languages."""
    lines = [f'[[line]]\nname = "{name}"\nja = "{name} {{{{n}}}}"\nen = "{name} {{{{n}}}}"\n' for name in names]
    needs = [
        f'[[dependency]]\nfirst = "{one}"\nthen = "{other}"\nja = "{other} が {one} を使う。{why}"\n'
        f'en = "{other} uses {one}.{why}"\n'
        for one, other in pairwise(names)
    ]
    return parse_item(HEAD + rest + "".join(lines + needs) + BODY, expected_id="x", path="x.md")


FIVE = chain(
    "pqrst", "[misconception.back]\nvalue = \"['t', 's', 'r', 'q', 'p']\"\nja = \"逆順\"\nen = \"backwards\"\n"
)


def shown(item: Item, names: str) -> Variant:
    """The question with its lines shown in this order."""
    variant = instantiate(item, {"n": 1})
    texts = dict(variant.shown)
    return replace(variant, shown=tuple((name, texts[name]) for name in names))


def test_the_letters_are_those_of_the_lines_as_they_are_shown() -> None:
    variant = shown(FIVE, "tpsqr")
    kind = kind_of(FIVE)
    assert variant.key == tuple("pqrst")
    assert kind.key_shown(variant) == Text.both("b → d → e → c → a")
    assert kind.typed(variant, variant.key) == "b d e c a"
    assert kind.show(FIVE, variant.key) == Text.both("p → q → r → s → t")
    assert kind.facts(FIVE) == 4
    assert kind.fits(("p", "q"))
    assert not kind.fits(("p", 1))
    assert not kind.fits("pq")


@pytest.mark.parametrize(
    ("raw", "column", "ja", "en"),
    [
        ("a b f", 4, "「f」は a〜e のどれでもありません", '"f" is no letter shown'),
        ("Ａ Ａ", 2, "a が二度あります", "a stands twice"),
        ("abd", None, "c e が抜けています", "missing: c e"),
        ("a b c d e では", 10, "「で」は a〜e のどれでもありません", '"で" is no letter shown'),
    ],
)
def test_what_is_no_order_is_told_with_an_example(raw: str, column: int | None, ja: str, en: str) -> None:
    fault = grade(shown(FIVE, "tpsqr"), raw).unreadable
    assert fault is not None
    assert (fault.reason, fault.column) == (Text(ja, en), column)
    assert fault.remedy == Text(
        "a〜e を正しい順に並べてください（例: e d c b a）", "put the letters a to e in the right order (like e d c b a)"
    )


def test_the_example_is_another_order_where_the_first_one_is_right() -> None:
    assert kind_of(FIVE).answer_format(shown(FIVE, "tsrqp")).en.endswith("(like b c d e a)")


def test_a_wrong_order_earns_nothing_and_is_told_why() -> None:
    variant = shown(FIVE, "tpsqr")
    right = grade(variant, "b d e c a")
    assert (right.verdict, right.score, right.understood_as) == ("correct", 1, "b d e c a")
    turned = grade(variant, "d b e c a")
    assert (turned.verdict, turned.score, turned.understood_as) == ("wrong", 0, "d b e c a")
    assert [(one.name, one.message, one.certain) for one in turned.diagnoses] == [
        ("dependency", Text("(b) は (d) より前です。q が p を使う。", "(b) comes before (d). q uses p."), True)
    ]
    named = grade(variant, "a c e d b")
    assert (named.verdict, named.score) == ("wrong", 0)
    assert [one.message.en for one in named.diagnoses] == ["backwards"]
    as_shown = grade(variant, "a b c d e")
    assert [(one.name, one.certain) for one in as_shown.diagnoses] == [("as-shown", False), ("dependency", True)]
    assert as_shown.score == 0
    assert as_shown.diagnoses[1].message.en == "(c) comes before (a). t uses s."
    first = grade(variant, "b c d e a")
    assert [one.message.en for one in first.diagnoses] == ["(e) comes before (c). s uses r."]
    far = grade(shown(FIVE, "tpsqr"), "b d a e c")
    assert [one.message.en for one in far.diagnoses] == ["(c) comes before (a). t uses s."]


def test_a_line_that_is_left_out_leaves_the_order_and_no_reason() -> None:
    item = chain("pqrstu")
    variant = instantiate(item, {"n": 1})
    without = [line for line in variant.shown if line[0] != "r"]
    left = replace(variant, shown=tuple(sorted(without)), key=tuple("pqstu"))
    (told,) = grade(left, "a c b d e").diagnoses
    assert told.message == Text("(b) は (c) より前です。", "(b) comes before (c).")


def test_the_audit_searches_every_order() -> None:
    kind = kind_of(FIVE)

    def faults(variant: Variant) -> list[tuple[str, str, str]]:
        return [(rule, place, said.en) for rule, place, said in kind.variant_faults(variant)]

    variant = shown(FIVE, "tpsqr")
    assert faults(variant) == []
    assert faults(shown(FIVE, "pqrst")) == [("options", "line", "the lines are shown in their right order")]
    ((rule, place, said),) = faults(replace(variant, key=tuple("qprst")))
    assert (rule, place) == ("key-check", "dependency")
    assert said == f"the order isn't the only one: {[tuple('pqrst')]}"
    loose = replace(FIVE, answer=replace(FIVE.answer, after=dict.fromkeys("pqrst", frozenset())))
    ((rule, place, said),) = faults(replace(variant, item=loose))
    assert (rule, place) == ("key-check", "dependency")
    found = faults(replace(shown(FIVE, "pqrst"), item=loose))  # the key is the first of several
    assert [(rule, place) for rule, place, _ in found] == [("key-check", "dependency"), ("options", "line")]
    unsaid = chain("pqrst", why="{{1 / (n - n)}}")
    with pytest.raises(Unanswerable, match="dependency"):
        faults(shown(unsaid, "tpsqr"))


def test_the_lines_are_never_shown_in_their_right_order_and_in_any_other() -> None:
    orders = {tuple(name for name, _ in draw(FIVE, seed).shown) for seed in range(1, 400)}
    assert tuple("pqrst") not in orders
    assert len(orders) > 100
    assert instantiate(FIVE, {"n": 1}) == instantiate(FIVE, {"n": 1})


@pytest.mark.parametrize(("names", "made"), [("pqrst", True), ("pqrstuvwx", True), ("pqrstuvwxy", False)])
def test_five_to_nine_lines_are_shown(names: str, made: bool) -> None:
    item = chain(names)
    if not made:
        with pytest.raises(Unanswerable, match="lines: 10"):
            instantiate(item, {"n": 1})
        return
    variant = draw(item, 1)
    for typed in kind_of(item).answers(variant):
        assert grade(variant, typed).verdict == "correct", typed


@pytest.mark.parametrize("many", [4, 21])
def test_a_file_holds_five_to_twenty_lines(many: int) -> None:
    with pytest.raises(FileFaults) as caught:
        chain("abcdefghijklmnopqrstuvwxyz"[:many])
    assert f"there should be 5 to 20 [[line]] entries, found {many}" in caught.value.in_("en")
    assert chain("abcdefghijklmnopqrst").answer.after["t"] == set("abcdefghijklmnopqrs")


def test_two_lines_that_need_each_other_are_a_circle() -> None:
    back = '[[dependency]]\nfirst = "q"\nthen = "p"\nja = "x"\nen = "x"\n'
    with pytest.raises(FileFaults) as caught:
        chain("pqrst", back)
    assert "dependencies form a circle: p, q\n" in caught.value.in_("en") + "\n"
    with pytest.raises(FileFaults) as caught:
        chain("pqrst", back.replace('"q"', '"r"').replace('"p"', '"t"') + 'because = "x"\n')
    assert "because" in caught.value.in_("en")


def test_only_draws_keep_slips_apart() -> None:
    slip = "[misconception.back]\nvalue = \"['t', 's', 'r', 'q', 'p']\"\nwhen = \"n == 2\"\nja = \"x\"\nen = \"x\"\n"
    item = chain("pqrst", 'separate = ["back"]\n' + slip)
    drawn = [draw(item, seed) for seed in range(1, 20)]
    assert {variant.values["n"] for variant in drawn} == {1, 2}  # a slip whose condition is false decides nothing
    assert kind_of(item).slips(instantiate(item, {"n": 1})) == ()
    assert all(bool(variant.distractors) == (variant.values["n"] == 2) for variant in drawn)


def test_a_line_without_a_place_is_drawn_only_where_it_is_left_out() -> None:
    item = chain("pqrst", '[[line]]\nname = "z"\nja = "z"\nen = "z"\nwhen = "n == 1"\n')
    assert {draw(item, seed).values["n"] for seed in range(1, 20)} == {2}


def test_a_particle_that_leads_nowhere_is_not_passed_over() -> None:
    variant = shown(FIVE, "tpsqr")
    (answer, *_) = kind_of(variant.item).answers(variant)
    assert grade(variant, f"答えは{answer}です").verdict == "correct"
    assert grade(variant, f"答えは{answer}でです").verdict == "unreadable"
