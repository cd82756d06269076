"""Questions of several parts: their files and faults, what the whole is from its parts, what is carried forward."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quiz.audit import audit_item
from quiz.courses import parse_item
from quiz.drawing import draw, prompt, solution
from quiz.errors import FileFaults
from quiz.exchange.sheet import key_entry, question_markdown, sheet_entry
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.model import Item, Variant

SOURCE = """+++
id = "p"
kind = "multipart"
title = { ja = "小問", en = "parts" }
section = "s"
minutes = 3
difficulty = 1

[draw]
n = { from = 3, to = 9 }
m = { from = 20, to = 29 }

[part.a]
kind = "number"
key = "m + n"
check = "n - (-m)"

[part.a.misconception.less]
value = "m - n"
ja = "引いています。"
en = "This subtracts."

[part.b]
kind = "number"
points = 3
key = "a * n"
check = "m*n + n**2"

[part.b.misconception.of-m]
value = "m * n"
ja = "(a) を使います。"
en = "Use (a)."
+++
# ja
{{m}} と {{n}}。
## (a)
和は。
### ヒント
足します。
### 解説
{{key}} です。
## (b)
(a) に {{n}} を掛けると。
### 解説
{{a}} から {{key}} です。
# en
{{m}} and {{n}}.
## (a)
The sum?
### Hint
Add.
### Solution
{{key}}.
## (b)
Multiply (a) by {{n}}.
### Solution
From {{a}}: {{key}}.
"""


def item(*changes: tuple[str, str]) -> Item:
    source = SOURCE
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return parse_item(source, expected_id="p", path="p.md")


def faults(*changes: tuple[str, str]) -> list[tuple[int, str]]:
    with pytest.raises(FileFaults) as caught:
        item(*changes)
    return [(fault.line, fault.message.en) for fault in caught.value.faults]


VARIANT = draw(item(), 4)
N, M = VARIANT.values["n"], VARIANT.values["m"]


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_part_is_an_item_of_its_own_kind() -> None:
    made = item()
    assert [(part.name, part.label, part.points, part.item.kind) for part in made.parts] == [
        ("a", "a", 1, "number"),
        ("b", "b", 3, "number"),
    ]
    assert [slip.name for slip in made.all_misconceptions] == ["less", "of-m"]
    assert [defect.detail.en for defect in audit_item(made, 60).defects] == []


B = '[part.b]\nkind = "number"'


def line_of(fragment: str, *changes: tuple[str, str]) -> int:
    """The line of a fragment in the changed file; that of the body for none."""
    source = SOURCE
    for old, new in changes:
        source = source.replace(old, new)
    return source[: source.index(fragment or "# ja")].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "told"),
    [
        (B, B.replace("number", "code"), 'kind = "code"', "a part can't be of kind code"),
        (B, B.replace("number", "prediction"), 'kind = "prediction"', "a part can't be of kind prediction"),
        (B, B.replace('"number"', "'multipart'"), "kind = 'multipart'", "a part can't be of kind multipart"),
        (B, B.replace("number", "numbr"), 'kind = "numbr"', "part.b.kind can't be numbr"),
        ("points = 3", "points = 0", "points", "part.b.points should be a number, above 0, up to 100"),
        ("points = 3", 'points = "many"', "points", "part.b.points should be a number, above 0, up to 100"),
        ("points = 3", "follow = -1", "follow", "part.b.follow should be a number, 0 or more, up to 100"),
        ("points = 3", 'label = "A"', "label", "(A) stands twice"),
        ("points = 3", 'label = "second"', "label", "second can't be the label of a part"),
        ("points = 3", 'label = "("', "label", "( can't be the label of a part"),
        ("points = 3", "weight = 3", "weight", "there is no key part.b.weight"),
        ('key = "a * n"', 'key = "c * n"', 'key = "c', "part.b.key: there is no value called c"),
        ('key = "m + n"', 'key = "b + n"', 'key = "b', "part.a.key: there is no value called b"),
        ('key = "a * n"', 'key = "12"', 'key = "12', "key is typed, not computed: 12"),
        ('check = "m*n + n**2"\n', "", "[part.b]", "check is missing"),
        ("misconception.of-m", "misconception.less", "[part.b.misc", "misconception.less stands twice"),
        ("[part.b]", "[part.n]", 'kind = "number"\npoints', "n is declared twice"),
        ("## (b)\nMultiply (a) by {{n}}.\n", "", "", "# en, (b), lacks the question"),
        ("### Solution\nFrom {{a}}: {{key}}.\n", "", "", "# en, (b), lacks ## Solution"),
        ("### Hint\nAdd.\n", "", "足します", "the number of hints differs (ja 1, en 0)"),
        ("## (b)\nMultiply", "## (c)\nMultiply", "## (c)", "the heading ## (c) isn't known"),
        ("和は。", "和は。{{a}}", "和は", "there is no value called a"),
        ("### 解説", "### かいせつ", "### かい", "the heading ### かいせつ isn't known"),
    ],
)
def test_what_is_wrong_with_a_part_is_told_at_its_line(old: str, new: str, at: str, told: str) -> None:
    found = faults((old, new))
    assert line_of(at, (old, new)) in [line for line, message in found if message.startswith(told)], found


def test_one_part_is_no_question_of_several() -> None:
    start, end = SOURCE.index("[part.b]"), SOURCE.index("+++\n# ja")
    found = faults((SOURCE[start:end], ""))
    assert any(message == "there should be 2 to 12 parts, found 1" for _, message in found)


def test_a_part_of_another_kinds_keys_is_told() -> None:
    found = faults(("points = 3", "[[part.b.option]]\nja = 'x'\nen = 'x'\nholds = 'n > 3'"))
    assert any("a question of kind number has no option" in message for _, message in found)


def test_numbers_can_not_be_labels_beside_numbered_options() -> None:
    choice = 'kind = "choice"\nlabel = "2"\noptions = 2'
    found = faults(('kind = "number"\npoints = 3', choice))
    assert (
        line_of("label", ('kind = "number"\npoints = 3', choice)),
        "an option may be called (2) as well: it can't be the label of a part",
    ) in found


@pytest.mark.parametrize(
    ("old", "new", "rule", "at"),
    [
        ('check = "m*n + n**2"', 'check = "m*n + n"', "key-check", 'key = "a * n"'),
        ('check = "m*n + n**2"', 'check = "n * (m + n)"', "check", 'check = "n *'),
        ('value = "m * n"', 'value = "a * n"', "distractor", "[part.b.misc"),
        ("From {{a}}: {{key}}.", "From {{a}}: {{key}}. {{n}}", "languages", "{{a}} から"),
        ("{{a}} から {{key}}", "$\\frac{1}{ {{a}} から {{key}}", "text", "$\\frac"),
    ],
)
def test_the_audit_holds_a_part_against_the_same_rules(old: str, new: str, rule: str, at: str) -> None:
    report = audit_item(item((old, new)), 40)
    found = [(defect.rule, defect.line) for defect in report.defects]
    assert (rule, line_of(at, (old, new))) in found, found


# -- judged ------------------------------------------------------------------------------------------------------------


def judged(raw: str, variant: Variant = VARIANT) -> tuple[str, float, list[str]]:
    outcome = grade(variant, raw)
    return outcome.verdict, outcome.score, [diagnosis.name for diagnosis in outcome.diagnoses]


def test_the_score_is_the_weighted_sum() -> None:
    assert judged(f"(a) {M + N}\n(b) {(M + N) * N}") == ("correct", 1.0, [])
    assert judged(f"(a) {M + N}") == ("partial", 0.25, [])
    assert judged(f"(b) {(M + N) * N}") == ("partial", 0.75, [])
    assert judged(f"(a) {M - N}\n(b) 1") == ("wrong", 0.0, ["less"])
    assert judged("(a)\n(b)") == ("wrong", 0.0, []) or judged("(a)\n(b)")[0] == "unanswered"
    assert judged("") == ("unanswered", 0.0, [])
    assert judged("わかりません") == ("unanswered", 0.0, [])


def test_a_part_that_can_not_be_read_is_pointed_at_and_the_others_keep_their_points() -> None:
    outcome = grade(VARIANT, f"(a) {M + N}\n(b) foo")
    assert (outcome.verdict, outcome.score) == ("unreadable", 0.25)
    assert outcome.unreadable is not None
    assert outcome.unreadable.column == len(f"(a) {M + N}\n(b) ")
    assert outcome.unreadable.reason.en.startswith("(b) ")
    fault = grade(VARIANT, f"(a) {M + N}\n(b) 3, 4").unreadable
    assert fault is not None
    assert (fault.column, fault.reason.en) == (None, "(b) 1 number is needed, found 2")


def test_what_is_carried_forward_says_so() -> None:
    outcome = grade(VARIANT, f"(a) {M - N}\n(b) {(M - N) * N}")
    assert [part.earned for part in outcome.parts] == [0, 3]
    (told,) = [one for one in outcome.diagnoses if one.name == "follow-through"]
    assert told.message.en == (
        f"(b) With your answer {M - N} to (a) this is {(M - N) * N}, and the way from there is right "
        "(full points for this part)."
    )
    assert told.message.ja.startswith(f"(b) (a) の答え {M - N} を使うと {(M - N) * N} になり")


@pytest.mark.parametrize(
    ("follow", "earned", "verdict"), [("0", 0, "wrong"), ("1.5", 1.5, "partial"), ("9", 3, "correct")]
)
def test_the_author_says_what_following_is_worth(follow: str, earned: float, verdict: str) -> None:
    variant = draw(item(("points = 3", f"points = 3\nfollow = {follow}")), 4)
    part = grade(variant, f"(a) {M - N}\n(b) {(M - N) * N}").parts[1]
    assert (float(part.earned), part.outcome.verdict) == (earned, verdict)
    said = [one.message for one in part.outcome.diagnoses if one.name == "follow-through"]
    told = {"0": [], "1.5": [("50% の点です", "50% of the points")], "9": [("満点です", "full points")]}[follow]
    assert [(ja in one.ja, en in one.en) for one, (ja, en) in zip(said, told, strict=True)] == [(True, True)] * len(
        told
    )


def test_bounds_say_which_answers_can_be_carried_forward() -> None:
    bounded = draw(item(('check = "n - (-m)"', 'check = "n - (-m)"\nfrom = "m - 2"\nto = "2*m"')), 4)
    for own, carried in ((M - 2, True), (M - 3, False), (2 * M, True), (2 * M + 1, False)):
        part = grade(bounded, f"(a) {own}\n(b) {own * N}").parts[1]
        assert (part.earned == 3) is carried, own


def test_without_bounds_an_answer_up_to_ten_times_as_large_or_small_can_be_carried_forward() -> None:
    variant = next(made for made in (draw(item(), seed) for seed in range(1, 80)) if made.key[0] % 10 == 0)
    right, n = variant.key[0], variant.values["n"]
    tried = {
        10 * right: True,
        10 * right + 1: False,
        1 - right: False,
        right // 10: True,
        right // 10 - 1: False,
        0: False,
    }
    for own, carried in tried.items():
        part = grade(variant, f"(a) {own}\n(b) {own * n}").parts[1]
        assert (part.earned == 3) is carried, own


def test_an_answer_with_another_cause_is_not_carried_forward() -> None:
    assert judged(f"(a) {M}\n(b) {M * N}") == ("wrong", 0.0, ["of-m"]), "a slip has a name for it"
    doubled = draw(item(('key = "a * n"', 'key = "a + 0*n"'), ('check = "m*n + n**2"', 'check = "m + n"')), 4)
    assert grade(doubled, f"(a) {M + 2}\n(b) {M + 2}").parts[1].earned == 0, "it is the same number once more"


def test_right_answers_that_are_the_same_are_not_called_exchanged() -> None:
    same = draw(item(('key = "a * n"', 'key = "a"'), ('check = "m*n + n**2"', 'check = "m + n"')), 4)
    assert judged(f"(a) {M + N}\n(b) {M + N}", same) == ("correct", 1.0, [])
    assert judged(f"(a) {M + N}\n(b) 1", same)[2] == []
    assert judged(f"(a) {(M + N) * N}\n(b) {M + N}") == ("wrong", 0.0, ["parts-exchanged"])


def test_a_rounded_answer_may_be_worked_on_with() -> None:
    thirds = item(
        ('key = "m + n"', 'key = "m / 7 + n"'),
        ('check = "n - (-m)"', 'check = "n + m / 7"\n[part.a.answer]\ndecimals = 1'),
        ('check = "m*n + n**2"', 'check = "m*n/7 + n**2"\n[part.b.answer]\ndecimals = 2'),
        ('value = "m * n"', 'value = "m * n + 1"'),
        ('value = "m - n"', 'value = "m / 7"'),
    )
    variant = next(draw(thirds, seed) for seed in range(1, 40) if draw(thirds, seed).values["m"] % 7)
    m, n = variant.values["m"], variant.values["n"]
    rounded = Fraction(round(10 * (m / 7 + n)), 10)
    outcome = grade(variant, f"(a) {float(rounded)}\n(b) {float(rounded * n):.2f}")
    assert outcome.score == 1.0


def test_a_slip_without_a_value_is_no_reason_not_to_follow() -> None:
    variant = draw(item(('value = "m * n"', 'value = "n / (a - m - n + 1)"')), 4)
    own = M + N - 1  # with which the slip divides by zero
    assert grade(variant, f"(a) {own}\n(b) {own * N}").parts[1].earned == 3


def test_right_values_of_which_one_is_not_in_its_form_are_incomplete() -> None:
    rounded = item(
        ('check = "m*n + n**2"', 'check = "m*n/7 + n**2/7"\n[part.b.answer]\ndecimals = 3'),
        ('key = "a * n"', 'key = "a * n / 7"'),
    )
    variant = next(draw(rounded, seed) for seed in range(1, 60) if draw(rounded, seed).key[1].denominator == 7)
    side, share = variant.key
    outcome = grade(variant, f"(a) {side}\n(b) {float(share):.1f}")
    assert (outcome.verdict, [part.outcome.verdict for part in outcome.parts]) == (
        "incomplete",
        ["correct", "incomplete"],
    )


EXAMPLE = """kind = "example"
key = "m * n"

