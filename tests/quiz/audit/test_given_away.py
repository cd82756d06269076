"""One guess that is right too often is told, an answer in its question is a defect; a file may say why it has to be."""

from __future__ import annotations

import pytest

from quiz.audit import Audit, Defect, ItemReport, audit_item, summary
from quiz.courses import parse_item
from quiz.errors import FileFaults

NUMBER = """+++
id = "worth"
kind = "number"
section = "s"
minutes = 1
difficulty = 1
key = "price * count"
check = "sum([price for i in range(count)])"

[draw]
price = { from = 20, to = 50 }
count = { from = 3, to = 9 }
+++
# ja
1 個 {{price}} 円の品を {{count}} 個買うと何円ですか。
## 解説
${{price}} \\times {{count}} = {{key}}$ 円
# en
What do {{count}} pieces at {{price}} yen each cost, in yen?
## Solution
${{price}} \\times {{count}} = {{key}}$ yen
"""

CHOICE = """+++
id = "parity"
kind = "choice"
section = "s"
minutes = 1
difficulty = 1

[draw]
n = { from = 10, to = 99 }

[[option]]
ja = "割り切れる"
en = "it leaves no remainder"
holds = "n % 2 == 0"

[[option]]
ja = "1 余る"
en = "it leaves a remainder"
holds = "n % 2 != 0"
+++
# ja
{{n}} を 2 で割るとどうなりますか。
## 解説
一の位を見ます。
# en
What becomes of {{n}} divided by 2?
## Solution
Look at the last digit.
"""


def audited(source: str, *changes: tuple[str, str], seeds: int = 80) -> ItemReport:
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    name = source.split('id = "')[1].partition('"')[0]
    return audit_item(parse_item(source, expected_id=name, path=f"{name}.md"), seeds, source)


def told(found: list[Defect], rule: str) -> str:
    (defect,) = [one for one in found if one.rule == rule]
    assert "→" in defect.detail.ja
    return defect.detail.en


def test_a_question_whose_keys_differ_is_left_alone() -> None:
    for source in (NUMBER, CHOICE):
        report = audited(source)
        assert (report.defects, report.notices) == ([], [])


def test_a_key_that_one_guess_gets_is_a_defect_with_what_to_guess() -> None:
    report = audited(
        NUMBER,
        ("price = { from = 20, to = 50 }", "price = [20]"),
        ("[draw]", "[draw]\nstamp = { from = 1, to = 999 }"),
        ("1 個 {{price}} 円", "{{stamp}} 番の、1 個 {{price}} 円"),
        ("What do {{count}}", "Order {{stamp}}: what do {{count}}"),
        ('"price * count"', '"price * max(count, 7)"'),
        ("for i in range(count)", "for i in range(7 if count < 7 else count)"),
    )
    (defect,) = report.defects
    assert defect.line == 7
    assert told(report.defects, "guess").startswith("one answer (140) is right in ")
    whole = Audit([report], report.defects, 0.0)
    assert summary(whole).en.startswith("1 question, 80 variants: 1 defect (")


def test_of_options_a_tenth_more_than_chance_is_allowed() -> None:
    often = ("n % 2", "n % 10")
    report = audited(CHOICE, often)
    assert "(it leaves a remainder) is right in " in told(report.defects, "guess")
    assert "at most 60%" in told(report.defects, "guess")
    assert audited(CHOICE, ("n % 2", "(n // 10) % 2")).defects == []


def test_a_reason_excuses_and_is_asked_for() -> None:
    reason = '[audit]\nguess = "余りのある場合を多く出したいので"\n\n[draw]'
    assert audited(CHOICE, ("n % 2", "n % 10"), ("[draw]", reason)).defects == []
    for written, said in (('guess = ""', "there is no reason for guess"), ('gess = "why it has to be"', "gess")):
        with pytest.raises(FileFaults) as caught:
            audited(CHOICE, ("[draw]", f"[audit]\n{written}\n\n[draw]"))
        assert said in caught.value.in_("en")


@pytest.mark.parametrize("shown", ["{{price * count}}", "{{total}}", "{{count * price}}"])
def test_the_answer_in_the_question_is_a_defect(shown: str) -> None:
    change = ("何円ですか。", f"何円ですか。（{shown} 円）"), ("yen each cost", f"yen each ({shown}) cost")
    let = ("[draw]", '[let]\ntotal = "price + price*(count - 1)"\n\n[draw]')
    report = audited(NUMBER, *change, *([let] if "total" in shown else []))
    assert told(report.defects, "stem") == f"{shown} in the question is the key → take it out of the question"
    assert (
        audited(
            NUMBER,
            *change,
            ("[draw]", '[audit]\nstem = "it is the given check sum"\n[draw]'),
            *([let] if "total" in shown else []),
        ).defects
        == []
    )


def test_the_right_option_in_the_question_is_a_defect() -> None:
    always = ("n = { from = 10, to = 99 }", "n = { from = 11, to = 99, step = 2 }")
    report = audited(CHOICE, always, ("What becomes", "As it leaves a remainder, what becomes"))
    assert told(report.defects, "stem").startswith("the question holds the right option word for word")


def test_a_shown_value_that_is_the_key_now_and_then_is_none() -> None:
    report = audited(
        NUMBER,
        ("price * count", "max(price, 5*count)"),
        ("sum([price for i in range(count)])", "price if price > 5*count else count*5"),
    )
    assert [one.rule for one in report.defects] == []


@pytest.mark.parametrize(
    ("minutes", "solution", "said"),
    [
        ("0.04", "", "reading alone takes"),
        ("0.5", " $1 = 1 = 1 = 1 = 1 = 1 \\to 1$", "the solution has 7 steps: 0.5 min are too short"),
        ("30", "", "30 min are too long → write minutes = "),
        ("1", "", ""),
    ],
)
def test_minutes_follow_from_the_reading_and_the_solution(minutes: str, solution: str, said: str) -> None:
    report = audited(NUMBER, ("minutes = 1", f"minutes = {minutes}"), ("{{key}}$ yen", f"{{{{key}}}}$ yen{solution}"))
    found = [one.detail.en for one in report.defects if one.rule == "time"]
    assert bool(found) is bool(said)
    assert said in "".join(found)


def test_a_solution_with_typed_numbers_alone_is_a_defect() -> None:
    typed = ("${{price}} \\times {{count}} = {{key}}$", "$20 \\times 3 = 60$")
    assert "all numbers of the solution are typed" in audited(NUMBER, typed).defects[-1].detail.en
