"""The audit of a course's rules for printed code: each is found in its own programs, and what is wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.audit.code_book_rules import code_book_faults
from quiz.courses import open_course
from quiz.report.code.code_rules import FILE, load_code_book
from quiz.report.formulas.formula_file import line_of, load_library
from quiz.report.formulas.known import Library

WHOLE = """
format_version = 1
[[rule]]
id = "comment-product"
message = { ja = "{product} は {result} です", en = "{product} is {result}" }
expected = { ja = "{result}", en = "{result}" }
test = ['''
```python
n = 12  # 3x5=12
```
''']
counter = ['''
```python
n = 15  # 3x5=15
```
''']
"""


def told(folder: Path, source: str) -> list[str]:
    (folder / FILE).write_text(source, encoding="utf-8")
    return [f"{rule.id}: {detail.en}" for rule, detail in code_book_faults(load_code_book(folder), Library())]


def test_a_whole_file_has_no_faults(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("3x5=12", "3x5=15", 'comment-product: it is not found in the program "n = 12  # 3x5=15"'),
        ("n = 15  # 3x5=15", "n = 15  # 3x5=51", 'the counter-program "n = 15  # 3x5=51" is found'),
        ('en = "{product} is {result}"', 'en = "{product} is {sum}"', "comment-product: nothing fills {sum}"),
        ("test = [", "examples = [", "comment-product: there is no program under test"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE
    assert any(said in fault for fault in told(tmp_path, WHOLE.replace(old, new)))


def test_a_program_that_another_rule_faults_is_told(tmp_path: Path) -> None:
    other = """
[[rule]]
id = "comment-value"
message = { ja = "値が違います", en = "the value is another one" }
test = ['''
```python
batch_size = 12  # バッチサイズは 10、3x5=12
```
''', '''
```python
batch_size = 12  # バッチサイズは 10
```
''']
"""
    assert not told(tmp_path, WHOLE + other.replace("、3x5=12", ""))
    assert 'comment-product: "n = 12  # 3x5=12" is faulted by comment-value' in told(
        tmp_path, WHOLE.replace("n = 12  # 3x5=12", "n = 12  # 3x5=12\nbatch_size = 12  # バッチサイズは 10") + other
    )


def test_the_rules_of_the_course_are_found_in_their_own_programs() -> None:
    root = open_course().root
    book = load_code_book(root)
    assert [(rule.id, detail.en) for rule, detail in code_book_faults(book, load_library(root))] == []
    assert all(line_of(root / FILE, rule) for rule in book.rules)