[part.a.answer]
holds = "answer % n == 0 and answer > n"
check = "answer // n * n == answer and answer >= 2*n"

[[part.a.answer.sample]]
answer = "{{5 * n}}"
right = true

[[part.a.answer.sample]]
answer = "{{n}}"
right = false
"""


def test_the_next_part_may_go_on_from_any_right_example() -> None:
    start, end = SOURCE.index('kind = "number"\nkey = "m + n"'), SOURCE.index("[part.b]")
    made = item(
        (SOURCE[start:end], EXAMPLE + "\n"), ('check = "m*n + n**2"', 'check = "m * n**2"'),
        ('value = "m * n"', 'value = "a + n"'),
    )  # fmt: skip
    assert [defect.detail.en for defect in audit_item(made, 40).defects] == []
    variant = draw(made, 4)
    n = variant.values["n"]
    for own in (2 * n, 1000 * n):  # the second one is no possible answer, were it not right
        outcome = grade(variant, f"(a) {own}\n(b) {own * n}")
        assert (outcome.verdict, outcome.score) == ("correct", 1.0)
    assert grade(variant, f"(a) {2 * n}\n(b) {2 * n + n}").parts[1].outcome.verdict == "wrong"


def test_following_stays_within_its_budget() -> None:
    heavy = item(
        ('key = "a * n"', 'key = "sum([k for k in range(a)]) * n"'),
        ('check = "m*n + n**2"', 'check = "n * (m + n) * (m + n - 1) / 2"\n'),
        ("[part.a]\nkind", '[part.a]\nto = "10**12"\nkind'),
    )
    outcome = grade(draw(heavy, 4), "(a) 99999999999\n(b) 5")
    assert [part.outcome.verdict for part in outcome.parts] == ["wrong", "wrong"]


# -- shown and printed -------------------------------------------------------------------------------------------------


def test_the_keys_of_all_parts_stand_in_one_line() -> None:
    line = kind_of(VARIANT.item).summary_line(VARIANT)
    assert line is not None
    assert line.en == f"(a) {M + N}  (b) {(M + N) * N}"
    code = draw(item(('kind = "number"\npoints = 3', 'kind = "choice"\npoints = 3\noptions = 2')), 4)
    assert kind_of(code.item).summary_line(code) is not None


def test_the_prompt_holds_no_key() -> None:
    shown = prompt(VARIANT)
    assert [(part.label, part.share and part.share.en) for part in shown.parts] == [
        ("a", "25% of the points"),
        ("b", "75% of the points"),
    ]
    key = str(M + N)
    assert key not in question_markdown(shown, "en")
    assert key not in str(sheet_entry(VARIANT))
    assert "**(b)** (75% of the points)" in question_markdown(shown, "en")


def test_the_key_file_has_the_key_of_each_part() -> None:
    entry = key_entry(VARIANT)
    assert entry["key"] == [M + N, (M + N) * N]
    assert [(part["label"], part["points"], part["key"]) for part in entry["parts"]] == [
        ("a", 1.0, M + N),
        ("b", 3.0, (M + N) * N),
    ]
    assert grade(VARIANT, entry["key_text"]).verdict == "correct"
    assert f"From {M + N}: {(M + N) * N}." in solution(VARIANT).en


def test_answers_come_apart_and_together() -> None:
    kind = kind_of(VARIANT.item)
    for raw in kind.answers(VARIANT):
        apart = kind.apart(raw, VARIANT)
        assert isinstance(apart, list)
        assert grade(VARIANT, kind.together(VARIANT, apart)).verdict == "correct"
