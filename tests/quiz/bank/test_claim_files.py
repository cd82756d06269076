"""Claim files: what is wrong in one is told with its line and left out, and the rest is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.audit.claim_rules import claim_faults
from quiz.bank.claim_entries import ClaimBase
from quiz.bank.claim_files import read_claims
from quiz.courses import open_course

VOCABULARY = """
[spelling]
"カーネル" = ["フィルタ"]
[group]
much = "多|たくさん"
very-much = "<much>|とても"
[[entity]]
name = "apple"
kind = "fruit"
words = ["りんご"]
"""
CLAIM = """[[claim]]
id = "apple-red"
subject = "apple"
cue = ["赤 & <very-much>"]
verdict = "wrong"
condition = { ja = "青いです。", en = "They are blue." }
check = "1 + 1 == 2"
test = ["りんごはとても赤い。"]
counter = ["りんごは青い。"]
"""


def base_of(folder: Path, claims: str, vocabulary: str = VOCABULARY) -> ClaimBase:
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "claims" / "vocabulary.toml").write_text(vocabulary, encoding="utf-8")
    (folder / "claims" / "fruit.toml").write_text(claims, encoding="utf-8")
    return read_claims(folder)


def test_a_claim_is_read(tmp_path: Path) -> None:
    base = base_of(tmp_path, CLAIM)
    (claim,) = base.claims
    assert base.faults == ()
    assert claim.cues[0].terms == (("赤",), ("多", "たくさん", "とても"))
    assert (claim.subjects, claim.verdict, claim.line) == (("apple",), "wrong", 1)
    assert list(claim_faults(base)) == []


FACT = """[[fact]]
id = "apple-colour"
about = "<much>"
near = "apple"
condition = { ja = "赤です。", en = "They are red." }
check = "1 + 1 == 2"
test = ["りんごは赤が多い。"]
counter = ["りんごは青が多い。"]
[fact.members]
red = ["赤"]
blue = ["青", "藍 & 色"]
[fact.right]
apple = ["red"]
"""


def test_a_fact_is_a_right_claim_and_its_wrong_twin(tmp_path: Path) -> None:
    base = base_of(tmp_path, FACT)
    assert base.faults == ()
    right, wrong = base.facts[0].claims()
    assert [cue.terms for cue in right.cues] == [(("赤",), ("多", "たくさん"))]
    assert [cue.terms for cue in wrong.cues] == [(("青",), ("多", "たくさん")), (("藍",), ("色",), ("多", "たくさん"))]
    assert (right.verdict, right.rivals, wrong.verdict, wrong.rivals) == ("right", ("青", "藍"), "wrong", ("赤",))
    assert list(claim_faults(base)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('near = "apple"', 'near = "pear"', 4, "no entity pear"),
        ('apple = ["red"]', 'pear = ["red"]', 13, "no entity pear"),
        ('apple = ["red"]', 'apple = ["green"]', 13, "the members have no green"),
        ('apple = ["red"]', "", 12, "right is missing"),
        ('red = ["赤"]\nblue = ["青", "藍 & 色"]', "", 9, "there are no members"),
        ("check =", "checks =", 6, "no key"),
    ],
)
def test_a_fault_of_a_fact_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in FACT
    base = base_of(tmp_path, FACT.replace(old, new))
    assert base.facts == ()
    assert any(told in fault.message.en for fault in base.faults), base.faults
    assert any(fault.line == line for fault in base.faults if told in fault.message.en), base.faults


def test_a_course_without_the_folder_has_no_claims(tmp_path: Path) -> None:
    assert read_claims(tmp_path) == ClaimBase()


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("apple-red", "Apple Red", 2, "id has lower-case"),
        ('subject = "apple"', 'subject = "pear"', 3, "no entity pear"),
        ("<very-much>", "<nothing>", 4, "no group <nothing>"),
        ('verdict = "wrong"', 'verdict = "false"', 5, "can't be false"),
        ("condition = {", "conditions = {", 6, "no key"),
        ("1 + 1 == 2", "no_solver(1)", 7, "no function no_solver"),
        ("test = [", "tests = [", 8, "no key"),
        ("赤 &", "{n}個 &", 4, "belong together"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in CLAIM
    base = base_of(tmp_path, CLAIM.replace(old, new))
    assert base.claims == ()
    assert any(fault.line == line and told in fault.message.en for fault in base.faults), base.faults


def test_a_claim_that_is_not_true_needs_a_condition(tmp_path: Path) -> None:
    without = "\n".join(line for line in CLAIM.splitlines() if not line.startswith("condition"))
    assert "a condition is needed" in base_of(tmp_path, without).faults[0].message.en
    assert base_of(tmp_path, without.replace('"wrong"', '"right"')).faults == ()


def test_one_name_stands_once(tmp_path: Path) -> None:
    base = base_of(tmp_path, CLAIM + CLAIM)
    assert len(base.claims) == 1
    assert "stands twice" in base.faults[0].message.en


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1 + 1 == 2", "1 + 1 == 3", "check doesn't hold"),
        ('test = ["りんごはとても赤い。"]', 'test = ["りんごは赤い。"]', "is not found to be wrong"),
        ('counter = ["りんごは青い。"]', 'counter = ["りんごはたくさん赤い。"]', "counter-sentence"),
    ],
)
def test_the_audit_holds_a_claim_against_its_own_sentences(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in CLAIM
    base = base_of(tmp_path, CLAIM.replace(old, new))
    assert base.faults == ()
    assert [told in detail.en for _, detail in claim_faults(base)] == [True]


def test_broken_files_are_told_and_left_out(tmp_path: Path) -> None:
    base = base_of(tmp_path, CLAIM)
    (tmp_path / "claims" / "broken.toml").write_text("[[claim", encoding="utf-8")
    (tmp_path / "claims" / "latin.toml").write_bytes(b'x = "\xe9"')
    (tmp_path / "claims" / "large.toml").write_text("#" * 100_001, encoding="utf-8")
    again = read_claims(tmp_path)
    assert [claim.id for claim in again.claims] == [claim.id for claim in base.claims]
    assert len(again.faults) == 3
    assert len(base_of(tmp_path, CLAIM, "[broken").faults) == 1


def test_claim_files_are_no_questions() -> None:
    course = open_course()
    assert not [path for path in course.bank.paths.values() if "claims" in path.parts]
    assert "claims" not in course.set_names()
